from datetime import date

import pytest

from pipeline.base.date_interval import Interval
from pipeline.base.ids import make_identifier
from pipeline.base.text_span import Span


@pytest.mark.parametrize(
    ("text", "stripped"), [("  a b ", Span(2, 5)), ("", Span(0, 0)), ("   ", Span(0, 0)), ("a", Span(0, 1))]
)
def test_a_span_is_stripped_of_white_space(text: str, stripped: Span) -> None:
    assert Span(0, len(text)).stripped(text) == stripped


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 3).overlaps(Span(2, 5))
    assert Span(0, 5).contains(Span(2, 5))


def test_an_interval_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Interval(date(2021, 2, 1), date(2021, 1, 1), "range")
    assert Interval.from_day(date(2021, 2, 1)).overlaps(Interval(date(2021, 1, 1), date(2021, 2, 1), "range"))


def test_identifiers_tell_their_parts_apart() -> None:
    assert make_identifier("x", "ab", "c") != make_identifier("x", "a", "bc")
    assert make_identifier("x", None) != make_identifier("x", "")
    assert make_identifier("x", 1, 2.5) == make_identifier("x", 1, 2.5)
