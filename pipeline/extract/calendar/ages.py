"""Ages beside names of people whose day of birth is known: they tell the year in which a text was written."""

from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Doc

from pipeline.base.interval import Interval
from pipeline.extract.actors.names import fold
from pipeline.extract.actors.registry import Leader, registry

YOUNGEST, OLDEST = 18, 110
# What may stand between an age and the name after it (`the 70-year-old former president Havel`).
TITLES = 4


def written(doc: Doc) -> Interval | None:
    """The days on which everybody has the age that the text gives; null where it gives none, or ages that differ.

    An age is taken where it stands in apposition (`Havel, 70,`, `Havel (70)`, `70-year-old Havel`) to somebody of the
    registry whose full name the text has, and where it falls in or after the years in office: what is told of earlier
    years is history.
    """
    found: Interval | None = None
    for leader, age in _ages(doc):
        own = _at(leader.born, age) if leader.born else None
        if own is None or own.end.year < leader.since or not _in_full(leader, doc.text):
            continue
        registry().leader_list.hit(leader)
        if found is not None and not found.meets(own):
            return None
        found = own if found is None else Interval(max(found.start, own.start), min(found.end, own.end), "range")
    return found


def _ages(doc: Doc) -> Iterator[tuple[Leader, int]]:
    for token in doc[1:-1]:
        if not (token.text.isascii() and token.text.isdecimal() and YOUNGEST <= int(token.text) <= OLDEST):
            continue
        mark = token.i - (2 if doc[token.i - 1].lower_ == "aged" else 1)
        name, before, after = mark - 1, doc[mark].text, doc[token.i + 1].text
        if (before, after) in ((",", ","), (",", "."), (",", ";"), (",", "who"), ("(", ")")) and name >= 0:
            near = range(name, name + 1)
        elif after == "-" and doc[token.i + 1 : token.i + 5].text.casefold() == "-year-old":
            near = range(token.i + 5, min(token.i + 6 + TITLES, len(doc)))
        else:
            continue
        known = (_leader(doc[at].text) for at in near)
        leader = next((one for one in known if one is not None), None)
        if leader is not None:
            yield leader, int(token.text)


def _leader(surname: str) -> Leader | None:
    """The only one of a surname whose day of birth is known."""
    leaders = [leader for leader in registry().leaders.get(fold(surname), ()) if leader.born]
    return leaders[0] if len(leaders) == 1 else None


def _in_full(leader: Leader, text: str) -> bool:
    return any(name in text for name in (leader.name, *leader.aliases) if " " in name)


def _at(born: date, age: int) -> Interval:
    return Interval(_birthday(born, age), _birthday(born, age + 1) - timedelta(days=1), "range")


def _birthday(born: date, age: int) -> date:
    """The day on which an age is reached; who was born on 29 February reaches it on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
