"""What the markup tells of each block of an HTML page, as numbers for the model."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features import container_features
from pipeline.clean.features.feature_columns import FeatureColumns, shift_columns
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.features.position_features import count_prose_words
from pipeline.intake.source_document import HtmlBlock

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int64]
Words = tuple[str, ...]
# Ways to part the blocks of a page into kinds, each with the number of every block's kind.
BlockKinds = dict[str, Numbers]

BLOCK_TAGS = ("p", "li", "div", "td", "blockquote", "figcaption", "pre", "dd", "span", "a", "button", "label")
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ANCESTOR_TAGS = (
    *("nav", "header", "footer", "aside", "article", "main", "form", "figure", "table", "ul", "ol", "blockquote"),
    "section",
)
HINT_IDS = (
    *("hint-prose", "hint-comments", "hint-related", "hint-navigation", "hint-aside", "hint-sharing"),
    *("hint-advertising", "hint-appeal", "hint-byline", "hint-picture", "hint-tags", "hint-title"),
)
# A block more of whose letters are in links is no prose, whatever it looks like.
MAX_PROSE_LINK_SHARE = 0.5
NEAREST_TAGS = 4
LINK_WINDOW = 9
SHIFTS = (-2, -1, 1, 2)
SHIFTED_FEATURES = ("links", "held_1", "held_2", "to_holder", "tag_p", "heading")


class MarkupHint(Entry):
    """Words of one meaning in class and id attributes, and the label of what they stand on where that is plain."""

    words: frozenset[str]
    label: str | None = None


def compute_markup_features(
    blocks: Sequence[HtmlBlock], own: FeatureColumns, block_kinds: BlockKinds
) -> FeatureColumns:
    """What the markup tells of blocks whose lines have the features `own`, by the feature's name."""
    if not blocks:
        return {}
    links = np.array([block.link_chars / max(block.text_chars, 1) for block in blocks])
    weight = count_prose_words(own) * (links < MAX_PROSE_LINK_SHARE)
    total = max(float(weight.sum()), 1.0)
    near = _encode_bits([block.nearest_hints for block in blocks], _index_hint_bits())
    _count_hint_hits(near)
    found = {
        "links": links,
        "emphasis": np.array([block.emphasis_chars / max(block.text_chars, 1) for block in blocks]),
        "follows_image": np.array([block.follows_image for block in blocks]),
        **_compute_tag_features(blocks),
        **_expand_bits("in_", ANCESTOR_TAGS, _encode_bits([block.tag_path for block in blocks], _index_tag_bits())),
        **_expand_bits("", HINT_IDS, _encode_bits([block.hints for block in blocks], _index_hint_bits())),
        **_expand_bits("near_", HINT_IDS, near),
        **container_features.compute_container_features(blocks, weight, total),
        **{f"{name}_prose": (np.bincount(kind, weight) / total)[kind] for name, kind in block_kinds.items()},
        "alike_blocks": np.log1p(np.bincount(block_kinds["class"])[block_kinds["class"]]),
        "alike_links": (np.bincount(block_kinds["class"], links) / np.bincount(block_kinds["class"]))[
            block_kinds["class"]
        ],
        "link_window": _average_link_share(links),
    }
    return {**found, **shift_columns(found, SHIFTED_FEATURES, SHIFTS)}


def classify_blocks(blocks: Sequence[HtmlBlock]) -> BlockKinds:
    """For each block the number of its kind, by four ways to part blocks: innermost tags, hints, both, parent."""
    keys: dict[str, Sequence[Hashable]] = {
        "path": [block.tag_path[-NEAREST_TAGS:] for block in blocks],
        "near": [block.nearest_hints for block in blocks],
        "class": [(block.tag_path[-3:], block.nearest_hints) for block in blocks],
        "parent": [block.containers[-2:-1] for block in blocks],
    }
    return {name: _number_keys(own) for name, own in keys.items()}


def _number_keys(keys: Sequence[Hashable]) -> Numbers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def find_hint(block: HtmlBlock) -> MarkupHint | None:
    """The first entry of `rules/hints.yml` with a label that a block or its next ancestors bear as class, id or tag."""
    near = {*block.nearest_hints, *block.tag_path[-NEAREST_TAGS:]}
    for entry in _load_hints():
        if entry.label is not None and not near.isdisjoint(entry.words):
            _load_hints().record_hit(entry)
            return entry
    return None


def _compute_tag_features(blocks: Sequence[HtmlBlock]) -> FeatureColumns:
    tags = np.array([block.tag for block in blocks])
    return {
        "depth": np.log1p([block.depth for block in blocks]),
        "heading": np.array(
            [HEADING_TAGS.index(block.tag) + 1 if block.tag in HEADING_TAGS else 0 for block in blocks]
        ),
        "h1": tags == "h1",
        **{f"tag_{tag}": tags == tag for tag in BLOCK_TAGS},
    }


def _expand_bits(prefix: str, names: Sequence[str], bits: Bits) -> FeatureColumns:
    return {prefix + name.replace("-", "_"): (bits >> place) & 1 for place, name in enumerate(names)}


def _encode_bits(words: Sequence[Words], bit_of: Mapping[str, int]) -> Bits:
    """The bits of the words of each block together; blocks of one kind, of which pages are full, are looked at once."""
    known = {own: reduce(or_, (bit_of.get(word, 0) for word in own), 0) for own in set(words)}
    return np.array([known[own] for own in words], dtype=np.int64)


def _count_hint_hits(near: Bits) -> None:
    used = int(np.bitwise_or.reduce(near))
    for entry in _load_hints():
        if used >> HINT_IDS.index(entry.id) & 1:
            _load_hints().record_hit(entry)


def _average_link_share(links: Floats) -> Floats:
    """The mean share of links of the blocks around each; of all blocks where the page has no more."""
    if len(links) < LINK_WINDOW:
        return np.full(len(links), links.mean())
    ones = np.ones(LINK_WINDOW)
    return np.asarray(np.convolve(links, ones, "same") / np.convolve(np.ones(len(links)), ones, "same"))


@cache
def _load_hints() -> Lexicon[MarkupHint]:
    return load_lexicon(LEXICONS / "markup_hints.yml", MarkupHint)


@cache
def _index_tag_bits() -> dict[str, int]:
    return {tag: 1 << place for place, tag in enumerate(ANCESTOR_TAGS)}


@cache
def _index_hint_bits() -> dict[str, int]:
    """For each word of the hints the bits of the entries that have it, counted as in HINTS."""
    found: dict[str, int] = {}
    for entry in _load_hints():
        for word in entry.words:
            found[word] = found.get(word, 0) | 1 << HINT_IDS.index(entry.id)
    return found
