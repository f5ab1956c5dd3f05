"""What readers said of event rows, as data to learn from and to measure on: `event_verdicts.csv`, read."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract.event_confidence.confidence_model import Agreement

DATA_FILE = Path(__file__).with_name("event_verdicts.csv")
LABEL_COLUMNS = ("fold", "verdict", "second")
# The parts of a row on which a reader says something by a letter, in their order.
PARTS = ("type", "actor", "recipient", "status")

Floats = npt.NDArray[np.float64]


class Reading(NamedTuple):
    """Rows that were read: features, fold, and as shares of the readings whether right and whether without a fault."""

    features: list[dict[str, str]]
    folds: npt.NDArray[np.int64]
    parts: dict[str, Floats]  # by part of the row, whether that is right; nan where it is no longer known
    right: Floats  # nan where it is no longer known
    flawless: Floats


def is_right(verdict: str) -> bool | None:
    """Whether type, parties and status are right, of a verdict's five letters; null where that is no longer known."""
    if verdict[0] == "0" or verdict[3] == "0" or "w" in verdict[1:3]:
        return False
    return None if "?" in verdict else True


def read_verdicts(path: Path = DATA_FILE) -> Reading:
    """Read the data."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    readings = [[verdict for verdict in (row["verdict"], row["second"]) if verdict] for row in rows]
    return Reading(
        features=[{name: value for name, value in row.items() if name not in LABEL_COLUMNS} for row in rows],
        folds=np.array([int(row["fold"]) for row in rows]),
        parts={
            name: np.array(
                [average([None if one[at] == "?" else one[at] not in "0w" for one in found]) for found in readings]
            )
            for at, name in enumerate(PARTS)
        },
        right=np.array([average([is_right(one) for one in found]) for found in readings]),
        flawless=np.array([average([one.endswith("r") for one in found]) for found in readings]),
    )


def average(told: Sequence[bool | None]) -> float:
    """The share of what is told that is true; nan where nothing is."""
    known = [one for one in told if one is not None]
    return sum(known) / len(known) if known else float("nan")


def measure_agreement(path: Path = DATA_FILE) -> Agreement:
    """How far the two judgements of rows that were judged twice agree on whether they are right."""
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [(is_right(row["verdict"]), is_right(row["second"])) for row in csv.DictReader(file) if row["second"]]
    known = [(bool(one), bool(other)) for one, other in pairs if one is not None and other is not None]
    same = float(np.mean([one == other for one, other in known]))
    first, second = (float(np.mean([pair[at] for pair in known])) for at in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return Agreement(rows=len(known), same=round(same, 3), kappa=round((same - chance) / (1 - chance), 2))
