"""Doers carried by discourse: `Police opened fire. One man was killed in the firing.`, by police.

Only a definite noun for the attack takes up who made it, from the sentence before alone, and only where one side
attacks there. Nobody is carried who suffers the new event.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.base.text_span import Span
from pipeline.extract.events.told_events import DEFINITE, ToldEvent
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.events.violence_parties import CAUSES
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.syntax.dependency_relations import (
    find_possessor,
    is_verb,
    list_adjectives,
    list_compounds,
    list_determiners,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.predicates import read_predicate
from schemas.event_ontology import get_event_type

# Nouns that take up any violence told just before, whatever its word.
ANY_ATTACK = frozenset({"attack", "violence", "rampage", "assault"})
# What an attack noun of these classes can take up, by the mode of the event before; others take up their own verb.
MODES_BY_CLASS = {
    "gunfire": frozenset({"firearms", "crowd-control"}),
    "explosions": frozenset({"explosives", "suicide-attack"}),
}


def carry_doers(analysis: DocumentAnalysis, told: Sequence[ToldEvent]) -> list[ToldEvent]:
    """Fill the actors that events of violence lack, in the order of the text."""
    tree = get_tree(analysis.parsed.doc)
    filled: list[ToldEvent] = []
    for one in told:
        event = one.event
        attack = _find_definite_attack(tree, one) if _lacks_doer(event) else None
        if attack is not None:
            event = _take_doer(analysis, tree, attack, one, filled)
        filled.append(replace(one, event=event))
    return filled


def _lacks_doer(event: Event) -> bool:
    violent = get_event_type(event.event_type).is_violent and event.status == "asserted"
    return violent and event.actor is None


def _find_definite_attack(tree: DependencyTree, one: ToldEvent) -> int | None:
    """The noun by which a sentence takes up an attack told before: its trigger, its subject, or behind `in` or `by`."""
    head = one.trigger.head
    nouns = [head]
    if is_verb(tree, head):
        agent = read_predicate(tree, head).agent
        behind = [tie.object for tie in list_obliques(tree, head) if tie.is_behind(*CAUSES)]
        nouns = [*([agent] if agent is not None else []), *behind]
    return next((noun for noun in nouns if _is_definite_attack(tree, noun)), None)


def _is_definite_attack(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun means an attack that is known: `the firing`, without words of its own for whose or on whom."""
    known = any(is_in_class(tree, noun, one) for one in ("assaults", "gunfire", "explosions"))
    if not known or tree.tag[noun] in ("NNS", "NNPS"):
        return False
    definite = any(tree.lower[child] in DEFINITE for child in list_determiners(tree, noun))
    told = any(tie.is_behind("by", "on", "against", "of", "from") for tie in list_obliques(tree, noun))
    described = [*list_compounds(tree, noun), *list_adjectives(tree, noun)]
    return definite and not told and not described and find_possessor(tree, noun) is None


def _take_doer(
    analysis: DocumentAnalysis, tree: DependencyTree, attack: int, one: ToldEvent, earlier: Sequence[ToldEvent]
) -> Event:
    """The event with the doer of the attack that its sentence takes up, or as it is."""
    event = one.event
    here = analysis.parsed.find_sentence(one.trigger.head)
    before = [
        other
        for other in earlier
        if analysis.parsed.find_sentence(other.trigger.head).last == here.first and _is_attack(other.event)
    ]
    doers = {other.event.actor_key or other.event.actor for other in before}
    likely = [other.event for other in before if _is_taken_up(analysis, tree, attack, other)]
    if not likely or len(doers) != 1:
        return event
    source = likely[-1]
    suffers = source.actor_key is not None and source.actor_key == event.recipient_key
    suffers = suffers or _find_last_lemma(analysis, tree, source.actor) == _find_last_lemma(
        analysis, tree, event.recipient
    )
    return event if suffers else replace(event, actor=source.actor, actor_key=source.actor_key)


def _is_taken_up(analysis: DocumentAnalysis, tree: DependencyTree, attack: int, other: ToldEvent) -> bool:
    """Whether an attack noun can mean an event told before: by its mode, or as the noun of its verb."""
    modes = next((modes for name, modes in MODES_BY_CLASS.items() if is_in_class(tree, attack, name)), None)
    if modes is not None:
        return other.event.event_mode in modes
    if tree.lemma[attack] == tree.lemma[other.trigger.head]:
        return True
    return tree.lemma[attack] in ANY_ATTACK and not _is_answer(analysis, tree, other.event)


def _is_answer(analysis: DocumentAnalysis, tree: DependencyTree, event: Event) -> bool:
    """Whether the police or an army did it, or it befell an attacker: an attack is rather what they answer."""
    if event.actor is None:
        return True
    doer, suffers = _find_last_token(analysis, event.actor), _find_last_token(analysis, event.recipient)
    forces = any(is_in_class(tree, doer, name) for name in ("police", "troops", "bodies")) if doer is not None else True
    return forces or (suffers is not None and is_in_class(tree, suffers, "attackers"))


def _find_last_lemma(analysis: DocumentAnalysis, tree: DependencyTree, span: Span | None) -> str | None:
    last = _find_last_token(analysis, span)
    return tree.lemma[last] if last is not None else None


def _find_last_token(analysis: DocumentAnalysis, span: Span | None) -> int | None:
    return analysis.parsed.find_token(span.end - 1) if span is not None else None


def _is_attack(event: Event) -> bool:
    violent = get_event_type(event.event_type).is_violent and event.status == "asserted"
    return violent and event.actor is not None and event.event_mode != "abduct"
