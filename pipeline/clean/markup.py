"""What the markup tells of each block of an HTML page, as numbers for the model."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean.features import Matrix, prose
from pipeline.clean.rules import RULES
from pipeline.intake.document import Block

TAGS = ("p", "li", "div", "td", "blockquote", "figcaption", "pre", "dd", "span", "a", "button", "label")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
AROUND = (
    "nav",
    "header",
    "footer",
    "aside",
    "article",
    "main",
    "form",
    "figure",
    "table",
    "ul",
    "ol",
    "blockquote",
    "section",
)
HINTS = (
    *(
        "hint-prose",
        "hint-comments",
        "hint-related",
        "hint-navigation",
        "hint-aside",
        "hint-sharing",
        "hint-advertising",
    ),
    *("hint-appeal", "hint-byline", "hint-picture", "hint-tags", "hint-title"),
)
# The deepest element that holds so much of the page's prose is where the article stands.
MAIN_SHARE = 0.6
LEVELS = 4
NEAR_TAGS = 4
SHIFTS = (-2, -1, 1, 2)
SHIFTED = ("links", "held_1", "held_2", "to_holder", "tag_p", "heading")
OWN_MARKUP = (
    *("links", "depth", "heading", "h1", *(f"tag_{tag}" for tag in TAGS), *(f"in_{tag}" for tag in AROUND)),
    *(hint.replace("-", "_") for hint in HINTS),
    *(f"near_{hint.replace('-', '_')}" for hint in HINTS),
    *(f"held_{level}" for level in range(1, LEVELS + 1)),
    *("in_holder", "to_holder", "like_prose", "link_window"),
)
NAMES = (*OWN_MARKUP, *(f"{name}{shift:+d}" for shift in SHIFTS for name in SHIFTED))


class Hint(Entry):
    """Words of one meaning in class and id attributes, and the label of what they stand on where that is plain."""

    words: frozenset[str]
    label: str | None = None


def matrix(blocks: Sequence[Block], own: Matrix) -> Matrix:
    """The features (columns as in NAMES) of the blocks, one row each; `own` are the features of their lines."""
    if not blocks:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    links = np.array([block.link_chars / max(block.text_chars, 1) for block in blocks])
    weight = prose(own) * (links < 0.5)
    total = max(float(weight.sum()), 1.0)
    held = _held(blocks, weight.tolist())
    main = _main(blocks, held, total)
    shapes = Counter[tuple[str, ...]]()
    for block, words in zip(blocks, weight, strict=True):
        shapes[block.path[-4:]] += int(words)
    flags = np.array(_all_flags(blocks), dtype=np.float64)
    places = []
    for block in blocks:
        inner = block.holders[::-1]
        shares = [held[inner[level]] / total if level < len(inner) else 1.0 for level in range(LEVELS)]
        inside = block.holders.index(main) if main in block.holders else -1
        to_holder = len(block.holders) - 1 - inside if inside >= 0 else -1
        places.append([*shares, float(inside >= 0), float(to_holder), shapes[block.path[-4:]] / total])
    window = np.convolve(links, np.ones(9), "same") / np.convolve(np.ones(len(links)), np.ones(9), "same")
    window = window[: len(links)] if len(links) >= 9 else np.full(len(links), links.mean())
    own_markup = np.column_stack([links, flags, np.array(places), window]).astype(np.float32)
    return np.hstack([own_markup, *_shifts(own_markup)])


def hint(block: Block) -> Hint | None:
    """The first entry of `rules/hints.yml` with a label that a block or its next ancestors bear as class, id or tag."""
    near = {*block.near, *block.path[-NEAR_TAGS:]}
    for entry in _lexicon():
        if entry.label is not None and not near.isdisjoint(entry.words):
            _lexicon().hit(entry)
            return entry
    return None


def _all_flags(blocks: Sequence[Block]) -> list[list[float]]:
    """The flags of each block; blocks of one kind, of which pages are full, are looked at once."""
    known: dict[tuple[object, ...], list[float]] = {}
    out = []
    for block in blocks:
        key = (block.tag, block.depth, block.path, block.hints, block.near)
        if key not in known:
            known[key] = _flags(block)
        out.append(known[key])
    return out


def _flags(block: Block) -> list[float]:
    around = set(block.path)
    hints = set(block.hints)
    near = set(block.near)
    entries = [_hints()[name] for name in HINTS]
    for entry in entries:
        if not near.isdisjoint(entry.words):
            _lexicon().hit(entry)
    return [
        float(np.log1p(block.depth)),
        float(HEADINGS.index(block.tag) + 1 if block.tag in HEADINGS else 0),
        float(block.tag == "h1"),
        *(float(block.tag == tag) for tag in TAGS),
        *(float(tag in around) for tag in AROUND),
        *(float(not hints.isdisjoint(entry.words)) for entry in entries),
        *(float(not near.isdisjoint(entry.words)) for entry in entries),
    ]


def _held(blocks: Sequence[Block], weight: Iterable[float]) -> dict[int, float]:
    held: dict[int, float] = {}
    for block, words in zip(blocks, weight, strict=True):
        for holder in block.holders:
            held[holder] = held.get(holder, 0.0) + words
    return held


def _main(blocks: Sequence[Block], held: dict[int, float], total: float) -> int:
    """The number of the innermost element that holds most of the prose; elements are numbered from outside in."""
    return max((holder for holder, words in held.items() if words >= MAIN_SHARE * total), default=-1)


def _shifts(own: Matrix) -> list[Matrix]:
    kept = own[:, [OWN_MARKUP.index(name) for name in SHIFTED]]
    out = []
    for shift in SHIFTS:
        moved = np.full_like(kept, -1.0)
        if shift < 0:
            moved[-shift:] = kept[:shift]
        else:
            moved[:-shift] = kept[shift:]
        out.append(moved)
    return out


@cache
def _lexicon() -> Lexicon[Hint]:
    return load(RULES / "hints.yml", Hint)


@cache
def _hints() -> dict[str, Hint]:
    return {entry.id: entry for entry in _lexicon()}
