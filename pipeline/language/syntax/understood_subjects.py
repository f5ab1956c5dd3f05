"""Subjects that a clause leaves out: control, raising, coordination, participles, gerunds, light verbs."""

from pipeline.language.syntax.clause_structure import antecedent_of, is_passive, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    OBJECT,
    PREPOSITIONAL,
    direct_object_of,
    indirect_object_of,
    is_content_of_noun,
    is_infinitive,
    is_noun,
    is_verb,
    object_behind,
    obliques_of,
    possessor_of,
    predicatives_of,
    subject_of,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import words_of

# An understood subject is at most this many clauses up; longer chains are errors of the parse more often than not.
DEPTH = 6
# Prepositions whose gerund is done by the object of the verb: `fined him for insulting`, `prevented the mob from`.
OF_OBJECT = frozenset({"for", "of", "from", "with", "into", "against"})


def logical_subject_of(tree: DependencyTree, verb: int, depth: int = DEPTH) -> int | None:
    """Whom a clause is about: its grammatical subject, named or understood from the clause around it."""
    own = subject_of(tree, verb)
    if own is None and is_passive(tree, verb):
        own = _inverted_subject_of(tree, verb)
    if own is not None:
        found = _named_for_dummy(tree, verb, own)
        return found if found is not None else resolve_relative(tree, own)
    return understood_subject_of(tree, verb, depth - 1) if depth > 0 else None


def _inverted_subject_of(tree: DependencyTree, verb: int) -> int | None:
    """`Killed were two porters`: the noun behind the auxiliary."""
    for helper in (child for child in tree.children[verb] if child > verb and tree.lemma[child] == "be"):
        behind = [*predicatives_of(tree, verb), *predicatives_of(tree, helper)]
        return next((noun for noun in behind if noun > helper and is_noun(tree, noun)), None)
    return None


def _named_for_dummy(tree: DependencyTree, verb: int, subject: int) -> int | None:
    """`What the union did was block`: for the clause as subject, whoever does something in it."""
    if tree.label[subject] != "csubj" or tree.lemma[subject] != "do" or tree.lemma[verb] != "be":
        return None
    return subject_of(tree, subject)


def understood_subject_of(tree: DependencyTree, verb: int, depth: int = DEPTH) -> int | None:
    """Whom a clause without a subject is about, by how it hangs on the clause around it."""
    head = tree.head[verb]
    if head == verb or depth <= 0:
        return None
    match tree.label[verb]:
        case "conj" if is_verb(tree, head):
            return logical_subject_of(tree, head, depth)
        case "xcomp" | "ccomp" | "oprd" | "acomp" | "attr" if is_verb(tree, head) or tree.pos[head] in ("ADJ", "AUX"):
            return controller_of(tree, head, depth)
        case "advcl" if is_verb(tree, head) or tree.pos[head] in ("AUX", "ADJ"):
            sent = is_infinitive(tree, verb) and tree.lemma[head] in words_of("senders") | words_of("callers")
            return controller_of(tree, head, depth) if sent else logical_subject_of(tree, head, depth)
        case "relcl":
            return antecedent_of(tree, verb)
        case "acl":
            if tree.lower[head] == "order" and tree.label[head] == "pobj":  # met in order to end the feud
                return logical_subject_of(tree, tree.head[tree.head[head]], depth)
            own = not is_content_of_noun(tree, verb) or tree.lemma[head] in words_of("people")
            return head if own else nominal_agent_of(tree, head, depth - 1)
        case "amod" if is_noun(tree, head):
            return head
        case "pcomp" | "prep":
            return _gerund_subject_of(tree, verb, depth)
        case "pobj" | "dobj" | "nsubj" | "appos":
            return nominal_agent_of(tree, verb, depth - 1)
    return None


def _gerund_subject_of(tree: DependencyTree, verb: int, depth: int) -> int | None:
    """Who does what stands behind a preposition, by what the preposition hangs on."""
    preposition = tree.head[verb] if tree.label[verb] == "pcomp" else verb
    above = tree.head[preposition]
    if above == preposition:
        return None
    if tree.label[above] == "prep":
        above = tree.head[above]
    if is_noun(tree, above) and not is_verb(tree, above):
        beside = tree.label[above] in ("nsubj", "nsubjpass") and tree.lemma[above] not in words_of("intentions")
        found = nominal_agent_of(tree, above, depth - 1)
        return above if found is None and beside else found  # the envoy, far from attacking
    if is_verb(tree, above) and tree.lower[preposition] in OF_OBJECT:
        blamed = direct_object_of(tree, above)
        if blamed is not None and _is_blamed(tree, above, blamed):
            return resolve_relative(tree, blamed)
    return logical_subject_of(tree, above, depth)


