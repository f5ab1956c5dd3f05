"""The cast of a document: who and what it names or describes, and where."""

from pipeline.extract.actors.bodies import Bodies, seats, settle
from pipeline.extract.actors.candidates import candidates
from pipeline.extract.actors.people import People
from pipeline.extract.actors.places import add_known, add_place, doubtful, unseen
from pipeline.extract.actors.reference import refer
from pipeline.extract.actors.repeats import repeat
from pipeline.extract.actors.roles import learn
from pipeline.extract.actors.spans import Name
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import words
from pipeline.extract.records import Cast, Mention, Publication
from pipeline.language.parsed import Parsed


def find(parsed: Parsed, publication: Publication | None = None) -> Cast:
    """The actors of a document and their mentions; the year of publication tells leaders of one surname apart."""
    stage = Stage(words(parsed))
    names = candidates(stage.words)
    for name in sorted(filter(_placed, names), key=doubtful):
        add_known(stage, name)
    institutions = seats(stage)
    taken = {token for seat in institutions for token in range(seat.first, seat.last)}.union(stage.at)
    names = [name for name in names if taken.isdisjoint(range(name.first, name.last))]
    latest = publication.latest if publication else None
    people = People(stage, latest.year if latest else None)
    people.add(names)
    for seat in institutions:
        if seat.country is not None:
            settle(stage, seat, seat.country)
    bodies = Bodies(stage)
    for name in names:
        if name.entity_type == "place":
            add_place(stage, name)
        elif name.entity_type in {"organisation", "facility"}:
            bodies.add(name)
        elif name.entity_type == "group":
            _group(stage, name)
    bodies.abbreviated()
    people.mononyms()
    repeat(stage)
    unseen(stage)
    learn(stage)
    refer(stage, institutions)
    return _cast(stage, parsed)


def _placed(name: Name) -> bool:
    """Whether the registry knows the place or body itself, not only a state within its name."""
    known = name.known
    if known is None or name.entity_type == "person":
        return False
    return bool(known.actor.entity_type == name.entity_type or known.form == "people")


def _group(stage: Stage, name: Name) -> None:
    written = stage.words.text[name.last - 1]
    stage.add(Draft(f"group:{written.lower()}", written, "group", plural=True), name.first, name.last, "name")


def _cast(stage: Stage, parsed: Parsed) -> Cast:
    one_each = {(each.first, each.last): each for each in stage.found}
    found = sorted(one_each.values(), key=lambda each: (each.first, -each.last))
    spoken = [stage.spoken[token] for token in sorted(stage.spoken)]
    actors = {key: stage.drafts[key].frozen() for key in sorted({each.key for each in (*found, *spoken)})}
    mentions, pronouns = ([_mention(parsed, each) for each in group] for group in (found, spoken))
    return Cast(actors, tuple(mentions), tuple(pronouns))


def _mention(parsed: Parsed, found: Found) -> Mention:
    return Mention(found.key, parsed.span(found.first, found.last), found.first, found.last, found.form)
