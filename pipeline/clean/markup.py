"""What the markup tells of each block of an HTML page, as numbers for the model."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean import holders
from pipeline.clean.columns import Columns, shifted
from pipeline.clean.rules import RULES
from pipeline.clean.surroundings import prose
from pipeline.intake.document import Block

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int64]
Words = tuple[str, ...]
# Ways to part the blocks of a page into kinds, each with the number of every block's kind.
Kinds = dict[str, Numbers]

TAGS = ("p", "li", "div", "td", "blockquote", "figcaption", "pre", "dd", "span", "a", "button", "label")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
AROUND = (
    *("nav", "header", "footer", "aside", "article", "main", "form", "figure", "table", "ul", "ol", "blockquote"),
    "section",
)
HINTS = (
    *("hint-prose", "hint-comments", "hint-related", "hint-navigation", "hint-aside", "hint-sharing"),
    *("hint-advertising", "hint-appeal", "hint-byline", "hint-picture", "hint-tags", "hint-title"),
)
# A block more of whose letters are in links is no prose, whatever it looks like.
LINKED_SHARE = 0.5
NEAR_TAGS = 4
WINDOW = 9
SHIFTS = (-2, -1, 1, 2)
SHIFTED = ("links", "held_1", "held_2", "to_holder", "tag_p", "heading")


class Hint(Entry):
    """Words of one meaning in class and id attributes, and the label of what they stand on where that is plain."""

    words: frozenset[str]
    label: str | None = None


def columns(blocks: Sequence[Block], own: Columns, kinds: Kinds) -> Columns:
    """What the markup tells of blocks whose lines have the features `own`, by the feature's name."""
    if not blocks:
        return {}
    links = np.array([block.link_chars / max(block.text_chars, 1) for block in blocks])
    weight = prose(own) * (links < LINKED_SHARE)
    total = max(float(weight.sum()), 1.0)
    near = _bits([block.near for block in blocks], _hint_bits())
    _hit(near)
    found = {
        "links": links,
        **_tags(blocks),
        **_flags("in_", AROUND, _bits([block.path for block in blocks], _tag_bits())),
        **_flags("", HINTS, _bits([block.hints for block in blocks], _hint_bits())),
        **_flags("near_", HINTS, near),
        **holders.columns(blocks, weight, total),
        **{f"{name}_prose": (np.bincount(kind, weight) / total)[kind] for name, kind in kinds.items()},
        "alike_blocks": np.log1p(np.bincount(kinds["class"])[kinds["class"]]),
        "alike_links": (np.bincount(kinds["class"], links) / np.bincount(kinds["class"]))[kinds["class"]],
        "link_window": _link_window(links),
    }
    return {**found, **shifted(found, SHIFTED, SHIFTS)}


def kinds(blocks: Sequence[Block]) -> Kinds:
    """For each block the number of its kind, by four ways to part blocks: innermost tags, hints, both, parent."""
    keys: dict[str, Sequence[Hashable]] = {
        "path": [block.path[-NEAR_TAGS:] for block in blocks],
        "near": [block.near for block in blocks],
        "class": [(block.path[-3:], block.near) for block in blocks],
        "parent": [block.holders[-2:-1] for block in blocks],
    }
    return {name: _numbered(own) for name, own in keys.items()}


def _numbered(keys: Sequence[Hashable]) -> Numbers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def hint(block: Block) -> Hint | None:
    """The first entry of `rules/hints.yml` with a label that a block or its next ancestors bear as class, id or tag."""
    near = {*block.near, *block.path[-NEAR_TAGS:]}
    for entry in _lexicon():
        if entry.label is not None and not near.isdisjoint(entry.words):
            _lexicon().hit(entry)
            return entry
    return None


def _tags(blocks: Sequence[Block]) -> Columns:
    tags = np.array([block.tag for block in blocks])
    return {
        "depth": np.log1p([block.depth for block in blocks]),
        "heading": np.array([HEADINGS.index(block.tag) + 1 if block.tag in HEADINGS else 0 for block in blocks]),
        "h1": tags == "h1",
        **{f"tag_{tag}": tags == tag for tag in TAGS},
    }


def _flags(prefix: str, names: Sequence[str], bits: Bits) -> Columns:
    return {prefix + name.replace("-", "_"): (bits >> place) & 1 for place, name in enumerate(names)}


def _bits(words: Sequence[Words], bit_of: Mapping[str, int]) -> Bits:
    """The bits of the words of each block together; blocks of one kind, of which pages are full, are looked at once."""
    known = {own: reduce(or_, (bit_of.get(word, 0) for word in own), 0) for own in set(words)}
    return np.array([known[own] for own in words], dtype=np.int64)


def _hit(near: Bits) -> None:
    used = int(np.bitwise_or.reduce(near))
    for entry in _lexicon():
        if used >> HINTS.index(entry.id) & 1:
            _lexicon().hit(entry)


def _link_window(links: Floats) -> Floats:
    """The mean share of links of the blocks around each; of all blocks where the page has no more."""
    if len(links) < WINDOW:
        return np.full(len(links), links.mean())
    ones = np.ones(WINDOW)
    return np.asarray(np.convolve(links, ones, "same") / np.convolve(np.ones(len(links)), ones, "same"))


@cache
def _lexicon() -> Lexicon[Hint]:
    return load(RULES / "hints.yml", Hint)


@cache
def _tag_bits() -> dict[str, int]:
    return {tag: 1 << place for place, tag in enumerate(AROUND)}


@cache
def _hint_bits() -> dict[str, int]:
    """For each word of the hints the bits of the entries that have it, counted as in HINTS."""
    found: dict[str, int] = {}
    for entry in _lexicon():
        for word in entry.words:
            found[word] = found.get(word, 0) | 1 << HINTS.index(entry.id)
    return found
