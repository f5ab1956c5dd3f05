"""The topic of a text by weighted words: each lemma speaks for or against each topic, and the highest sum wins.

`topic_weights.json` names the topics and gives each lemma its weights, in their order. Names are no evidence: who is in
the news changes. `scripts/train_topic_model.py` makes the file.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.language.syntax.dependency_tree import DependencyTree

WEIGHTS_FILE = Path(__file__).with_name("topic_weights.json")
# Parts of speech that tell a topic.
TELLING = frozenset({"NOUN", "VERB", "ADJ"})
# Fewer known words than this tell no topic.
MIN_WORDS = 2

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TopicModel:
    """The topics, and each lemma's weight for each."""

    topics: tuple[str, ...]
    words: Mapping[str, Weights]

    def classify(self, lemmas: Iterable[str]) -> str | None:
        """The topic that the lemmas speak for most; null where too few are known. A word counts less each time."""
        counts = {lemma: count for lemma, count in Counter(lemmas).items() if lemma in self.words}
        if len(counts) < MIN_WORDS:
            return None
        total = sum((self.words[lemma] * (1 + np.log(count)) for lemma, count in sorted(counts.items())), np.zeros(1))
        return self.topics[int(np.argmax(total))]


@cache
def load_topic_model() -> TopicModel:
    """The model of the package."""
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return TopicModel(tuple(stored["topics"]), {lemma: np.array(weights) for lemma, weights in stored["words"].items()})


def classify_topic(tree: DependencyTree, first: int = 0, last: int | None = None) -> str | None:
    """The topic of the tokens `[first, last)`, of all where nothing is told; null where they do not tell."""
    return load_topic_model().classify(list_telling_lemmas(tree, first, len(tree) if last is None else last))


def list_telling_lemmas(tree: DependencyTree, first: int, last: int) -> list[str]:
    """The lemmas of nouns, verbs and adjectives among the tokens `[first, last)`, names apart."""
    return [
        tree.lemma[token]
        for token in range(first, last)
        if tree.pos[token] in TELLING and len(tree.lemma[token]) > 2 and tree.lemma[token].isalpha()
    ]
