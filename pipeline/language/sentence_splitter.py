"""Sentences of languages that are not parsed: cut by rule at the marks that end a sentence in most scripts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.base.text_span import Span
from pipeline.language.parsed_document import ParsedDocument, Sentence

# A full mark (Latin, Greek, Arabic, Urdu, Devanagari, Ethiopic, Burmese, Armenian) with the closing quotes and brackets
# after it, before white space; or one of the wide marks of Chinese and Japanese, which need no white space.
SENTENCE_END = re.compile(
    r"""[.!?…;؟۔।॥።፧။։][.!?…]{0,8}["'”’»›)\]]{0,4}(?=\s)|[。！？｡][。！？｡]{0,8}[」』”’）]{0,4}"""
)
# `;` asks a question in Greek alone; elsewhere it ends nothing.
GREEK_LETTER = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def split_sentences(text: str, segments: Sequence[tuple[int, Span]]) -> ParsedDocument:
    """The sentences of a document's body segments (number, span), without tokens: nothing can be extracted."""
    sentences: list[Sentence] = []
    for number, span in segments:
        for piece in _split_segment(text, span.stripped(text)):
            sentences.append(Sentence(len(sentences), piece, number, 0, 0))
    return ParsedDocument(text, Doc(_get_vocab()), [], tuple(sentences))


def _split_segment(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        if _is_sentence_end(text, start, match, span.end):
            if piece := Span(start, match.end()).stripped(text):
                yield piece
            start = match.end()
    rest = Span(start, span.end).stripped(text)
    if rest.end > rest.start:
        yield rest


def _is_sentence_end(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a mark ends a sentence: not after an initial or a number (`3. Mai`), not before a small letter."""
    mark = match.group()
    if mark[0] == ";" and not GREEK_LETTER.search(text, max(start, match.start() - 20), match.start()):
        return False
    if mark[0] != ".":
        return True
    word = text[max(start, match.start() - 4) : match.start()].split()
    if (
        mark == "."
        and word
        and ((len(word[-1]) <= 2 and word[-1].isdecimal()) or (len(word[-1]) == 1 and word[-1].isalpha()))
    ):
        return False
    after = text[match.end() : min(match.end() + 8, end)].lstrip()
    return not after[:1].islower()


@cache
def _get_vocab() -> Vocab:
    return Vocab()
