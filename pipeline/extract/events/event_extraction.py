"""Events in a document: who did what to whom, where, when, and whether it happened."""

from collections.abc import Sequence

from pipeline.extract.events import event_circumstances, event_topic, event_triggers
from pipeline.extract.events.casualties import count_casualties
from pipeline.extract.events.disaster_deaths import move_disaster_deaths
from pipeline.extract.events.discourse_doers import carry_doers
from pipeline.extract.events.discourse_scenes import SceneCarrier
from pipeline.extract.events.embedded_events import EventMention, select_event_mentions
from pipeline.extract.events.event_arguments import ArgumentFinder
from pipeline.extract.events.event_places import PlaceFinder
from pipeline.extract.events.literal_senses import is_meant_literally
from pipeline.extract.events.told_events import ToldEvent
from pipeline.extract.events.trigger_lexicon import load_trigger_lexicon
from pipeline.extract.records import DocumentAnalysis, Event, Figure, Statement
from pipeline.language.syntax.dependency_tree import get_tree
from schemas.event_ontology import get_event_type


def extract_events(
    analysis: DocumentAnalysis, statements: Sequence[Statement], figures: Sequence[Figure]
) -> tuple[Event, ...]:
    """Extract the events that the body reports, in the order of the text."""
    told = []
    tree = get_tree(analysis.parsed.doc)
    places = PlaceFinder(analysis)
    for sentence in analysis.parsed.sentences:
        found = event_triggers.find_triggers(tree, sentence.first, sentence.last)
        found = [trigger for trigger in found if is_meant_literally(tree, trigger)]
        arguments = ArgumentFinder(analysis, found, statements)
        for mention in select_event_mentions(tree, found):
            event = _build_event(analysis, arguments, places, mention, figures)
            told += [ToldEvent(event, mention.trigger)] if event is not None else []
    quoted = [statement.content for statement in statements if statement.kind == "direct"]
    told = carry_doers(analysis, move_disaster_deaths(analysis, told))
    return tuple(SceneCarrier(analysis, quoted).carry(told))


def _build_event(
    analysis: DocumentAnalysis,
    arguments: ArgumentFinder,
    places: PlaceFinder,
    mention: EventMention,
    figures: Sequence[Figure],
) -> Event | None:
    trigger = mention.trigger
    actor, recipient = arguments.find_arguments(trigger)
    if get_event_type(mention.event_type).needs_animate_actor and actor is not None and actor.is_inanimate:
        if trigger.sense.part_of_speech != "noun":
            return None
        actor = None
    load_trigger_lexicon().record_hit(trigger.event_type, trigger.sense)
    where = places.find_location(trigger, {party.entity_key for party in (actor, recipient) if party is not None})
    argument_heads = {party.head for party in (actor, recipient) if party is not None}
    when = event_circumstances.find_event_date(analysis, trigger.head)
    status = event_circumstances.resolve_status(analysis, mention.event_type, trigger.head, mention.factuality, when)
    when = event_circumstances.drop_future_date(analysis, mention.event_type, status, when)
    governed = event_circumstances.find_governed_figures(analysis, trigger.head, figures)
    more = event_circumstances.has_uncounted_victim(analysis, trigger.head, figures)
    return Event(
        trigger=analysis.parsed.get_span(trigger.first, trigger.last),
        event_type=mention.event_type,
        status=status,
        rule=load_trigger_lexicon().make_rule_id(trigger.event_type, trigger.sense),
        event_mode=mention.event_mode,
        actor_key=actor.entity_key if actor else None,
        actor=actor.span if actor else None,
        recipient_key=recipient.entity_key if recipient else None,
        recipient=recipient.span if recipient else None,
        location_key=where.place.entity_key if where else None,
        location=where.place.span if where else None,
        location_basis=where.basis if where else None,
        theme=event_topic.find_topic(arguments.nouns, trigger, argument_heads),
        date_interval=when.interval if when else None,
        date_text=when.text if when else None,
        date_basis=when.basis if when and when.interval else None,
        figures=governed,
        killed=count_casualties(figures, governed, "killed", and_others=more),
        wounded=count_casualties(figures, governed, "wounded", and_others=more),
    )
