"""What a first look at all lines says around each, for a second look: what the lines above and below seem to be.

A paragraph in doubt between two that are none is body, a headline in doubt among headlines is not; and on HTML pages
blocks of one kind are mostly all body or none.
"""

import numpy as np
import numpy.typing as npt

from pipeline.clean.features.feature_columns import FeatureColumns, shift_columns
from pipeline.clean.features.markup_features import BlockKinds
from pipeline.clean.features.position_features import average_window, measure_lines_since
from pipeline.clean.model import viterbi

Floats = npt.NDArray[np.float64]

# Beyond this the first look is sure.
MAX_LOG_ODDS = 8.0
SHIFTS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
WINDOW_SIZES = (2, 5, 10)
# Words of a line that count: a long paragraph says no more than a line of this length.
MAX_UNITS = 60.0


def compute_prediction_features(log_odds: Floats, own: FeatureColumns, block_kinds: BlockKinds) -> FeatureColumns:
    """The features of the second look, of the log-odds and the features of the first and the kinds of blocks."""
    odds = np.clip(log_odds, -MAX_LOG_ODDS, MAX_LOG_ODDS)
    probability = 1 / (1 + np.exp(-odds))
    words = cap_units(own)
    mass = probability * words
    total = max(float(mass.sum()), 1.0)
    before = np.cumsum(mass) - mass
    count = len(odds)
    index = np.arange(count)
    found = np.array(viterbi.decode_body(odds))
    places = np.flatnonzero(found)
    first, last = (places[0], places[-1]) if len(places) else (-1, -1)
    likely = probability > 0.5
    odds_column: FeatureColumns = {"odds": odds}
    return {
        **odds_column,
        **shift_columns(odds_column, ("odds",), SHIFTS),
        **{f"likely_{half}": average_window(probability, half) for half in WINDOW_SIZES},
        "found": found,
        "from_found_start": np.sign(index - first) * np.log1p(np.abs(index - first)),
        "from_found_end": np.sign(index - last) * np.log1p(np.abs(index - last)),
        "mass_before": before / total,
        "mass_after": (total - before - mass) / total,
        "page_mass": np.full(count, np.log1p(total)),
        "page_most": np.full(count, probability.max()),
        "page_found": np.full(count, found.mean()),
        "to_likely_above": measure_lines_since(likely),
        "to_likely_below": measure_lines_since(likely[::-1])[::-1],
        **{f"{name}_mass": (np.bincount(kind, mass) / total)[kind] for name, kind in block_kinds.items()},
        **{
            f"{name}_likely": (np.bincount(kind, mass) / np.maximum(np.bincount(kind, words), 1.0))[kind]
            for name, kind in block_kinds.items()
        },
    }


def cap_units(own: FeatureColumns) -> Floats:
    """The words of each line as far as they count."""
    return np.minimum(np.expm1(own["units"]), MAX_UNITS)
