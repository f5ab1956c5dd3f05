"""When a text was written, as far as its own dates tell: fixed points, the year, the days of publication they allow.

The reasoning, each step only where the text gives what it needs:

1. What is told as past bounds the publication below, what is told as still to come bounds it above.
2. A day without a year stands in the year of the latest dated phrase, if it lies within a few months of that.
3. A weekday with a day and month (`Monday (January 10)`) agrees with one year in six or so. Of those years the one
   closest to the latest year that the text tells is taken, if it is close to it and no other one is.
4. Where the same weekday is later told bare, the text was published within the week that begins on that day.
5. The age of somebody whose day of birth is known (`stated_ages`) bounds the publication to a year.
6. Where it is bounded to a year or so, and not to a week, phrases without a year tell the days of it that can be
   (`publication_window`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import calendar_intervals, clause_tense, stated_ages
from pipeline.extract.temporal.anchor_context import AnchorContext
from pipeline.extract.temporal.publication_window import TensedTimex, narrow_publication_window
from pipeline.extract.temporal.timex_grammar import TimexMatch
from pipeline.extract.temporal.timex_patterns import FixedDate, TimexPattern, WeekdayDate, YearlyDate
from pipeline.language.syntax.dependency_tree import get_tree

# How far from the latest year told the year of a weekday and day may lie. The same day falls on the same weekday again
# after 5, 6 or 11 years, so that within two years at either side there is never a second one.
MAX_YEARS_AWAY = 2
MAX_ANCHOR_DAYS = 31
HALF_YEAR_DAYS = 183
# Bounds no farther apart than this are looked at day by day: a year of age, and a month for what is told of it.
MAX_DOUBT_DAYS = 396
FUTURE_TENSES = frozenset({"future", "prospect", "possible", "unclear"})
DEADLINE_WORDS = frozenset({"by", "until", "till", "before"})


@dataclass(frozen=True, slots=True)
class DocumentDateEstimate:
    """The days on which a text can have been published (null where nothing bounds), and its fixed points."""

    earliest: date | None
    latest: date | None
    anchors: tuple[Interval, ...]


def estimate_document_date(doc: Doc, expressions: Sequence[TimexMatch]) -> DocumentDateEstimate:
    """Read when a text was written from its date phrases."""
    timexes = [_tag_tense(doc, expression) for expression in expressions]
    fixed = [
        (one, one.pattern.interval) for one in timexes if isinstance(one.pattern, FixedDate) and one.pattern.interval
    ]
    behind = [interval for one, interval in fixed if one.tense not in FUTURE_TENSES]
    latest_year = max((interval.start.year for interval in behind), default=None)
    anchors = [found for found in behind if (found.end - found.start).days < MAX_ANCHOR_DAYS]
    anchors = [found for found in anchors if found.start.year == latest_year]
    weekday_dates = _select_majority(
        [found for one in timexes if latest_year and (found := _resolve_by_weekday(one.pattern, latest_year))]
    )
    anchors = list(dict.fromkeys(anchors + weekday_dates))
    lows = [interval.start for one, interval in fixed if one.modifies_verb and one.tense == "past"]
    highs = [interval.end for one, interval in fixed if one.modifies_verb and one.tense == "future"]
    context = AnchorContext(None, document_anchors=tuple(anchors))
    for one in timexes:
        found = one.pattern.normalize(context) if isinstance(one.pattern, YearlyDate) else None
        if found and found.precision == "day":
            if one.tense == "future" and one.modifies_verb:
                highs.append(found.end)
            elif one.tense == "past":
                lows.append(found.start)
    named = {
        one.pattern.weekday
        for one in timexes
        if isinstance(one.pattern, WeekdayDate) and one.pattern.week_offset is None and one.tense == "past"
    }
    for day in weekday_dates:
        if day.start.weekday() in named and (
            end := calendar_intervals.shift_date(day.start, calendar_intervals.DAYS_PER_WEEK - 1)
        ):
            lows.append(day.start)
            highs.append(end)
    low, high = max(lows, default=None), min(highs, default=None)
    if low and high and low > high:
        return DocumentDateEstimate(None, None, tuple(anchors))
    age_interval = stated_ages.infer_writing_interval(doc)
    if age_interval and (low is None or low <= age_interval.end) and (high is None or age_interval.start <= high):
        low, high = max(filter(None, (low, age_interval.start))), min(filter(None, (high, age_interval.end)))
    if low and high and calendar_intervals.DAYS_PER_WEEK <= (high - low).days <= MAX_DOUBT_DAYS:
        found = narrow_publication_window(doc, timexes, Interval(low, high, "range"))
        if found:
            return DocumentDateEstimate(found.start, found.end, tuple(anchors) or (found,))
    return DocumentDateEstimate(low, high, tuple(anchors))


def _tag_tense(doc: Doc, expression: TimexMatch) -> TensedTimex:
    first, last, tree = expression.first, expression.last, get_tree(doc)
    before = doc[first - 1].lower_ if first > expression.sentence.first else ""
    phrase_tense = "prospect" if before in DEADLINE_WORDS else clause_tense.find_clause_tense(tree, first, last)
    return TensedTimex(
        first,
        last,
        expression.pattern,
        phrase_tense,
        before not in DEADLINE_WORDS and clause_tense.find_governing_verb(tree, first, last) is not None,
    )


def _select_majority(weekday_dates: list[Interval]) -> list[Interval]:
    """Those that lie within half a year of most others; none where two parties are equally strong."""
    times = Counter(weekday_dates)
    near = {day: [other for other in times if abs((other.start - day.start).days) <= HALF_YEAR_DAYS] for day in times}
    votes = {day: sum(times[other] for other in near[day]) for day in times}
    most = max(votes.values(), default=0)
    best = [day for day in times if votes[day] == most]
    return near[best[0]] if best and all(day in near[best[0]] for day in best) else []


def _resolve_by_weekday(form: TimexPattern, near: int) -> Interval | None:
    """The day of a weekday with day and month in the years around one, where exactly one year agrees."""
    if not isinstance(form, YearlyDate) or form.weekday is None:
        return None
    years = range(near - MAX_YEARS_AWAY, near + MAX_YEARS_AWAY + 1)
    found = [day for year in years if (day := form.check_weekday(form.build_interval(year)))]
    return found[0] if len(found) == 1 else None
