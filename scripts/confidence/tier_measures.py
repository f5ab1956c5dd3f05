"""What confidence is worth on sites unseen in training: the reliability curve, and what each threshold gives."""

from itertools import pairwise

import numpy as np

from pipeline.extract.event_confidence.confidence_model import ReliabilityBin, TierMeasure
from scripts.confidence.verdict_rows import Floats, Reading

# The share of published rows that is to be right by folds over sites, so that 85 % are on texts of another kind: with a
# whole source held out one threshold holds two points less, and on two unlike sets fresh readers found 82 to 92 % right
# where the folds say 90.
WANTED = 0.9
BIN_LIMITS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# Fewer published rows than this tell no share.
MIN_PUBLISHED = 40


def measure_tier(threshold: float, confidence: Floats, reading: Reading) -> TierMeasure:
    """What a threshold gives."""
    passing = confidence >= threshold
    count = max(int(passing.sum()), 1)
    return TierMeasure(
        threshold=threshold,
        published=round(float(passing.mean()), 3),
        right=round(float(reading.right[passing].sum() / count), 3),
        flawless=round(float(reading.flawless[passing].sum() / count), 3),
        kept=round(float(reading.right[passing].sum() / reading.right.sum()), 3),
    )


def find_threshold(confidence: Floats, reading: Reading, wanted: float = WANTED) -> float:
    """The lowest threshold, in steps of 0.01, above which the wanted share of rows is right; 1 where none holds it."""
    thresholds = np.round(np.arange(0.01, 1.0, 0.01), 2)
    passing = (confidence >= threshold for threshold in thresholds)
    holds = (rows.sum() >= MIN_PUBLISHED and reading.right[rows].mean() >= wanted for rows in passing)
    return next((float(threshold) for threshold, held in zip(thresholds, holds, strict=True) if held), 1.0)


def build_reliability(confidence: Floats, reading: Reading) -> list[ReliabilityBin]:
    """The reliability curve: by steps of confidence, the share of rows that was right."""
    bins = []
    for low, high in pairwise(BIN_LIMITS):
        inside = (confidence >= low) & ((confidence < high) | ((high == 1.0) & (confidence == high)))
        if inside.any():
            bins.append(
                ReliabilityBin(
                    low=low,
                    high=high,
                    rows=int(inside.sum()),
                    confidence=round(float(confidence[inside].mean()), 3),
                    right=round(float(reading.right[inside].mean()), 3),
                )
            )
    return bins
