"""Joining: the mentions of events, compared by all that the tables tell of them, as clusters of one event each."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import polars as pl

from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.series.measure_rules import load_measures, select_concept_words
from pipeline.reconcile.stories.story_clusters import Stories, cluster_stories
from pipeline.reconcile.stories.story_names import resolve_short_names
from pipeline.reconcile.timeline.event_clusters import EventCluster, cluster_event_mentions
from pipeline.reconcile.timeline.event_mention_columns import EventCount, prepare_event_mentions
from pipeline.reconcile.timeline.mention_context import build_mention_context
from pipeline.reconcile.timeline.mention_rows import MentionRows, Tables
from pipeline.reconcile.timeline.merge_context import build_merge_context
from pipeline.reconcile.timeline.stated_fields import select_stated_fields


class JoinedMentions(NamedTuple):
    """Mentions that were compared, and the clusters that they were joined into."""

    clusters: list[EventCluster]
    rows: MentionRows
    event_ids: list[str]  # by the number of the mention
    events: pl.DataFrame  # those that were compared, with the names of their story


def find_stories(tables: Tables) -> Stories:
    """The stories of the documents, and the terms of all sentences that tell events."""
    told = tables["events"]["sentence_id"]
    return cluster_stories(tables["documents"], tables["sentences"], tables["mentions"], told)


def join_mentions(
    tables: Tables, groups: Sequence[Sequence[FigureRecord]], stories: Stories, events: pl.DataFrame
) -> JoinedMentions:
    """Join those of `events`, some rows of the table, that tell one event.

    `tables` are documents, sentences, entities, mentions, statements, figures and events. `groups` are the figures of
    each series, so that mentions of one count are seen to be (`series.group`), `stories` come of `find_stories`.
    """
    documents = tables["documents"]
    stated = select_stated_fields(events, documents, tables["sentences"], tables["entities"])
    named = resolve_short_names(stated, tables["mentions"], tables["entities"], stories.numbers)
    counts = index_event_counts(tables["figures"], groups)
    event_mentions = prepare_event_mentions(named, documents, tables["entities"], counts)
    context = build_mention_context(event_mentions, named, tables["figures"], stories)
    read_mentions = partial(
        build_merge_context,
        event_mentions,
        context,
        named,
        tables["sentences"],
        tables["mentions"],
        tables["figures"],
        tables["entities"],
    )
    clusters = cluster_event_mentions(event_mentions, context, read_mentions)
    event_ids = event_mentions.rows["event_id"].to_list()
    return JoinedMentions(clusters, MentionRows(event_mentions, tables), event_ids, named)


def index_event_counts(figures: pl.DataFrame, groups: Sequence[Sequence[FigureRecord]]) -> dict[str, EventCount]:
    """By event id the figure tied to it, the first in the text."""
    tied = figures.filter(pl.col("event_id").is_not_null()).sort("char_start", "figure_id")
    firsts = dict(
        tied.unique("event_id", keep="first", maintain_order=True).select("figure_id", "event_id").iter_rows()
    )
    return {
        firsts[figure.figure_id]: EventCount(figure.measure, _join_concept_words(figure), number)
        for number, group in enumerate(groups)
        for figure in group
        if figure.figure_id in firsts and figure.measure in load_measures()
    }


def _join_concept_words(figure: FigureRecord) -> str | None:
    """What is counted, beside what the measure says itself (people are killed); null where the text does not say."""
    return None if figure.concept is None else " ".join(sorted(select_concept_words(figure.measure, figure.concept)))
