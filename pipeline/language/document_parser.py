"""Parse the body of documents: one model, loaded once a process, and paragraphs in batches.

Batches may mix documents: the model's results do not depend on what shares a batch (a test holds that), so the same
document gives the same rows whatever is read beside it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.base.text_span import Span
from pipeline.language.bounded_tokenizer import BoundedTokenizer
from pipeline.language.model_integrity import check_model
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.speedups import attribute_table, lemma_index, matrix_products, shared_embeddings
from pipeline.language.wrapped_text import ReadingText

# Paragraphs at a time: 64 to 256 were level on news (en_core_web_sm, two cores), and more only costs memory.
BATCH_SIZE = 128
# The parser's memory grows with the length of one text; a longer paragraph is parsed in pieces cut at white space.
MAX_PIECE_CHARS = 20_000
# No sentence of prose is as long. What seems so (a list, words without a full stop) is parsed again in short pieces:
# what extraction does with the clauses of a sentence grows with the square of their number and faster.
MAX_SENTENCE_TOKENS = 300
MAX_SHORT_PIECE_CHARS = 1_000

# Gives for the paragraphs of a document what is read in their stead, of the same lengths.
Rewriting = Callable[[Language, list[str]], list[str]]


@cache
def load_model(name: str) -> Language:
    """Load a spaCy model by its package name, once. Raises OSError where it is not installed, or not as pinned."""
    check_model(name)
    nlp = spacy.load(name)
    attribute_table.replace_attribute_ruler(nlp)
    lemma_index.index_lemmas(nlp)
    shared_embeddings.share_embeddings(nlp)
    matrix_products.use_numpy_products(nlp)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
    return nlp


def parse_documents(
    documents: Sequence[tuple[str, Sequence[tuple[int, Span]]]], name: str, rewrite: Rewriting | None = None
) -> list[ParsedDocument]:
    """Parse documents, each given as its text and its body segments (number, span), into one `Parsed` each.

    `rewrite` gives for the paragraphs of a document what the parser reads in their stead, of the same lengths.
    """
    nlp = load_model(name)
    pieces = [
        [(number, piece) for number, span in segments for piece in _split_paragraph(text, span.stripped(text))]
        for text, segments in documents
    ]
    readings = [
        [ReadingText(piece.slice_text(text)) for _, piece in document_pieces]
        for (text, _), document_pieces in zip(documents, pieces, strict=True)
    ]
    read_texts = [[reading.text for reading in own] for own in readings]
    if rewrite is not None:
        read_texts = [rewrite(nlp, own) for own in read_texts]
    docs = nlp.pipe((text for own in read_texts for text in own), batch_size=BATCH_SIZE)
    return [
        _join_pieces(text, *_shorten_pieces(text, own, read, [next(docs) for _ in own], nlp), nlp)
        for (text, _), own, read in zip(documents, pieces, readings, strict=True)
    ]


def _shorten_pieces(
    text: str, pieces: list[tuple[int, Span]], readings: list[ReadingText], docs: list[Doc], nlp: Language
) -> tuple[list[tuple[int, Span]], list[ReadingText], list[Doc]]:
    """The pieces with their parses, those with an endless sentence parted into short ones and parsed again."""
    if not any(_has_endless_sentence(doc) for doc in docs):
        return pieces, readings, docs
    short: list[tuple[tuple[int, Span], ReadingText, Doc]] = []
    for (number, span), reading, doc in zip(pieces, readings, docs, strict=True):
        if not _has_endless_sentence(doc):
            short.append(((number, span), reading, doc))
            continue
        spans = list(_split_paragraph(text, span, MAX_SHORT_PIECE_CHARS))
        parts = [ReadingText(part.slice_text(text)) for part in spans]
        parsed = nlp.pipe((part.text for part in parts), batch_size=BATCH_SIZE)
        short += zip([(number, part) for part in spans], parts, parsed, strict=True)
    return [piece for piece, _, _ in short], [reading for _, reading, _ in short], [doc for _, _, doc in short]


def _has_endless_sentence(doc: Doc) -> bool:
    return len(doc) > MAX_SENTENCE_TOKENS and any(len(sentence) > MAX_SENTENCE_TOKENS for sentence in doc.sents)


def _split_paragraph(text: str, span: Span, size: int = MAX_PIECE_CHARS) -> Iterable[Span]:
    start = span.start
    while span.end - start > size:
        cut = max(text.rfind(mark, start + size // 2, start + size) for mark in (" ", "\t", "\u3002"))
        cut = cut if cut > start else start + size
        if piece := Span(start, cut).stripped(text):
            yield piece
        start = cut
    if start < span.end:
        yield Span(start, span.end).stripped(text)


def _join_pieces(
    text: str, pieces: list[tuple[int, Span]], readings: list[ReadingText], docs: list[Doc], nlp: Language
) -> ParsedDocument:
    starts: list[int] = []
    sentences: list[Sentence] = []
    for (number, span), reading, doc in zip(pieces, readings, docs, strict=True):
        base = len(starts)
        own_starts = [span.start + reading.find_source_offset(token.idx) for token in doc]
        starts += own_starts
        for sent in doc.sents:
            first, last = _trim_spaces(doc, sent.start, sent.end)
            if first < last:
                ends = doc[last - 1]
                own = Span(own_starts[first], own_starts[last - 1] + len(ends))
                sentences.append(Sentence(len(sentences), own, number, base + first, base + last))
    joined = Doc.from_docs(docs, ensure_whitespace=True) if docs else None
    return ParsedDocument(text, joined if joined is not None else Doc(nlp.vocab), starts, tuple(sentences))


def _trim_spaces(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first < last and doc[first].is_space:
        first += 1
    while first < last and doc[last - 1].is_space:
        last -= 1
    return first, last
