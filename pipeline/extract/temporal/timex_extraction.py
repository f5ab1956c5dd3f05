"""Words that tell a date, resolved against the day of publication."""

from collections.abc import Sequence
from datetime import date

from pipeline.base.date_interval import Interval
from pipeline.extract.records import PublicationDate, Timex
from pipeline.extract.temporal import clause_tense, document_dating, timex_grammar
from pipeline.extract.temporal.anchor_context import AnchorContext
from pipeline.extract.temporal.timex_grammar import TimexMatch
from pipeline.extract.temporal.timex_patterns import DateRange, FixedDate, SinceDate
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import get_tree

# Within so many days of doubt about the day of publication, weekdays are read from its first day.
MAX_DOUBT_DAYS = 6


def extract_timexes(parsed: ParsedDocument, publication: PublicationDate) -> tuple[Timex, ...]:
    """The date phrases of a document in the order of the text.

    An interval is null where the words cannot be placed: no such day, a weekday that is not that of the day given, or
    nothing that tells the year.
    """
    expressions = timex_grammar.match_timexes(parsed)
    document_date = find_document_date(publication)
    anchors = () if document_date else document_dating.estimate_document_date(parsed.doc, expressions).anchors
    timexes: list[Timex] = []
    previous: tuple[int, Interval] | None = None
    paragraphs = {segment: i for i, segment in enumerate(dict.fromkeys(s.segment for s in parsed.sentences))}
    local_anchor: tuple[int, Interval] | None = None
    for expression in expressions:
        segment = paragraphs[expression.sentence.segment]
        context = AnchorContext(
            document_date=document_date,
            latest_date=publication.latest or document_date,
            local_anchor=local_anchor[1] if local_anchor and local_anchor[0] == segment else None,
            document_anchors=anchors,
            previous_interval=previous[1] if previous and segment - previous[0] <= 1 else None,
            speech_date=_find_speech_date(expression, expressions, document_date)
            if isinstance(expression.pattern, SinceDate)
            else None,
            tense=clause_tense.find_clause_tense(get_tree(parsed.doc), expression.first, expression.last),
        )
        interval = expression.pattern.normalize(context)
        timexes.append(Timex(expression.span, expression.first, expression.last, interval))
        if interval and (document_date is None or interval.start <= document_date):
            previous = segment, interval
        if found := find_fixed_point(expression):
            local_anchor = segment, found
    return tuple(timexes)


def find_fixed_point(expression: TimexMatch) -> Interval | None:
    """The days of a phrase that gives its own year and is finer than a year: the text's fixed points."""
    form = expression.pattern
    found = form.interval if isinstance(form, FixedDate) else None
    if isinstance(form, DateRange) or found is None or (found.end - found.start).days > 31:
        return None
    return found


def find_document_date(publication: PublicationDate) -> date | None:
    """The day from which `Monday` and `last week` are counted: that of publication, if known to within a week."""
    if publication.day:
        return publication.day
    first, last = publication.earliest, publication.latest
    return first if first and last and (last - first).days <= MAX_DOUBT_DAYS else None


def _find_speech_date(since: TimexMatch, expressions: Sequence[TimexMatch], document_date: date | None) -> date | None:
    """The last day that the same sentence tells after the phrase: `since Thursday, the ministry said Saturday`."""
    context = AnchorContext(document_date, tense="past")
    days = [
        found.end
        for other in expressions
        if other.sentence == since.sentence
        and other.first > since.first
        and not isinstance(other.pattern, SinceDate)
        and (found := other.pattern.normalize(context))
        and found.precision == "day"
        and document_date
        and found.end <= document_date
    ]
    return max(days, default=None)
