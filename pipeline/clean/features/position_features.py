"""Where on the page a line stands: what is beside it, how far the prose is, where the longest run of prose lies."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.clean.features.feature_columns import FeatureColumns, shift_columns

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# A line of so many words that ends as a sentence does is prose.
PROSE_UNITS = 10
LONG_UNITS = 25
SHORT_UNITS = 5
# Nearer or further makes no difference beyond so many lines.
MAX_DISTANCE = 200
# What a line that is no prose, and one that a firm rule names, takes from the sum of words of a run of prose.
OTHER_LOSS = 8.0
FIRM_LOSS = 12.0
SHIFTS = (-3, -2, -1, 1, 2, 3)
SHIFTED_FEATURES = ("units", "ends_sentence", "firm", "function", "upper", "digits", "dated", "shared", "blank_above")
SHAPE_FEATURES = (
    *("units", "lower", "upper", "digits", "function", "ends_sentence", "commas", "quotes", "separators"),
    *("starts_digit", "starts_bullet"),
)
MARK_FEATURES = (
    "rule_comment",
    "rule_related",
    "rule_navigation",
    "rule_appeal",
    "rule_tags",
    "rule_notice",
    "rule_picture",
)
MARK_FEATURES_BELOW = ("rule_comment", "rule_navigation", "rule_notice", "rule_tags")
# The unlikeness of a line to what stands beyond the ends of the page.
EDGE_DISSIMILARITY = 9.0


def compute_position_features(own: FeatureColumns, opened: Sequence[str | None]) -> FeatureColumns:
    """What is seen around lines of which `own` are the features; `opened` is what their rules say of lines below."""
    return {
        **shift_columns(own, SHIFTED_FEATURES, SHIFTS),
        **_compute_positions(own, opened),
        **_measure_mark_distances(own),
        **_compute_windows(own),
    }


def count_prose_words(own: FeatureColumns) -> Floats:
    """The words of each line that is prose by its looks, 0 for others."""
    units = np.expm1(own["units"])
    looks = (units >= PROSE_UNITS) & (own["ends_sentence"] > 0) & (own["firm"] < 2)
    return np.where(looks, units, 0.0)


def _compute_positions(own: FeatureColumns, opened: Sequence[str | None]) -> FeatureColumns:
    units = np.expm1(own["units"])
    count = len(units)
    firm = own["firm"] > 1
    weight = count_prose_words(own)
    is_prose = weight > 0
    is_long = is_prose & (units >= LONG_UNITS)
    is_short = units < SHORT_UNITS
    words = float(weight.sum())
    total = max(words, 1.0)
    before = np.cumsum(weight) - weight
    index = np.arange(count)
    start, end = _find_max_sum_run(np.where(is_prose, units, np.where(firm, -FIRM_LOSS, -OTHER_LOSS)))
    shape = np.array([own[name] for name in SHAPE_FEATURES], dtype=np.float32)
    unlike = np.abs(np.diff(shape, axis=1)).sum(axis=0)
    comments = np.array([label == "comment" for label in opened])
    related = np.array([label == "related" for label in opened])
    return {
        "position": index / count,
        "from_top": np.log1p(index),
        "from_bottom": np.log1p(count - 1 - index),
        "prose_before": before / total,
        "prose_after": (total - before - weight) / total,
        "to_prose_above": measure_lines_since(is_prose),
        "to_prose_below": measure_lines_since(is_prose[::-1])[::-1],
        "to_long_above": measure_lines_since(is_long),
        "to_long_below": measure_lines_since(is_long[::-1])[::-1],
        "since_comments": measure_lines_since(comments & (before > 0)),
        "since_related": measure_lines_since(related),
        "window_prose": average_window(is_prose.astype(np.float64), 4),
        "window_firm": average_window(firm.astype(np.float64), 4),
        "window_wide": average_window(weight, 10),
        "unlike_above": np.concatenate([[EDGE_DISSIMILARITY], unlike]),
        "unlike_below": np.concatenate([unlike, [EDGE_DISSIMILARITY]]),
        "in_run": (index >= start) & (index < end),
        "from_run_start": np.sign(index - start) * np.log1p(np.abs(index - start)),
        "from_run_end": np.sign(index - end + 1) * np.log1p(np.abs(index - end + 1)),
        "run_share": np.full(count, weight[start:end].sum() / total),
        "page_lines": np.full(count, math.log1p(count)),
        "page_prose": np.full(count, math.log1p(words)),
        "short_above": _measure_run_above(is_short),
        "short_below": _measure_run_above(is_short[::-1])[::-1],
    }


def _measure_mark_distances(own: FeatureColumns) -> FeatureColumns:
    """How far it is to lines of a kind, above and below, as far as that helped."""
    dated = (own["dated"] > 0) | (own["rule_byline"] > 0)
    flags = {name: own[name] > 0 for name in MARK_FEATURES}
    return {
        "to_dated_above": measure_lines_since(dated),
        "to_dated_below": measure_lines_since(dated[::-1])[::-1],
        **{f"to_{name}_above": measure_lines_since(flag) for name, flag in flags.items()},
        **{
            f"to_{name}_below": measure_lines_since(flag[::-1])[::-1]
            for name, flag in flags.items()
            if name in MARK_FEATURES_BELOW
        },
    }


def _compute_windows(own: FeatureColumns) -> FeatureColumns:
    units = np.expm1(own["units"])
    firm = (own["firm"] > 1).astype(np.float64)
    padded = np.pad(units, 2)
    return {
        "window_units": np.log1p(average_window(units, 2)),
        "most_units": np.log1p(np.lib.stride_tricks.sliding_window_view(padded, 5).max(axis=1)),
        "window_ends": average_window(own["ends_sentence"].astype(np.float64), 3),
        "window_lower": average_window(own["lower"].astype(np.float64), 3),
        "near_firm": average_window(firm, 2),
        "window_consent": average_window(own["consent"].astype(np.float64) * np.minimum(units, 30.0), 4),
    }


def measure_lines_since(flag: Flags) -> Floats:
    """Lines (log of 1 + n) since the flag was last set, above the line itself; FAR where it never was."""
    last = _find_last_flagged(flag)
    return np.asarray(
        np.log1p(np.where(last < 0, MAX_DISTANCE, np.minimum(np.arange(len(flag)) - last - 1, MAX_DISTANCE)))
    )


def _measure_run_above(flag: Flags) -> Floats:
    """How many lines (log of 1 + n) directly above have the flag."""
    return np.asarray(np.log1p(np.arange(len(flag)) - _find_last_flagged(~flag) - 1))


def _find_last_flagged(flag: Flags) -> npt.NDArray[np.int64]:
    """The nearest line above each that has the flag, -1 where there is none."""
    last = np.maximum.accumulate(np.where(flag, np.arange(len(flag)), -1))
    return np.concatenate([[-1], last[:-1]])


def average_window(values: Floats, half: int) -> Floats:
    """The mean over the lines up to `half` above and below."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    low, high = np.maximum(index - half, 0), np.minimum(index + half + 1, len(values))
    return np.asarray((sums[high] - sums[low]) / (high - low))


def _find_max_sum_run(gains: Floats) -> tuple[int, int]:
    """The stretch of lines with the largest sum."""
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1]))
    return start, end
