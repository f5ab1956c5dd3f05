"""The model that says how likely an event row is right: a weight for each value of each feature, in a readable file.

A row is right where its type, actor, recipient and status are; each of the four has a part of its own. The file,
`confidence_weights.json`, holds for each part its terms (a feature, or some features together) and the weight of each
value seen in training; then the calibration of their product, the threshold, and what all this was worth
on sites unseen in training. `scripts/confidence/train_event_confidence.py` makes it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

WEIGHTS_FILE = Path(__file__).with_name("confidence_weights.json")
# Confidences are told to so many digits: more would only show the last bits of the arithmetic.
DIGITS = 3

Floats = npt.NDArray[np.float64]


class ReliabilityBin(BaseModel):
    """Rows of about one confidence, on unseen sites: how many, their mean confidence, and the share that was right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low: float
    high: float
    rows: int
    confidence: float
    right: float


class TierMeasure(BaseModel):
    """What a threshold gives, on unseen sites."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    threshold: float
    published: float  # share of all rows that pass
    right: float  # share of the rows that pass that are right in type, parties and status
    flawless: float  # share of the rows that pass without even a small fault
    kept: float  # share of the right rows that pass


class Agreement(BaseModel):
    """How far two judgements of one row, by the same language model, agree on whether it is right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: int
    same: float
    kappa: float  # Cohen 1960


class PartWeights(BaseModel):
    """What says how likely one value of a row is right: its log-odds are the sum of the weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: tuple[tuple[str, ...], ...]
    bias: float
    weights: Mapping[str, float]

    def compute_chance(self, features: Mapping[str, str]) -> float:
        """The chance that the value is right in an event with these features."""
        score = self.bias + sum(self.weights.get(key, 0.0) for key in list_term_values(features, self.terms))
        return float(1 / (1 + np.exp(-score)))


class ConfidenceWeights(BaseModel):
    """The file of weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: Mapping[str, PartWeights]  # of type, actor, recipient and status
    slope: float  # the calibration: log-odds of the product to log-odds told
    offset: float
    threshold: float  # least confidence of a published row
    rows: int  # that were read
    right: float  # share of all read rows that is right
    agreement: Agreement
    calibration_error: float  # mean distance of confidence and share of right rows, over the bins
    reliability: tuple[ReliabilityBin, ...]
    tiers: tuple[TierMeasure, ...]


@cache
def load_weights() -> ConfidenceWeights:
    """The weights of the package. Raises pydantic's ValidationError where the file has an unknown key."""
    return ConfidenceWeights.model_validate_json(WEIGHTS_FILE.read_text(encoding="utf-8"))


def list_term_values(features: Mapping[str, str], terms: Sequence[Sequence[str]]) -> list[str]:
    """The keys of an event's weights: for each term its features with their values, `type=AID + topic=sport`."""
    pairs = {name: f"{name}={value}" for name, value in features.items()}
    return [" + ".join([pairs[name] for name in term]) for term in terms]


def score_confidence(features: Mapping[str, str], model: ConfidenceWeights) -> float:
    """The chance that an event with these features is right in type, parties and status; 0 to 1."""
    chances = np.array([part.compute_chance(features) for part in model.parts.values()])
    return float(calibrate(np.array([chances.prod()]), model.slope, model.offset)[0])


def calibrate(product: Floats, slope: float, offset: float) -> Floats:
    """The confidence that a product of chances stands for: its log-odds, stretched and moved."""
    odds = np.log(product / (1 - product))
    return np.round(1 / (1 + np.exp(-(slope * odds + offset))), DIGITS)


def choose_tier(confidence: float, threshold: float | None = None) -> str:
    """The tier of an event by its confidence: against a threshold of the user's own, else that of the weights."""
    return "published" if confidence >= (load_weights().threshold if threshold is None else threshold) else "candidate"


def write_weights(model: ConfidenceWeights, path: Path) -> None:
    """Write the file of weights, its keys in order, a line each."""
    content = model.model_dump(mode="json")
    for part in content["parts"].values():
        part["weights"] = dict(sorted(part["weights"].items()))
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
