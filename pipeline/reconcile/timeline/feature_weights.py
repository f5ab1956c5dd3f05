"""Weights of logistic regressions, in readable files: a line for each feature, and one for the intercept."""

import csv
from functools import cache
from pathlib import Path

INTERCEPT = "intercept"


@cache
def load_feature_weights(path: Path) -> dict[str, float]:
    """The weight of each feature of a file, and the intercept. Raises OSError where it cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}
