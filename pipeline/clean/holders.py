"""Which elements of an HTML page hold its prose, and where each block stands among them."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.clean.columns import Columns
from pipeline.intake.document import Block

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

# The deepest element that holds so much of the page's prose is where the article stands.
MAIN_SHARE = 0.6
LEVELS = 4
# Elements that page makers put around an article.
WHOLES = ("article", "main")
NONE = -1.0


def columns(blocks: Sequence[Block], weight: Floats, total: float) -> Columns:
    """How much of the prose (`weight` of each block, `total`) and of links the elements around a block hold.

    Elements are numbered from outside in; `held_1` and `linked_1` are about the block itself, the next about what is
    around it.
    """
    depths = np.array([len(block.holders) for block in blocks])
    ends = np.cumsum(depths)
    holders = np.fromiter(chain.from_iterable(block.holders for block in blocks), dtype=np.int64, count=ends[-1])
    held = np.bincount(holders, np.repeat(weight, depths)) / total
    text = np.bincount(holders, np.repeat([block.text_chars for block in blocks], depths))
    links = np.bincount(holders, np.repeat([block.link_chars for block in blocks], depths)) / np.maximum(text, 1)
    found: Columns = {}
    for level in range(1, LEVELS + 1):
        at = holders[np.maximum(ends - level, 0)]
        found[f"held_{level}"] = np.where(level <= depths, held[at], 1.0)
        found[f"linked_{level}"] = np.where(level <= depths, links[at], NONE)
    wholes = np.array([_level(block.path) for block in blocks])
    found["whole_held"] = np.where(wholes > 0, held[holders[ends - np.maximum(wholes, 1)]], NONE)
    return {**found, **_main(holders, ends, held), **_beside(holders, depths, ends, weight)}


def _main(holders: Numbers, ends: Numbers, held: Floats) -> Columns:
    """How far inside the innermost element with most of the prose a block is; -1 outside."""
    to_holder = np.full(len(ends), NONE)
    most = np.flatnonzero(held >= MAIN_SHARE)
    if len(most):
        places = np.flatnonzero(holders == most[-1])
        inside = np.searchsorted(ends, places, side="right")
        to_holder[inside] = ends[inside] - 1 - places
    return {"in_holder": to_holder >= 0, "to_holder": to_holder}


def _beside(holders: Numbers, depths: Numbers, ends: Numbers, weight: Floats) -> Columns:
    """Whether a block is in the element whose own children have most prose, and how far it is from its ends."""
    count = len(ends)
    index = np.arange(count)
    around = np.where(depths > 1, holders[np.maximum(ends - 2, 0)], 0)
    sums = np.bincount(around, weight)
    within = np.zeros(count, dtype=bool)
    within[np.searchsorted(ends, np.flatnonzero(holders == np.argmax(sums)), side="right")] = True
    inside = np.flatnonzero(within)
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count - 1)
    return {
        "in_column": within,
        "from_column_start": np.sign(index - first) * np.log1p(np.abs(index - first)),
        "from_column_end": np.sign(index - last) * np.log1p(np.abs(index - last)),
    }


def _level(path: Sequence[str]) -> int:
    """How far out the innermost element is that is put around an article, 1 being the block itself; 0 for none."""
    return next((level for level, tag in enumerate(reversed(path), 1) if tag in WHOLES), 0)
