"""Figures of sentences written for this project: floors, and one failure a measure that falls under its floor."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata

CASES = yaml.safe_load(Path(__file__).with_name("own_figures.yml").read_text(encoding="utf-8"))
# Columns scored of the figures whose value was found, by their short names in the file; null where they are left out.
COLUMNS = {
    "q": ("qualifier", "exact"),
    "part": ("part_of", None),
    "status": ("status", "asserted"),
    "scope": ("scope", "event"),
    "dir": ("direction", None),
    "prev": ("previous_value", None),
    "concept": ("concept", "-"),
}
Number = tuple[float | None, float | None, float | None]


@dataclass
class Score:
    """What was right, by measure, of how many; and what was wrong."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, is_right: bool, message: str) -> None:
        self.total[name] += 1
        self.right[name] += is_right
        if not is_right:
            self.wrong.append(f"{name}: {message}")


def parse_figure(line: str) -> dict[str, Any]:
    """The columns that a line of the file expects."""
    value, unit, measure, *more = line.split()
    wanted: dict[str, Any] = {"unit": unit.replace("_", " "), "measure": measure, "numbers": parse_number(value)}
    stated = dict(item.split("=") for item in more)
    for short, (column, default) in COLUMNS.items():
        wanted[column] = stated.get(short, default)
    return wanted


def parse_number(text: str) -> Number:
    """Value, low and high."""
    if ".." in text:
        low, high = text.split("..")
        return None, float(low), float(high)
    if text.endswith("+"):
        return None, float(text[:-1]), None
    return float(text), None, None


def read_numbers(row: dict[str, Any]) -> Number:
    """Value of a row, or its bounds where it has none."""
    if row["value"] is not None:
        return row["value"], None, None
    return None, row["value_low"], row["value_high"]


def are_equal(first: Number, second: Number) -> bool:
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= 0.001 * max(abs(a), 1))
        for a, b in zip(first, second, strict=True)
    )


def compare(case: dict[str, Any], rows: list[dict[str, Any]], score: Score) -> None:
    """Score the rows of one sentence."""
    values = {row["figure_id"]: read_numbers(row) for row in rows}
    left = list(rows)
    for wanted in map(parse_figure, case["f"]):
        row = next((row for row in left if are_equal(read_numbers(row), wanted["numbers"])), None)
        score.add("recall", row is not None, f"{wanted['numbers']} not found: {case['t']}")
        if row is None:
            continue
        left.remove(row)
        for column in ("unit", "measure", *(column for column, _ in COLUMNS.values())):
            if wanted[column] == "-" or column not in row:
                continue
            given, expected = row[column], wanted[column]
            if column == "part_of":
                given = values.get(given, (None,))[0] if given else None
                expected = float(expected) if expected else None
            elif column == "previous_value":
                expected = float(expected) if expected else None
            elif column == "concept":
                expected = expected.replace("_", " ")
            given = given if given is not None or column != "scope" else "event"
            given = "exact" if given in ("range", "vague") else given
            is_stated = expected is not None and expected not in ("asserted", "event", "exact")
            name = column if column in ("unit", "measure", "concept") else f"{column} {'' if is_stated else 'un'}stated"
            score.add(name, given == expected, f"{row['text']} has {given}, not {expected}: {case['t']}")
    for row in rows:
        score.add("precision", row not in left, f"{row['text']} is no figure: {case['t']}")


@cache
def score_group(group: str) -> Score:
    cases = next(one["cases"] for one in CASES if one["group"] == group)
    items = [
        RawDocument(f"{group}-{at}", "own", "text/plain", case["t"].encode(), "utf-8", SuppliedMetadata())
        for at, case in enumerate(cases)
    ]
    score = Score()
    for case, read in zip(
        cases, document_processing.process_documents(items, Settings(assume_clean=True)), strict=True
    ):
        compare(case, read.tables.get("figures", []), score)
    return score


GROUPS = [one["group"] for one in CASES]

# Floors, a little under what was measured over all sentences; the first reading, before any rule was changed for them,
# is in the comment.
FLOORS = {
    "precision": 0.95,  # 0.900
    "recall": 0.97,  # 0.943
    "unit": 0.96,  # 0.937
    "measure": 0.94,  # 0.596
    "part_of stated": 0.95,
    "status stated": 0.75,
    "scope stated": 0.8,
    "direction stated": 0.88,  # 0.840
    "previous_value stated": 0.95,
    "qualifier stated": 0.95,  # 0.846
    "concept": 0.9,  # 0.950
    "status unstated": 0.97,
    "scope unstated": 0.98,
    "part_of unstated": 0.99,
}


@cache
def score_all() -> Score:
    total = Score()
    for group in GROUPS:
        score = score_group(group)
        total.right += score.right
        total.total += score.total
        total.wrong += score.wrong
    return total


@pytest.mark.parametrize("name", FLOORS)
def test_figures_stay_above_their_floor(name: str) -> None:
    score = score_all()
    wrong = "\n".join(line for line in score.wrong if line.startswith(f"{name}: "))
    assert score.right[name] / score.total[name] >= FLOORS[name], wrong
