"""Text that a page holds twice: copies for the telephone, for print and for sharing, teasers, pull quotes.

Of the copies of a paragraph one is the article's: that with most prose around it, the first of equals.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.features.notice_evidence import is_running_prose
from pipeline.clean.text_lines import Line, Words
from pipeline.intake.source_document import HtmlBlock

# Shorter lines may well be said twice.
MIN_WORDS = 8
# Lines above and below by which the copy with most prose around it is told.
REACH = 6
# A pull quote has so many words at least; more of them than this a page does not have.
MIN_QUOTE_WORDS = 4
MAX_QUOTES = 60
SET_OFF_TAGS = frozenset({"blockquote", "aside", "q", "figure"})
REASON = "copy-of-text"


def find_copies(lines: Sequence[Line], is_body: Sequence[bool]) -> set[int]:
    """The body lines that repeat another body line, and short ones that only stand among such lines."""
    body = [place for place, own in enumerate(is_body) if own]
    rank = {place: at for at, place in enumerate(body)}
    by_words: dict[Words, list[int]] = defaultdict(list)
    for place in body:
        by_words[lines[place].words].append(place)
    unique = {places[0] for words, places in by_words.items() if len(places) == 1 and len(words) >= MIN_WORDS}
    copies: set[int] = set()
    for words, places in by_words.items():
        if len(places) > 1 and len(words) >= MIN_WORDS:
            kept = max(places, key=lambda place: (_count_prose_around(unique, body, rank[place]), -place))
            copies.update(place for place in places if place != kept)
    for words, places in by_words.items():
        if len(places) > 1 and len(words) < MIN_WORDS:
            beside = [place for place in places if _stands_among(body, rank[place], copies)]
            copies.update(beside if len(beside) < len(places) else beside[1:])
    return copies


def find_doubled(lines: Sequence[Line], is_body: Sequence[bool]) -> set[int]:
    """The body lines, other than sentences, that stand twice in a row: a picture's alternative text and its caption."""
    shown = [place for place, line in enumerate(lines) if line.text]
    return {
        place
        for above, below in pairwise(shown)
        if lines[above].words == lines[below].words
        and is_body[above]
        and is_body[below]
        and not is_running_prose(lines[above])
        for place in (above, below)
    }


def find_pull_quotes(lines: Sequence[Line], is_body: Sequence[bool], blocks: Sequence[HtmlBlock | None]) -> set[int]:
    """Set-off quotations that say again what a paragraph says, with a name under them."""
    body = [place for place, own in enumerate(is_body) if own]
    quotes = [place for place in body if _is_set_off(blocks[place]) and len(lines[place].words) >= MIN_QUOTE_WORDS]
    if not quotes or len(quotes) > MAX_QUOTES:
        return set()
    set_off = set(quotes)
    text = " | ".join(" ".join(lines[place].words) for place in body if place not in set_off)
    found = {place for place in quotes if " ".join(lines[place].words) in text}
    for place in tuple(found):
        below = next((near for near in body if near > place), None)
        if below is not None and _is_set_off(blocks[below]) and len(lines[below].words) < MIN_QUOTE_WORDS:
            found.add(below)
    return found


def _is_set_off(block: HtmlBlock | None) -> bool:
    if block is None:
        return False
    return not SET_OFF_TAGS.isdisjoint(block.tag_path) or any("quote" in word for word in block.nearest_hints)


def _count_prose_around(unique: set[int], body: list[int], at: int) -> int:
    """The long body lines next to a body line that stand only once on the page, as far as no gap parts them."""
    place = body[at]
    return sum(near in unique and abs(near - place) <= 2 * REACH for near in body[max(0, at - REACH) : at + REACH + 1])


def _stands_among(body: list[int], at: int, copies: set[int]) -> bool:
    near = [body[other] for other in (at - 1, at + 1) if 0 <= other < len(body)]
    return bool(near) and all(place in copies for place in near)
