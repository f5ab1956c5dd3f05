"""The trees are scored as they are written, and a page's course is found as a whole."""

import json

import numpy as np
import pytest

from pipeline.clean.features.observations import observe_lines
from pipeline.clean.model import prediction_features, viterbi
from pipeline.clean.model.boosted_trees import WEIGHTS, load_model
from pipeline.clean.text_lines import split_lines
from pipeline.clean.training.text_alignment import align_lines
from pipeline.intake.html_rendering import render_html


def by_hand(nodes, row, names):
    node = nodes[0]
    while len(node) > 1:
        node = nodes[node[2] + int(row[names.index(node[0])] > node[1])]
    return node[0]


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("look", ["first", "second"])
def test_trees_score_as_their_file_reads(form, look):
    stored = json.loads((WEIGHTS / f"{form}.json").read_text("utf-8"))[look]
    rows = np.random.default_rng(1).normal(1, 2, (50, len(stored["features"]))).astype(np.float32)
    expected = [stored["base"] + sum(by_hand(t, row, stored["features"]) for t in stored["trees"]) for row in rows]
    assert getattr(load_model(form), look).compute_log_odds(rows) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_trees_ask_for_features_that_there_are(form):
    text, blocks = render_html("<p>A line of text.</p>")
    seen = observe_lines(split_lines(text), blocks if form == "html" else None)
    around = prediction_features.compute_prediction_features(np.zeros(1), seen.features, seen.block_kinds)
    assert set(load_model(form).first.feature_names) <= set(seen.features)
    assert set(load_model(form).second.feature_names) <= set(seen.features) | set(around)


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_weights_are_a_small_file(form):
    assert (WEIGHTS / f"{form}.json").stat().st_size < 1_000_000


@pytest.mark.parametrize(
    ("log_odds", "body"),
    [
        ("- - + + - -", "- - + + - -"),
        ("+ + ? + +", "+ + + + +"),
        ("+ + - + +", "+ + - + +"),
        ("+ + + - - - - ? ", "+ + + - - - - -"),
        ("- - -", "- - -"),
        ("", ""),
    ],
)
def test_course_of_a_page(log_odds, body):
    odds = {"+": 3.0, "-": -3.0, "?": -0.5}
    assert viterbi.decode_body(np.array([odds[mark] for mark in log_odds.split()])) == [
        mark == "+" for mark in body.split()
    ]


def test_lines_are_found_in_a_known_text():
    lines = [
        "Home",
        "The harbour reopened on Friday.",
        "Pilots",
        "They worked all night long.",
        "Home",
        "More news today here",
    ]
    known = "The harbour reopened on Friday.\nPilots\nThey worked all night long."
    assert align_lines(lines, known) == [False, True, True, True, False, False]
