"""Which elements hold the prose of a page, and where a block stands among them."""

import numpy as np
import pytest

from pipeline.clean.features import container_features
from pipeline.intake.html_rendering import render_html

PROSE = "The ferry to the islands leaves an hour later from Monday, the operator said."
PAGE = f"""
<div><a href=/>Home</a></div>
<main>
  <div><h1>Ferry leaves later</h1><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></div>
  <ul><li><a href=/cod>Cod prices climb</a></li></ul>
</main>
<div><p>{PROSE}</p></div>
"""


def seen(html):
    """The columns of a page, with the words of its blocks of prose for their weight."""
    text, blocks = render_html(html)
    weight = np.array([float(len(PROSE.split())) * (block.span.slice_text(text) == PROSE) for block in blocks])
    return container_features.compute_container_features(blocks, weight, float(weight.sum()))


def test_how_much_of_the_prose_the_elements_around_a_block_hold():
    # Home, the headline, three paragraphs, the link below them, a paragraph elsewhere.
    found = seen(PAGE)
    assert found["held_1"] == pytest.approx([0, 0, 0.25, 0.25, 0.25, 0, 0.25])
    assert found["held_2"][1:5] == pytest.approx([0.75] * 4)
    assert found["linked_1"][[1, 5]] == pytest.approx([0, 1])


def test_the_innermost_element_with_most_of_the_prose_is_where_the_article_stands():
    found = seen(PAGE)
    assert found["in_holder"].tolist() == [False, True, True, True, True, False, False]
    assert found["to_holder"].tolist() == [-1, 1, 1, 1, 1, -1, -1]


def test_the_element_whose_own_children_have_most_prose_is_the_column():
    found = seen(PAGE)
    assert found["in_column"].tolist() == [False, True, True, True, True, False, False]
    assert np.sign(found["from_column_start"]).tolist() == [-1, 0, 1, 1, 1, 1, 1]
    assert np.sign(found["from_column_end"]).tolist() == [-1, -1, -1, -1, 0, 1, 1]


def test_what_is_put_around_an_article_may_hold_little_of_the_prose():
    assert seen(PAGE)["whole_held"] == pytest.approx([-1, 0.75, 0.75, 0.75, 0.75, 0.75, -1])
