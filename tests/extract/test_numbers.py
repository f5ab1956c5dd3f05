"""Numbers in digits and words, ranges and shares, and what looks like a number and is none."""

from typing import Any

import pytest

from pipeline.extract.quantities.number_parser import parse_numeral
from tests.support import read_text


def figures(text: str) -> list[dict[str, Any]]:
    return read_text(text)["figures"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("7", 7), ("1,250", 1250), ("1.5", 1.5), ("12,34,567", 1234567), ("2’500", 2500), ("1.234.567", 1234567)],
)
def test_reads_separators(numeral: str, value: float) -> None:
    assert parse_numeral(numeral) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They planted twenty-five trees.", 25),
        ("They planted three hundred and five trees.", 305),
        ("They planted two thousand six hundred trees.", 2600),
        ("They planted half a million trees.", 500_000),
        ("They planted two and a half million trees.", 2_500_000),
        ("They planted a dozen trees.", 12),
        ("They planted a half-dozen trees.", 6),
        ("They planted 4.5k trees.", 4500),
        ("They planted 19 million trees.", 19_000_000),
        ("They planted 1½ acres.", 1.5),
        ("They walked 2 1/4 miles.", 2.25),
        ("They raised £3.2bn.", 3_200_000_000),
        ("They owed Rs 12 crore.", 120_000_000),
        ("It was minus 12 degrees.", -12),
        ("The balance was -€40.", -40),
        ("Output grew fourfold.", 4),
        ("Output tripled.", 3),
        ("Output was halved.", 0.5),
        ("The margin is plus or minus 3 points.", 3),
        ("Kim is 6-foot-6.", 6.5),
        ("Turnout fell by half of 1 percent.", 0.5),
    ],
)
def test_reads_a_number(text: str, value: float) -> None:
    assert [row["value"] for row in figures(text)] == [value]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It needs 15-20 nurses.", 15, 20),
        ("It needs 15 to 20 nurses.", 15, 20),
        ("It needs between 15 and 20 nurses.", 15, 20),
        ("It needs three or four nurses.", 3, 4),
        ("It needs three or four hundred nurses.", 300, 400),
        ("It costs $2 million to $3 million.", 2_000_000, 3_000_000),
        ("It costs 5 to 7 million euros.", 5_000_000, 7_000_000),
        ("Tariffs of 5%-7% are planned.", 5, 7),
    ],
)
def test_reads_both_ends_of_a_range(text: str, low: float, high: float) -> None:
    (row,) = figures(text)
    assert (row["value_low"], row["value_high"], row["qualifier"], row["value"]) == (low, high, "range", None)


def test_from_what_and_to_what_something_changed_are_two_figures() -> None:
    earlier, later = figures("Wages fell from $900 to $850.")
    assert (earlier["value"], earlier["direction"]) == (900, None)
    assert (later["value"], later["previous_value"], later["direction"]) == (850, 900, "down")


def test_by_how_much_and_to_what_are_two_figures() -> None:
    assert [row["value"] for row in figures("The index rose 40 points to 5,120.")] == [40, 5120]
    assert [row["value"] for row in figures("The peso firmed 0.2% to 17.1 per dollar.")] == [0.2, 17.1]


def test_two_shares_are_no_range_where_the_greater_comes_first() -> None:
    assert [row["value"] for row in figures("The mayor won by 52% to 48%.")] == [52, 48]
    assert [row["value"] for row in figures("She led by 4,205 to 3,900 votes.")] == [4205, 3900]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("One in four households has no car.", 0.25),
        ("Two thirds of the members agreed.", 2 / 3),
        ("Half of the fleet was lost.", 0.5),
        ("Three out of five patients recovered.", 0.6),
        ("Rents are up by a fifth.", 0.2),
        ("Roughly a fifth are new.", 0.2),
    ],
)
def test_reads_a_share(text: str, value: float) -> None:
    (row,) = figures(text)
    assert row["value"] == pytest.approx(value)
    assert row["measure"] == "share"


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Several bridges collapsed.", 3),
        ("A couple of bridges collapsed.", 2),
        ("A few hundred bridges collapsed.", 300),
        ("Hundreds of bridges collapsed.", 200),
        ("Tens of thousands of people fled.", 20_000),
        ("It was the worst flood in decades.", 2),
    ],
)
def test_a_vague_word_means_at_least(text: str, low: float) -> None:
    (row,) = figures(text)
    assert (row["value"], row["value_low"], row["value_high"], row["qualifier"]) == (None, low, None, "vague")


@pytest.mark.parametrize(
    "text",
    [
        "The law was passed in 1994.",
        "The 2019-20 season was cut short.",
        "It happened on May 3, 2011.",
        "She was born in the 1980s.",
        "Doors open at 19:30.",
        "Doors open at 7 p.m.",
        "The S&P 500 closed early.",
        "He bought an iPhone 12 yesterday.",
        "They met at the G20 in Rome.",
        "The match ended 3-1.",
        "Call 0800 555 1234.",
        "Version 2.0.1 is out.",
        "His 401(k) is gone.",
        "One reason is the cold.",
        "The first week of March was wet.",
        "The 22nd amendment forbids it.",
        "Nobody has forgotten 9/11.",
        "The shop is open 24/7.",
        "Leaders of the Group of 20 met.",
        "The manager of the Four Seasons resigned.",
        "The court upheld it by a 5-to-4 vote.",
        "He was half-asleep.",
        "We met for the first time.",
        "It froze in the winter of 1998-9.",
        "4 Maria Lopez.",
        "It will 1) cut costs and 2) save time.",
        'The <a id="144803880">page</a> is gone.',
        "It has the key 310528846193620475.",
    ],
)
def test_leaves_what_only_looks_like_a_quantity(text: str) -> None:
    assert figures(text) == []


def test_ordinals_that_count_are_told_as_such() -> None:
    (row,) = figures("The first convoy reached the town.")
    assert (row["value"], row["unit"], row["measure"]) == (1, "convoy", "ordinal")


@pytest.mark.parametrize(
    "text", ["9" * 400 + " cars", "-" * 300 + "5", "1," * 200, "$" * 200 + "1", "1e999 cars", "½" * 50]
)
def test_survives_any_text(text: str) -> None:
    figures(text)
