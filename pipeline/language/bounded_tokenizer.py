"""A tokenizer whose time is bounded by the length of the text, whatever runs of signs stand in it.

spaCy takes prefixes and suffixes off a string one at a time and searches the rest anew after each, so a run of `(`, `$`
or `<` costs the square of its length: 20,000 of them half a minute. Strings without white space that are longer than
any word are cut into pieces first; what is shorter is read as before.
"""

import re
from collections.abc import Callable

from spacy.tokens import Doc
from spacy.vocab import Vocab

# Longer than any word or web address that a sentence's structure could hang on.
MAX_STRING_CHARS = 300
# Pieces of a string that is longer; the cost of a run grows with the square of this.
PIECE_CHARS = 100

_LONG_STRING = re.compile(rf"\S{{{MAX_STRING_CHARS + 1},}}")


class BoundedTokenizer:
    """Reads text as `tokenizer` does, but for strings of more than MAX_STRING_CHARS characters, which it cuts."""

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.tokenizer, self.vocab = tokenizer, vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; together with their white space they are the text."""
        if not _LONG_STRING.search(text):
            return self.tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _cut_text(text):
            for token in self.tokenizer(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words, spaces)


def _cut_text(text: str) -> list[str]:
    """The text in pieces, cut within long strings alone.

    >>> [len(piece) for piece in _cut_text("one " + "(" * 350)]
    [104, 100, 100, 50]
    """
    cuts = [0]
    for match in _LONG_STRING.finditer(text):
        cuts += range(match.start() + PIECE_CHARS, match.end(), PIECE_CHARS)
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
