"""Verbs that tell of one time: they share a subject or lean on one another without a time of their own.

Coordinated verbs, infinitives, participles and gerunds have the time of the verb that they lean on. What is said, what
a relative clause tells and what came before or after have their own. For temporal, and by it for events and figures.
"""

from pipeline.language.syntax.dependency_relations import SUBJECTS, is_noun, list_auxiliaries, list_markers
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.word_kinds import load_kinds

VERB_POS = frozenset({"VERB", "AUX"})
# Clauses that take their time from the verb above, if they have no subject of their own.
LEANING = frozenset({"xcomp", "acl", "advcl", "pcomp", "conj", "prep", "dep"})
SUBJECT_LABELS = SUBJECTS | {"expl"}
DEPTH = 12
# Prepositions before a gerund that tells of an earlier deed: `accused of robbing`, `jailed for robbing`.
PRIOR_PREPOSITIONS = frozenset({"of", "for", "over", "about"})
# What opens a clause of the same time.
SIMULTANEOUS = frozenset({"as", "while"})
# Prepositions of a day or a month that a cleft points to.
CLEFT_PREPOSITIONS = frozenset({"on", "in", "during"})


def find_verb_above(tree: DependencyTree, token: int) -> int | None:
    """The verb that a token is, or that a noun hangs on with its time; null past words that part the two."""
    for _ in range(DEPTH):
        if tree.pos[token] in VERB_POS:
            return token
        if tree.head[token] == token or tree.lower[token] in get_syntax_words("parting"):
            return None
        token = tree.head[token]
    return None


def find_time_governor(tree: DependencyTree, verb: int) -> int | None:
    """The verb that gives a verb its time: the lower has no subject of its own, and nothing parts the two."""
    if (gapped := _find_gapped_governor(tree, verb)) is not None:
        return gapped
    if tree.label[verb] not in LEANING or tree.find_child(verb, SUBJECT_LABELS) is not None:
        return _find_when_governor(tree, verb)
    if any(tree.lower[mark] in get_syntax_words("parting") for mark in list_markers(tree, verb)):
        return None
    if _is_earlier_deed(tree, verb):
        return None
    return find_verb_above(tree, tree.head[verb]) if tree.head[verb] != verb else None


def _is_earlier_deed(tree: DependencyTree, verb: int) -> bool:
    """Whether a clause tells what had been done before: `freed the nun seized in May`, `accused of robbing a bank`."""
    above = tree.head[verb]
    if tree.label[verb] == "acl":
        return tree.tag[verb] == "VBN" and is_noun(tree, above) and not _is_in_statement(tree, above)
    return tree.label[verb] == "pcomp" and tree.tag[verb] == "VBG" and tree.lower[above] in PRIOR_PREPOSITIONS


def _is_in_statement(tree: DependencyTree, noun: int) -> bool:
    """Whether something is told in what a noun names: `in a statement issued on Monday, she accused them`."""
    return tree.lower[tree.head[noun]] == "in" and load_kinds("noun").get(tree.lemma[noun]) == "communication"


def _find_gapped_governor(tree: DependencyTree, verb: int) -> int | None:
    """The passive whose auxiliary a participle shares: `two were killed and six wounded on Monday`."""
    subject: int | None
    head = tree.head[verb]
    if tree.tag[verb] != "VBN" or list_auxiliaries(tree, verb):
        return None
    if tree.label[verb] == "acl" and tree.label[head] == "conj":  # `and two others wounded`, read as a noun
        subject, head = head, tree.head[head]
    else:
        subject = tree.find_child(verb, SUBJECT_LABELS) if tree.label[verb] == "conj" else None
    if subject is None or tree.find_child(head, frozenset({"auxpass"})) is None:
        return None
    counted = tree.pos[subject] == "NUM" or tree.find_child(subject, frozenset({"nummod"})) is not None
    return head if counted else None


def find_top_verb(tree: DependencyTree, verb: int) -> int:
    """The highest verb of the same time."""
    for _ in range(DEPTH):
        above = find_time_governor(tree, verb)
        if above is None:
            break
        verb = above
    return verb


def list_same_time_verbs(tree: DependencyTree, verb: int) -> set[int]:
    """A verb and those of the same time around it."""
    queue = [find_top_verb(tree, verb)]
    group = set(queue)
    while queue and len(group) < 2 * DEPTH:
        for below in _list_verbs_below(tree, queue.pop()):
            if below not in group and find_time_governor(tree, below) is not None:
                group.add(below)
                queue.append(below)
    return group


