"""The start page's chart of events by day, and the list of those that count most."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.publish.site.day_scale import make_day_scale
from pipeline.publish.site.site_rows import Row, SiteRows

WIDTH, HEIGHT, LEFT, BOTTOM = 960, 240, 44, 28
MAX_LISTED = 16
MAX_LINKS = 8  # sources of one event that the start page links
# What an event of the timeline is shown as; the first that holds.
GROUPS = ("conflict", "several", "one")


@dataclass(frozen=True, slots=True)
class Bar:
    """Events of one group in one column."""

    x: float
    y: float
    width: float
    height: float
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """What the template draws."""

    width: int
    height: int
    left: int
    base: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]  # along the days
    levels: tuple[tuple[float, int], ...]  # along the counts
    unit: str
    outside: int  # dated events beyond the scale
    undated: int  # events without a day, or with one known to more than a month
    rows: tuple[tuple[str, tuple[int, ...]], ...]  # the same as a table: column, and the count of each group


def draw_timeline(timeline: pl.DataFrame) -> TimelineChart | None:
    """Count the events by day and group; null where none has a day."""
    dated = timeline.filter(
        pl.col("date_start").is_not_null() & ((pl.col("date_end") - pl.col("date_start")).dt.total_days() <= 31)
    )
    scale = make_day_scale(dated.get_column("date_start"))
    if scale is None:
        return None
    counts: Counter[tuple[int, str]] = Counter()
    outside = 0
    for row in dated.select("date_start", "agreement", "publisher_count").iter_rows(named=True):
        column = scale.find_column(row["date_start"])
        if column is None:
            outside += 1
        else:
            counts[column, find_group(row)] += 1
    totals = [sum(counts[column, group] for group in GROUPS) for column in range(scale.size)]
    step, top = (WIDTH - LEFT) / scale.size, _round_up(max(totals))
    base = HEIGHT - BOTTOM
    rise = (base - 12) / top
    bars = []
    for column in range(scale.size):
        y = float(base)
        for group in reversed(GROUPS):
            if count := counts[column, group]:
                y -= count * rise
                width = min(step * 0.78, 44)
                x = LEFT + column * step + (step - width) / 2
                label = f"{scale.name_column(column)}: {count} {GROUP_NAMES[group].lower()}"
                bars.append(Bar(round(x, 1), round(y, 1), round(width, 1), round(count * rise, 1), group, label))
    every = max(1, -(-scale.size // 8))
    return TimelineChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        base=base,
        bars=tuple(bars),
        ticks=tuple(
            (round(LEFT + (column + 0.5) * step, 1), scale.date_column(column))
            for column in range(0, scale.size, every)
        ),
        levels=tuple((round(base - level * rise, 1), level) for level in sorted({0, top // 2, top})),
        unit=scale.unit,
        outside=outside,
        undated=timeline.height - dated.height,
        rows=tuple(
            (scale.name_column(column), tuple(counts[column, group] for group in GROUPS))
            for column in range(scale.size)
            if totals[column]
        ),
    )


GROUP_NAMES = {"conflict": "In conflict", "several": "Told by several publishers", "one": "Told by one publisher"}


def find_group(row: Row) -> str:
    """The group of an event: told in conflict, by several publishers, or by one."""
    if row["agreement"] == "conflict":
        return "conflict"
    return "several" if (row["publisher_count"] or 0) > 1 else "one"


def _round_up(count: int) -> int:
    """The next round number for the top of a scale.

    >>> [_round_up(count) for count in (1, 3, 7, 23, 180)]
    [2, 4, 8, 40, 200]
    """
    size = 1
    while True:
        for part in (2, 4, 6, 8, 10):
            if count <= part * size:
                return part * size
        size *= 10


def list_main_events(rows: SiteRows) -> list[dict[str, Any]]:
    """The events told by most publishers, and those in conflict, by day, each with a link to every source."""
    timeline = rows.tables["flat_timeline"].with_row_index("row_no")
    main = (
        timeline.with_columns(told=pl.col("publisher_count") + (pl.col("agreement") == "conflict").cast(pl.Int64))
        .sort(
            "told", pl.col("date_start").is_not_null(), "document_count", "event_count", "row_no",
            descending=[True, True, True, True, False],
        )
        .head(MAX_LISTED)
        .sort("date_start", "row_no", nulls_last=True)
    )  # fmt: skip
    return [row | {"group": find_group(row), "links": _link_sources(row, rows)} for row in main.iter_rows(named=True)]


def _link_sources(row: Row, rows: SiteRows) -> list[tuple[str, str]]:
    """Name and address of the first mention in each document that tells an event."""
    first: dict[str, tuple[str, str]] = {}
    for event in row["event_ids"].split("; "):
        document, name, address = rows.event_places[event]
        first.setdefault(document, (name, address))
    return sorted(first.values())[:MAX_LINKS]
