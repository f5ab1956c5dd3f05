"""Clusters that make no joint claim, so that their mentions stand apart, related to each other.

They are too doubtful to be one event, or none of their mentions tells it to a reader who has nothing else.
"""

from collections.abc import Sequence

from pipeline.reconcile.timeline.event_clusters import EventCluster
from pipeline.reconcile.timeline.mention_rows import MentionRows, Row
from pipeline.reconcile.timeline.summary_choice import choose_clearest
from pipeline.reconcile.timeline.summary_readability import MAX_OPENNESS, measure_openness

# Of mentions that differ in status the one that says most is the cluster's: what is asserted was also planned.
STATUS_ORDER = ("asserted", "denied", "planned", "hypothetical")
# The least chance of being one event by which mentions are joined. Of rows that readers judged, 81 of 87 that were as
# sure held one event, and 17 of 27 that were not.
MIN_JOINED = 0.8


def part_weak_clusters(clusters: Sequence[EventCluster], mention_rows: MentionRows) -> list[EventCluster]:
    """The clusters, but each mention of one alone where that is doubtful or leaves open what happened.

    "Two people died in the attack" does not say which attack it was, however many texts say so.
    """
    found = []
    for cluster in clusters:
        sure = cluster.confidence >= MIN_JOINED
        if len(cluster.members) == 1 or (sure and has_readable_summary(mention_rows.select_rows(cluster.members))):
            found.append(cluster)
        else:
            found += [EventCluster([number], 1.0, cluster.related) for number in cluster.members]
    return found


def has_readable_summary(members: Sequence[Row]) -> bool:
    """Whether the mention that would sum up a row leaves little open; those without a sentence are told by fields."""
    return measure_openness(choose_clearest(members, choose_status(members))) < MAX_OPENNESS


def choose_status(members: Sequence[Row]) -> str:
    """The status of a row."""
    return min((str(row["status"]) for row in members), key=STATUS_ORDER.index)
