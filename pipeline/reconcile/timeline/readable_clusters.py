"""Clusters without a readable telling: their mentions stand apart, related to each other, and make no joint claim."""

from collections.abc import Sequence

from pipeline.reconcile.timeline.event_clusters import EventCluster
from pipeline.reconcile.timeline.mention_rows import MentionRows, Row
from pipeline.reconcile.timeline.summary_choice import choose_clearest
from pipeline.reconcile.timeline.summary_readability import MAX_OPENNESS, measure_openness

# Of mentions that differ in status the one that says most is the cluster's: what is asserted was also planned.
STATUS_ORDER = ("asserted", "denied", "planned", "hypothetical")


def part_unreadable_clusters(clusters: Sequence[EventCluster], mention_rows: MentionRows) -> list[EventCluster]:
    """The clusters, but each mention of one alone where none tells the event to a reader who has nothing else.

    "Two people died in the attack" does not say which attack it was, however many texts say so.
    """
    found = []
    for cluster in clusters:
        if len(cluster.members) == 1 or has_readable_summary(mention_rows.select_rows(cluster.members)):
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
