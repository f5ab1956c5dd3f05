"""The words of all lines of a page at once."""

import numpy as np
import pytest

from pipeline.clean.features.page_vocabulary import NO_WORD, PageVocabulary
from pipeline.clean.text_lines import split_lines

PAGE = """The ferry leaves the harbour at noon
We use cookies
The harbour is closed
Ferry, ferry
Up to us"""


def vocabulary(text=PAGE):
    return PageVocabulary(split_lines(text))


def test_the_share_of_small_words_of_each_kind():
    kinds = vocabulary().compute_kind_shares()
    assert kinds["function"][0] == pytest.approx(3 / 7)
    assert kinds["consent"].tolist() == pytest.approx([0, 1 / 3, 0, 0, 0])


def test_in_how_many_other_lines_the_longer_words_come_back():
    # Of ferry, leaves, harbour and noon two come back once; `ferry` twice in a line counts once.
    assert vocabulary().count_sharing_lines() == pytest.approx([0.5, 0, 0.5, 1, NO_WORD])


def test_what_share_of_the_longer_words_certain_lines_take_up():
    prose = np.array([True, False, False, False, False])
    assert vocabulary().compute_overlap(prose) == pytest.approx([0, 0, 0.5, 1, NO_WORD])


def test_signs_without_a_word():
    empty = vocabulary("***\n—")
    assert empty.count_sharing_lines().tolist() == [NO_WORD] * 2
    assert empty.compute_kind_shares()["function"].tolist() == [0, 0]
