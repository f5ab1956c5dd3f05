"""The choice among the antecedents of a pronoun, by weights that `pronoun_training` makes."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.extract.coreference.pronoun_features import Candidate

WEIGHTS_FILE = Path(__file__).with_name("pronoun_weights.json")


@dataclass(frozen=True, slots=True)
class PronounWeights:
    """A weight for each sign, and the least probability with which an antecedent is taken."""

    weights: dict[str, float]
    min_probability: float


@cache
def load_weights() -> PronounWeights:
    """Read the weights, once a process."""
    content = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return PronounWeights(content["weights"], content["min_probability"])


def weigh_candidates(candidates: Sequence[Candidate], weights: dict[str, float]) -> list[float]:
    """The probability of each candidate: the softmax of its weighed signs."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in each.features.items()) for each in candidates]
    highest = max(scores)
    exponents = [math.exp(score - highest) for score in scores]
    total = sum(exponents)
    return [each / total for each in exponents]


def choose_antecedent(token: int, candidates: Sequence[Candidate]) -> str | None:
    """The actor that a pronoun most likely means, by all of its mentions together; None where that is not likely."""
    if len(candidates) == 1:
        return None
    model = load_weights()
    by_key: dict[str | None, float] = {}
    for candidate, probability in zip(candidates, weigh_candidates(candidates, model.weights), strict=True):
        by_key[candidate.key] = by_key.get(candidate.key, 0.0) + probability
    best = max(by_key, key=lambda key: by_key[key])
    return best if by_key[best] >= model.min_probability else None