def _is_blamed(tree: DependencyTree, verb: int, thing: int) -> bool:
    """Whether the object does what the gerund says; `claimed responsibility for bombing` is the subject's deed."""
    return not (tree.lemma[verb] in words_of("light") and tree.tag[thing] == "NN")


def controller_of(tree: DependencyTree, head: int, depth: int = DEPTH) -> int | None:
    """Who does what an infinitive or gerund below a verb or adjective says: its object, its hearer, or its subject."""
    if tree.pos[head] == "ADJ" and not is_verb(tree, head):
        return logical_subject_of(tree, tree.head[head], depth) if tree.head[head] != head else None
    if not is_passive(tree, head) and tree.lemma[head] not in words_of("subject_control"):
        asked = direct_object_of(tree, head)
        if asked is None:
            asked = indirect_object_of(tree, head)
        if asked is None and tree.lemma[head] in words_of("callers"):
            asked = object_behind(tree, head, "on", "upon", "to", "for", "with")
        if asked is not None:
            return resolve_relative(tree, asked)
    return logical_subject_of(tree, head, depth)


def nominal_agent_of(tree: DependencyTree, noun: int, depth: int = DEPTH) -> int | None:
    """Who does what a noun says: after `by`, its possessor, or the doer of the light verb whose object it is."""
    by = object_behind(tree, noun, "by")
    if by is not None:
        return by
    owner = possessor_of(tree, noun)
    if owner is not None:
        return owner
    if depth <= 0:
        return None
    verb = light_verb_of(tree, noun)
    if verb is not None:
        if is_passive(tree, verb):
            return passive_agent_of(tree, verb)
        return logical_subject_of(tree, verb, depth - 1)
    head = tree.head[noun]
    if tree.label[noun] == "conj" and is_noun(tree, head):
        return nominal_agent_of(tree, head, depth - 1)
    if tree.label[noun] == "pobj" and tree.label[head] == "prep" and tree.lower[head] in ("for", "in", "into"):
        verb = tree.head[head]
        moves = tree.lower[head] == "for" and direct_object_of(tree, verb) is None
        if is_verb(tree, verb) and not is_passive(tree, verb) and (moves or tree.lemma[verb] in words_of("light")):
            return logical_subject_of(tree, verb, depth - 1)
    return None


def light_verb_of(tree: DependencyTree, noun: int) -> int | None:
    """The light verb whose object a noun is, as its object, its passive subject, or from its relative clause."""
    head = tree.head[noun]
    light = words_of("light")
    if tree.label[noun] in ("dobj", "nsubjpass") and is_verb(tree, head):
        return head if tree.lemma[head] in light else None
    if tree.label[noun] == "nsubj" and is_passive(tree, head):
        return head if tree.lemma[head] in light else None
    if tree.label[noun] == "pobj" and tree.lower[head] == "of" and is_noun(tree, tree.head[head]):
        return light_verb_of(tree, tree.head[head])  # a series of attacks
    if tree.label[noun] == "conj" and is_noun(tree, head):
        return light_verb_of(tree, head)
    for clause in tree.children_with(noun, frozenset({"relcl", "acl"})):
        if tree.lemma[clause] not in light or is_infinitive(tree, clause):
            continue
        subject = subject_of(tree, clause)
        if is_passive(tree, clause) or (subject is not None and resolve_relative(tree, subject) != noun):
            return clause
    return None


def passive_agent_of(tree: DependencyTree, verb: int) -> int | None:
    """The noun after `by` beside a passive that names a doer; `by Friday` and `by the river` name none."""
    for found in obliques_of(tree, verb):
        if found.word == "by" and tree.label[found.object] in PREPOSITIONAL and _can_act(tree, found.object):
            return resolve_relative(tree, found.object)
    return None


def _can_act(tree: DependencyTree, noun: int) -> bool:
    if tree.entity[noun] in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY") and tree.pos[noun] != "PRON":
        return tree.entity[noun] == "CARDINAL"
    if tree.lemma[noun] in words_of("manners"):
        return bool(tree.children[noun])  # by force, but by the air force
    return tree.lemma[noun] not in words_of("places_beside") and not is_verb(tree, noun)


def shared_object_of(tree: DependencyTree, verb: int) -> int | None:
    """The object of a later verb that a verb shares: `robbed and killed a clerk`."""
    for later in tree.children_with(verb, frozenset({"conj"})):
        if is_verb(tree, later) and subject_of(tree, later) is None:
            between = [
                child
                for child in tree.children[verb]
                if verb < child < later and tree.label[child] not in ("cc", "punct")
            ]
            found = tree.first_child(later, OBJECT)
            if not between and found is not None:
                return found
    return None
