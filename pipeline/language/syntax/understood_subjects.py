"""Subjects that a clause leaves out: control, raising, coordination, participles, gerunds, light verbs."""

from collections.abc import Iterator

from pipeline.language.syntax.clause_structure import (
    find_antecedent,
    find_object_gap,
    is_passive,
    resolve_relative,
)
from pipeline.language.syntax.dependency_relations import (
    OBJECT,
    PREPOSITIONAL,
    find_direct_object,
    find_indirect_object,
    find_possessor,
    find_prepositional_object,
    find_subject,
    is_content_of_noun,
    is_infinitive,
    is_noun,
    is_verb,
    list_auxiliaries,
    list_obliques,
    list_predicatives,
    read_complex_word,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.phone_calls import is_said_by_caller
from pipeline.language.syntax.syntax_words import get_syntax_words

# An understood subject is at most this many clauses up; longer chains are errors of the parse more often than not.
DEPTH = 6
# Clauses and phrases whose doer may be that of the clause around them.
LEANING = frozenset({"conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "acl", "dobj", "pobj"})
# Prepositions whose gerund is done by the object of the verb: `fined him for insulting`, `prevented the mob from`.
OF_OBJECT = frozenset({"for", "of", "from", "with", "into", "against"})


def find_logical_subject(tree: DependencyTree, verb: int, depth: int = DEPTH) -> int | None:
    """Whom a clause is about: its grammatical subject, named or understood from the clause around it."""
    own = find_subject(tree, verb)
    if own is None and is_passive(tree, verb):
        own = _find_inverted_subject(tree, verb)
    if own is not None:
        found = _find_named_for_dummy(tree, verb, own)
        return found if found is not None else resolve_relative(tree, own)
    return find_understood_subject(tree, verb, depth - 1) if depth > 0 else None


def _find_inverted_subject(tree: DependencyTree, verb: int) -> int | None:
    """`Killed were two porters`: the noun behind the auxiliary."""
    for helper in (child for child in tree.children[verb] if child > verb and tree.lemma[child] == "be"):
        behind = [*list_predicatives(tree, verb), *list_predicatives(tree, helper)]
        return next((noun for noun in behind if noun > helper and is_noun(tree, noun)), None)
    return None


def _find_named_for_dummy(tree: DependencyTree, verb: int, subject: int) -> int | None:
    """`What the union did was block`: for the clause as subject, whoever does something in it."""
    if tree.label[subject] != "csubj" or tree.lemma[subject] != "do" or tree.lemma[verb] != "be":
        return None
    return find_subject(tree, subject)


def find_understood_subject(tree: DependencyTree, verb: int, depth: int = DEPTH) -> int | None:
    """Whom a clause without a subject is about, by how it hangs on the clause around it."""
    head = tree.head[verb]
    if head == verb or depth <= 0:
        return None
    if is_said_by_caller(tree, verb):
        return find_logical_subject(tree, head, depth)
    match tree.label[verb]:
        case "conj" if is_verb(tree, head):
            return find_logical_subject(tree, tree.head[head] if _is_past_clause(tree, verb) else head, depth)
        case "xcomp" | "ccomp" | "oprd" | "acomp" | "attr" if is_verb(tree, head) or tree.pos[head] in ("ADJ", "AUX"):
            return find_controller(tree, head, depth)
        case "advcl" if is_verb(tree, head) or tree.pos[head] in ("AUX", "ADJ"):
            sent = is_infinitive(tree, verb) and tree.lemma[head] in get_syntax_words("senders") | get_syntax_words(
                "callers"
            )
            if sent:
                return find_controller(tree, head, depth)
            if tree.tag[verb] == "VBG" and verb > head and is_passive(tree, head) and _acts_on(tree, verb):
                return find_passive_agent(tree, head)  # was bombed by the army, killing two
            return find_logical_subject(tree, head, depth)
        case "relcl":
            return find_antecedent(tree, verb)
        case "acl":
            if tree.lower[head] == "order" and tree.label[head] == "pobj":  # met in order to end the feud
                return find_logical_subject(tree, tree.head[tree.head[head]], depth)
            own = not is_content_of_noun(tree, verb) or tree.lemma[head] in get_syntax_words("people")
            return head if own else find_nominal_agent(tree, head, depth - 1)
        case "amod" if is_noun(tree, head):
            return head
        case "pcomp" | "prep":
            return _find_gerund_subject(tree, verb, depth)
        case "pobj" | "dobj" | "nsubj" | "appos":
            return find_nominal_agent(tree, verb, depth - 1)
    return None


def _is_past_clause(tree: DependencyTree, verb: int) -> bool:
    """`said he would resign and warned of war`: a past form joined to a verb that a modal governs goes with `said`."""
    head = tree.head[verb]
    if tree.label[head] != "ccomp" or tree.tag[verb] != "VBD" or list_auxiliaries(tree, verb):
        return False
    return any(tree.tag[helper] == "MD" for helper in list_auxiliaries(tree, head))


def _acts_on(tree: DependencyTree, verb: int) -> bool:
    """Whether a participle tells what the clause before it does to somebody: `killing two`, not `leaving his post`."""
    return tree.lemma[verb] in get_syntax_words("transitive_only") and find_direct_object(tree, verb) is not None


def _find_gerund_subject(tree: DependencyTree, verb: int, depth: int) -> int | None:
    """Who does what stands behind a preposition, by what the preposition hangs on."""
    preposition = tree.head[verb] if tree.label[verb] == "pcomp" else verb
    above = tree.head[preposition]
    if above == preposition:
        return None
    if tree.label[above] == "prep":
        above = tree.head[above]
    if is_noun(tree, above) and not is_verb(tree, above):
        beside = tree.label[above] in ("nsubj", "nsubjpass") and tree.lemma[above] not in get_syntax_words("intentions")
        found = find_nominal_agent(tree, above, depth - 1)
        accuser = tree.label[above] in ("dobj", "nsubjpass") and tree.lower[preposition] == "of"
        accused = accuser and tree.lemma[tree.head[above]] in get_syntax_words("accusers")
        return above if found is None and (beside or accused) else found  # the envoy, far from attacking
    if is_verb(tree, above) and tree.lower[preposition] in OF_OBJECT:
        blamed = find_direct_object(tree, above)
        if blamed is not None and _is_blamed(tree, above, blamed):
            return resolve_relative(tree, blamed)
    return find_logical_subject(tree, above, depth)


def _is_blamed(tree: DependencyTree, verb: int, thing: int) -> bool:
    """Whether the object does what the gerund says; `claimed responsibility for bombing` is the subject's deed."""
    return not (tree.lemma[verb] in get_syntax_words("light") and tree.tag[thing] == "NN")


def find_controller(tree: DependencyTree, head: int, depth: int = DEPTH) -> int | None:
    """Who does what an infinitive or gerund below a verb or adjective says: its object, its hearer, or its subject."""
    if tree.pos[head] == "ADJ" and not is_verb(tree, head):
        return find_logical_subject(tree, tree.head[head], depth) if tree.head[head] != head else None
    if not is_passive(tree, head) and tree.lemma[head] not in get_syntax_words("subject_control"):
        asked = find_direct_object(tree, head)
        if asked is None:
            asked = find_indirect_object(tree, head)
        if asked is None and tree.lemma[head] in get_syntax_words("callers"):
            asked = find_prepositional_object(tree, head, "on", "upon", "to", "for", "with")
        if asked is not None:
            return resolve_relative(tree, asked)
    return find_logical_subject(tree, head, depth)


def find_nominal_agent(tree: DependencyTree, noun: int, depth: int = DEPTH) -> int | None:
    """Who does what a noun says: after `by`, its possessor, or the doer of the light verb whose object it is."""
    by = find_prepositional_object(tree, noun, "by")
    if by is not None:
        return by
    owner = find_possessor(tree, noun)
    if owner is not None:
        return owner
    if depth <= 0:
        return None
    verb = find_light_verb(tree, noun)
    if verb is not None:
        if is_passive(tree, verb):
            return find_passive_agent(tree, verb)
        return find_logical_subject(tree, verb, depth - 1)
    head = tree.head[noun]
    if tree.label[noun] == "conj" and is_noun(tree, head):
        return find_nominal_agent(tree, head, depth - 1)
    if is_supporting_phrase(tree, noun):
        return _find_holder_of_phrase(tree, tree.head[head], depth)
    if tree.label[noun] == "pobj" and tree.lower[head] in ("for", "on", "in", "into"):
        verb = _find_verb_of_deed(tree, head, noun)
        return find_logical_subject(tree, verb, depth - 1) if verb is not None else None
    return None


def is_supporting_phrase(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun tells for whom something is done: `in support of the miners`, not `at the request of`."""
    words = (read_complex_word(tree, child) for child in tree.children[noun] if child > noun)
    return any(word is not None and word.startswith("in ") for word in words)


def _find_holder_of_phrase(tree: DependencyTree, above: int, depth: int) -> int | None:
    """Who does what `in support of` says: whoever does what it stands beside."""
    if not is_verb(tree, above):
        return find_nominal_agent(tree, above, depth - 1) if is_noun(tree, above) else None
    return find_passive_agent(tree, above) if is_passive(tree, above) else find_logical_subject(tree, above, depth - 1)


def _find_verb_of_deed(tree: DependencyTree, preposition: int, noun: int) -> int | None:
    """The verb whose subject does what a noun behind a preposition says: `flew to Pell for talks`, `is in talks`."""
    verb = tree.head[preposition]
    while tree.label[preposition] == "conj" and tree.label[verb] == "prep":
        preposition, verb = verb, tree.head[verb]  # was in the city and in touch with
    if tree.label[preposition] != "prep" or not is_verb(tree, verb) or is_passive(tree, verb):
        return None
    lemma = tree.lemma[verb]
    does = lemma in get_syntax_words("light")
    if tree.lower[preposition] in ("for", "on"):
        does = does or lemma in get_syntax_words("moves")
    if tree.lower[preposition] == "in":
        suffers = lemma in get_syntax_words("undergoing")
        tells = preposition < verb and tree.lemma[noun] in get_syntax_words("utterances")
        acts = tree.lemma[noun] in get_syntax_words("means_of_deeds") and find_direct_object(tree, verb) is not None
        does = does or suffers or tells or (acts and not suffers)
    return verb if does else None


def find_light_verb(tree: DependencyTree, noun: int) -> int | None:
    """The light verb whose object a noun is, as its object, its passive subject, or from its relative clause."""
    head = tree.head[noun]
    light = get_syntax_words("light")
    if tree.label[noun] in ("dobj", "nsubjpass") and is_verb(tree, head):
        return head if tree.lemma[head] in light else None
    if tree.label[noun] == "nsubj" and is_passive(tree, head):
        return head if tree.lemma[head] in light else None
    if tree.label[noun] == "pobj" and tree.lower[head] == "of" and is_noun(tree, tree.head[head]):
        return find_light_verb(tree, tree.head[head])  # a series of attacks
    if tree.label[noun] == "conj" and is_noun(tree, head):
        return find_light_verb(tree, head)
    for clause in tree.list_children(noun, frozenset({"relcl", "acl"})):
        if tree.lemma[clause] not in light or is_infinitive(tree, clause):
            continue
        subject = find_subject(tree, clause)
        if is_passive(tree, clause) or (subject is not None and resolve_relative(tree, subject) != noun):
            return clause
    return None


def find_object_verb(tree: DependencyTree, noun: int) -> int | None:
    """The verb whose object or passive subject a noun is, also behind a measure or from a relative clause.

    `held a couple of talks`, `the help that the king gave`.
    """
    head = tree.head[noun]
    if tree.label[noun] == "pobj" and tree.lower[head] == "of" and is_noun(tree, tree.head[head]):
        return find_object_verb(tree, tree.head[head])
    if tree.label[noun] in ("dobj", "nsubjpass") and is_verb(tree, head):
        return head
    for clause in tree.list_children(noun, frozenset({"relcl"})):
        subject = find_subject(tree, clause)
        if subject is not None and resolve_relative(tree, subject) != noun and find_object_gap(tree, clause) == noun:
            return clause
        thing = find_direct_object(tree, clause)
        if thing is not None and resolve_relative(tree, thing) == noun:
            return clause
    return None


def list_outer_subjects(tree: DependencyTree, verb: int) -> Iterator[tuple[int, int]]:
    """Subjects of the clauses around a verb that lean on one another, the innermost first, each with its verb."""
    token = verb
    for _ in range(DEPTH):
        purpose = tree.label[token] in ("relcl", "acl") and is_infinitive(tree, token)
        if tree.head[token] == token or not (purpose or tree.label[token] in LEANING):
            return
        token = tree.head[token]
        subject = find_subject(tree, token) if is_verb(tree, token) else None
        if subject is not None:
            yield token, resolve_relative(tree, subject)
        elif purpose and tree.label[token] in ("nsubj", "csubj"):
            token = tree.head[token]


def find_passive_agent(tree: DependencyTree, verb: int) -> int | None:
    """The noun after `by` beside a passive that names a doer; `by Friday` and `by the river` name none."""
    for found in list_obliques(tree, verb):
        if found.word == "by" and tree.label[found.object] in PREPOSITIONAL and _can_act(tree, found.object):
            return resolve_relative(tree, found.object)
    return None


def _can_act(tree: DependencyTree, noun: int) -> bool:
    if tree.entity[noun] in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY") and tree.pos[noun] != "PRON":
        return tree.entity[noun] == "CARDINAL"
    if tree.lemma[noun] in get_syntax_words("manners"):
        return bool(tree.children[noun])  # by force, but by the air force
    return tree.lemma[noun] not in get_syntax_words("places_beside") and not is_verb(tree, noun)


def find_shared_object(tree: DependencyTree, verb: int) -> int | None:
    """The object of a later verb that a verb shares: `robbed and killed a clerk`."""
    for later in tree.list_children(verb, frozenset({"conj"})):
        if is_verb(tree, later) and find_subject(tree, later) is None:
            between = [
                child
                for child in tree.children[verb]
                if verb < child < later and tree.label[child] not in ("cc", "punct")
            ]
            found = tree.find_child(later, OBJECT)
            if not between and found is not None:
                return found
    return None
