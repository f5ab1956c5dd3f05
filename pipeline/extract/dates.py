"""Words that tell a date, resolved against the day of publication."""

from collections.abc import Sequence
from datetime import date

from pipeline.base.interval import Interval
from pipeline.extract.calendar import grammar, setting, tense
from pipeline.extract.calendar.forms import Between, Fixed, Frame, Since
from pipeline.extract.calendar.grammar import Expression
from pipeline.extract.records import DatePhrase, Publication
from pipeline.language.parsed import Parsed

# Within so many days of doubt about the day of publication, weekdays are read from its first day.
CERTAIN = 6


def find(parsed: Parsed, publication: Publication) -> tuple[DatePhrase, ...]:
    """The date phrases of a document in the order of the text.

    An interval is null where the words cannot be placed: no such day, a weekday that is not that of the day given, or
    nothing that tells the year.
    """
    expressions = grammar.read(parsed)
    today = reader_day(publication)
    anchors = () if today else setting.settle(parsed.doc, expressions).anchors
    placed: list[DatePhrase] = []
    before: tuple[int, Interval] | None = None
    paragraphs = {segment: i for i, segment in enumerate(dict.fromkeys(s.segment for s in parsed.sentences))}
    story: tuple[int, Interval] | None = None
    for expression in expressions:
        segment = paragraphs[expression.sentence.segment]
        frame = Frame(
            today=today,
            latest=publication.latest or today,
            story=story[1] if story and story[0] == segment else None,
            anchors=anchors,
            before=before[1] if before and segment - before[0] <= 1 else None,
            said=_said(expression, expressions, today) if isinstance(expression.form, Since) else None,
            direction=tense.direction(parsed.doc, expression.first, expression.last),
        )
        interval = expression.form.place(frame)
        placed.append(DatePhrase(expression.span, expression.first, expression.last, interval))
        if interval and (today is None or interval.start <= today):
            before = segment, interval
        if found := dated(expression):
            story = segment, found
    return tuple(placed)


def dated(expression: Expression) -> Interval | None:
    """The days of a phrase that gives its own year and is finer than a year: the text's fixed points."""
    form = expression.form
    found = form.interval if isinstance(form, Fixed) else None
    if isinstance(form, Between) or found is None or (found.end - found.start).days > 31:
        return None
    return found


def reader_day(publication: Publication) -> date | None:
    """The day from which `Monday` and `last week` are counted: that of publication, if known to within a week."""
    if publication.on:
        return publication.on
    first, last = publication.earliest, publication.latest
    return first if first and last and (last - first).days <= CERTAIN else None


def _said(since: Expression, expressions: Sequence[Expression], today: date | None) -> date | None:
    """The last day that the same sentence tells after the phrase: `since Thursday, the ministry said Saturday`."""
    frame = Frame(today, direction="past")
    days = [
        found.end
        for other in expressions
        if other.sentence == since.sentence
        and other.first > since.first
        and not isinstance(other.form, Since)
        and (found := other.form.place(frame))
        and found.precision == "day"
        and today
        and found.end <= today
    ]
    return max(days, default=None)
