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

from pipeline.clean import context
from pipeline.clean.columns import Columns, Matrix, matrix
from pipeline.clean.markup import Kinds

WEIGHTS = Path(__file__).parent / "weights"
# Lines scored at a time, so that memory does not grow with the page: 4096 lines by 100 trees are 3 MB of nodes.
CHUNK = 4096

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees, their nodes in one array after the other; a leaf asks nothing and leads to itself."""

    names: tuple[str, ...]
    base: float
    roots: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float32]
    below: npt.NDArray[np.int64]  # the node for at most the threshold; the one for more stands behind it
    value: npt.NDArray[np.float32]
    depth: int

    def log_odds(self, features: Matrix) -> Floats:
        """For each row of features, in the order of `names`, the log-odds that the line is body."""
        out = np.full(len(features), self.base)
        for start in range(0, len(features), CHUNK):
            part = features[start : start + CHUNK]
            flat = np.ascontiguousarray(part).ravel()
            row = (np.arange(len(part)) * part.shape[1])[:, None]
            node = np.tile(self.roots, (len(part), 1))
            for _ in range(self.depth):
                asked = flat.take(row + self.feature.take(node))
                node = self.below.take(node) + (asked > self.threshold.take(node))
            out[start : start + CHUNK] += self.value.take(node).sum(axis=1)
        return out


@dataclass(frozen=True, slots=True)
class Looks:
    """The trees of the two looks at a page."""

    first: Trees
    second: Trees

    def log_odds(self, features: Columns, kinds: Kinds) -> Floats:
        """The log-odds that each line is body, of the features of the lines and the kinds of their blocks."""
        found = self.first.log_odds(matrix(features, self.first.names))
        around = context.columns(found, features, kinds)
        return self.second.log_odds(matrix({**features, **around}, self.second.names))


@cache
def looks(form: str) -> Looks:
    """The trees for a form of page, `text` or `html`."""
    stored = json.loads((WEIGHTS / f"{form}.json").read_text(encoding="utf-8"))
    return Looks(trees(stored["first"]), trees(stored["second"]))


def trees(stored: Mapping[str, Any]) -> Trees:
    """The trees of one look, of how they are written."""
    names = tuple(stored["features"])
    column = {name: at for at, name in enumerate(names)}
    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    below: list[int] = []
    value: list[float] = []
    depth = 0
    for nodes in stored["trees"]:
        roots.append(len(feature))
        depth = max(depth, _depth(nodes))
        for at, node in enumerate(nodes):
            leaf = len(node) == 1
            feature.append(0 if leaf else column[node[0]])
            # Nothing is greater than infinity, so a leaf leads to itself.
            threshold.append(np.inf if leaf else node[1])
            below.append(roots[-1] + (at if leaf else node[2]))
            value.append(node[0] if leaf else 0.0)
    return Trees(
        names,
        stored["base"],
        np.array(roots, dtype=np.int64),
        np.array(feature, dtype=np.int64),
        np.array(threshold, dtype=np.float32),
        np.array(below, dtype=np.int64),
        np.array(value, dtype=np.float32),
        depth,
    )


def _depth(nodes: list[list[float]]) -> int:
    levels = {0: 0}
    for at, node in enumerate(nodes):
        if len(node) > 1:
            levels[int(node[2])] = levels[int(node[2]) + 1] = levels[at] + 1
    return max(levels.values())
