"""Teach the confidence of events: `python -m scripts.confidence.train_event_confidence` writes its weights.

Four logistic regressions (are type, actor, recipient, status right?) with a Gaussian prior on the weight of each value
of each feature, and of some features together, over the rows of `event_verdicts.csv`. Weights of few rows stay near
those of the features alone: an entry of the lexicon near its event type, a type near its stance. The product of the
four is calibrated (Platt 1999) to the chance that the row is right: type and status right and no party wrong. One that
was read twice counts half for either reading. Folds go by site, so every figure in the file is of sites that the
weights had not seen; calibration and threshold are of the same held-out scores.

One regression on the whole row instead of four gave 0.84 in place of 0.86 (area under the ROC curve) and kept 0.10 of
the right rows in place of 0.20 where 85 % are right.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rich.console import Console
from scipy.optimize import minimize

from pipeline.extract.event_confidence import confidence_model
from pipeline.extract.event_confidence.confidence_model import (
    ConfidenceWeights,
    PartWeights,
    calibrate,
    list_term_values,
    write_weights,
)
from scripts.confidence.tier_measures import build_reliability, find_threshold, measure_tier
from scripts.confidence.verdict_rows import Floats, Reading, measure_agreement, read_verdicts

# What is known of a row; each value has a weight in every part.
EVENT = ("type", "stance", "mode", "rule", "part_of_speech", "specificity", "changed_type", "status")
ACTOR = (
    "actor_kind", "actor_form", "actor_linked", "actor_place", "actor_length", "actor_group", "actor_distance",
    "actor_prominence", "actor_rivals",
)  # fmt: skip
RECIPIENT = (
    "recipient_kind", "recipient_form", "recipient_linked", "recipient_place", "recipient_length", "recipient_group",
    "recipient_distance", "recipient_prominence", "recipient_rivals",
)  # fmt: skip
SIDES = (*ACTOR, *RECIPIENT, "same_entity")
CLAUSE = (
    "trigger_tag", "trigger_relation", "trigger_article", "trigger_case", "subject_kind", "object_kind",
    "compound_kind", "object", "clause", "governor", "holder", "tense", "voice", "person", "reason", "reasons",
    "place", "day", "theme", "figures", "speech",
)  # fmt: skip
FINE = ("behind", "above_kind", "reason_id")
SENTENCE = (
    "sentence_number", "sentence_topic", "length", "sentence_end", "mood", "main_tense", "main_person", "speaks_to",
    "habit", "names", "digits",
)  # fmt: skip
DOCUMENT = (
    "topic", "same_type", "violence", "document_past", "document_reader", "document_self", "document_names",
    "document_events", "document_length", "document_dated",
)  # fmt: skip
ALL = (*EVENT, *SIDES, *CLAUSE, *FINE, *SENTENCE, *DOCUMENT)


def pair(name: str, *others: str) -> list[tuple[str, str]]:
    """Terms of one feature together with each of some others."""
    return [(name, other) for other in others if other != name]


SINGLE = [(name,) for name in ALL]
# Nouns tell events otherwise than verbs: without parties, in passing, as what somebody wants or speaks of.
NOMINAL = (
    *pair("part_of_speech", "same_entity", "clause", "main_tense", "status", "topic", "document_past", "day"),
    ("part_of_speech", "same_entity", "trigger_article"),
    ("trigger_article", "above_kind"),
    ("trigger_relation", "above_kind"),
    ("actor_kind", "recipient_kind"),
    ("actor_form", "tense"),
)
# By part of a row its terms, and the precision of the prior: the larger, the closer to 0 all weights stay.
PARTS: dict[str, tuple[tuple[tuple[str, ...], ...], float]] = {
    "type": (
        (
            *SINGLE,
            *pair("type", *SIDES, *CLAUSE, "behind", "above_kind", *SENTENCE, *DOCUMENT),
            *pair("type", "part_of_speech", "specificity", "changed_type", "status"),
            *pair("rule", "recipient_kind", "actor_kind", "recipient_place", "object", "object_kind", "subject_kind"),
            *pair("rule", "behind", "topic", "sentence_topic", "document_reader"),
            *NOMINAL,
        ),
        15.0,
    ),
    "actor": (
        (
            *SINGLE,
            *pair("type", *ACTOR),
            *pair("rule", "actor_place", "actor_kind"),
            *pair("actor_kind", "actor_form", "actor_place", "part_of_speech", "voice"),
            *pair("actor_form", "actor_rivals", "actor_distance"),
            ("actor_place", "trigger_relation"),
        ),
        10.0,
    ),
    "recipient": (
        (
            *SINGLE,
            *pair("type", *RECIPIENT, "object", "actor_kind", "behind"),
            *pair("rule", "recipient_kind", "recipient_place", "recipient_group", "behind"),
            *pair("recipient_kind", "recipient_form", "recipient_place", "status", "part_of_speech", "actor_kind"),
            ("recipient_place", "object_kind"),
        ),
        10.0,
    ),
    "status": (
        (
            *SINGLE,
            *pair("status", "tense", "governor", "clause", "holder", "reason", "trigger_relation", "type"),
            *pair("status", "part_of_speech", "main_tense", "object", "trigger_article", "reason_id", "above_kind"),
            ("reason_id", "tense"),
            *NOMINAL,
        ),
        10.0,
    ),
}
# Values seen in fewer rows have no weight: they would tell of one text.
MIN_ROWS = 4
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
WEIGHT_DIGITS = 4
MAX_STEPS = 100

CONSOLE = Console(highlight=False)


class Design(NamedTuple):
    """Which weights each row has: one column a term, numbers into `keys`."""

    keys: list[str]
    columns: npt.NDArray[np.int64]

    def find_common(self, rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """For each weight whether enough of the rows have its value."""
        return np.bincount(self.columns[rows].ravel(), minlength=len(self.keys)) >= MIN_ROWS


def build_design(features: Sequence[dict[str, str]], terms: Sequence[Sequence[str]]) -> Design:
    """Number the values of all terms."""
    values = np.array([list_term_values(one, terms) for one in features])
    found, inverse = np.unique(values, return_inverse=True)
    return Design([str(key) for key in found], inverse.reshape(values.shape))


def fit_logistic(design: Design, rows: npt.NDArray[np.bool_], target: Floats, ridge: float) -> tuple[float, Floats]:
    """Fit bias and weights on some of the rows by L-BFGS; a weight of too few rows is 0."""
    columns, wanted, common = design.columns[rows], target[rows], design.find_common(rows)

    def compute_loss(parameters: Floats) -> tuple[float, Floats]:
        weights = np.where(common, parameters[:-1], 0.0)
        score = weights[columns].sum(axis=1) + parameters[-1]
        rest = 1 / (1 + np.exp(-score)) - wanted
        slope = np.bincount(columns.ravel(), np.repeat(rest, columns.shape[1]), len(weights)) * common + ridge * weights
        loss = np.sum(np.logaddexp(0, score) - wanted * score) + ridge / 2 * np.sum(weights**2)
        return float(loss), np.append(slope, rest.sum())

    start = np.zeros(len(design.keys) + 1)
    options = {"maxiter": MAX_STEPS, "ftol": 1e-10, "gtol": 1e-6}
    found = minimize(compute_loss, start, jac=True, method="L-BFGS-B", options=options).x
    return float(found[-1]), np.where(common, found[:-1], 0.0)


def score_held_out(reading: Reading) -> Floats:
    """The product of the chances of each row's parts, by weights that have not seen its site."""
    product = np.ones(len(reading.folds))
    for name, (terms, ridge) in PARTS.items():
        design, target = build_design(reading.features, terms), reading.parts[name]
        for fold in np.unique(reading.folds):
            unseen = reading.folds == fold
            bias, weights = fit_logistic(design, ~unseen & ~np.isnan(target), target, ridge)
            product[unseen] /= 1 + np.exp(-(weights[design.columns[unseen]].sum(axis=1) + bias))
    return product


