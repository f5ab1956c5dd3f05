"""Parse the body of documents: one model, loaded once a process, and paragraphs in batches.

Batches may mix documents: the model's results do not depend on what shares a batch (a test holds that), so the same
document gives the same rows whatever is read beside it.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.base.span import Span
from pipeline.language import embedding, ruler
from pipeline.language.parsed import Parsed, Sentence

# Paragraphs at a time: 64 to 256 were level on news (en_core_web_sm, two cores), and more only costs memory.
BATCH = 128
# The parser's memory grows with the length of one text; a longer paragraph is parsed in pieces cut at white space.
LONGEST = 20_000


@cache
def model(name: str) -> Language:
    """Load a spaCy model by its package name, once. Raises OSError where it is not installed."""
    nlp = spacy.load(name)
    ruler.tabulate(nlp)
    embedding.share(nlp)
    return nlp


def parse(documents: Sequence[tuple[str, Sequence[tuple[int, Span]]]], name: str) -> list[Parsed]:
    """Parse documents, each given as its text and its body segments (number, span), into one `Parsed` each."""
    nlp = model(name)
    pieces = [
        [(number, piece) for number, span in segments for piece in _pieces(text, span.stripped(text))]
        for text, segments in documents
    ]
    texts = (piece.of(text) for (text, _), own in zip(documents, pieces, strict=True) for _, piece in own)
    docs = nlp.pipe(texts, batch_size=BATCH)
    return [_join(text, own, [next(docs) for _ in own], nlp) for (text, _), own in zip(documents, pieces, strict=True)]


def _pieces(text: str, span: Span) -> Iterable[Span]:
    start = span.start
    while span.end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (" ", "\t", "\u3002"))
        cut = cut if cut > start else start + LONGEST
        if piece := Span(start, cut).stripped(text):
            yield piece
        start = cut
    if start < span.end:
        yield Span(start, span.end).stripped(text)


def _join(text: str, pieces: list[tuple[int, Span]], docs: list[Doc], nlp: Language) -> Parsed:
    starts: list[int] = []
    sentences: list[Sentence] = []
    for (number, span), doc in zip(pieces, docs, strict=True):
        base = len(starts)
        starts += [span.start + token.idx for token in doc]
        for sent in doc.sents:
            first, last = _trimmed(doc, sent.start, sent.end)
            if first < last:
                ends = doc[last - 1]
                own = Span(span.start + doc[first].idx, span.start + ends.idx + len(ends))
                sentences.append(Sentence(len(sentences), own, number, base + first, base + last))
    joined = Doc.from_docs(docs, ensure_whitespace=True) if docs else None
    return Parsed(text, joined if joined is not None else Doc(nlp.vocab), starts, tuple(sentences))


def _trimmed(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first < last and doc[first].is_space:
        first += 1
    while first < last and doc[last - 1].is_space:
        last -= 1
    return first, last
