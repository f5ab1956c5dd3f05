"""Who said what: claims with their speakers, as rows of content."""

from bisect import bisect_right
from itertools import takewhile

from pipeline.base.span import Span
from pipeline.extract.records import Reading, Statement
from pipeline.extract.speech import clauses, quotations, transcripts
from pipeline.extract.speech.attach import attach
from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.quotations import Quotation
from pipeline.extract.speech.resolution import speaker_key, stated_on
from pipeline.language.parsed import Parsed


def find(reading: Reading) -> tuple[Statement, ...]:
    """The statements of a document, in the order of their content; pieces of one share its cue and speaker."""
    parsed = reading.parsed
    quoted = quotations.find(parsed)
    rows: dict[tuple[Span, Span | None], Statement] = {}
    for claim in claims(parsed, quoted):
        for statement in _statements(reading, claim, quoted):
            rows.setdefault((statement.content, statement.cue), statement)
    return tuple(sorted(rows.values(), key=_order))


def _order(row: Statement) -> tuple[Span, int]:
    """By content; of two who say the same, the one named later is relayed by the other and comes first."""
    return row.content, -row.cue.start if row.cue else 0


def claims(parsed: Parsed, quoted: tuple[Quotation, ...]) -> list[Claim]:
    """The claims of a document, in tokens; within a transcript its lines are the only ones."""
    lines = transcripts.find(parsed)
    spoken = frozenset(i for line in lines for first, last in line.pieces for i in range(first - 1, last))
    free = [quotation for quotation in quoted if quotation.first not in spoken and quotation.last - 1 not in spoken]
    inside = spoken | {i for quotation in free for i in range(quotation.first, quotation.last)}
    return [*lines, *attach(parsed, free, list(clauses.find(parsed, inside)))]


def _statements(reading: Reading, claim: Claim, quoted: tuple[Quotation, ...]) -> list[Statement]:
    parsed = reading.parsed
    speaker = parsed.span(*claim.speaker) if claim.speaker else None
    key, day = speaker_key(reading, claim), stated_on(reading, claim)
    found = []
    for first, last in claim.pieces:
        content, kind = _content(parsed, parsed.span(first, last), quoted)
        if content.start < content.end:
            found.append(Statement(content, speaker, key, parsed.span(*claim.cue), kind, day))
    return found


def _first(quoted: tuple[Quotation, ...], span: Span) -> int:
    """The place of the first quotation that does not end before a span; none overlaps another."""
    return bisect_right(quoted, span.start, key=lambda quotation: quotation.outer.end)


def _content(parsed: Parsed, span: Span, quoted: tuple[Quotation, ...]) -> tuple[Span, str]:
    touching = list(takewhile(lambda quotation: quotation.outer.start < span.end, quoted[_first(quoted, span) :]))
    if not touching:
        return span, "indirect"
    whole = touching[0]
    if whole.outer.contains(span):
        span = Span(max(span.start, whole.inner.start), min(span.end, whole.inner.end))
        while span.end > span.start and parsed.text[span.end - 1] in ",. ":
            span = Span(span.start, span.end - 1)
        return span, "direct"
    if touching[0].inner.start == span.start:
        span = Span(touching[0].outer.start, span.end)
    if touching[-1].inner.end == span.end:
        span = Span(span.start, touching[-1].outer.end)
    return span, "mixed"
