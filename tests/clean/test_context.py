"""What a first look at all lines says around each of them."""

import numpy as np
import pytest

from pipeline.clean.model import prediction_features

WORDS = 20.0
BODY, DOUBT, OTHER = 4.0, 0.0, -4.0


def seen(*odds, kinds=None):
    own = {"units": np.log1p(np.full(len(odds), WORDS))}
    return prediction_features.compute_prediction_features(np.array(odds), own, kinds or {})


def test_a_line_in_doubt_is_told_by_its_neighbours():
    amid_prose = seen(BODY, BODY, DOUBT, BODY, BODY)
    amid_headlines = seen(OTHER, OTHER, DOUBT, OTHER, OTHER)
    assert amid_prose["odds-1"][2] == amid_prose["odds+1"][2] == BODY
    assert amid_prose["likely_2"][2] > 0.8 > 0.2 > amid_headlines["likely_2"][2]


def test_where_a_line_stands_in_the_stretch_that_was_found():
    found = seen(OTHER, BODY, BODY, OTHER, OTHER)
    assert found["found"].tolist() == [False, True, True, False, False]
    assert np.sign(found["from_found_start"]).tolist() == [-1, 0, 1, 1, 1]
    assert np.sign(found["from_found_end"]).tolist() == [-1, -1, 0, 1, 1]
    assert np.expm1(found["to_likely_above"][2:]) == pytest.approx([0, 0, 1])


def test_how_much_of_the_body_stands_before_and_after():
    found = seen(OTHER, BODY, BODY, OTHER)
    assert found["mass_before"] == pytest.approx([0, 0.01, 0.5, 0.99], abs=0.01)
    assert found["mass_after"] == pytest.approx([0.99, 0.5, 0.01, 0], abs=0.01)


def test_blocks_of_one_kind_are_mostly_all_body_or_none():
    found = seen(BODY, DOUBT, BODY, OTHER, kinds={"class": np.array([0, 0, 0, 1])})
    assert found["class_likely"] == pytest.approx([0.82, 0.82, 0.82, 0.02], abs=0.01)
    assert found["class_mass"][3] < 0.01 < 0.99 < found["class_mass"][0]


def test_a_page_on_which_nothing_is_likely():
    found = seen(-50.0, -50.0)
    assert not found["found"].any()
    assert found["odds"].tolist() == [-prediction_features.MAX_LOG_ODDS] * 2
    assert all(np.isfinite(values).all() for values in found.values())
