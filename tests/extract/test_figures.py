"""Figures as rows: what a sentence's quantities are."""

from typing import Any

import pytest

from tests.support import read_text


def figures(text: str) -> list[dict[str, Any]]:
    return read_text(text)["figures"]


@pytest.mark.parametrize(
    ("text", "span", "value", "qualifier", "unit"),
    [
        ("Police counted more than 3,400 marchers.", "more than 3,400 marchers", 3400, "more_than", "marcher"),
        ("Almost 60 villages lost power.", "Almost 60 villages", 60, "almost", "village"),
        ("The bridge cost $8 million.", "$8 million", 8_000_000, "exact", "USD"),
        ("Fuel went up by 12.5 per cent.", "12.5 per cent", 12.5, "exact", "percent"),
        ("They walked some 40 km that night.", "some 40 km", 40, "about", "kilometre"),
        ("Half a million people fled.", "Half a million people", 500_000, "exact", "person"),
    ],
)
def test_reads_a_quantity(text: str, span: str, value: float, qualifier: str, unit: str) -> None:
    (row,) = figures(text)
    assert (row["text"], row["value"], row["qualifier"], row["unit"]) == (span, value, qualifier, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It opened on 14 March 2019.",
        "The vote began at 7:30 and ended at 9 p.m.",
        "She grew up in the 1970s.",
        "See Article 12 for details.",
        "Nobody knew which one was right.",
    ],
)
def test_leaves_what_is_no_quantity(text: str) -> None:
    assert figures(text) == []


def test_a_vague_word_has_the_least_it_can_mean() -> None:
    (row,) = figures("Dozens of houses burned.")
    assert (row["value"], row["value_low"], row["qualifier"], row["unit"]) == (None, 24, "vague", "house")


def test_a_range_has_both_ends() -> None:
    (row,) = figures("It takes between 5 and 7 hours.")
    assert (row["value"], row["value_low"], row["value_high"], row["qualifier"]) == (None, 5, 7, "range")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two guards were killed and 11 injured.", [(2, "killed"), (11, "wounded")]),
        ("Two guards were killed and 11 were injured.", [(2, "killed"), (11, "wounded")]),
        ("Nine miners were hurt and four killed in a blast.", [(9, "wounded"), (4, "killed")]),
        ("Six sailors drowned and three are missing.", [(6, "killed"), (3, "missing")]),
        ("Five nurses were abducted and two were released.", [(5, "abducted"), (2, "other")]),
    ],
)
def test_a_count_without_a_noun_is_measured_by_its_own_clause(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(row["value"], row["measure"]) for row in read_text(text)["figures"]] == expected
