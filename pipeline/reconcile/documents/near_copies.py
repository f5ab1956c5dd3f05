"""Repeats: which documents are copies, whole or nearly, of another, such as agency text that several sites run."""

from datetime import date

import numpy as np
import polars as pl

from pipeline.clean.body_signature import PERMUTATIONS
from pipeline.reconcile.disjoint_sets import DisjointSets

# Two bodies of 300 words that differ in eight scattered words share about three quarters of their shingles; two reports
# of one event by different hands share a few in a hundred. Below 0.7 come texts made from one template.
MIN_SIMILARITY = 0.7
# A body of a sentence or two is alike by chance or formula: it counts as a copy only where nothing differs.
MIN_SHINGLES = 20
# Documents are compared where all values of one band agree. Of the ways to cut 128 values, 14 bands of nine lose the
# fewest pairs and compare the fewest in vain at MIN_SIMILARITY (Leskovec et al., Mining of Massive Datasets, 3.4).
BANDS = 14
BAND_VALUES = 9


def find_near_copies(documents: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    """The documents that repeat another, as `document_id` and `duplicate_of`, sorted; originals have no row.

    Copies of copies belong together. The original of such a group is the one published first, as far as `published_on`
    or else `published_earliest` tells (unknown comes last), and of those the one with the smallest id: it does not
    depend on the order of documents.
    """
    shingles: dict[str, int] = dict(signatures.select("document_id", "shingle_count").sort("document_id").iter_rows())
    values = {
        document: np.array(signature, dtype=np.uint32)
        for document, signature in signatures.select("document_id", "signature").sort("document_id").iter_rows()
    }
    groups = DisjointSets(values)
    buckets: dict[tuple[int, bytes], list[str]] = {}
    # One of each set of equal signatures stands for it, so that a thousand exact copies cost a thousand steps.
    seen: dict[bytes, str] = {}
    for document, signature in values.items():
        same = seen.setdefault(signature.tobytes(), document)
        if same != document:
            groups.merge(same, document)
            continue
        if shingles[document] >= MIN_SHINGLES:
            own_buckets = [
                buckets.setdefault((band, signature[band * BAND_VALUES : (band + 1) * BAND_VALUES].tobytes()), [])
                for band in range(BANDS)
            ]
            for other in dict.fromkeys(other for bucket in own_buckets for other in bucket):
                if np.count_nonzero(signature == values[other]) >= MIN_SIMILARITY * PERMUTATIONS:
                    groups.merge(other, document)
            for bucket in own_buckets:
                bucket.append(document)
    first = {
        document: (on or earliest or date.max, document)
        for document, on, earliest in documents.select("document_id", "published_on", "published_earliest").iter_rows()
    }
    rows = []
    for members in groups.list_sets():
        known = [document for document in members if document in first]
        original = min(known, key=first.__getitem__, default=None)
        rows += [(document, original) for document in known if document != original]
    schema = {"document_id": pl.String, "duplicate_of": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("document_id")
