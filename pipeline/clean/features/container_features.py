"""Which elements of an HTML page hold its prose, and where each block stands among them."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.clean.features.feature_columns import FeatureColumns
from pipeline.intake.source_document import HtmlBlock

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

# The deepest element that holds so much of the page's prose is where the article stands.
MIN_MAIN_SHARE = 0.6
MAX_LEVELS = 4
# Elements that page makers put around an article.
WRAPPER_TAGS = ("article", "main")
MISSING = -1.0


def compute_container_features(blocks: Sequence[HtmlBlock], weight: Floats, total: float) -> FeatureColumns:
    """How much of the prose (`weight` of each block, `total`) and of links the elements around a block hold.

    Elements are numbered from outside in; `held_1` and `linked_1` are about the block itself, the next about what is
    around it.
    """
    depths = np.array([len(block.containers) for block in blocks])
    ends = np.cumsum(depths)
    containers = np.fromiter(chain.from_iterable(block.containers for block in blocks), dtype=np.int64, count=ends[-1])
    held = np.bincount(containers, np.repeat(weight, depths)) / total
    text = np.bincount(containers, np.repeat([block.text_chars for block in blocks], depths))
    links = np.bincount(containers, np.repeat([block.link_chars for block in blocks], depths)) / np.maximum(text, 1)
    found: FeatureColumns = {}
    for level in range(1, MAX_LEVELS + 1):
        at = containers[np.maximum(ends - level, 0)]
        found[f"held_{level}"] = np.where(level <= depths, held[at], 1.0)
        found[f"linked_{level}"] = np.where(level <= depths, links[at], MISSING)
    wrapper_levels = np.array([_find_wrapper_level(block.tag_path) for block in blocks])
    found["whole_held"] = np.where(wrapper_levels > 0, held[containers[ends - np.maximum(wrapper_levels, 1)]], MISSING)
    return {
        **found,
        **_locate_main_container(containers, ends, held),
        **_locate_main_column(containers, depths, ends, weight),
    }


def _locate_main_container(containers: Numbers, ends: Numbers, held: Floats) -> FeatureColumns:
    """How far inside the innermost element with most of the prose a block is; -1 outside."""
    to_container = np.full(len(ends), MISSING)
    most = np.flatnonzero(held >= MIN_MAIN_SHARE)
    if len(most):
        places = np.flatnonzero(containers == most[-1])
        inside = np.searchsorted(ends, places, side="right")
        to_container[inside] = ends[inside] - 1 - places
    return {"in_holder": to_container >= 0, "to_holder": to_container}


def _locate_main_column(containers: Numbers, depths: Numbers, ends: Numbers, weight: Floats) -> FeatureColumns:
    """Whether a block is in the element whose own children have most prose, and how far it is from its ends."""
    count = len(ends)
    index = np.arange(count)
    around = np.where(depths > 1, containers[np.maximum(ends - 2, 0)], 0)
    sums = np.bincount(around, weight)
    within = np.zeros(count, dtype=bool)
    within[np.searchsorted(ends, np.flatnonzero(containers == np.argmax(sums)), side="right")] = True
    inside = np.flatnonzero(within)
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count - 1)
    return {
        "in_column": within,
        "from_column_start": np.sign(index - first) * np.log1p(np.abs(index - first)),
        "from_column_end": np.sign(index - last) * np.log1p(np.abs(index - last)),
    }


def _find_wrapper_level(path: Sequence[str]) -> int:
    """How far out the innermost element is that is put around an article, 1 being the block itself; 0 for none."""
    return next((level for level, tag in enumerate(reversed(path), 1) if tag in WRAPPER_TAGS), 0)
