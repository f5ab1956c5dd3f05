"""Figures and days of short articles that show what tools often misread."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extract.test_own_figures import Score, compare
from tests.support import read_text

STORIES = yaml.safe_load(Path(__file__).with_name("misread_stories.yml").read_text(encoding="utf-8"))


def read_story(story: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a story, by table."""
    return read_text(story["t"].strip(), published=story["published"])


def parse_days(text: str) -> tuple[date | None, date | None]:
    """First and last day of `2023-06-16` or `2019-11-11..2019-11-20`; null for `-`."""
    if text == "-":
        return None, None
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_figures_of_a_story(story: dict[str, Any]) -> None:
    score = Score()
    compare(story, read_story(story)["figures"], score)
    assert score.total
    assert not score.wrong


@pytest.mark.parametrize("story", [story for story in STORIES if "days" in story], ids=lambda story: story["id"])
def test_days_of_a_story(story: dict[str, Any]) -> None:
    events = read_story(story)["events"]
    for word, days in story["days"].items():
        event = next(row for row in events if row["text"] == word)
        assert (event["date_start"], event["date_end"]) == parse_days(days), word
