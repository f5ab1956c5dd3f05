"""Stories: documents clustered by average linkage over the cosine of their rare terms, within a window of days.

Candidates come from an inverted index: the documents that share a term, sorted by day, each with the next few. So the
cost grows with the number of documents and not with its square. A pair that was no candidate counts as unlike.
"""

import heapq
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.series.measure_rules import convert_to_ordinal
from pipeline.reconcile.stories.document_terms import (
    MAX_DOCUMENT_TERMS,
    TermVectors,
    build_vectors,
    collect_vectors,
    list_terms,
    weigh_terms,
    weigh_within,
)
from pipeline.reconcile.stories.episodes import part_episodes

# Documents published farther apart tell two stories, or one story at two stages.
STORY_DAYS = 21
# Documents that share a term, sorted by day, are compared with so many that follow.
NEIGHBOUR_COUNT = 15
# Pairs that share fewer terms than this are not compared.
MIN_SHARED_TERMS = 2
# Mean cosine from which documents are one story: of 0.06 to 0.20 the least that mixes no topics in the training texts.
MIN_COSINE = 0.12

# Sentences at the head of a text in which news tells what is new.
LEAD_SENTENCES = 3

UNKNOWN_DAY = -1


@dataclass(frozen=True, slots=True)
class Stories:
    """The story of each document, and the terms by which documents and sentences are compared."""

    numbers: dict[str, int]  # by document id
    document_rows: dict[str, int]
    document_vectors: TermVectors
    local_vectors: TermVectors  # of documents too, by what parts those of one story
    sentence_ids: list[str]
    sentence_vectors: TermVectors
    lead_sentences: frozenset[str]


def cluster_stories(
    documents: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame, wanted_sentences: pl.Series
) -> Stories:
    """Cluster documents into stories. Vectors of sentences are made for `wanted_sentences` alone, by their ids.

    `mentions` are those of entities; a document without any sentence is a story of its own.
    """
    terms = list_terms(sentences, mentions, documents)
    weighed = weigh_terms(terms)
    rows = documents.select(
        "document_id", day=pl.coalesce("published_on", "published_earliest", "published_latest")
    ).sort("day", "document_id", nulls_last=True)
    ids = rows["document_id"].to_list()
    vectors = build_vectors(terms, weighed, "document_id", ids, MAX_DOCUMENT_TERMS)
    days = np.array([convert_to_ordinal(day, UNKNOWN_DAY) for day in rows["day"]], dtype=np.int64)
    one, other = _list_candidates(vectors, days)
    linked = _link_by_average(len(ids), one, other, vectors.compute_cosines(one, other))
    numbers = dict(zip(ids, linked, strict=True))
    row_numbers = {own: number for number, own in enumerate(ids)}
    within = weigh_within(terms, weighed, numbers)
    local = collect_vectors(within, weighed.height, "document_id", ids)
    sentence_ids = wanted_sentences.drop_nulls().unique().sort().to_list()
    leads = sentences.filter(pl.col("sentence_no").rank("ordinal").over("document_id") <= LEAD_SENTENCES)
    return Stories(
        numbers=part_episodes(numbers, row_numbers, vectors, local),
        document_rows=row_numbers,
        document_vectors=vectors,
        local_vectors=local,
        sentence_ids=sentence_ids,
        sentence_vectors=build_vectors(terms, weighed, "sentence_id", sentence_ids),
        lead_sentences=frozenset(leads["sentence_id"]),
    )


def _list_candidates(vectors: TermVectors, days: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of documents that share terms and lie within the window; documents are numbered in order of day."""
    size = max(len(vectors), 1)
    row = np.repeat(np.arange(len(vectors), dtype=np.int64), np.diff(vectors.starts))
    order = np.lexsort((row, vectors.terms))
    term, row = vectors.terms[order], row[order]
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, NEIGHBOUR_COUNT + 1):
        one, other = row[:-step], row[step:]
        known = (days[one] != UNKNOWN_DAY) & (days[other] != UNKNOWN_DAY)
        near = (term[:-step] == term[step:]) & (~known | (days[other] - days[one] <= STORY_DAYS))
        found.append(one[near] * size + other[near])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    one, other = np.divmod(pairs[counts >= MIN_SHARED_TERMS], size)
    return one.astype(np.int32), other.astype(np.int32)


def _link_by_average(
    size: int, one: NDArray[np.int32], other: NDArray[np.int32], cosines: NDArray[np.float32]
) -> list[int]:
    """Average linkage on a sparse graph: the number of the cluster of each document, by its first member."""
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for a, b, cosine in zip(one.tolist(), other.tolist(), cosines.tolist(), strict=True):
        sums[a][b] = sums[b][a] = cosine
    members = [[number] for number in range(size)]
    queue = [(-cosine, a, b) for a, b, cosine in zip(one.tolist(), other.tolist(), cosines.tolist(), strict=True)]
    queue = [entry for entry in queue if -entry[0] >= MIN_COSINE]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if not members[a] or not members[b] or -negative != sums[a][b] / (len(members[a]) * len(members[b])):
            continue
        members[a] += members[b]
        members[b] = []
        for third, total in sums[b].items():
            del sums[third][b]
            if third != a:
                sums[a][third] = sums[third][a] = sums[a].get(third, 0.0) + total
        sums[b] = {}
        for third, total in sums[a].items():
            mean = total / (len(members[a]) * len(members[third]))
            if mean >= MIN_COSINE:
                heapq.heappush(queue, (-mean, min(a, third), max(a, third)))
    numbers = [0] * size
    for number, group in enumerate(members):
        for member in group:
            numbers[member] = number
    return numbers
