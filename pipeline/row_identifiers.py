"""Identifiers of a document's rows that last: they hold while the article that comes again says the same.

A row's identifier is made of its document, its sentence without the numbers, and what kind of thing it is; never of its
place or its values. So where a count moves from 14 to 16, or a paragraph is put before it, the row keeps its identifier
and its value or its place is updated. A sentence of other words is another sentence, with other rows.
"""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.base.ids import make_identifier
from pipeline.base.text_span import Span

# Numbers in digits and words: what an update of an article changes first.
_NUMBERS = re.compile(
    r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|"
    r"billions?|dozens?|several)\b"
)
_WORD = re.compile(r"\w+|#")
_REPEATED_NUMBERS = re.compile(r"#(?: #)+")


def mask_numbers(text: str) -> str:
    """The words of a text in lower case, with `#` for its numbers.

    >>> mask_numbers("Some 1,400 people -- not fourteen -- were killed.")
    'some # people not # were killed'
    """
    words = " ".join(_WORD.findall(_NUMBERS.sub(" # ", text.casefold())))
    return _REPEATED_NUMBERS.sub("#", words)


class RowIdentifiers:
    """Gives identifiers within one document; equal things are numbered in the order in which they are asked for."""

    def __init__(self, document_id: str, text: str) -> None:
        self._document_id, self._text = document_id, text
        self._given: Counter[tuple[str | None, ...]] = Counter()

    def identify(self, prefix: str, *what: str | None) -> str:
        """The identifier of the next row that is `what`."""
        number = self._given[prefix, *what]
        self._given[prefix, *what] += 1
        return make_identifier(prefix, self._document_id, *what, number)

    def identify_texts(self, prefix: str, spans: Iterable[Span]) -> dict[Span, str]:
        """Identifiers of stretches of the text, by their words without numbers."""
        return {span: self.identify(prefix, mask_numbers(span.slice_text(self._text))) for span in spans}
