"""Repeats: which documents are copies, whole or nearly, of another, such as agency text that several sites run."""

from datetime import date

import polars as pl

from pipeline.clean.body_signature import HASH_SCHEME, PERMUTATIONS
from pipeline.reconcile.disjoint_sets import DisjointSets

# Two bodies of 300 words that differ in eight scattered words share about three quarters of their shingles; two reports
# of one event by different hands share a few in a hundred. Below 0.7 come texts made from one template.
MIN_SIMILARITY = 0.7
# A body of a sentence or two is alike by chance or formula: it counts as a copy only where nothing differs.
MIN_SHINGLES = 20


def find_near_copies(documents: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    """The documents that repeat another, as `document_id` and `duplicate_of`, sorted; originals have no row.

    Copies of copies belong together. The original of such a group is the one published first, as far as `published_on`
    or else `published_earliest` tells (unknown comes last), and of those the one with the smallest id: it does not
    depend on the order of documents.
    """
    # Here and not above: it brings in scipy, which takes longer to load than all else that joins.
    from datasketch import MinHash, MinHashLSH

    shingles: dict[str, int] = dict(signatures.select("document_id", "shingle_count").sort("document_id").iter_rows())
    minhashes = {
        document: MinHash(num_perm=PERMUTATIONS, scheme=HASH_SCHEME, hashvalues=values)
        for document, values in signatures.select("document_id", "signature").sort("document_id").iter_rows()
    }
    groups = DisjointSets(minhashes)
    index = MinHashLSH(threshold=MIN_SIMILARITY, num_perm=PERMUTATIONS)
    # One of each set of equal signatures stands for it, so that a thousand exact copies cost a thousand steps.
    seen: dict[bytes, str] = {}
    for document, minhash in minhashes.items():
        same = seen.setdefault(minhash.hashvalues.tobytes(), document)
        if same != document:
            groups.merge(same, document)
            continue
        if shingles[document] >= MIN_SHINGLES:
            for other in index.query(minhash):
                if minhash.jaccard(minhashes[other]) >= MIN_SIMILARITY:
                    groups.merge(other, document)
            index.insert(document, minhash)
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
