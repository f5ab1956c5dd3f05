"""Teach the gate of the timeline: `python scripts/timeline_gate/train_timeline_gate.py` writes its weights.

Two logistic regressions with a Gaussian prior. The first is over the mentions of `mention_verdicts.csv`: does a mention
tell one particular event? The second is over the pairs of `join_verdicts.csv`, which are likely one event by the
weights of `train_timeline.py`: are they? It takes the first one's log odds from weights that have not seen the fold of
the pair, and each of its weights keeps the sign of what it stands for. Pairs of a group or topic weigh less the more
there are, so that a long story does not decide. Then the chance that a row is one event is fitted to the clusters that
come out of the folds, over what `SHAPE` names.

Writes `specificity_weights.csv`, `merge_weights.csv` and `row_calibration.json` into `pipeline/reconcile/timeline/`.
Prints areas under the ROC curve and how many clusters are pure, all out of the folds.
"""

import csv
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.timeline import event_specificity, merge_gate
from pipeline.reconcile.timeline.event_specificity import SPECIFICITY_FEATURES
from pipeline.reconcile.timeline.merge_features import MERGE_FEATURES_AGAINST, MERGE_FEATURES_FOR
from pipeline.reconcile.timeline.row_confidence import CALIBRATION_PATH, SHAPE, describe_cluster

HERE = Path(__file__).parent
MERGE_FEATURES = (*MERGE_FEATURES_FOR, *MERGE_FEATURES_AGAINST)
MENTION_STRENGTH, PAIR_STRENGTH = 6.0, 3.0  # of the pull to no weight, against one verdict
# Of a pair of the annotated texts, or of the generated world, against one of news.
SOURCE_WEIGHTS = {"news": 1.0, "texts": 0.5, "generated": 0.5}


