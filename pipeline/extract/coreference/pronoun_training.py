"""Teach `pronoun_weights.json` from documents in which people marked who is mentioned where.

    python -m pipeline.extract.coreference.pronoun_training FILE ... [--judge FILE ...]

FILE is a `.txt` of marked pages (`scripts/pronouns/pages.txt`), or has one document a line, plain or gzipped: `id`,
`text`, `region` (start and end of what was marked) and `entities`, each with `named` and with `mentions` that have a
`head` (start, end). The weights are those of a conditional logit: of
the antecedents of a pronoun, and of none of them, the softmax of the weighed signs is the chance of each. Those that
mention the marked entity are right, or none where none of them does; pronouns of named actors that were not found teach
nothing. The fit is by full-batch Adam with a quadratic penalty on the distance to PRIOR; recall and precision over
folds by document are told. `--judge` tells how well the weights do on other files.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.attribution.quotation_marks import find_quotations
from pipeline.extract.attribution.statement_extraction import find_attributions
from pipeline.extract.coreference.pronoun_features import Candidate
from pipeline.extract.coreference.pronoun_ranking import WEIGHTS_FILE, rank_actors
from pipeline.extract.coreference.speech_context import build_speech_context
from pipeline.extract.entity_index import build_entity_index
from pipeline.language.document_parser import parse_documents

FOLDS, STEPS, RATE, PENALTY = 5, 500, 0.05, 1.0
# Where the marked texts say little, a weight stays near these, set by hand: a subject outweighs one sentence of
# distance, a name is likelier than a description, a pronoun goes on meaning whom it meant, and "they" is seldom a
# place.
PRIOR = {
    "subject": 1.2,
    "object": 0.4,
    "parallel_subject": 0.5,
    "parallel_object": 0.5,
    "outer_subject": 0.4,
    "sentence_distance": -1.0,
    "token_distance": -0.5,
    "mentions": 0.3,
    "gender_known": 0.3,
    "same_pronoun": 1.0,
    "reflexive_subject": 3.0,
    "spoken_of": 4.0,
    "joined_object": 3.0,
    "plural_verb": 1.0,
    "they_pair": 1.0,
    "other_pronoun": -2.0,
    "quoted_for_unquoted": -0.5,
    "person_described_person": -1.0,
    "person_none": -2.0,
    "it_none": -0.5,
    "it_organisation": 0.5,
    "it_state": 0.5,
    "they_organisation": -0.7,
    "they_place": -2.0,
    "they_state": -1.5,
}
MARK = re.compile(r"\[([^\]|]+)\|(\w)\]")
# An actor is taken only where it is about as likely as all else together: where two are likely, none is.
MIN_PROBABILITY = 0.45


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun with its candidates, which of them are right, and whether it means an actor that was found at all."""

    fold: int
    candidates: list[Candidate]
    right: list[bool]

    @property
    def is_anaphoric(self) -> bool:
        """Whether one of the candidates that are actors is right."""
        return any(right and each.key is not None for each, right in zip(self.candidates, self.right, strict=True))


