"""Ages beside names of people whose day of birth is known: they tell the year in which a text was written."""

from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Doc

from pipeline.base.date_interval import Interval
from pipeline.extract.entities.entity_registry import Leader, load_registry
from pipeline.extract.entities.name_spelling import fold_name

MIN_AGE, MAX_AGE = 18, 110
# What may stand between an age and the name after it (`the 70-year-old former president Havel`).
MAX_TITLE_TOKENS = 4


def infer_writing_interval(doc: Doc) -> Interval | None:
    """The days on which everybody has the age that the text gives; null where it gives none, or ages that differ.

    An age is taken where it stands in apposition (`Havel, 70,`, `Havel (70)`, `70-year-old Havel`) to somebody of the
    registry whose full name the text has, and where it falls in or after the years in office: what is told of earlier
    years is history.
    """
    found: Interval | None = None
    for leader, age in _find_stated_ages(doc):
        age_interval = _build_age_interval(leader.born, age) if leader.born else None
        if age_interval is None or age_interval.end.year < leader.since or not _has_full_name(leader, doc.text):
            continue
        load_registry().leader_lexicon.record_hit(leader)
        if found is not None and not found.overlaps(age_interval):
            return None
        found = (
            age_interval
            if found is None
            else Interval(max(found.start, age_interval.start), min(found.end, age_interval.end), "range")
        )
    return found


def _find_stated_ages(doc: Doc) -> Iterator[tuple[Leader, int]]:
    for token in doc[1:-1]:
        if not (token.text.isascii() and token.text.isdecimal() and MIN_AGE <= int(token.text) <= MAX_AGE):
            continue
        mark = token.i - (2 if doc[token.i - 1].lower_ == "aged" else 1)
        name, before, after = mark - 1, doc[mark].text, doc[token.i + 1].text
        if (before, after) in ((",", ","), (",", "."), (",", ";"), (",", "who"), ("(", ")")) and name >= 0:
            near = range(name, name + 1)
        elif after == "-" and doc[token.i + 1 : token.i + 5].text.casefold() == "-year-old":
            near = range(token.i + 5, min(token.i + 6 + MAX_TITLE_TOKENS, len(doc)))
        else:
            continue
        known = (_find_leader(doc[at].text) for at in near)
        leader = next((one for one in known if one is not None), None)
        if leader is not None:
            yield leader, int(token.text)


def _find_leader(surname: str) -> Leader | None:
    """The only one of a surname whose day of birth is known."""
    leaders = [leader for leader in load_registry().leaders_by_surname.get(fold_name(surname), ()) if leader.born]
    return leaders[0] if len(leaders) == 1 else None


def _has_full_name(leader: Leader, text: str) -> bool:
    return any(name in text for name in (leader.name, *leader.aliases) if " " in name)


def _build_age_interval(born: date, age: int) -> Interval:
    return Interval(_compute_birthday(born, age), _compute_birthday(born, age + 1) - timedelta(days=1), "range")


def _compute_birthday(born: date, age: int) -> date:
    """The day on which an age is reached; who was born on 29 February reaches it on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