def fit_weights(features: Any, truth: Any, weight: Any, strength: float, signs: Any = None) -> Any:
    """Logistic regression; the intercept comes last. `signs` are 1 or -1 for weights that may not change sides."""
    design = np.hstack([features, np.ones((len(features), 1))])
    pull = np.append(np.full(features.shape[1], strength), 0.0)
    free: list[tuple[float | None, float | None]] = [(None, None)] * features.shape[1]
    bounds = free if signs is None else [(0, None) if sign > 0 else (None, 0) for sign in signs]

    def loss(values: Any) -> tuple[float, Any]:
        odds = design @ values
        chance = 1 / (1 + np.exp(-odds))
        value = (weight * (np.logaddexp(0, odds) - truth * odds)).sum() + 0.5 * (pull * values**2).sum()
        return value, design.T @ (weight * (chance - truth)) + pull * values

    start = np.zeros(design.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x


def apply_weights(features: Any, weights: Any) -> Any:
    """The log odds of all rows."""
    return features @ weights[:-1] + weights[-1]


def measure_area(scores: Any, truth: Any) -> float:
    """The area under the ROC curve."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    right = truth == 1
    count = right.sum() * (~right).sum()
    return float((ranks[right].sum() - right.sum() * (right.sum() + 1) / 2) / count)


class Verdicts:
    """Both tables as columns."""

    def __init__(self) -> None:
        with (HERE / "mention_verdicts.csv").open(encoding="utf-8", newline="") as file:
            mentions = list(csv.DictReader(file))
        with (HERE / "join_verdicts.csv").open(encoding="utf-8", newline="") as file:
            pairs = list(csv.DictReader(file))
        self.described = np.array([[float(row[name]) for name in SPECIFICITY_FEATURES] for row in mentions])
        self.is_read = np.array([row["told"] != "" for row in mentions])
        self.told = np.array([float(row["told"] or 0) for row in mentions])
        self.mention_fold = np.array([int(row["fold"]) for row in mentions])
        self.is_news_mention = np.array([row["source"] == "news" for row in mentions])
        self.one, self.other = (np.array([int(row[side]) for row in pairs]) for side in ("one", "other"))
        self.same = np.array([float(row["same"]) for row in pairs])
        self.fold = np.array([int(row["fold"]) for row in pairs])
        self.is_news = np.array([row["source"] == "news" for row in pairs])
        self.rows = pairs
        clusters = list(find_components(self.one.tolist(), self.other.tolist()))
        group = {number: place for place, members in enumerate(clusters) for number in members}
        self.clusters = clusters
        sizes = Counter(group[number] for number in self.one.tolist())
        self.weight = np.array([sizes[group[number]] ** -0.5 for number in self.one.tolist()])
        self.weight *= np.array([SOURCE_WEIGHTS[row["source"]] for row in pairs])

    def fit_specificity(self, leave_out: int | None) -> Any:
        """Weights of the features of mentions, without those of one fold."""
        chosen = self.is_read & (self.mention_fold != leave_out)
        ones = np.ones(int(chosen.sum()))
        return fit_weights(self.described[chosen], self.told[chosen], ones, MENTION_STRENGTH)

    def stack_features(self, specificity: Any) -> Any:
        """The features of all pairs, given the log odds of all mentions."""
        mine, theirs = specificity[self.one], specificity[self.other]
        columns = {"least_specific": np.minimum(mine, theirs), "most_specific": np.maximum(mine, theirs)}
        return np.stack(
            [
                columns[name] if name in columns else np.array([float(row[name]) for row in self.rows])
                for name in MERGE_FEATURES
            ],
            axis=1,
        )


def find_components(one: list[int], other: list[int]) -> list[list[int]]:
    """Mentions that pairs tie to each other."""
    parent: dict[int, int] = {}

    def find(number: int) -> int:
        while parent.setdefault(number, number) != number:
            number = parent[number]
        return number

    for a, b in zip(one, other, strict=True):
        parent[find(a)] = find(b)
    found: dict[int, list[int]] = {}
    for number in sorted(parent):
        found.setdefault(find(number), []).append(number)
    return list(found.values())


def main() -> None:
    """Fit, measure by folds, write."""
    verdicts = Verdicts()
    signs = [1] * len(MERGE_FEATURES_FOR) + [-1] * len(MERGE_FEATURES_AGAINST)
    whole = verdicts.fit_specificity(None)
    specificity = apply_weights(verdicts.described, whole)
    folds = sorted(set(verdicts.fold.tolist()))
    for fold in folds:
        held = verdicts.is_read & (verdicts.mention_fold == fold)
        specificity[held] = apply_weights(verdicts.described[held], verdicts.fit_specificity(fold))
    read = verdicts.is_read
    print(f"{int(read.sum())} mentions, area {measure_area(specificity[read], verdicts.told[read]):.3f}")
    features = verdicts.stack_features(specificity)

    def fit_pairs(chosen: Any) -> Any:
        weight = verdicts.weight[chosen]
        return fit_weights(features[chosen], verdicts.same[chosen], weight, PAIR_STRENGTH, signs)

    merge = fit_pairs(np.ones(len(features), dtype=np.bool_))
    scores = np.zeros(len(features))
    for fold in folds:
        held = verdicts.fold == fold
        scores[held] = apply_weights(features[held], fit_pairs(~held))
    news = verdicts.is_news
    print(f"{len(features)} pairs, area on news {measure_area(scores[news], verdicts.same[news]):.3f}")
    long = np.exp(features[:, MERGE_FEATURES.index("long_document")]) > merge_gate.SHORT_REPORT + 0.5
    calibrate(verdicts, scores - np.where(long, merge_gate.LONG_DOCUMENT_DOUBT, 0.0))
    write_weights(event_specificity.WEIGHTS_PATH, SPECIFICITY_FEATURES, whole)
    write_weights(merge_gate.WEIGHTS_PATH, MERGE_FEATURES, merge)


def calibrate(verdicts: Verdicts, scores: Any) -> None:
    """Fit the chance that a row is one event to clusters of several thresholds, and write it."""
    known = {pair: place for place, pair in enumerate(zip(verdicts.one.tolist(), verdicts.other.tolist(), strict=True))}
    rows: list[tuple[float, ...]] = []
    pure: list[bool] = []
    for least in (-0.5, 0.0, 0.25, 0.5, 0.75, 1.0):
        made = []
        for members in verdicts.clusters:
            matrix = np.zeros((len(members), len(members)))
            for a, b in itertools.combinations(range(len(members)), 2):
                place = known.get((members[a], members[b]), known.get((members[b], members[a])))
                matrix[a, b] = matrix[b, a] = -np.inf if place is None else scores[place]
            for part in link_by_average(matrix, least):
                pairs = [(members[a], members[b]) for a, b in itertools.combinations(part, 2)]
                if pairs:
                    same = [verdicts.same[known.get(pair, known.get(pair[::-1], 0))] for pair in pairs]
                    is_news = verdicts.is_news_mention[pairs[0][0]]
                    made.append((describe_cluster(matrix[np.ix_(part, part)]), all(same), is_news))
        news = [is_pure for _, is_pure, is_news in made if is_news]
        print(f"from {least}: {len(news)} rows of news, pure {np.mean(news):.3f}")
        rows += [shape for shape, _, is_news in made if is_news]
        pure += news
    design = np.hstack([np.array(rows), np.ones((len(rows), 1))])
    target = np.array(pure, dtype=np.float64)

    def loss(values: Any) -> tuple[float, Any]:
        odds = design @ values
        chance = 1 / (1 + np.exp(-odds))
        value = (np.logaddexp(0, odds) - target * odds).sum() + 0.5 * (values[:-1] ** 2).sum()
        return value, design.T @ (chance - target) + np.append(values[:-1], 0.0)

    bounds = [(0, None), (0, None), (None, 0), (0, None), (None, None)]
    found = minimize(loss, np.array([1.0, 0.2, 0.0, 0.0, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds).x
    chance = 1 / (1 + np.exp(-(design @ found)))
    for low, high in itertools.pairwise((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)):
        chosen = (chance >= low) & (chance < high)
        if chosen.any():
            print(f"confidence {low} to {high}: {int(chosen.sum())} rows, pure {target[chosen].mean():.3f}")
    known_values = json.loads(CALIBRATION_PATH.read_text(encoding="utf-8"))
    known_values |= {name: round(float(value), 3) for name, value in zip((*SHAPE, "intercept"), found, strict=True)}
    CALIBRATION_PATH.write_text(json.dumps(known_values, indent=1) + "\n", encoding="utf-8")


def write_weights(path: Path, names: tuple[str, ...], weights: Any) -> None:
    """Write weights, the intercept last."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows((name, f"{value:.3f}") for name, value in zip((*names, "intercept"), weights, strict=True))


if __name__ == "__main__":
    main()