def read_documents(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The marked documents."""
    for file in files:
        if file.suffix == ".txt":
            yield from read_pages(file.read_text(encoding="utf-8"))
            continue
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def read_pages(content: str) -> Iterator[dict[str, Any]]:
    """The documents of a file of marked paragraphs, as its opening comment tells."""
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    for number, paragraph in enumerate("\n".join(lines).strip().split("\n\n")):
        marked = " ".join(paragraph.split())
        heads: dict[str, list[tuple[int, int]]] = {}
        text, done = "", 0
        for mark in MARK.finditer(marked):
            text += marked[done : mark.start()]
            heads.setdefault(mark[2], []).append((len(text), len(text) + len(mark[1])))
            text, done = text + mark[1], mark.end()
        text += marked[done:]
        entities = [
            {"named": letter.isupper(), "mentions": [{"head": head} for head in own]} for letter, own in heads.items()
        ]
        yield {"id": f"page {number}", "text": text, "region": (0, len(text)), "entities": entities}


def list_examples(row: dict[str, Any]) -> list[Example]:
    """The pronouns of a document with their candidates; each is resolved as marked before the next is read."""
    text = row["text"]
    (parsed,) = parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)
    entity_by_head = {
        tuple(mention["head"]): number
        for number, entity in enumerate(row["entities"])
        for mention in entity["mentions"]
    }
    fold = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) // 2 % FOLDS
    examples: list[Example] = []

    def find_marked(token: int) -> int | None:
        start = parsed.token_starts[token]
        inside = (number for (first, last), number in entity_by_head.items() if first <= start < last)
        return next(inside, None)

    def choose_marked(token: int, candidates: Sequence[Candidate]) -> str | None:
        start = parsed.token_starts[token]
        if not row["region"][0] <= start < row["region"][1]:
            return None
        marked = find_marked(token)
        right = [
            marked is not None and each.referent is not None and find_marked(each.referent.token) == marked
            for each in candidates
        ]
        right[-1] = not any(right)
        missed = right[-1] and marked is not None and row["entities"][marked]["named"]
        if len(candidates) > 1 and not missed:
            examples.append(Example(fold, list(candidates), right))
        keys = (each.key for each, good in zip(candidates, right, strict=True) if good)
        return next((key for key in keys if key is not None), None)

    quoted = find_quotations(parsed)
    speech = build_speech_context(quoted, find_attributions(parsed, quoted))
    build_entity_index(parsed, None, None, speech, choose_marked)
    return examples


def fit_weights(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    names = sorted({name for example in examples for each in example.candidates for name in each.features})
    column = {name: number for number, name in enumerate(names)}
    matrices: list[tuple[NDArray[np.float64], NDArray[np.bool_]]] = []
    for example in examples:
        matrix = np.zeros((len(example.candidates), len(names)))
        for number, each in enumerate(example.candidates):
            for name, value in each.features.items():
                matrix[number, column[name]] = value
        matrices.append((matrix, np.array(example.right)))
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights, mean, spread = prior, np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        gradient = PENALTY * (weights - prior)
        for matrix, right in matrices:
            chances = _soften(matrix @ weights)
            among_right = np.where(right, chances, 0.0)
            gradient += (chances - among_right / among_right.sum()) @ matrix
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weights[column[name]]), 3) for name in names}


def _soften(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    exponents = np.exp(scores - scores.max())
    return np.asarray(exponents / exponents.sum())


def rate_choices(examples: Sequence[Example], weights: dict[str, float]) -> list[tuple[float, bool, bool]]:
    """For each pronoun: the probability of the likeliest actor, whether it is right, whether there is a right one.

    The probability is 0 where none of the candidates is likeliest.
    """
    rated = []
    for example in examples:
        best, chance = rank_actors(example.candidates, weights)
        good = any(
            right and each.key == best and best is not None
            for each, right in zip(example.candidates, example.right, strict=True)
        )
        rated.append((chance, good, example.is_anaphoric))
    return rated


def measure(rated: Sequence[tuple[float, bool, bool]], threshold: float) -> tuple[float, float, float]:
    """Recall, precision, and their harmonic mean, of the choices above a threshold."""
    taken = [good for chance, good, _ in rated if chance > 0 and chance >= threshold]
    wanted = sum(anaphoric for *_, anaphoric in rated)
    recall, precision = sum(taken) / max(wanted, 1), sum(taken) / max(len(taken), 1)
    total = precision + recall
    return recall, precision, 2 * precision * recall / total if total else 0.0


def main() -> None:
    """Fit, measure over folds by document, write the weights, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--judge", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    examples = [example for row in read_documents(args.files) for example in list_examples(row)]
    rated = []
    for fold in range(FOLDS):
        weights = fit_weights([example for example in examples if example.fold != fold])
        rated += rate_choices([example for example in examples if example.fold == fold], weights)
    sys.stdout.write(f"{len(examples)} pronouns; over folds: {measure(rated, MIN_PROBABILITY)}\n")
    weights = fit_weights(examples)
    content = {"weights": weights, "min_probability": MIN_PROBABILITY}
    WEIGHTS_FILE.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for file in args.judge:
        others = [example for row in read_documents([file]) for example in list_examples(row)]
        sys.stdout.write(
            f"{file.name}: {len(others)} pronouns; {measure(rate_choices(others, weights), MIN_PROBABILITY)}\n"
        )


if __name__ == "__main__":
    main()
