"""Candidates: of the days on which a text can have been published, those that its phrases without a year allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal import calendar_intervals, clause_tense
from pipeline.extract.temporal.anchor_context import Tense
from pipeline.extract.temporal.timex_patterns import FixedDate, TimexPattern, WeekdayDate, YearlyDate
from pipeline.language.syntax.dependency_relations import list_complements
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.noun_phrases import find_span_root

# A day without a year is told when it is at most so many days gone or ahead; further away the year is told with it.
NEAR_DAYS = 120
# The weekday of tomorrow: as the name of a day gone it would be misread, so nobody writes it of six days ago.
MISREAD_DAYS_AGO = calendar_intervals.DAYS_PER_WEEK - 1


@dataclass(frozen=True, slots=True)
class TensedTimex:
    """A date phrase, its tokens `[first, last)`, and the tense of the verb around it."""

    first: int
    last: int
    pattern: TimexPattern
    tense: Tense
    modifies_verb: bool  # whether the phrase hangs on the verb itself, so that the verb's tense is its own


def narrow_publication_window(doc: Doc, timexes: Sequence[TensedTimex], within: Interval) -> Interval | None:
    """The first to the last day of an interval on which a text with these phrases can have been published.

    A day without a year lies near, on the side that its verb's tense tells. A plain weekday is that of the last seven
    days, but not the name of tomorrow. What is reported on a weekday as having happened on a day happened by then. Null
    where no day is left. The interval is looked at day by day: it should be no longer than a year or so.
    """
    past = [one.pattern for one in timexes if _is_yearly(one) and one.tense == "past"]
    future = [one.pattern for one in timexes if _is_yearly(one) and one.tense == "future"]
    plain = [
        one
        for one in timexes
        if isinstance(one.pattern, WeekdayDate) and one.pattern.week_offset is None and one.tense == "past"
    ]
    reported = [
        (done.pattern, report.pattern) for report in plain for done in timexes if _is_report_date(doc, report, done)
    ]
    found = [
        day
        for day in (within.start + timedelta(days=n) for n in range((within.end - within.start).days + 1))
        if all(_is_within_reach(form, day, -NEAR_DAYS) for form in past)
        and all(_is_within_reach(form, day, NEAR_DAYS) for form in future)
        and not any(_count_days_ago(one.pattern, day) == MISREAD_DAYS_AGO for one in plain)
        and all(_is_done_by_report(done, report, day) for done, report in reported)
    ]
    return Interval(found[0], found[-1], "range") if found else None


def _is_yearly(one: TensedTimex) -> bool:
    return one.modifies_verb and isinstance(one.pattern, YearlyDate)


def _is_within_reach(form: TimexPattern, day: date, reach: int) -> bool:
    """Whether what comes every year came so many days ago at most (a negative reach), or will come in so many."""
    if not isinstance(form, YearlyDate):
        return True
    found = [form.check_weekday(one) for one in form.list_nearby(day.year)]
    away = [(one.start - day).days if reach > 0 else (one.end - day).days for one in found if one is not None]
    return any(min(0, reach) <= gap <= max(0, reach) for gap in away)


def _count_days_ago(form: TimexPattern, day: date) -> int:
    """How many days ago a weekday was; 0 on the day itself."""
    return (day.weekday() - form.weekday) % calendar_intervals.DAYS_PER_WEEK if isinstance(form, WeekdayDate) else 0


def _is_report_date(doc: Doc, report: TensedTimex, done: TensedTimex) -> bool:
    """Whether a phrase dates the verb that reports what another phrase dates, as having happened."""
    if done.tense != "past" or not isinstance(done.pattern, YearlyDate | FixedDate):
        return False
    tree = get_tree(doc)
    verb = clause_tense.find_governing_verb(tree, report.first, report.last)
    contents = list_complements(tree, verb) if verb is not None else []
    return not set(contents).isdisjoint(tree.iterate_ancestors(find_span_root(tree, done.first, done.last)))


def _is_done_by_report(done: TimexPattern, report: TimexPattern, day: date) -> bool:
    """Whether what was done, at its last time before a day, was done by the weekday on which it was reported."""
    reported = day - timedelta(days=_count_days_ago(report, day))
    if isinstance(done, FixedDate):
        return done.interval is None or done.interval.start <= reported
    gone = [one.start for one in done.list_nearby(day.year) if one.start <= day] if isinstance(done, YearlyDate) else []
    return not gone or gone[-1] <= reported
