"""Whole short reports: which days, numbers and speakers a reader takes from them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import read_text

REPORTS = yaml.safe_load(Path(__file__).with_name("short_reports.yml").read_text(encoding="utf-8"))


def parse_days(told: Any) -> tuple[date | None, date | None]:
    """`2023-06-16`, `2023-06-17..2023-06-18`, or `-` for no days."""
    first, _, last = str(told).partition("..")
    return (None, None) if first == "-" else (date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.fixture(scope="module", params=REPORTS, ids=lambda report: report["text"][:30])
def report(request):
    return request.param, read_text(request.param["text"], published=request.param["published"])


def test_events_have_their_days_and_status(report):
    told, tables = report
    found = {row["text"]: (row["date_start"], row["date_end"], row["status"]) for row in reversed(tables["events"])}
    wanted = {words: (*parse_days(days), status) for words, (days, status) in told["events"].items()}
    assert {words: found.get(words) for words in wanted} == wanted


def test_figures_have_their_values_and_measures(report):
    told, tables = report
    found = {row["text"]: [row["value"], row["measure"]] for row in tables.get("figures", [])}
    wanted = told.get("figures", {})
    assert {words: found.get(words) for words in wanted} == wanted
    assert not told.get("only_figures") or found.keys() == wanted.keys()


def test_statements_begin_behind_the_dateline_and_have_their_speakers(report):
    told, tables = report
    names = {row["entity_id"]: row["name"] for row in tables.get("actors", [])}
    for opening, speaker in told.get("speakers", {}).items():
        found = [row for row in tables["statements"] if row["text"].startswith(opening)]
        assert [names.get(row["speaker_entity_id"]) for row in found] == [speaker]


def test_an_army_among_towns_of_another_state_is_not_that_of_the_state_named_before():
    tables = read_text("Militants attacked Maiduguri on Sunday. The army retook Palmyra on Monday.")
    names = {row["entity_id"]: row["name"] for row in tables["actors"]}
    retook = next(row for row in tables["events"] if row["text"] == "retook")
    assert (retook["actor_text"], names.get(retook["actor_entity_id"])) == ("The army", None)
