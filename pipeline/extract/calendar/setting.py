"""When a text was written, as far as its own dates tell: fixed points, the year, the days of publication they allow.

The reasoning, each step only where the text gives what it needs:

1. What is told as past bounds the publication below, what is told as still to come bounds it above.
2. A day without a year stands in the year of the latest dated phrase, if it lies within a few months of that.
3. A weekday with a day and month (`Monday (January 10)`) agrees with one year in six or so. Of those years the one
   closest to the latest year that the text tells is taken, if it is close to it and no other one is.
4. Where the same weekday is later told bare, the text was published within the week that begins on that day.
5. The age of somebody whose day of birth is known (`ages.py`) bounds the publication to a year.
6. Where it is bounded to a year or so, and not to a week, phrases without a year tell the days of it that can be
   (`candidates.py`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from pipeline.base.interval import Interval
from pipeline.extract.calendar import ages, days, tense
from pipeline.extract.calendar.candidates import Told, possible
from pipeline.extract.calendar.forms import Fixed, Form, Frame, Weekly, Yearly
from pipeline.extract.calendar.grammar import Expression

# How far from the latest year told the year of a weekday and day may lie. The same day falls on the same weekday again
# after 5, 6 or 11 years, so that within two years at either side there is never a second one.
YEARS_AWAY = 2
LONGEST_ANCHOR = 31
HALF_YEAR = 183
# Bounds no farther apart than this are looked at day by day: a year of age, and a month for what is told of it.
LONGEST_DOUBT = 396
AHEAD = frozenset({"future", "prospect", "possible", "unclear"})
BY = frozenset({"by", "until", "till", "before"})


@dataclass(frozen=True, slots=True)
class Setting:
    """The days on which a text can have been published (null where nothing bounds), and its fixed points."""

    earliest: date | None
    latest: date | None
    anchors: tuple[Interval, ...]


def settle(doc: Doc, expressions: Sequence[Expression]) -> Setting:
    """Read when a text was written from its date phrases."""
    told = [_told(doc, expression) for expression in expressions]
    fixed = [(one, one.form.interval) for one in told if isinstance(one.form, Fixed) and one.form.interval]
    behind = [interval for one, interval in fixed if one.direction not in AHEAD]
    latest_year = max((interval.start.year for interval in behind), default=None)
    anchors = [found for found in behind if (found.end - found.start).days < LONGEST_ANCHOR]
    anchors = [found for found in anchors if found.start.year == latest_year]
    tied = _together([found for one in told if latest_year and (found := _agreed(one.form, latest_year))])
    anchors = list(dict.fromkeys(anchors + tied))
    lows = [interval.start for one, interval in fixed if one.firm and one.direction == "past"]
    highs = [interval.end for one, interval in fixed if one.firm and one.direction == "future"]
    frame = Frame(None, anchors=tuple(anchors))
    for one in told:
        found = one.form.place(frame) if isinstance(one.form, Yearly) else None
        if found and found.precision == "day":
            if one.direction == "future" and one.firm:
                highs.append(found.end)
            elif one.direction == "past":
                lows.append(found.start)
    named = {
        one.form.weekday
        for one in told
        if isinstance(one.form, Weekly) and one.form.shift is None and one.direction == "past"
    }
    for day in tied:
        if day.start.weekday() in named and (end := days.moved(day.start, days.WEEK - 1)):
            lows.append(day.start)
            highs.append(end)
    low, high = max(lows, default=None), min(highs, default=None)
    if low and high and low > high:
        return Setting(None, None, tuple(anchors))
    aged = ages.written(doc)
    if aged and (low is None or low <= aged.end) and (high is None or aged.start <= high):
        low, high = max(filter(None, (low, aged.start))), min(filter(None, (high, aged.end)))
    if low and high and days.WEEK <= (high - low).days <= LONGEST_DOUBT:
        found = possible(doc, told, Interval(low, high, "range"))
        if found:
            return Setting(found.start, found.end, tuple(anchors) or (found,))
    return Setting(low, high, tuple(anchors))


def _told(doc: Doc, expression: Expression) -> Told:
    first, last = expression.first, expression.last
    before = doc[first - 1].lower_ if first > expression.sentence.first else ""
    direction = "prospect" if before in BY else tense.direction(doc, first, last)
    return Told(
        first, last, expression.form, direction, before not in BY and tense.governor(doc, first, last) is not None
    )


def _together(tied: list[Interval]) -> list[Interval]:
    """Those that lie within half a year of most others; none where two parties are equally strong."""
    times = Counter(tied)
    near = {day: [other for other in times if abs((other.start - day.start).days) <= HALF_YEAR] for day in times}
    votes = {day: sum(times[other] for other in near[day]) for day in times}
    most = max(votes.values(), default=0)
    best = [day for day in times if votes[day] == most]
    return near[best[0]] if best and all(day in near[best[0]] for day in best) else []


def _agreed(form: Form, near: int) -> Interval | None:
    """The day of a weekday with day and month in the years around one, where exactly one year agrees."""
    if not isinstance(form, Yearly) or form.weekday is None:
        return None
    years = range(near - YEARS_AWAY, near + YEARS_AWAY + 1)
    found = [day for year in years if (day := form.checked(form.build(year)))]
    return found[0] if len(found) == 1 else None
