"""Casualties of an event: the least, best and greatest number of killed and wounded over its sources."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]

CASUALTY_MEASURES = ("killed", "wounded")
# Mentions that have to count where the clearest one does not.
MIN_COUNTING = 2
CASUALTY_COLUMNS = tuple(f"{measure}_{end}" for measure in CASUALTY_MEASURES for end in ("low", "best", "high"))


def is_whole_toll(figure: Row) -> bool:
    """Whether a figure counts all whom the event befell: no part of another figure, and no total of many events."""
    return figure["part_of"] is None and figure["scope"] != "total" and figure["status"] in (None, "asserted")


def summarize_casualties(told: Iterable[tuple[Row, Row]], clearest: Row) -> dict[str, float | None]:
    """The six columns from pairs of a figure and the mention that it is tied to.

    They stay empty where only one mention counts, and that is not the one of the summary (`clearest`): "two pilots
    also died" is no toll. Several numbers of one mention ("ten tourists and two pilots") are parts of a toll.
    A toll rises: the best number is the one that most sources give on the last day on which any is told (ties: the
    greater). Sources are documents, copies counting once.
    """
    found: dict[str, float | None] = dict.fromkeys(CASUALTY_COLUMNS)
    pairs = [(figure, row) for figure, row in told if is_whole_toll(figure)]
    for measure in CASUALTY_MEASURES:
        own = _drop_parts([(figure, row) for figure, row in pairs if figure["measure"] == measure])
        counting = {row["event_id"] for _, row in own}
        if len(counting) < MIN_COUNTING and clearest["event_id"] not in counting:
            continue
        lows = [_bound(figure["low"], figure) for figure, _ in own]
        highs = [_bound(figure["high"], figure) for figure, _ in own]
        last = max(row["told_day"] or date.min for _, row in own)
        votes = {(row["original_id"], _best(figure)) for figure, row in own if (row["told_day"] or date.min) == last}
        counts = Counter(value for _, value in votes if value is not None)
        found[f"{measure}_low"] = min((value for value in lows if value is not None), default=None)
        found[f"{measure}_best"] = max(counts, key=lambda value: (counts[value], value), default=None)
        found[f"{measure}_high"] = max((value for value in highs if value is not None), default=None)
    return found


def _drop_parts(pairs: list[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
    """The pairs without those of mentions that give several numbers."""
    numbers: defaultdict[str, set[float | None]] = defaultdict(set)
    for figure, row in pairs:
        numbers[row["event_id"]].add(_best(figure))
    return [(figure, row) for figure, row in pairs if len(numbers[row["event_id"]]) == 1]


def _best(figure: Row) -> float | None:
    number = figure["value"] if figure["value"] is not None else figure["value_low"]
    return None if number is None else float(number)


def _bound(value: float, figure: Row) -> float | None:
    """A bound of a figure, or the number itself where its words leave it open."""
    return float(value) if math.isfinite(value) else _best(figure)
