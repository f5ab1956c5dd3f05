"""The choice among the antecedents of a pronoun, by weights that `pronoun_training` makes."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.extract.coreference.pronoun_features import Candidate

# The likeliest actor must be so many times as likely as the next; else the pronoun stays open.
MIN_LEAD = 1.5
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
    scores = [
        sum([weights.get(name, 0.0) * value for name, value in each.features.items() if value]) for each in candidates
    ]
    highest = max(scores)
    exponents = [math.exp(score - highest) for score in scores]
    total = sum(exponents)
    return [each / total for each in exponents]


def rank_actors(candidates: Sequence[Candidate], weights: dict[str, float]) -> tuple[str | None, float]:
    """The actor of the likeliest mention with the probability of all of its mentions; None where nobody is likelier.

    The likeliest mention decides among actors, as many unlikely ones must not outvote a likely one. Where another actor
    is nearly as likely, none is chosen.
    """
    chances = weigh_candidates(candidates, weights)
    best, _ = max(
        ((each.key, chance) for each, chance in zip(candidates, chances, strict=True) if each.key is not None),
        key=lambda pair: pair[1],
        default=(None, 0.0),
    )
    totals: dict[str, float] = {}
    for each, chance in zip(candidates, chances, strict=True):
        if each.key is not None:
            totals[each.key] = totals.get(each.key, 0.0) + chance
    total = totals.pop(best) if best is not None else 0.0
    other = max((chance for each, chance in zip(candidates, chances, strict=True) if each.key is None), default=0.0)
    rival = max(totals.values(), default=0.0)
    return (best, total) if total > other and total >= MIN_LEAD * rival else (None, 0.0)


def choose_antecedent(token: int, candidates: Sequence[Candidate]) -> str | None:
    """The actor that a pronoun most likely means; None where that is not likely enough."""
    model = load_weights()
    best, chance = rank_actors(candidates, model.weights)
    return best if chance >= model.min_probability else None
