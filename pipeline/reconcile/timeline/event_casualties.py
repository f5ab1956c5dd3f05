"""Casualties of an event: the least, best and greatest number of killed and wounded over its sources."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]

CASUALTY_MEASURES = ("killed", "wounded")
CASUALTY_COLUMNS = tuple(f"{measure}_{end}" for measure in CASUALTY_MEASURES for end in ("low", "best", "high"))


def is_whole_toll(figure: Row) -> bool:
    """Whether a figure counts all whom the event befell: no part of another figure, and no total of many events."""
    return figure["part_of"] is None and figure["scope"] != "total" and figure["status"] in (None, "asserted")


def summarize_casualties(told: Iterable[tuple[Row, Row]]) -> dict[str, float | None]:
    """The six columns from pairs of a figure and the mention that it is tied to.

    A toll rises: the best number is the one that most sources give on the last day on which any is told (ties: the
    greater). Sources are documents, copies counting once.
    """
    found: dict[str, float | None] = dict.fromkeys(CASUALTY_COLUMNS)
    pairs = [(figure, row) for figure, row in told if is_whole_toll(figure)]
    for measure in CASUALTY_MEASURES:
        own = [(figure, row) for figure, row in pairs if figure["measure"] == measure]
        if not own:
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


def _best(figure: Row) -> float | None:
    number = figure["value"] if figure["value"] is not None else figure["value_low"]
    return None if number is None else float(number)


def _bound(value: float, figure: Row) -> float | None:
    """A bound of a figure, or the number itself where its words leave it open."""
    return float(value) if math.isfinite(value) else _best(figure)
