"""Vectors that tokens share are those that each would have had."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from pipeline.base.reading_settings import Settings
from pipeline.language.speedups import shared_embeddings

TEXTS = ["The dog saw the dog.", "", "The DOG saw  the dogs, and the dog the cat.", "Dog"]


@pytest.mark.parametrize("name", ["tok2vec", "ner"])
def test_are_the_same_to_the_last_bit(name: str) -> None:
    plain, shared = spacy.load(Settings().model), spacy.load(Settings().model)
    shared_embeddings.share_embeddings(shared)
    docs = [plain.make_doc(text) for text in TEXTS]
    before, after = (_network(nlp, name).predict(docs) for nlp in (plain, shared))
    assert "distinct" in [node.name for node in _network(shared, name).walk()]
    assert all(np.array_equal(one, two) for one, two in zip(before, after, strict=True))


def _network(nlp: Language, name: str) -> Any:
    network = nlp.get_pipe(name).model  # type: ignore[attr-defined]
    return network.get_ref("tok2vec") if name == "ner" else network


def test_leaves_models_without_networks_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    shared_embeddings.share_embeddings(nlp)
    assert len(list(nlp("One. Two.").sents)) == 2
