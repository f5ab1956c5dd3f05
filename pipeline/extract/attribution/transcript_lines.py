"""Lines of a transcript: a name in capitals, a colon, what was said."""

import re
from collections.abc import Iterator

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.content_bounds import trim_range
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_tree import get_tree

# Up to four words of capitals; one line alone ("UPDATE: ...") is no transcript, so a text needs MIN_LINES of them.
SPEAKER_LABEL = re.compile(r"[\"“]?([A-Z][A-Z.'’-]{2,30}(?: [A-Z][A-Z.'’-]{0,30}){0,3}):(?:\s|$)")
MIN_LINES = 3


def find_transcript_lines(parsed: ParsedDocument) -> tuple[Attribution, ...]:
    """Find the lines of a document's transcripts, in the order of the text."""
    lines = tuple(_walk_lines(parsed))
    return lines if len(lines) >= MIN_LINES else ()


def _walk_lines(parsed: ParsedDocument) -> Iterator[Attribution]:
    segment = None
    for sentence in parsed.sentences:
        opens, segment = sentence.segment != segment, sentence.segment
        if opens and (name := SPEAKER_LABEL.match(parsed.text, *sentence.span)):
            first, last = parsed.find_token(name.start(1)), parsed.find_token(name.end(1) - 1) + 1
            end = max(s.last for s in _walk_paragraph(parsed, sentence.number))
            content = trim_range(get_tree(parsed.doc), last + 1, end)
            if content[0] < content[1]:
                yield Attribution(
                    (last, last + 1), (first, last), last - 1, (content,), "transcript", "transcript_lines/label"
                )


def _walk_paragraph(parsed: ParsedDocument, number: int) -> Iterator[Sentence]:
    segment = parsed.sentences[number].segment
    for sentence in parsed.sentences[number:]:
        if sentence.segment != segment:
            return
        yield sentence
