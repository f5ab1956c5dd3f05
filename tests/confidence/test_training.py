"""The data of the readers is whole, and training on it gives the weights of the package."""

import csv
import re
from collections import Counter

import numpy as np
import pytest

from pipeline.extract.event_confidence.confidence_model import load_weights
from scripts.confidence.tier_measures import WANTED, find_threshold
from scripts.confidence.train_event_confidence import train
from scripts.confidence.verdict_rows import Reading, is_right, read_verdicts
from tests.support import ROOT

FOLDER = ROOT / "scripts" / "confidence"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (FOLDER / "event_verdicts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_verdict_is_of_the_guide(rows: list[dict[str, str]]) -> None:
    shape = re.compile("[01?][1mw?][1mw?][01?][rsx?]")
    assert all(shape.fullmatch(row["verdict"]) for row in rows)
    assert all(shape.fullmatch(row["second"]) for row in rows if row["second"])
    assert sum(bool(row["second"]) for row in rows) >= 280


def test_folds_are_of_about_one_size(rows: list[dict[str, str]]) -> None:
    sizes = Counter(row["fold"] for row in rows)
    assert len(sizes) == 10
    assert max(sizes.values()) < 2 * min(sizes.values())


def test_the_data_hold_no_address_and_no_sentence(rows: list[dict[str, str]]) -> None:
    values = {value for row in rows for value in row.values()}
    assert not any("://" in value or "www." in value or len(value.split()) > 6 for value in values)


def test_a_verdict_says_whether_a_row_is_right() -> None:
    assert is_right("1111r") and is_right("1m11s")
    assert is_right("0111x") is False
    assert is_right("11w1x") is False
    assert is_right("1110x") is False
    assert is_right("1?11?") is None
    assert is_right("0?11?") is False


def test_the_line_is_the_lowest_that_holds_the_wanted_share() -> None:
    confidence = np.repeat([0.9, 0.6, 0.3], 50)
    right = np.repeat([1.0, 0.8, 0.1], 50)
    reading = Reading([], np.zeros(150, dtype=np.int64), {}, right, right)
    assert find_threshold(confidence, reading, 0.85) == 0.31
    assert find_threshold(confidence, reading, 0.95) == 0.61


@pytest.mark.slow
def test_training_gives_the_weights_of_the_package() -> None:
    made = train(read_verdicts())
    own = load_weights()
    for name, part in own.parts.items():
        assert made.parts[name].terms == part.terms
        # Another processor's arithmetic may end a little beside.
        assert all(
            made.parts[name].weights.get(key, 0) == pytest.approx(part.weights[key], abs=0.02) for key in part.weights
        )
    assert made.threshold == pytest.approx(own.threshold, abs=0.011)


def test_published_rows_of_unseen_sites_hold_their_floors() -> None:
    own = load_weights()
    at_threshold = next(tier for tier in own.tiers if tier.threshold == own.threshold)
    assert at_threshold.right >= WANTED
    assert at_threshold.kept >= 0.25  # measured 0.283
    assert own.calibration_error <= 0.02  # measured 0.01
