"""Lines of a transcript: a name in capitals, a colon, what was said."""

import re
from collections.abc import Iterator

from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.content import trim
from pipeline.language.parsed import Parsed, Sentence

# Up to four words of capitals; a label of one line alone ("UPDATE:") is no speaker, so a text needs LEAST of them.
NAME = re.compile(r"[\"“]?([A-Z][A-Z.'’-]{2,30}(?: [A-Z][A-Z.'’-]{0,30}){0,3}):(?:\s|$)")
LEAST = 3


def find(parsed: Parsed) -> tuple[Claim, ...]:
    """The lines of a document's transcripts, in the order of the text."""
    lines = tuple(_lines(parsed))
    return lines if len(lines) >= LEAST else ()


def _lines(parsed: Parsed) -> Iterator[Claim]:
    segment = None
    for sentence in parsed.sentences:
        opens, segment = sentence.segment != segment, sentence.segment
        if opens and (name := NAME.match(parsed.text, *sentence.span)):
            first, last = parsed.token_at(name.start(1)), parsed.token_at(name.end(1) - 1) + 1
            end = max(s.last for s in _paragraph(parsed, sentence.number))
            content = trim(parsed.doc, last + 1, end)
            if content[0] < content[1]:
                yield Claim((last, last + 1), (first, last), last - 1, (content,), "transcript")


def _paragraph(parsed: Parsed, number: int) -> Iterator[Sentence]:
    segment = parsed.sentences[number].segment
    for sentence in parsed.sentences[number:]:
        if sentence.segment != segment:
            return
        yield sentence
