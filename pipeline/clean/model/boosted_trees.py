"""The model that tells body lines: boosted trees in a readable file, scored by numpy.

A page is looked at twice: the first look knows each line and its surroundings, the second also what the first found all
around. The weights are `weights/<form>.json`: for either look the names of the features, and for each tree its nodes
from the root down, a question `[feature, threshold, node if at most the threshold]`, where the node for more stands
behind that one, or a leaf `[log-odds]`. `train.py` writes them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clean.features.feature_columns import FeatureColumns, FeatureMatrix, stack_columns
from pipeline.clean.features.markup_features import BlockKinds
from pipeline.clean.model import prediction_features

WEIGHTS = Path(__file__).parent / "weights"
# Lines scored at a time, so that memory does not grow with the page: 4096 lines by 100 trees are 3 MB of nodes.
CHUNK_LINES = 4096

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """All trees, their nodes in one array after the other; a leaf asks nothing and leads to itself."""

    feature_names: tuple[str, ...]
    base: float
    roots: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float32]
    left_child: npt.NDArray[np.int64]  # the node for at most the threshold; the one for more stands behind it
    value: npt.NDArray[np.float32]
    depth: int

    def compute_log_odds(self, features: FeatureMatrix) -> Floats:
        """For each row of features, in the order of `names`, the log-odds that the line is body."""
        out = np.full(len(features), self.base)
        for start in range(0, len(features), CHUNK_LINES):
            part = features[start : start + CHUNK_LINES]
            flat = np.ascontiguousarray(part).ravel()
            row = (np.arange(len(part)) * part.shape[1])[:, None]
            node = np.tile(self.roots, (len(part), 1))
            for _ in range(self.depth):
                asked = flat.take(row + self.feature.take(node))
                node = self.left_child.take(node) + (asked > self.threshold.take(node))
            out[start : start + CHUNK_LINES] += self.value.take(node).sum(axis=1)
        return out


@dataclass(frozen=True, slots=True)
class TwoPassModel:
    """The trees of the two looks at a page."""

    first: BoostedTrees
    second: BoostedTrees

    def compute_log_odds(self, features: FeatureColumns, block_kinds: BlockKinds) -> Floats:
        """The log-odds that each line is body, of the features of the lines and the kinds of their blocks."""
        first_odds = self.first.compute_log_odds(stack_columns(features, self.first.feature_names))
        around = prediction_features.compute_prediction_features(first_odds, features, block_kinds)
        return self.second.compute_log_odds(stack_columns({**features, **around}, self.second.feature_names))


@cache
def load_model(form: str) -> TwoPassModel:
    """The trees for a form of page, `text` or `html`."""
    stored = json.loads((WEIGHTS / f"{form}.json").read_text(encoding="utf-8"))
    return TwoPassModel(parse_trees(stored["first"]), parse_trees(stored["second"]))


def parse_trees(stored: Mapping[str, Any]) -> BoostedTrees:
    """The trees of one look, of how they are written."""
    names = tuple(stored["features"])
    column = {name: at for at, name in enumerate(names)}
    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    left_child: list[int] = []
    value: list[float] = []
    depth = 0
    for nodes in stored["trees"]:
        roots.append(len(feature))
        depth = max(depth, _measure_depth(nodes))
        for at, node in enumerate(nodes):
            leaf = len(node) == 1
            feature.append(0 if leaf else column[node[0]])
            # Nothing is greater than infinity, so a leaf leads to itself.
            threshold.append(np.inf if leaf else node[1])
            left_child.append(roots[-1] + (at if leaf else node[2]))
            value.append(node[0] if leaf else 0.0)
    return BoostedTrees(
        names,
        stored["base"],
        np.array(roots, dtype=np.int64),
        np.array(feature, dtype=np.int64),
        np.array(threshold, dtype=np.float32),
        np.array(left_child, dtype=np.int64),
        np.array(value, dtype=np.float32),
        depth,
    )


def _measure_depth(nodes: list[list[float]]) -> int:
    levels = {0: 0}
    for at, node in enumerate(nodes):
        if len(node) > 1:
            levels[int(node[2])] = levels[int(node[2]) + 1] = levels[at] + 1
    return max(levels.values())
