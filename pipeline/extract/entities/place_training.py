"""Teach `place_weights.json` from documents in which people marked places.

    python -m pipeline.extract.entities.place_training FILE ... [--half a]

FILE has one document a line: `id`, `text` and `places` with `start`, `end`, `kind`, and `latitude` and `longitude` or
`geonames_id` where known. `--half` takes the documents whose id's SHA-256 (with "half" behind it) is even (`a`) or
odd (`b`), so that the other half can judge. The weights are those of a conditional logit: of the places that a name
may mean, and of its being none, the softmax of the weighed signs is the chance of each. They are fitted by full-batch
Adam with a quadratic penalty; thresholds are those with the best F1 of points over five folds by document.
"""

import argparse
import hashlib
import json
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.entities.gazetteer import GazetteerPlace, measure_km
from pipeline.extract.entities.name_candidates import collect_names
from pipeline.extract.entities.place_features import Features, PlaceGroup
from pipeline.extract.entities.place_resolution import (
    WEIGHTS_FILE,
    add_support,
    build_groups,
    describe_groups,
    weigh_groups,
)
from pipeline.extract.entities.token_arrays import TokenArrays, build_token_arrays
from pipeline.language.document_parser import parse_documents
from pipeline.language.parsed_document import ParsedDocument

NEAR_KM = 161.0
REQUIRED_KINDS = frozenset({"literal", "associative", "any"})
# Set by hand. The marked texts have too few sentences of war to teach that what is shelled, taken or retaken and is in
# the gazetteer is the town, whatever it was taken for; and too few capitals that condemn or deny, where it is the
# government that speaks and no namesake.
FIXED_WEIGHTS = {"none_beside_war_verb": -3.5, "is_capital_acting": 1.5}
FOLDS, STEPS, RATE, PENALTY = 5, 400, 0.05, 0.3
# Below this a blank is more honest, whatever the F1; and a name that nothing took for a place makes a new entity, which
# must be more likely than not.
MIN_PLACE, MIN_UNSEEN = 0.3, 0.5
THRESHOLDS = tuple(step / 20 for step in range(4, 17))


@dataclass
class TrainingDocument:
    """A document's groups with their signs; those without a sure answer serve as context only."""

    groups: list[PlaceGroup]
    described: list[tuple[list[Features], Features]]
    answers: list[tuple[list[bool], bool] | None]
    fold: int


