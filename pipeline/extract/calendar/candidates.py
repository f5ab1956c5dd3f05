"""Candidates: of the days on which a text can have been published, those that its phrases without a year allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from pipeline.base.interval import Interval
from pipeline.extract.calendar import days, tense
from pipeline.extract.calendar.forms import Direction, Fixed, Form, Weekly, Yearly

# A day without a year is told when it is at most so many days gone or ahead; further away the year is told with it.
NEAR = 120
# The weekday of tomorrow: as the name of a day gone it would be misread, so nobody writes it of six days ago.
MISREAD = days.WEEK - 1


@dataclass(frozen=True, slots=True)
class Told:
    """A date phrase, its tokens `[first, last)`, and the tense of the verb around it."""

    first: int
    last: int
    form: Form
    direction: Direction
    firm: bool  # whether the phrase hangs on the verb itself, so that the verb's tense is its own


def possible(doc: Doc, told: Sequence[Told], within: Interval) -> Interval | None:
    """The first to the last day of an interval on which a text with these phrases can have been published.

    A day without a year lies near, on the side that its verb's tense tells. A plain weekday is that of the last seven
    days, but not the name of tomorrow. What is reported on a weekday as having happened on a day happened by then. Null
    where no day is left. The interval is looked at day by day: it should be no longer than a year or so.
    """
    past = [one.form for one in told if _day_of_year(one) and one.direction == "past"]
    future = [one.form for one in told if _day_of_year(one) and one.direction == "future"]
    plain = [one for one in told if isinstance(one.form, Weekly) and one.form.shift is None and one.direction == "past"]
    reported = [(done.form, report.form) for report in plain for done in told if _reports(doc, report, done)]
    found = [
        day
        for day in (within.start + timedelta(days=n) for n in range((within.end - within.start).days + 1))
        if all(_reached(form, day, -NEAR) for form in past)
        and all(_reached(form, day, NEAR) for form in future)
        and not any(_ago(one.form, day) == MISREAD for one in plain)
        and all(_by(done, report, day) for done, report in reported)
    ]
    return Interval(found[0], found[-1], "range") if found else None


def _day_of_year(one: Told) -> bool:
    return one.firm and isinstance(one.form, Yearly)


def _reached(form: Form, day: date, reach: int) -> bool:
    """Whether what comes every year came so many days ago at most (a negative reach), or will come in so many."""
    if not isinstance(form, Yearly):
        return True
    found = [form.checked(one) for one in form.near(day.year)]
    away = [(one.start - day).days if reach > 0 else (one.end - day).days for one in found if one is not None]
    return any(min(0, reach) <= gap <= max(0, reach) for gap in away)


def _ago(form: Form, day: date) -> int:
    """How many days ago a weekday was; 0 on the day itself."""
    return (day.weekday() - form.weekday) % days.WEEK if isinstance(form, Weekly) else 0


def _reports(doc: Doc, report: Told, done: Told) -> bool:
    """Whether a phrase dates the verb that reports what another phrase dates, as having happened."""
    if done.direction != "past" or not isinstance(done.form, Yearly | Fixed):
        return False
    verb, own = tense.governor(doc, report.first, report.last), tense.root(doc, done.first, done.last)
    content = next((kid for kid in verb.children if kid.dep_ == "ccomp"), None) if verb is not None else None
    return content is not None and content.is_ancestor(own)


def _by(done: Form, report: Form, day: date) -> bool:
    """Whether what was done, at its last time before a day, was done by the weekday on which it was reported."""
    reported = day - timedelta(days=_ago(report, day))
    if isinstance(done, Fixed):
        return done.interval is None or done.interval.start <= reported
    gone = [one.start for one in done.near(day.year) if one.start <= day] if isinstance(done, Yearly) else []
    return not gone or gone[-1] <= reported
