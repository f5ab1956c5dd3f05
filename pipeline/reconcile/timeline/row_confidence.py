"""Confidence of timeline rows: the chance that all mentions of a cluster are of one event.

A logistic curve over what `SHAPE` names of the log odds of the gate (`merge_gate`), fitted by
`scripts/timeline_gate/train_timeline_gate.py` to clusters of news that come out of folds by group.
"""

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Mean and least of the log odds of pairs, the logarithm of the number of mentions, and the best tie of the mention that
# is tied the least.
SHAPE = ("mean", "least", "size", "tie")
MAX_TIE = 6.0  # log odds beyond which no pair makes a cluster surer
CALIBRATION_PATH = Path(__file__).with_name("row_calibration.json")


@cache
def load_calibration() -> dict[str, float]:
    """The log odds from which mentions are joined (`join`) and related (`relate`), and the weights of the curve."""
    with CALIBRATION_PATH.open(encoding="utf-8") as file:
        return {name: float(value) for name, value in json.load(file).items()}


def compute_confidence(matrix: NDArray[np.float64]) -> float:
    """The chance that the mentions of a cluster are one event, by the log odds of its pairs; 1 for one mention."""
    if len(matrix) < 2:
        return 1.0
    known = load_calibration()
    shape = zip(SHAPE, describe_cluster(matrix), strict=True)
    total = known["intercept"] + sum(known[name] * value for name, value in shape)
    return round(1 / (1 + math.exp(-total)), 3)


def describe_cluster(matrix: NDArray[np.float64]) -> tuple[float, ...]:
    """What `SHAPE` names, of the log odds of a cluster's pairs."""
    matrix = np.minimum(matrix, MAX_TIE)
    pairs = matrix[np.triu_indices(len(matrix), 1)]
    # Each mention is tied to another at least by this: the weakest of the best ties.
    best = np.where(np.eye(len(matrix), dtype=np.bool_), -np.inf, matrix).max(axis=1)
    return float(pairs.mean()), float(pairs.min()), math.log(len(matrix)), float(best.min())
