"""Acts in a document: who did what to whom, where, when, and whether it happened."""

from collections.abc import Sequence

from pipeline.extract.acts import setting, theme, triggers
from pipeline.extract.acts.content import PERSONAL, Told, told
from pipeline.extract.acts.lexicon import acts
from pipeline.extract.acts.roles import Parties
from pipeline.extract.records import Event, Figure, Reading, Statement


def find(reading: Reading, statements: Sequence[Statement], figures: Sequence[Figure]) -> tuple[Event, ...]:
    """The acts that the body reports, in the order of the text."""
    events = []
    for sentence in reading.parsed.sentences:
        found = triggers.find(reading.parsed.doc, sentence.first, sentence.last)
        parties = Parties(reading, found, statements)
        for act in told(found):
            event = _event(reading, parties, act, figures)
            events += [event] if event is not None else []
    return tuple(events)


def _event(reading: Reading, parties: Parties, act: Told, figures: Sequence[Figure]) -> Event | None:
    trigger = act.trigger
    actor, recipient = parties.of(trigger)
    if act.event_type in PERSONAL and actor is not None and actor.thing:
        if trigger.act.kind != "noun":
            return None
        actor = None
    acts().hit(trigger.event_type, trigger.act)
    where = setting.place(reading, trigger, {party.key for party in (actor, recipient) if party is not None})
    taken = {party.head for party in (actor, recipient) if party is not None}
    when, when_text = setting.day(reading, trigger.head)
    return Event(
        trigger=reading.parsed.span(trigger.first, trigger.last),
        event_type=act.event_type,
        status=act.status,
        event_mode=act.mode,
        actor_key=actor.key if actor else None,
        actor=actor.span if actor else None,
        recipient_key=recipient.key if recipient else None,
        recipient=recipient.span if recipient else None,
        location_key=where.key if where else None,
        location=where.span if where else None,
        theme=theme.find(parties.nouns, trigger, taken),
        when=when,
        when_text=when_text,
        figures=setting.governed(reading, trigger.head, figures),
    )
