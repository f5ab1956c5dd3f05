"""Series that follow events: what the mentions of one event count alike is one quantity, however it was revised."""

from collections.abc import Sequence

import polars as pl

from pipeline.reconcile.disjoint_sets import DisjointSets
from pipeline.reconcile.series.figure_groups import MIN_WORD_OVERLAP
from pipeline.reconcile.series.figure_records import FigureRecord
from pipeline.reconcile.series.measure_rules import load_measures, select_concept_words

# Rows of the timeline that are less sure to be one event join no figures.
MIN_SURE = 0.9


def follow_events(
    groups: Sequence[Sequence[FigureRecord]], figures: pl.DataFrame, timeline: pl.DataFrame
) -> list[list[FigureRecord]]:
    """The figures of each series, with those series joined whose figures count the same thing of one event.

    `groups` are the figures as they are alone by what they say (`series_rows.group_figures`). A toll of 12 and one of
    45 a day later are one series where the timeline knows both to be of one event. A part, a running total and a vague
    number are not taken for the whole. Groups keep the order of their first figures.
    """
    sure = timeline.filter((pl.col("confidence") >= MIN_SURE) & (pl.col("event_count") > 1))
    links = sure.select("cluster_id", event_id="event_ids").explode("event_id")
    tied = figures.select("figure_id", "event_id").join(links, on="event_id", how="inner")
    event_of = dict(tied.select("figure_id", "cluster_id").iter_rows())
    sets = DisjointSets(range(len(groups)))
    told: dict[tuple[str, str, str | None], list[tuple[int, frozenset[str]]]] = {}
    for number, group in enumerate(groups):
        for figure in group:
            if figure.figure_id not in event_of or not _counts_whole(figure):
                continue
            words = select_concept_words(figure.measure, figure.concept_lemma or figure.concept)
            key = (event_of[figure.figure_id], figure.measure, figure.unit)
            for other, their_words in told.setdefault(key, []):
                if _is_same_thing(words, their_words):
                    sets.merge(*sorted((sets.find_root(other), sets.find_root(number))))
            told[key].append((number, words))
    return [[figure for number in members for figure in groups[number]] for members in sets.list_sets()]


def _counts_whole(figure: FigureRecord) -> bool:
    is_total = figure.scope == "total"
    return figure.measure in load_measures() and not figure.is_part and not is_total and figure.qualifier != "vague"


def _is_same_thing(one: frozenset[str], other: frozenset[str]) -> bool:
    union = one | other
    return not one or not other or len(one & other) / len(union) >= MIN_WORD_OVERLAP