def read_documents(files: Sequence[Path], half: str | None) -> list[dict[str, Any]]:
    """The marked documents of one half, or all."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if half is None or "ab"[_hash_number(row["id"] + "half") % 2] == half]


def _hash_number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def prepare_document(row: dict[str, Any]) -> TrainingDocument:
    """Parse a document, find its names, and tell by the marks which candidates are right."""
    ends = [match.end() for match in re.finditer(r"[^\n]*\n|[^\n]+$", row["text"])]
    lines = [(number, Span(start, end)) for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))]
    (parsed,) = parse_documents([(row["text"], lines)], Settings().model)
    tokens = build_token_arrays(parsed)
    groups, evidence = build_groups(tokens, collect_names(tokens))
    answers = [_find_answer(parsed, tokens, group, row["places"]) for group in groups]
    return TrainingDocument(groups, describe_groups(tokens, groups, evidence), answers, _hash_number(row["id"]) % FOLDS)


def _find_answer(
    parsed: ParsedDocument, tokens: TokenArrays, group: PlaceGroup, marks: Sequence[dict[str, Any]]
) -> tuple[list[bool], bool] | None:
    """Which candidates are right and whether any mention is a place; None where the marks leave it open."""
    found: list[dict[str, Any]] = []
    for name in group.names:
        span = parsed.get_span(name.first, name.last)
        touching = [mark for mark in marks if mark["start"] < span.end and span.start < mark["end"]]
        required = [mark for mark in touching if mark["kind"] in REQUIRED_KINDS]
        if touching and not required and any(mark["kind"] != "name" for mark in touching):
            return None
        found += required[:1]
    if not found:
        return [False] * len(group.candidates), False
    placed = [mark for mark in found if mark.get("geonames_id") or mark.get("latitude") is not None]
    if not placed:
        return None
    return [sum(_is_same(place, mark) for mark in placed) * 2 > len(placed) for place in group.candidates], True


def _is_same(place: GazetteerPlace, mark: dict[str, Any]) -> bool:
    if mark.get("geonames_id") == place.geonames_id:
        return True
    if place.latitude is None or place.longitude is None or mark.get("latitude") is None:
        return False
    return measure_km(place.latitude, place.longitude, mark["latitude"], mark["longitude"]) <= NEAR_KM


def fit_weights(documents: Sequence[TrainingDocument], left_out: int | None) -> dict[str, float]:
    """Fit the weights on all folds but one."""
    blocks, wanted, shares = [], [], []
    names = sorted(
        {name for each in documents for signs, none in each.described for row in (*signs, none) for name in row}
    )
    column = {name: number for number, name in enumerate(names)}
    for document in documents:
        if document.fold == left_out:
            continue
        for group, (signs, none), answer in zip(document.groups, document.described, document.answers, strict=True):
            if answer is None:
                continue
            right = [*answer[0], not any(answer[0])]
            block = np.zeros((len(right), len(names)))
            for line, row in enumerate((*signs, none)):
                for name, value in row.items():
                    block[line, column[name]] = value
            blocks.append(block)
            wanted.append(np.array(right, dtype=float))
            shares.append(1.0 + math.log(len(group.names)))
    sizes = [len(each) for each in blocks]
    found = _climb(np.vstack(blocks), np.concatenate(wanted), np.repeat(np.arange(len(sizes)), sizes), np.array(shares))
    return {name: round(float(found[column[name]]), 3) for name in names} | FIXED_WEIGHTS


def _climb(signs: NDArray[Any], wanted: NDArray[Any], owner: NDArray[Any], shares: NDArray[Any]) -> NDArray[Any]:
    """The weights with the highest penalised likelihood; `owner` is the group of each row."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    weights = np.zeros(signs.shape[1])
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = signs @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances = powers / np.add.reduceat(powers, starts)[owner]
        hits = powers * wanted
        target = hits / np.add.reduceat(hits, starts)[owner]
        slope = signs.T @ ((chances - target) * shares[owner]) + PENALTY * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def weigh_in_folds(documents: Sequence[TrainingDocument]) -> None:
    """Set the probabilities of each document by weights fitted without its fold."""
    for fold in range(FOLDS):
        weights = fit_weights(documents, fold)
        for document in documents:
            if document.fold == fold:
                weigh_groups(document.groups, document.described, weights)


def choose_threshold(documents: Sequence[TrainingDocument], is_taken: bool) -> tuple[float, float]:
    """The probability from which publishing gives the best F1 of points, and that F1."""
    best = (0.0, 0.0)
    for threshold in THRESHOLDS:
        told = right = whole = 0
        for document in documents:
            for group, answer in zip(document.groups, document.answers, strict=True):
                if answer is None or (group.names[0].taken_for == "place") != is_taken:
                    continue
                whole += len(group.names) * answer[1]
                number = int(np.argmax(group.probabilities))
                if group.probabilities[number] >= threshold:
                    told += len(group.names)
                    right += len(group.names) * answer[0][number]
        score = 2 * right / (told + whole) if told + whole else 0.0
        best = max(best, (score, threshold))
    return best[1], best[0]


def main() -> None:
    """Read, fit, and write the weights beside this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=("a", "b"))
    settings = parser.parse_args()
    documents = [prepare_document(row) for row in read_documents(settings.files, settings.half)]
    first = fit_weights(documents, None)
    weigh_in_folds(documents)
    for document in documents:
        add_support(document.groups, document.described)
    second = fit_weights(documents, None)
    weigh_in_folds(documents)
    best_place, place_score = choose_threshold(documents, True)
    min_place = max(best_place, MIN_PLACE)
    best_unseen, unseen_score = choose_threshold(documents, False)
    min_unseen = max(best_unseen, MIN_UNSEEN)
    content = {"min_place": min_place, "min_unseen": min_unseen, "first": first, "second": second}
    WEIGHTS_FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(documents)} documents; in folds: names taken for places F1 {place_score:.3f} from {best_place}, "
        f"others {unseen_score:.3f} from {best_unseen}\n"
    )


if __name__ == "__main__":
    main()
