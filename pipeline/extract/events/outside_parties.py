"""Parties that stand outside the slots of a trigger: behind another preposition, as a destination, as a foe."""

from collections.abc import Iterator

from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.events.violence_parties import LOCATIVES
from pipeline.language.syntax.dependency_relations import is_verb, list_obliques

# Event types whose words befall somebody or something, so that a place beside it is where they do.
BEFALLING_TYPES = frozenset({"ASSAULT", "COERCE"})


def _list_ties(nouns: ArgumentNouns, head: int) -> Iterator[tuple[str, int]]:
    """Prepositions with their objects beside a trigger and beside its object."""
    tree = nouns.tree
    thing = find_object_noun(tree, head) if is_verb(tree, head) else None
    for token in (head, thing):
        for found in list_obliques(tree, token) if token is not None else ():
            yield found.word.rpartition(" ")[2], found.object


def find_adjacent_noun(nouns: ArgumentNouns, trigger: Trigger, actor: Argument | None, *, befalls: bool) -> int | None:
    """The last resort: an actor or place that a preposition ties to the event or its object.

    `befalls` where something that is no party suffers the event: `broke up a rally in Gao` is done to no place.
    """
    given = trigger.event_type == "AID"
    where = befalls and trigger.event_type in BEFALLING_TYPES
    towards = expand_word_classes(("@towards",))
    for name, noun in _list_ties(nouns, trigger.head):
        if (given and name == "from") or (name == "by" and (given or trigger.event_type in BEFALLING_TYPES)):
            continue
        if where and (name in LOCATIVES or name == "at"):
            return None
        if name in towards and nouns.is_actor(noun) and (actor is None or noun != actor.head):
            return noun
    return None


def find_foe(nouns: ArgumentNouns, head: int) -> int | None:
    """Against whom forces are readied: `mobilised the army for a war against Peru`."""
    aims = [noun for name, noun in _list_ties(nouns, head) if name == "for"]
    foes = [tie.object for aim in aims for tie in list_obliques(nouns.tree, aim) if tie.is_behind("against")]
    return next((foe for foe in foes if nouns.is_actor(foe)), None)


def find_destination(nouns: ArgumentNouns, head: int, actor: Argument | None) -> int | None:
    """Whose land forces move to or stand at: `sent ships to the coast of Chile`, `along its border with Peru`."""
    for name, noun in _list_ties(nouns, head):
        if name not in expand_word_classes(("@destinations",)) or is_in_class(nouns.tree, noun, "waters"):
            continue
        for one in [noun] if nouns.is_actor(noun) else nouns.find_nested_actors(noun, 0):
            key = nouns.resolve_entity_key(one)
            if actor is None or (one != actor.head and (key is None or key != actor.entity_key)):
                return one
    return None
