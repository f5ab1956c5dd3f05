"""Statements of a document: who said what, one record for each piece of content."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import takewhile

from pipeline.base.text_span import Span
from pipeline.extract.attribution import grammatical_attributions, transcript_lines
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import cite_cue
from pipeline.extract.attribution.quotation_attachment import attach_quotations
from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.extract.attribution.speaker_resolution import find_stated_on, resolve_speaker_key
from pipeline.extract.records import DocumentAnalysis, Statement
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import get_tree


def extract_statements(
    analysis: DocumentAnalysis, quoted: tuple[Quotation, ...], attributions: Iterable[Attribution]
) -> tuple[Statement, ...]:
    """Make the statements of a document from its attributions, in the order of their content.

    Pieces of one statement share its cue and speaker.
    """
    rows: dict[tuple[Span, Span | None], Statement] = {}
    for attribution in attributions:
        for statement in _build_statements(analysis, attribution, quoted):
            rows.setdefault((statement.content, statement.cue), statement)
    return tuple(sorted(rows.values(), key=_sort_by_content))


def _sort_by_content(row: Statement) -> tuple[Span, int]:
    """Sort by content; of two who say the same, the one named later is relayed by the other and comes first."""
    return row.content, -row.cue.start if row.cue else 0


def find_attributions(parsed: ParsedDocument, quoted: tuple[Quotation, ...]) -> list[Attribution]:
    """Find the attributions of a document, in tokens; within a transcript its lines are the only ones."""
    lines = transcript_lines.find_transcript_lines(parsed)
    spoken = frozenset(i for line in lines for first, last in line.content_ranges for i in range(first - 1, last))
    free = [quotation for quotation in quoted if quotation.first not in spoken and quotation.last - 1 not in spoken]
    inside = spoken | {i for quotation in free for i in range(quotation.first, quotation.last)}
    return [
        *lines,
        *attach_quotations(parsed, free, list(grammatical_attributions.find_grammatical_attributions(parsed, inside))),
    ]


def _build_statements(
    analysis: DocumentAnalysis, attribution: Attribution, quoted: tuple[Quotation, ...]
) -> list[Statement]:
    parsed = analysis.parsed
    speaker = parsed.get_span(*attribution.speaker) if attribution.speaker else None
    key, day = resolve_speaker_key(analysis, attribution), find_stated_on(analysis, attribution)
    cited = cite_cue(get_tree(parsed.doc), attribution.cue[0])
    rule = attribution.rule or cited or "quotation_attachment/unlisted_cue"
    found = []
    for first, last in attribution.content_ranges:
        content, kind = _bound_content(parsed, parsed.get_span(first, last), quoted)
        if content.start < content.end:
            found.append(Statement(content, speaker, key, parsed.get_span(*attribution.cue), kind, rule, day))
    return found


def _find_first_index(quoted: tuple[Quotation, ...], span: Span) -> int:
    """Give the index of the first quotation that does not end before a span; quotations do not overlap."""
    return bisect_right(quoted, span.start, key=lambda quotation: quotation.outer.end)


def _bound_content(parsed: ParsedDocument, span: Span, quoted: tuple[Quotation, ...]) -> tuple[Span, str]:
    touching = list(
        takewhile(lambda quotation: quotation.outer.start < span.end, quoted[_find_first_index(quoted, span) :])
    )
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