def fit_calibration(product: Floats, target: Floats) -> tuple[float, float]:
    """Fit slope and offset by which held-out log-odds become those that the rows show (Platt scaling)."""
    parameters = np.array([1.0, 0.0])
    inputs = np.stack([np.log(product / (1 - product)), np.ones_like(product)], axis=1)
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-inputs @ parameters))
        curve = chance * (1 - chance)
        step = np.linalg.solve(inputs.T @ (inputs * curve[:, None]), inputs.T @ (target - chance))
        parameters += step
        if np.abs(step).max() < 1e-10:
            break
    return float(parameters[0]), float(parameters[1])


def calibrate_by_fold(product: Floats, reading: Reading) -> Floats:
    """The confidence of each row, calibrated on the rows of the other folds."""
    confidence = np.zeros(len(product))
    for fold in np.unique(reading.folds):
        unseen = reading.folds == fold
        slope, offset = fit_calibration(product[~unseen], reading.right[~unseen])
        confidence[unseen] = calibrate(product[unseen], slope, offset)
    return confidence


def train(whole: Reading) -> ConfidenceWeights:
    """Teach the weights on all rows, and measure on the folds what they are worth."""
    product, known = score_held_out(whole), ~np.isnan(whole.right)
    reading = whole._replace(folds=whole.folds[known], right=whole.right[known], flawless=whole.flawless[known])
    confidence = calibrate_by_fold(product[known], reading)
    slope, offset = fit_calibration(product[known], reading.right)
    reliability = build_reliability(confidence, reading)
    error = sum(one.rows * abs(one.confidence - one.right) for one in reliability) / len(confidence)
    threshold = find_threshold(confidence, reading)
    return ConfidenceWeights(
        parts={name: fit_part(whole, name) for name in PARTS},
        slope=round(slope, WEIGHT_DIGITS),
        offset=round(offset, WEIGHT_DIGITS),
        threshold=threshold,
        rows=len(confidence),
        right=round(float(reading.right.mean()), 3),
        agreement=measure_agreement(),
        calibration_error=round(float(error), 3),
        reliability=tuple(reliability),
        tiers=tuple(measure_tier(at, confidence, reading) for at in sorted({*THRESHOLDS, threshold})),
    )


def fit_part(reading: Reading, name: str) -> PartWeights:
    """The weights of one part, of all rows."""
    terms, ridge = PARTS[name]
    design, target = build_design(reading.features, terms), reading.parts[name]
    bias, weights = fit_logistic(design, ~np.isnan(target), target, ridge)
    told = {key: round(float(weight), WEIGHT_DIGITS) for key, weight in zip(design.keys, weights, strict=True)}
    return PartWeights(
        terms=terms, bias=round(bias, WEIGHT_DIGITS), weights={key: weight for key, weight in told.items() if weight}
    )


def main() -> None:
    """Write the weights, and print what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=confidence_model.WEIGHTS_FILE)
    given = parser.parse_args()
    model = train(read_verdicts())
    write_weights(model, given.out)
    CONSOLE.print(
        f"{model.rows} rows, right {model.right}, calibration error {model.calibration_error}, "
        f"threshold {model.threshold}"
    )
    for tier in model.tiers:
        CONSOLE.print(tier)


if __name__ == "__main__":
    main()
