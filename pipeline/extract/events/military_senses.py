"""Whether weapons are fired at somebody or only shown, and whether an exercise is one side's own or a joint one.

`fired a missile into the sea` readies forces, `fired a missile at the port` is an attack; `staged a drill` readies
forces, `staged a drill with Peru` is cooperation.
"""

from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import (
    find_governor,
    is_verb,
    list_conjuncts,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.predicates import read_predicate

# Prepositions between what is fired and what it is fired at.
AIMS = ("at", "on", "against", "into", "upon", "toward", "towards")
# Names and nouns that may be fired at; times, speeds and exercises may not.
TARGET_TYPES = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "PERSON"})
TARGET_CLASSES = ("people", "territory", "buildings", "targets", "troops")
# Prepositions before those who hold an exercise together.
PARTNERS = ("with", "alongside", "between", "among", "involving")
SIDE_TYPES = frozenset({"GPE", "NORP", "ORG"})


def has_target(tree: DependencyTree, token: int) -> bool:
    """Whether what is fired or launched is aimed at something that can be attacked, or is said to harm somebody."""
    patient = read_predicate(tree, token).patient if is_verb(tree, token) else None
    for holder in (token, *([patient] if patient is not None else [])):
        for tie in list_obliques(tree, holder):
            if tie.is_behind(*AIMS) and any(_can_be_hit(tree, one) for one in list_conjuncts(tree, tie.object)):
                return True
    above = find_governor(tree, patient) if patient is not None else None
    if above is not None and is_verb(tree, above) and is_in_class(tree, above, "harming"):
        return True  # the rockets that were fired hit a depot
    first, last = find_phrase_span(tree, token)
    return any(one != token and is_verb(tree, one) and is_in_class(tree, one, "harming") for one in range(first, last))


def _can_be_hit(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun names people, a building, a settlement or a position, not water, air, a time or a speed."""
    if is_in_class(tree, noun, "waters") or tree.lower[noun] in expand_word_classes(("@waters",)):
        return False
    if tree.entity[noun] in ("DATE", "TIME", "QUANTITY"):
        return False
    named = tree.entity[noun] in TARGET_TYPES or tree.pos[noun] in ("PROPN", "PRON")
    return (
        named
        or tree.lemma[noun] in ("target", "position")
        or any(is_in_class(tree, noun, one) for one in TARGET_CLASSES)
    )


def is_done_together(tree: DependencyTree, token: int, thing: int | None) -> bool:
    """Whether two sides hold an exercise: it is joint, has a partner, or has several doers.

    `thing` is the exercise where the trigger is its verb.
    """
    held = [token] if thing is None else [token, thing]
    held += [tie.object for tie in list_obliques(tree, held[-1]) if tie.word == "of"]  # a round of exercises
    noun = held[-1]
    before = list(range(find_phrase_span(tree, noun)[0], noun))
    if any(is_in_class(tree, one, "joint") or tree.lower[one] in ("joint", "jointly") for one in before):
        return True
    if any(_list_partners(tree, one) for one in held) or _count_sides(tree, before) > 1:
        return True
    doer = read_predicate(tree, token).agent
    if doer is None or is_verb(tree, doer):
        return False
    if len(list_conjuncts(tree, doer)) > 1 or tree.lower[doer] == "they":
        return True
    if is_in_class(tree, doer, "sides") and tree.tag[doer] == "NNS":
        return True
    return _count_sides(tree, range(find_phrase_span(tree, doer)[0], doer + 1)) > 1


def _list_partners(tree: DependencyTree, token: int) -> list[int]:
    """Those with whom something is held: people, bodies and states, not guns or an aim."""
    ties = (tie.object for tie in list_obliques(tree, token) if tie.is_behind(*PARTNERS))
    return [
        one
        for one in ties
        if tree.entity[one] in SIDE_TYPES or is_in_class(tree, one, "people") or is_in_class(tree, one, "sides")
    ]


def _count_sides(tree: DependencyTree, tokens: range | list[int]) -> int:
    """How many states or peoples are named among tokens; a hyphen parts two (`the Peru-Chile drills`)."""
    sides, inside = 0, False
    for token in tokens:
        named = tree.entity[token] in ("GPE", "NORP") and tree.lower[token] not in ("-", "–", "and", "'s", "’s")
        sides += named and not inside
        inside = named
    return sides
