"""Identifiers of clusters that last: made of what was told of an event when it was first told."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier

# What tells one event from another in the mentions of the first day.
SIGNATURE_COLUMNS = ("event_type", "actor_entity_id", "recipient_entity_id", "location_entity_id")


def make_cluster_ids(clusters: Sequence[Sequence[str]], events: pl.DataFrame, documents: pl.DataFrame) -> list[str]:
    """The identifier of each cluster, given as the ids of its events.

    It is made of the first day on which a document told the event (where none has a day, of none) and of the type,
    parties and place that most mentions of that day give. So it stays when later mentions come or go and when the
    cluster's fields change. Of two clusters that share all this, one takes in the id of its first mention.
    """
    days = documents.select("document_id", day=pl.coalesce("published_on", "published_earliest"))
    dated = events.join(days, on="document_id", how="left").select("event_id", "day", *SIGNATURE_COLUMNS)
    mentions = {row[0]: row[1:] for row in dated.iter_rows()}
    found: dict[str, list[int]] = {}
    for number, members in enumerate(clusters):
        found.setdefault(_make_plain_id([mentions[own] for own in members]), []).append(number)
    ids = [""] * len(clusters)
    for plain, numbers in found.items():
        first, *others = sorted(numbers, key=lambda number: min(clusters[number]))
        ids[first] = plain
        for number in others:
            ids[number] = make_identifier("clu", plain, min(clusters[number]))
    return ids


def _make_plain_id(mentions: list[tuple[Any, ...]]) -> str:
    first_day = min((day for day, *_ in mentions if day is not None), default=None)
    signatures = Counter(tuple(signature) for day, *signature in mentions if day == first_day)
    chosen = min(signatures, key=lambda each: (-signatures[each], [str(part) for part in each]))
    return make_identifier("clu", str(first_day), *chosen)
