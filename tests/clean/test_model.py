"""The trees are scored as they are written, and a page's course is found as a whole."""

import json

import numpy as np
import pytest

from pipeline.clean import context, run
from pipeline.clean.lines import lines
from pipeline.clean.model import WEIGHTS, looks
from pipeline.clean.seen import see
from pipeline.clean.teach import align
from pipeline.intake.html import render


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
    assert getattr(looks(form), look).log_odds(rows) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_trees_ask_for_features_that_there_are(form):
    text, blocks = render("<p>A line of text.</p>")
    seen = see(lines(text), blocks if form == "html" else None)
    around = context.columns(np.zeros(1), seen.features, seen.kinds)
    assert set(looks(form).first.names) <= set(seen.features)
    assert set(looks(form).second.names) <= set(seen.features) | set(around)


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
    assert run.body(np.array([odds[mark] for mark in log_odds.split()])) == [mark == "+" for mark in body.split()]


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
    assert align(lines, known) == [False, True, True, True, False, False]
