"""Teach the topic of documents: `python scripts/topic/train_topic_model.py DOCUMENTS.jsonl` writes the weights.

A multinomial logistic regression (scikit-learn, no intercept) over the lemmas of nouns, verbs and adjectives, by
TF-IDF. `labels.csv` has the topic that a reader gave each document by its title and lead, and the number of its site or
story; DOCUMENTS holds the texts (`id`, `text`), which are others' and not kept here. `seed_words.yml` joins as short
documents of their own, so that rare topics are known by more than the stories that happened to be read. `--check`
prints what the model gets right in ten folds by site or story: 0.758 of 848 documents.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import yaml
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.document_topic.topic_model import WEIGHTS_FILE, TopicModel, list_telling_lemmas
from pipeline.language.document_parser import parse_documents
from pipeline.language.syntax.dependency_tree import get_tree

LABELS_FILE = Path(__file__).with_name("labels.csv")
SEED_FILE = Path(__file__).with_name("seed_words.yml")
FOLDS = 10
STRENGTH = 2.0  # scikit-learn's C
# Lemmas in fewer documents tell of one story; of the others those that tell topics apart best are kept.
MIN_DOCUMENTS = 5
KEPT_WORDS = 3000
# Short documents that the seed words of a topic are dealt out to.
SEED_DOCUMENTS = 16
MAX_CHARS = 12_000
DIGITS = 2

CONSOLE = Console(highlight=False)
Floats = npt.NDArray[np.float64]


class Labelled(NamedTuple):
    """A document that was read: its site or story, its topic, its lemmas."""

    site: int
    topic: str
    lemmas: list[str]


def read_documents(path: Path) -> list[Labelled]:
    """The labelled documents among those of a file of JSON lines."""
    with LABELS_FILE.open(encoding="utf-8", newline="") as file:
        labels = {row["id"]: row for row in csv.DictReader(file)}
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = [record for record in records if record["id"] in labels]
    texts = [record["text"][:MAX_CHARS] for record in records]
    found = []
    for record, text in zip(records, texts, strict=True):
        parsed = parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0]
        tree = get_tree(parsed.doc)
        label = labels[record["id"]]
        found.append(Labelled(int(label["site"]), label["topic"], list_telling_lemmas(tree, 0, len(tree))))
    return found


def read_seed_words() -> dict[str, list[str]]:
    """The seed words by topic."""
    return {entry["id"]: entry["words"] for entry in yaml.safe_load(SEED_FILE.read_text(encoding="utf-8"))}


def train(documents: Sequence[Labelled]) -> TopicModel:
    """Teach a model on documents and seed words; a site or story counts by the root of its documents."""
    seeds = read_seed_words()
    topics = tuple(seeds)
    dealt = [
        (topic, list(words[start::SEED_DOCUMENTS])) for topic, words in seeds.items() for start in range(SEED_DOCUMENTS)
    ]
    frequency = Counter(lemma for document in documents for lemma in set(document.lemmas))
    known = [lemma for lemma, count in sorted(frequency.items()) if count >= MIN_DOCUMENTS]
    vocabulary = sorted({*known, *(word for words in seeds.values() for word in words)})
    rarity = np.array([np.log(1 + len(documents) / (1 + frequency[lemma])) for lemma in vocabulary])
    column = {lemma: at for at, lemma in enumerate(vocabulary)}
    sizes = Counter(document.site for document in documents)
    matrix = np.zeros((len(documents) + len(dealt), len(vocabulary)))
    for row, lemmas in enumerate([*(document.lemmas for document in documents), *(words for _, words in dealt)]):
        for lemma, count in Counter(lemmas).items():
            if lemma in column:
                matrix[row, column[lemma]] = (1 + np.log(count)) * rarity[column[lemma]]
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    target = [*(document.topic for document in documents), *(topic for topic, _ in dealt)]
    weight = [*(sizes[document.site] ** -0.5 for document in documents), *(1.0 for _ in dealt)]
    model = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced", fit_intercept=False)
    model.fit(matrix, target, sample_weight=weight)
    order = [list(model.classes_).index(topic) for topic in topics]
    weights: Floats = model.coef_[order].T * rarity[:, None]
    spread = np.ptp(weights, axis=1)
    kept = np.sort(np.argsort(-spread, kind="stable")[:KEPT_WORDS])
    return TopicModel(topics, {vocabulary[at]: np.round(weights[at], DIGITS) for at in kept})


def check(documents: Sequence[Labelled]) -> None:
    """Print what share of the documents, and of each topic, the model gets right on sites that it has not seen."""
    pairs: Counter[tuple[str, str | None]] = Counter()
    for fold in range(FOLDS):
        model = train([one for one in documents if one.site % FOLDS != fold])
        pairs.update((one.topic, model.classify(one.lemmas)) for one in documents if one.site % FOLDS == fold)
    CONSOLE.print(f"right: {sum(n for (a, b), n in pairs.items() if a == b) / len(documents):.3f} of {len(documents)}")
    for topic in read_seed_words():
        right = pairs[topic, topic]
        told = sum(n for (_, b), n in pairs.items() if b == topic)
        meant = sum(n for (a, _), n in pairs.items() if a == topic)
        CONSOLE.print(f"{topic}: precision {right / max(told, 1):.2f}, recall {right / max(meant, 1):.2f}, of {meant}")


def write_model(model: TopicModel, path: Path = WEIGHTS_FILE) -> None:
    """Write the weights, a word a line."""
    words = ",\n".join(
        f"  {json.dumps(word)}: {json.dumps(list(map(float, row)))}" for word, row in sorted(model.words.items())
    )
    path.write_text(f'{{\n "topics": {json.dumps(model.topics)},\n "words": {{\n{words}\n }}\n}}\n', encoding="utf-8")


def main() -> None:
    """Write the weights, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    documents = read_documents(given.documents)
    if given.check:
        check(documents)
    else:
        write_model(train(documents))


if __name__ == "__main__":
    main()
