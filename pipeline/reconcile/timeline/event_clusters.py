"""Clusters: mentions joined into events, first within each story, then across stories where the tie is strong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.disjoint_sets import DisjointSets
from pipeline.reconcile.timeline.candidate_pairs import generate_tied_pairs
from pipeline.reconcile.timeline.cluster_facts import ClusterFacts, make_facts_builder
from pipeline.reconcile.timeline.column_codes import Codes
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.mention_context import MentionContext
from pipeline.reconcile.timeline.merge_context import MergeContext
from pipeline.reconcile.timeline.merge_gate import MIN_LOG_ODDS, confirm_clusters, score_merges
from pipeline.reconcile.timeline.pair_evidence import is_comparable
from pipeline.reconcile.timeline.pair_model import BATCH_SIZE, score_pairs
from pipeline.reconcile.timeline.row_confidence import compute_confidence, load_calibration

# Mentions whose pairs are all compared. A story with more is cut into groups of one kind of act and one time.
MAX_GROUP = 300
# What two mentions whose types cannot be one event weigh in an average, and the most that any pair does.
INCOMPARABLE = -4.0
MAX_LOG_ODDS = 20.0

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EventCluster:
    """Mentions (by number) of one event, and how sure it is that they are."""

    members: list[int]
    confidence: float
    related: int  # clusters that may be of one event share this number


def cluster_event_mentions(
    event_mentions: EventMentions, context: MentionContext, read_mentions: Callable[[set[int]], MergeContext]
) -> list[EventCluster]:
    """Every mention in one cluster; those of one story that may be one event, but not surely, are related.

    `read_mentions` gives what the mentions of some numbers are checked by: few are likely of one event with others.
    """
    likely, related = link_likely_mentions(event_mentions, context)
    ties = [(one, other) for _, one, other in generate_tied_pairs(event_mentions, context)]
    wanted = {number for members in likely if len(members) > 1 for number in members}
    merging = read_mentions(wanted.union(*ties))
    confirmed = confirm_clusters(event_mentions, context, merging, likely)
    found = [
        EventCluster(members, compute_confidence(matrix), number)
        for parts, number in zip(confirmed, related, strict=True)
        for members, matrix in parts
    ]
    one, other = (np.array([tie[side] for tie in ties], dtype=np.int32) for side in (0, 1))
    scores = score_merges(event_mentions, context, merging, one, other)
    pairs = zip(scores.tolist(), one.tolist(), other.tolist(), strict=True)
    sure = [tie for tie in pairs if tie[0] >= MIN_LOG_ODDS]
    return _join_across_stories(event_mentions, context, sure, found)


def link_likely_mentions(event_mentions: EventMentions, context: MentionContext) -> tuple[list[list[int]], list[int]]:
    """Mentions of one story that are likely one event, as clusters of their numbers, and a number for each cluster.

    Clusters that may be of one event share the second number.
    """
    build_facts = make_facts_builder(event_mentions, context.is_total)
    found: list[list[int]] = []
    related: list[int] = []
    for group, matrix in _score_groups(event_mentions, context):
        may_merge = make_merge_check([build_facts(number) for number in group.tolist()])
        sure = link_by_average(matrix, load_calibration()["join"], may_merge)
        wide = link_by_average(matrix, load_calibration()["relate"])
        first = len(found)
        relation = {place: first + number for number, places in enumerate(wide) for place in places}
        for places in sure:
            found.append([int(group[place]) for place in places])
            related.append(relation[places[0]])
    return found, related


def make_merge_check(facts: list[ClusterFacts]) -> Callable[[list[int], list[int]], bool]:
    """Whether two clusters of a group can be one by their facts; what is merged is taken to be merged at once."""

    def may_merge(one: list[int], other: list[int]) -> bool:
        if not facts[one[0]].can_merge(facts[other[0]]):
            return False
        facts[one[0]].merge_from(facts[other[0]])
        return True

    return may_merge


def _score_groups(event_mentions: EventMentions, context: MentionContext) -> Iterator[tuple[Codes, Matrix]]:
    """The groups of mentions that are compared, each with the log odds of all its pairs."""
    waiting: list[tuple[Codes, Codes, Codes]] = []
    size = 0
    for group in list_groups(event_mentions, context):
        one, other = (part.astype(np.int32) for part in np.triu_indices(len(group), 1))
        near = is_comparable(event_mentions, group[one], group[other])
        waiting.append((group, one[near], other[near]))
        size += int(near.sum())
        if size > BATCH_SIZE:
            yield from _build_matrices(event_mentions, context, waiting)
            waiting, size = [], 0
    yield from _build_matrices(event_mentions, context, waiting)


def _build_matrices(
    event_mentions: EventMentions, context: MentionContext, waiting: list[tuple[Codes, Codes, Codes]]
) -> Iterator[tuple[Codes, Matrix]]:
    empty = [np.empty(0, dtype=np.int32)]
    one = np.concatenate(empty + [group[one] for group, one, _ in waiting])
    other = np.concatenate(empty + [group[other] for group, _, other in waiting])
    scores = score_pairs(event_mentions, context, one, other).clip(-MAX_LOG_ODDS, MAX_LOG_ODDS)
    at = 0
    for group, first, second in waiting:
        matrix = np.full((len(group), len(group)), INCOMPARABLE)
        matrix[first, second] = matrix[second, first] = scores[at : at + len(first)]
        at += len(first)
        yield group, matrix


def list_groups(event_mentions: EventMentions, context: MentionContext) -> Iterator[Codes]:
    """Mentions of one story; where these are many, in the order of act and day."""
    acts = (event_mentions.anchor_day, event_mentions.trigger_stem, event_mentions.merged_subtype)
    order = np.lexsort((np.arange(len(event_mentions)), *acts, event_mentions.event_type, context.story))
    edges = np.flatnonzero(np.diff(context.story[order])) + 1
    for group in np.split(order.astype(np.int32), edges):
        for at in range(0, len(group), MAX_GROUP):
            yield np.sort(group[at : at + MAX_GROUP])


def _join_across_stories(
    event_mentions: EventMentions,
    context: MentionContext,
    ties: list[tuple[float, int, int]],
    clusters: list[EventCluster],
) -> list[EventCluster]:
    """The clusters with those of several stories joined that a strong tie joins; `ties` are scores and two mentions."""
    build_facts = make_facts_builder(event_mentions, context.is_total)
    cluster_of = {number: place for place, cluster in enumerate(clusters) for number in cluster.members}
    facts: dict[int, ClusterFacts] = {}
    sets = DisjointSets(range(len(clusters)))
    weakest: dict[int, float] = {}
    for score, one, other in ties:
        root, lost = sorted(sets.find_root(cluster_of[number]) for number in (one, other))
        if root == lost:
            continue
        for place in (root, lost):
            if place not in facts:
                first, *rest = clusters[place].members
                facts[place] = build_facts(first)
                for number in rest:
                    facts[place].merge_from(build_facts(number))
        if facts[root].can_merge(facts[lost]):
            sets.merge(root, lost)
            facts[root].merge_from(facts.pop(lost))
            weakest[root] = min(weakest.get(root, score), weakest.pop(lost, score), score)
    return [_unite([clusters[place] for place in places], weakest.get(places[0])) for places in sets.list_sets()]


def _unite(parts: list[EventCluster], score: float | None) -> EventCluster:
    """One cluster of several, as sure as its parts together and the weakest tie between them."""
    if score is None:
        return parts[0]
    tie = compute_confidence(np.array([[0.0, score], [score, 0.0]]))
    confidence = tie * float(np.prod([part.confidence for part in parts if len(part.members) > 1]))
    return EventCluster(sorted(number for part in parts for number in part.members), confidence, parts[0].related)
