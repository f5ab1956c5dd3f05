"""Confidence of timeline rows: the chance that all mentions of a cluster are of one event.

A logistic curve over the mean and the least of the log odds of a cluster's pairs and its size, fitted by
`scripts/train_timeline.py` to the clusters that come out of folds by topic.
"""

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
    mean, least, size = describe_cluster(matrix)
    known = load_calibration()
    total = known["intercept"] + known["mean"] * mean + known["least"] * least + known["size"] * size
    return round(1 / (1 + math.exp(-total)), 3)


def describe_cluster(matrix: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean and least of the log odds of a cluster's pairs, and the logarithm of its size."""
    pairs = matrix[np.triu_indices(len(matrix), 1)]
    return float(pairs.mean()), float(pairs.min()), math.log(len(matrix))
