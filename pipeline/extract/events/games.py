"""Words of violence in the report of a game: `Samoa beat Tonga 2-1`, `the striker shot wide`."""

import re

from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.language.syntax.dependency_relations import find_subject, is_verb
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.nominal_arguments import find_undergone
from pipeline.language.syntax.predicates import read_predicate

# Event types whose words games use too.
PLAYED_TYPES = frozenset({"ASSAULT", "COERCE"})
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
REAL_FIGHTERS = ("@troops", "@police", "@fighters", "@weapons")


def is_played(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether a trigger tells a move in a game: its sentence is of a game, and only players and teams are in it."""
    if trigger.event_type not in PLAYED_TYPES or not _is_of_game(tree, trigger.head):
        return False
    head = trigger.head
    fighters = expand_word_classes(REAL_FIGHTERS)
    if not is_verb(tree, head):
        patient, undergone = read_predicate(tree, head).patient, find_undergone(tree, head)
        return patient is None or (
            patient == undergone and tree.lemma[patient] not in fighters
        )  # survived a late siege
    thing, doer = find_object_noun(tree, head), find_subject(tree, head)
    if doer is not None and tree.lemma[doer] in fighters:
        return False
    return (
        thing is None
        or tree.pos[thing] == "PROPN"
        or is_in_class(tree, thing, "games")
        or is_in_class(tree, thing, "players")
    )


def _is_of_game(tree: DependencyTree, token: int) -> bool:
    """Whether a sentence has a word that only games use, a score, or a part of a game (`the second half`)."""
    first, last = tree.find_sentence_bounds(token)
    for at in range(first, last):
        part = is_in_class(tree, at, "game_parts") and at > first and is_in_class(tree, at - 1, "game_ordinals")
        if part or is_in_class(tree, at, "games") or SCORE.fullmatch("".join(tree.lower[at : at + 3])):
            return True
    return False
