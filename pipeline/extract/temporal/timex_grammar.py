"""The phrases of a document that tell dates, read from its words alone: where they stand and what form they have."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.base.text_span import Span
from pipeline.extract.temporal import absolute_dates, calendar_intervals, relative_dates
from pipeline.extract.temporal.timex_patterns import DateRange, FixedDate, SinceDate, TimexPattern, UntilDate
from pipeline.extract.temporal.timex_words import SplitSentence, has_date
from pipeline.language.parsed_document import ParsedDocument, Sentence

PatternMatch = tuple[TimexPattern, int] | None


@dataclass(frozen=True, slots=True)
class TimexMatch:
    """A date phrase not yet placed: its characters, its tokens `[first, last)`, its form, its sentence."""

    span: Span
    first: int
    last: int
    pattern: TimexPattern
    sentence: Sentence


@lru_cache(maxsize=1)
def match_timexes(parsed: ParsedDocument) -> tuple[TimexMatch, ...]:
    """The date phrases of a document in the order of the text; they do not overlap.

    Those of the last document are kept, for its day of publication is read from them before they are placed by it.
    """
    return tuple(found for sentence in parsed.sentences for found in _match_sentence(parsed, sentence))


def _match_sentence(parsed: ParsedDocument, sentence: Sentence) -> list[TimexMatch]:
    if not has_date(sentence.span.slice_text(parsed.text)):
        return []
    line = SplitSentence(parsed, sentence)
    found, i = [], 0
    while i < len(line):
        match = _match_phrase(line, i) if line.can_start_date(i) else None
        if match is None:
            i += 1
            continue
        pattern, end = match
        first, last = line.subtokens[i], line.subtokens[end - 1]
        found.append(
            TimexMatch(Span(first.start, last.end), first.token_index, last.token_index + 1, pattern, sentence)
        )
        line.record_hits(i, end)
        i = end
    return found


def _match_phrase(line: SplitSentence, i: int) -> PatternMatch:
    return _match_bound(line, i) or _match_range(line, i) or _match_date(line, i)


def _match_date(line: SplitSentence, i: int) -> PatternMatch:
    return relative_dates.match_relative_date(line, i) or absolute_dates.match_absolute_date(line, i)


def _match_bound(line: SplitSentence, i: int) -> PatternMatch:
    """`since Thursday`, `until May`; `after January 6`, `before 2019` where they govern the date itself."""
    since, until, bound = line.get_word(i, "since"), line.get_word(i, "until"), line.get_word(i, "bound")
    if not (since or until or bound):
        return None
    found = _match_date(line, i + 1)
    if not found:
        return None
    pattern, end = found
    if bound:
        follower = line.get_token(end)
        if line.get_lower(end) in ("'s", "'") or (follower is not None and follower.pos_ in ("NOUN", "PROPN", "ADJ")):
            return None
    if until:
        return UntilDate(pattern), end
    return (SinceDate(pattern) if since or (bound and bound.value > 0) else FixedDate(None)), end


def _match_range(line: SplitSentence, i: int) -> PatternMatch:
    """`from Monday to Friday`, `between March and May 2019`, `2014-2018`, `28 May to 3 June`."""
    opened = line.get_word(i, "range_open")
    start = i + 1 if opened else i
    first = _match_date(line, start)
    if first is None:
        return None
    join = line.get_lower(first[1])
    short = _match_short_year(line, first[1] + 1, first[0])
    if join == "/" and short is not None:
        return DateRange(first[0], short[0]), short[1]
    if join not in absolute_dates.RANGE_JOINERS or (join in ("and", "&") and not (opened and opened.id == "between")):
        return first if opened and isinstance(first[0], DateRange) else None
    last = short or _match_date(line, first[1] + 1)
    return (DateRange(first[0], last[0]), last[1]) if last else None


def _match_short_year(line: SplitSentence, i: int, first: TimexPattern) -> PatternMatch:
    """The second year of `2014-18`."""
    number, whole = line.parse_number(i), first.interval if isinstance(first, FixedDate) else None
    if (
        number is None
        or whole is None
        or whole.precision != "year"
        or line.get_lower(i - 1) not in absolute_dates.DASHES
    ):
        return None
    year = whole.start.year // 100 * 100 + number
    return (FixedDate(calendar_intervals.build_years(year)), i + 1) if year > whole.start.year else None
