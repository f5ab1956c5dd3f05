"""Blocks that their markup alone shows to be no prose of the article: captions, embedded posts, rows of figures."""

import re
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.features.notice_evidence import is_running_prose
from pipeline.clean.features.observations import Observations
from pipeline.clean.text_lines import Line
from pipeline.intake.source_document import HtmlBlock

# Label and reason of a line that is no body.
RuledOut = tuple[str, str]

# Longer text is no caption, whatever its class says.
MAX_CAPTION_WORDS = 80
# The share of a block's letters in italics or small print that makes it a picture's caption right under one.
MIN_EMPHASIS_SHARE = 0.95
# Rows whose cells have fewer words on average hold figures and names, no prose.
MAX_CELL_WORDS = 5.0
# An article that goes through so many posts, and so long in proportion to its prose, is made of them.
EMBEDDED_POST = "veto-embedded-post"
MIN_LISTED_POSTS = 4
MIN_LISTED_SHARE = 0.2


# What names the picture's source at the end of its caption: `Photo: Ida Holm/TNA`.
CREDIT_END = re.compile(r"(?:Photo|Foto|Image|Picture|Credit|Bild|Illustration)s?(?: by|:) ?[^\W\d_][^.!?]{2,50}\.?$")
MAX_CREDIT_CHARS = 70


class MarkupVeto(Entry):
    """Class words and tags that rule a block out; each inner list must be there whole."""

    label: str
    tags: frozenset[str] = frozenset()
    hints: tuple[tuple[str, ...], ...] = ()
    within: str | None = None
    max_words: int | None = None


def find_markup_vetoes(observed: Observations) -> dict[int, RuledOut]:
    """The lines of a page that the markup rules out, by number, with label and reason."""
    found: dict[int, RuledOut] = {}
    for place, (line, block) in enumerate(zip(observed.lines, observed.blocks, strict=True)):
        if block is not None and (veto := _find_veto(line, block)) is not None:
            found[place] = veto
    if _is_list_of_posts(observed, posts := [place for place, (_, reason) in found.items() if reason == EMBEDDED_POST]):
        for place in posts:
            del found[place]
    return found | _find_table_rows(observed)


def _is_list_of_posts(observed: Observations, posts: list[int]) -> bool:
    """Whether the posts that a page embeds are what its article is made of: several, and a good part of its prose."""
    quotes = {
        number
        for place in posts
        if (block := observed.blocks[place]) is not None
        for number, tag in zip(reversed(block.containers), reversed(block.tag_path), strict=False)
        if tag == "blockquote"
    }
    if len(quotes) < MIN_LISTED_POSTS:
        return False
    embedded = set(posts)
    prose = sum(
        len(line.words)
        for place, line in enumerate(observed.lines)
        if place not in embedded and line.text and is_running_prose(line)
    )
    return sum(len(observed.lines[place].words) for place in posts) >= MIN_LISTED_SHARE * prose


def _find_table_rows(observed: Observations) -> dict[int, RuledOut]:
    """Rows of tables whose cells are mostly numbers, and the row of headings right above them."""
    cells = [
        line.text.split("\t") if block is not None and "\t" in line.text and "table" in block.tag_path else []
        for line, block in zip(observed.lines, observed.blocks, strict=True)
    ]
    found: dict[int, RuledOut] = {}
    for place, own in enumerate(cells):
        if own and sum(cell.strip()[-1:].isdigit() for cell in own) * 2 >= len(own) and _are_short(own):
            found[place] = "other", "table-row"
            above = place - 1
            if above >= 0 and above not in found and len(cells[above]) == len(own) and _are_short(cells[above]):
                found[above] = "other", "table-heading"
    return found


def _are_short(cells: list[str]) -> bool:
    return sum(len(cell.split()) for cell in cells) <= MAX_CELL_WORDS * len(cells)


def _find_veto(line: Line, block: HtmlBlock) -> RuledOut | None:
    near = frozenset(block.nearest_hints)
    named = not near.isdisjoint(_collect_hint_words()) or not _collect_tags().isdisjoint(block.tag_path)
    for entry in _load_vetoes() if named else ():
        if entry.max_words is not None and len(line.words) > entry.max_words:
            continue
        if entry.within is not None and entry.within not in block.tag_path:
            continue
        if not entry.tags.isdisjoint(block.tag_path) or any(near.issuperset(words) for words in entry.hints):
            _load_vetoes().record_hit(entry)
            return entry.label, entry.id
    if (
        block.follows_image
        and block.emphasis_chars >= MIN_EMPHASIS_SHARE * block.text_chars
        and len(line.words) <= MAX_CAPTION_WORDS
    ):
        return "caption", "emphasis-under-picture"
    if (
        block.follows_image
        and len(line.words) <= MAX_CAPTION_WORDS
        and CREDIT_END.search(line.text[-MAX_CREDIT_CHARS:])
    ):
        return "caption", "credit-under-picture"
    if line.text.startswith("[caption"):
        return "caption", "caption-shortcode"
    return None


@cache
def _load_vetoes() -> Lexicon[MarkupVeto]:
    return load_lexicon(LEXICONS / "markup_vetoes.yml", MarkupVeto)


@cache
def _collect_hint_words() -> frozenset[str]:
    """All words of hints, to pass over the many blocks that bear none."""
    return frozenset(word for entry in _load_vetoes() for words in entry.hints for word in words)


@cache
def _collect_tags() -> frozenset[str]:
    return frozenset(tag for entry in _load_vetoes() for tag in entry.tags)
