"""Teach corroboration: `python -m scripts.corroboration.train_corroboration` writes its weights.

A logistic regression with a Gaussian prior over the candidates of `candidate_verdicts.csv`: is a candidate that other
texts tell right in type, parties and status? Each weight keeps the sign of what it stands for. Prints how many of those
that pass a line are right, each judged by weights that have not seen the stories of its fold.

Writes `corroboration_weights.csv` into `pipeline/reconcile/timeline/`.
"""

import csv

import numpy as np

from pipeline.reconcile.timeline.corroboration import FEATURES, WEIGHTS_PATH
from scripts.corroboration.collect_candidate_verdicts import DATA_FILE, FOLDS
from scripts.timeline_gate.train_timeline_gate import apply_weights, fit_weights, measure_area, write_weights

STRENGTH = 1.0  # of the pull to no weight, against one verdict
AGAINST = ("untold_actor", "other_recipient")
LINES = (0.5, 0.7, 0.8, 0.85, 0.9)


def main() -> None:
    """Fit, measure by folds, write."""
    with DATA_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    features = np.array([[float(row[name]) for name in FEATURES] for row in rows])
    right = np.array([float(row["right"]) for row in rows])
    fold = np.array([int(row["fold"]) for row in rows])
    signs = [-1 if name in AGAINST else 1 for name in FEATURES]
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        held = fold == number
        if held.any():
            weights = fit_weights(features[~held], right[~held], np.ones(int((~held).sum())), STRENGTH, signs)
            scores[held] = apply_weights(features[held], weights)
    chance = 1 / (1 + np.exp(-scores))
    print(f"{len(rows)} candidates, {right.mean():.3f} right, area {measure_area(scores, right):.3f}")
    for line in LINES:
        passed = chance >= line
        print(
            f"from {line}: {int(passed.sum())} pass, {right[passed].mean():.3f} right, told {chance[passed].mean():.3f}"
        )
    whole = fit_weights(features, right, np.ones(len(rows)), STRENGTH, signs)
    write_weights(WEIGHTS_PATH, FEATURES, whole)


if __name__ == "__main__":
    main()