def find_reporting_verb(tree: DependencyTree, verb: int, lasting: frozenset[str]) -> int | None:
    """The verb by which what goes on is told (`said on Sunday that planes were landing`).

    So is what is told with a verb of a state, given by lemma (`said on Sunday that he opposed it`).
    """
    top = find_top_verb(tree, verb)
    if tree.label[top] != "ccomp" or tree.head[top] == top:
        return None
    helpers = list_auxiliaries(tree, top)
    going = tree.tag[top] in ("VBZ", "VBP") or (
        tree.tag[top] == "VBG" and any(tree.lemma[helper] == "be" for helper in helpers)
    )
    return find_verb_above(tree, tree.head[top]) if going or tree.lemma[top] in lasting else None


def has_verb_time(tree: DependencyTree, noun: int, inside: frozenset[str]) -> bool:
    """Whether a verb has the time of a noun: of its subject (`Monday's storm killed`), of what it happens in.

    Whoever is charged `in the 1967 killings` is so for them, at another time.
    """
    above = tree.head[noun]
    behind = tree.label[noun] == "pobj" and tree.lower[above] in inside
    return tree.label[noun] in SUBJECT_LABELS or (
        behind and tree.lemma[tree.head[above]] not in get_syntax_words("prosecuting")
    )


def is_purpose_gerund(tree: DependencyTree, verb: int) -> bool:
    """Whether a bare gerund only tells what the deed above is for: `was taken away for questioning on Sunday`."""
    bare = tree.find_child(verb, SUBJECT_LABELS | {"dobj"}) is None
    behind = tree.label[verb] in ("pcomp", "pobj") and tree.lower[tree.head[verb]] == "for"
    return bare and behind and tree.tag[verb] == "VBG"


def _list_verbs_below(tree: DependencyTree, verb: int) -> list[int]:
    below = list(tree.children[verb])
    for child in tree.list_children(verb, frozenset({"dobj", "attr", "prep", "agent"})):
        below += tree.list_children(child, frozenset({"acl", "pcomp"}))
    return [token for token in below if tree.pos[token] in VERB_POS]


def _is_simultaneous(tree: DependencyTree, verb: int) -> bool:
    """Whether a clause in the past tells what happened meanwhile: `as police fired`, `while crowds watched`."""
    marks = {tree.lower[mark] for mark in list_markers(tree, verb)}
    return bool(marks) and marks <= SIMULTANEOUS and _is_past(tree, verb)


def _continues_elsewhere(tree: DependencyTree, verb: int) -> bool:
    """Whether a clause tells in the past what came next in another place: `was taken to Rome, where he was charged`."""
    opened = next((child for child in tree.children[verb] if tree.lower[child] == "where"), None)
    return opened is not None and tree.lower[opened - 1] == "," and _is_past(tree, verb)


def _is_past(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb tells in the simple past what happens or goes on: `fled`, `were fleeing`, not `had fled`."""
    helpers = list_auxiliaries(tree, verb)
    past = tree.tag[verb] == "VBD" or any(tree.tag[helper] == "VBD" for helper in helpers)
    return past and not any(tree.lemma[helper] == "have" for helper in helpers)


def _find_when_governor(tree: DependencyTree, verb: int) -> int | None:
    """`He left in May, when he resigned`, `it was in May that he left`: the clause tells what happened at that time."""
    head = tree.head[verb]
    beside = {tree.lower[child] for child in tree.children[head]}
    if tree.label[verb] == "advcl" and _is_simultaneous(tree, verb):
        above = find_verb_above(tree, head)
        return above if above is not None and _is_past(tree, above) else None
    if tree.label[verb] == "relcl" and _continues_elsewhere(tree, verb):
        return find_verb_above(tree, head)
    cleft = tree.lemma[head] == "be" and "it" in beside and not beside.isdisjoint(CLEFT_PREPOSITIONS)
    if tree.label[verb] in ("advcl", "relcl") and any(tree.lower[child] == "when" for child in tree.children[verb]):
        return find_verb_above(tree, head)
    return head if cleft and tree.label[verb] in ("ccomp", "relcl", "advcl") else None
