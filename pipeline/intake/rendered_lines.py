"""The lines of a page while they are rendered: white space collapsed as a browser does, one block a line."""

import unicodedata
from dataclasses import dataclass, field

from pipeline.base.invisible_characters import INVISIBLE_CHARS
from pipeline.base.text_span import Span
from pipeline.intake.source_document import HtmlBlock

NEAREST_LEVELS = 3
# What pages put into words that nobody sees: soft hyphens, zero-width spaces, word joiners, byte-order marks.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
TYPESETTING = {**UNSEEN, **LIGATURES}
SENTENCE_ENDS = ".!?…"
CLOSING_MARKS = "\"'”’»)"
OPENING_MARKS = '"“«„'
# Letters that are words of their own, too, so that white space after one of them is no drop cap's.
WORD_LETTERS = "AIOEYUÀÉÓ"

Words = tuple[str, ...]
HintLevels = tuple[Words, ...]


@dataclass(slots=True)
class OpenElement:
    """An open element, with what it hands down to those inside."""

    tag: str
    tag_path: Words
    hints: HintLevels
    containers: tuple[int, ...]
    depth: int
    in_link: bool = False
    verbatim: bool = False
    has_margin: bool = False
    is_block: bool = False
    in_layout_table: bool = False
    emphasised: bool = False
    is_initial: bool = False  # a letter set large at the beginning of a paragraph
    carrier: str = "page"


@dataclass(slots=True)
class RenderedLines:
    """The text as it grows: finished lines, and the pieces of the line in hand."""

    lines: list[str] = field(default_factory=list)
    blocks: list[HtmlBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    hint_cache: dict[HintLevels, tuple[Words, Words]] = field(default_factory=dict)
    offset: int = 0
    link_chars: int = 0
    emphasis_chars: int = 0
    line_element: OpenElement | None = None
    last_element: OpenElement | None = None
    initial: OpenElement | None = None  # where the line in hand begins with a drop cap
    ends_in_space: bool = True  # white space just written, or nothing yet
    blank_line_due: bool = False
    image_due: bool = False

    @property
    def line_end(self) -> str:
        """The last characters of the line in hand."""
        return "".join(self.pieces[-2:])[-20:]

    def write(self, text: str, element: OpenElement) -> None:
        """Add text to the line in hand, white space collapsed as a browser does."""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text.translate(TYPESETTING))
        words = text.split()
        if not words:
            if text and not self.ends_in_space:
                self.pieces.append(" ")
                self.ends_in_space = True
            return
        plain = " ".join(words)
        if not self.ends_in_space and (text[0].isspace() or self._are_sentences_glued(words[0], element)):
            plain = " " + plain
        if self.line_element is None and len(plain) == 1 and plain.isupper():
            self.initial = element
        self.ends_in_space = text[-1].isspace()
        self.pieces.append(plain + " " if self.ends_in_space else plain)
        if self.line_element is None or element.depth < self.line_element.depth:
            self.line_element = element
        self.last_element = element
        if element.in_link:
            self.link_chars += len(plain)
        if element.emphasised:
            self.emphasis_chars += len(plain)

    def write_mark(self, mark: str) -> None:
        """Add a character that stands close to what was written before it."""
        if self.line_element is not None:
            self.pieces.append(mark)
            self.ends_in_space = mark.isspace()

    def end_line(self) -> None:
        """Close the line in hand, if it holds anything."""
        element = self.line_element
        line = self._join_initial("".join(self.pieces).strip()) if element is not None else ""
        if element is None or not line.strip(INVISIBLE_CHARS):
            self._start_line()
            return
        if self.initial is not None and len(line) == 1 and self.initial.is_initial:
            return  # the paragraph that the drop cap begins is a block of its own
        if self.blank_line_due and self.lines:
            self.lines.append("")
            self.offset += 1
        span = Span(self.offset, self.offset + len(line))
        if element.hints not in self.hint_cache:
            self.hint_cache[element.hints] = _merge_hints(element.hints), _merge_hints(element.hints[-NEAREST_LEVELS:])
        hints, near = self.hint_cache[element.hints]
        self.blocks.append(
            HtmlBlock(
                span,
                element.tag,
                element.tag_path,
                hints,
                element.depth,
                min(self.link_chars, len(line)),
                len(line),
                near,
                element.containers,
                min(self.emphasis_chars, len(line)),
                self.image_due,
                element.carrier,
            )
        )
        self.lines.append(line)
        self.offset = span.end + 1
        self.blank_line_due = self.image_due = False
        self._start_line()

    def finish(self) -> None:
        """Close the last line, a lone drop cap too."""
        if self.initial is not None:
            self.initial.is_initial = False
        self.end_line()

    def _start_line(self) -> None:
        self.pieces, self.line_element, self.last_element, self.initial = [], None, None, None
        self.link_chars = self.emphasis_chars = 0
        self.ends_in_space = True

    def _are_sentences_glued(self, word: str, element: OpenElement) -> bool:
        """Whether a sentence ends right before, in another element, and a further one begins without white space."""
        if element is self.last_element or not (word[0].isupper() or word[0] in OPENING_MARKS):
            return False
        before = self.pieces[-1].rstrip(CLOSING_MARKS)
        return before[-1:] in tuple(SENTENCE_ENDS) and before[-4:-1].isalpha() and len(before) > 3

    def _join_initial(self, line: str) -> str:
        """The line with its drop cap joined to the rest of the word: `R escuers` is `Rescuers`."""
        if self.initial is None or len(line) < 3 or line[1] != " " or not line[2].islower():
            return line
        return line[0] + line[2:] if self.initial.is_initial or line[0] not in WORD_LETTERS else line


def _merge_hints(levels: HintLevels) -> Words:
    return tuple(dict.fromkeys(word for level in levels for word in level))
