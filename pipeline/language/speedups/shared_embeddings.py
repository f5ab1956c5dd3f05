"""Word vectors made once for all tokens of a batch that are spelled alike.

The first layers of spaCy's networks look at one token at a time, at its spelling and nothing else, and running text
says the same words again and again. The vectors are those that each token would have had by itself.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, chain
from thinc.types import Ragged

# The layers of `MultiHashEmbed` without static vectors, whose third and fourth look at single tokens.
EMBEDDING_LAYERS = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


def share_embeddings(nlp: Language) -> None:
    """Let all networks of a model that have such layers make the vector of a spelling once a batch, in place."""
    for _, pipe in nlp.pipeline:
        for layers in _find_embedding_layers(pipe):
            single: Model[Any, Any] = chain(*(layer.layers[0] for layer in layers[2:4]))
            layers[2:4] = [Model("distinct", _embed_distinct, layers=[single])]


def _find_embedding_layers(pipe: Any) -> Iterator[list[Model[Any, Any]]]:
    network = getattr(pipe, "model", None)
    for node in network.walk() if isinstance(network, Model) else ():
        if [layer.name.partition("(")[0] for layer in node.layers] == EMBEDDING_LAYERS:
            yield node.layers


def _embed_distinct(
    model: Model[Ragged, Ragged], tokens: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Any], Any]]:
    spellings, places = np.unique(np.asarray(tokens.data), axis=0, return_inverse=True)
    vectors = model.layers[0].predict(spellings)
    return Ragged(vectors[places.reshape(-1)], tokens.lengths), _refuse_training


def _refuse_training(gradient: Any) -> Any:
    raise NotImplementedError("vectors that tokens share are for reading, not for training")
