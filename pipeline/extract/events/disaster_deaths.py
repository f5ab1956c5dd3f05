"""Deaths of a disaster by discourse: `A quake hit the town. Forty people were killed.` is no violence.

Only a passive verb of harm without a doer is moved, where its sentence or the one before tells a disaster or an
accident and neither of them has a word of violence.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.events.told_events import ToldEvent
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis
from pipeline.language.syntax.dependency_relations import is_verb
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.predicates import read_predicate

# Entries of verbs that tell harm and not how it was done.
HARM = frozenset({"kill", "wound"})
# Classes of words that tell of an attack, or of who may have made one.
VIOLENCE = ("assaults", "attacks", "gunfire", "explosions", "weapons", "fighters", "attackers", "troops")


def move_disaster_deaths(analysis: DocumentAnalysis, told: Sequence[ToldEvent]) -> list[ToldEvent]:
    """Make accidents of the harm that a disaster did, in the order of the text."""
    tree = get_tree(analysis.parsed.doc)
    sentences = [analysis.parsed.find_sentence(one.trigger.head) for one in told]
    disasters = {where.number for one, where in zip(told, sentences, strict=True) if one.event.event_type == "ACCIDENT"}
    moved = []
    for one, where in zip(told, sentences, strict=True):
        befell = disasters & {where.number, where.number - 1} and _is_open_harm(tree, one)
        first = analysis.parsed.sentences[where.number - 1].first if where.number else where.first
        if befell and not any(is_in_class(tree, at, name) for at in range(first, where.last) for name in VIOLENCE):
            one = replace(one, event=replace(one.event, event_type="ACCIDENT"))
        moved.append(one)
    return moved


def _is_open_harm(tree: DependencyTree, one: ToldEvent) -> bool:
    """Whether an event tells that people were harmed, and leaves it open how: `forty people were killed`."""
    event, head = one.event, one.trigger.head
    if event.event_type != "ASSAULT" or event.event_mode is not None or event.actor is not None:
        return False
    if one.trigger.sense.id not in HARM or not is_verb(tree, head):
        return False
    predicate = read_predicate(tree, head)
    return predicate.passive and predicate.agent is None
