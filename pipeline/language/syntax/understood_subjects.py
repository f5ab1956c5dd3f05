"""Subjects that a clause leaves out: control, raising, coordination, participles, gerunds, light verbs."""

from pipeline.language.syntax.clause_structure import find_antecedent, is_passive, resolve_relative
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
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words

# An understood subject is at most this many clauses up; longer chains are errors of the parse more often than not.
DEPTH = 6
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
    match tree.label[verb]:
        case "conj" if is_verb(tree, head):
            return find_logical_subject(tree, tree.head[head] if _is_past_clause(tree, verb) else head, depth)
        case "xcomp" | "ccomp" | "oprd" | "acomp" | "attr" if is_verb(tree, head) or tree.pos[head] in ("ADJ", "AUX"):
            return find_controller(tree, head, depth)
        case "advcl" if is_verb(tree, head) or tree.pos[head] in ("AUX", "ADJ"):
            sent = is_infinitive(tree, verb) and tree.lemma[head] in get_syntax_words("senders") | get_syntax_words(
                "callers"
            )
            return find_controller(tree, head, depth) if sent else find_logical_subject(tree, head, depth)
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
        return above if found is None and beside else found  # the envoy, far from attacking
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
    if tree.label[noun] == "pobj" and tree.label[head] == "prep" and tree.lower[head] in ("for", "in", "into"):
        verb = tree.head[head]
        moves = tree.lower[head] == "for" and find_direct_object(tree, verb) is None
        if (
            is_verb(tree, verb)
            and not is_passive(tree, verb)
            and (moves or tree.lemma[verb] in get_syntax_words("light"))
        ):
            return find_logical_subject(tree, verb, depth - 1)
    return None


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
