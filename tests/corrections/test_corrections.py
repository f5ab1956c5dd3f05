"""Corrections that people make: applied by their evidence, stale where it is gone, refused entry by entry."""

import re
import time
from datetime import date
from typing import Any

import polars as pl
import pytest
import yaml

from pipeline.corrections.correction_entries import parse_correction
from pipeline.corrections.correction_files import read_corrections
from pipeline.corrections.row_corrections import CORRECTED_TABLES, apply_row_corrections
from schemas import table_registry
from tests.corrections.corpus import BERGEN, OSLO, SIGNED, evidence, publish, write_articles, write_corrections
from tests.support import ROOT
from tests.test_cli import newsledger

FIGURE = {"table": "figures", "evidence": evidence(OSLO, "14 people")}


@pytest.fixture
def articles(tmp_path):
    return write_articles(tmp_path / "in")


def outcomes(tables):
    columns = ["table", "field", "was", "is", "state", "note"]
    return {(row["table"], row["field"]): row for row in tables["corrections"].select(columns).to_dicts()}


def test_values_rows_entities_and_events_are_corrected(tmp_path, articles):
    police = evidence(OSLO, "arrested")
    before = publish(tmp_path / "before", articles)
    write_corrections(
        articles,
        {"table": "figures", "evidence": evidence(OSLO, "14 people"), "field": "value", "was": 14, "is": 16},
        {"table": "events", "evidence": evidence(BERGEN, "sent", "bergen.txt"), "wrong": True},
        {"table": "events", "evidence": police, "field": "actor_entity_id", "is": "Kari Nilsen"},
        {"table": "entities", "entity": "Nilsen", "same_as": "Kari Nilsen"},
        {"table": "entities", "entity": "Holm", "name": "Per Holm"},
        {"table": "timeline", "evidence": police, "apart_from": evidence(BERGEN, "arrested", "bergen.txt")},
    )
    after = publish(tmp_path / "after", articles)
    assert set(after["corrections"]["state"]) == {"applied"}
    assert after["corrections"].height == 6
    assert (sorted(before["figures"]["value"]), sorted(after["figures"]["value"])) == ([14, 16, 300], [16, 16, 300])
    assert set(before["events"]["text"]) - set(after["events"]["text"]) == {"sent"}
    assert set(before["entities"]["name"]) - set(after["entities"]["name"]) == {"Nilsen", "Holm"}
    assert after["entities"].filter(pl.col("name") == "Per Holm").item(0, "aliases").to_list() == ["Holm"]
    nilsen = after["entities"].filter(pl.col("name") == "Kari Nilsen").item(0, "entity_id")
    arrests = after["events"].filter(pl.col("text") == "arrested")
    assert sorted(arrests["actor_entity_id"].to_list(), key=str) == sorted([nilsen, None], key=str)
    assert arrests["cluster_id"].n_unique() == 2
    assert before["events"].filter(pl.col("text") == "arrested")["cluster_id"].n_unique() == 1
    assert outcomes(after)["figures", "value"]["was"] == "14"
    # The conflict between the articles is gone with the number that was wrong.
    assert before["timeline"].filter(pl.col("conflicts").is_not_null()).height == 1
    assert after["timeline"].filter(pl.col("conflicts").is_not_null()).height == 0
    # Text and offsets stay as they were read.
    assert after["figures"].select("char_start", "text").equals(before["figures"].select("char_start", "text"))


def test_mentions_that_are_one_event_are_joined(tmp_path, articles):
    sent = evidence(BERGEN, "sent", "bergen.txt")
    write_corrections(
        articles, {"table": "timeline", "evidence": sent, "belongs_with": evidence(BERGEN, "arrested", "bergen.txt")}
    )
    after = publish(tmp_path, articles)
    assert after["corrections"]["state"].to_list() == ["applied"]
    assert after["events"].filter(pl.col("text").is_in(["sent", "arrested"]))["cluster_id"].n_unique() == 1


def test_two_of_one_name_are_told_apart_by_their_documents(tmp_path, articles):
    entry = {"table": "entities", "entity": "Oslo", "document": "oslo.txt", "not_same_as": "Oslo"}
    write_corrections(articles, entry | {"other_document": "bergen.txt"})
    after = publish(tmp_path, articles)
    assert after["corrections"]["state"].to_list() == ["applied"]
    assert after["entities"]["name"].to_list().count("Oslo") == 2


STALE: list[tuple[dict[str, Any], str]] = [
    (FIGURE | {"evidence": evidence(OSLO, "14 people") | {"read": "15 people"}, "field": "value", "is": 1},
     "no row of figures stands at these characters with these words"),
    (FIGURE | {"evidence": evidence(OSLO, "14 people", "gone.txt"), "field": "value", "is": 1},
     "its document is not in the build"),
    (FIGURE | {"field": "value", "is": 14}, "this is what is found anyway; take the correction out"),
    (FIGURE | {"field": "value", "was": 13, "is": 12}, "it was 13 when the correction was made, and is 14 now"),
    ({"table": "events", "evidence": evidence(OSLO, "arrested"), "field": "actor_entity_id", "is": "Nobody"},
     "no entity has the name Nobody"),
    ({"table": "entities", "entity": "Oslo", "wikidata_id": "Q585"}, "this is what is found anyway"),
    ({"table": "entities", "entity": "Atlantis", "name": "Thera"}, "no document names Atlantis"),
    ({"table": "entities", "entity": "Oslo", "not_same_as": "Sweden"}, "this is what is found anyway"),
    ({"table": "timeline", "evidence": evidence(OSLO, "arrested"),
      "belongs_with": evidence(BERGEN, "arrested", "bergen.txt")}, "this is what is found anyway"),
]  # fmt: skip


def test_what_is_stale_is_told_and_changes_nothing(tmp_path, articles, built):
    write_corrections(articles, *(entry for entry, _ in STALE))
    after = publish(tmp_path, articles)
    assert set(after["corrections"]["state"]) == {"stale"}
    notes = after["corrections"]["note"].to_list()
    assert len(notes) == len(STALE)
    for _, told in STALE:
        assert any(told in note for note in notes), told
    for name in ("figures", "events", "entities", "timeline"):
        assert after[name].equals(built[name])


def test_a_bound_and_a_day_are_corrected(tmp_path, articles):
    write_corrections(
        articles,
        FIGURE | {"field": "value_low", "is": -1e300},
        FIGURE | {"field": "as_of_start", "is": "2011-01-01"},
    )
    after = publish(tmp_path, articles)
    assert after["corrections"]["state"].to_list() == ["applied", "applied"]
    assert after["figures"].filter(value_low=-1e300, as_of_start=date(2011, 1, 1)).height == 1


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    return publish(folder, write_articles(folder / "in"))


def test_a_correction_by_which_a_row_would_not_fit_its_schema_is_not_applied(built):
    tables = {name: built[name].cast({pl.Categorical: pl.String}) for name in CORRECTED_TABLES}
    entry = {"table": "figures", "evidence": evidence(OSLO, "14 people"), **SIGNED}
    low = parse_correction(entry | {"field": "value_low", "is": 20})
    high = parse_correction(entry | {"field": "value_high", "is": 10})
    corrected, told = apply_row_corrections(tables, built["documents"], built["entities"], [low, high])
    assert corrected["figures"].equals(tables["figures"])
    assert {outcome.note for outcome in told} == {"the row would not fit its schema"}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("14", "expected a mapping"),
        ({"table": "segments"}, "`table` must be one of"),
        (FIGURE, "give `field` and `is`, or `wrong: true`"),
        (FIGURE | {"field": "text", "is": "15 people"}, "`text` cannot be corrected"),
        (FIGURE | {"field": "char_start", "is": 1}, "`char_start` cannot be corrected"),
        (FIGURE | {"field": "value", "is": "many"}, "could not convert string to float"),
        (FIGURE | {"field": "value", "is": float("nan")}, "`value` is a number"),
        (FIGURE | {"field": "measure", "is": "slain"}, "`measure` is one of"),
        (FIGURE | {"field": "measure", "is": None}, "`measure` is never null"),
        (FIGURE | {"field": "as_of_start", "is": "May"}, "Invalid isoformat string"),
        (FIGURE | {"wrong": True, "field": "value"}, "`wrong` stands alone"),
        (FIGURE | {"wrong": True, "made_on": "soon"}, "made_on"),
        (FIGURE | {"wrong": True, "reason": ""}, "reason"),
        ({"table": "entities", "entity": "Oslo"}, "give one of `same_as`"),
        ({"table": "timeline", "evidence": evidence(OSLO, "arrested")}, "give one of `belongs_with`"),
    ],
)
def test_what_is_no_correction_is_refused_with_the_reason(entry, told):
    with pytest.raises(ValueError) as error:
        parse_correction(SIGNED | entry if isinstance(entry, dict) else entry)
    assert told in str(error.value) and "\n" not in str(error.value)


def test_the_command_line_sets_faulty_entries_aside_and_warns_of_stale_ones(tmp_path, articles):
    (articles / "corrections" / "2021").mkdir(parents=True)
    stale = SIGNED | {"table": "entities", "entity": "Atlantis", "name": "Thera"}
    good = SIGNED | {"table": "entities", "entity": "Holm", "name": "Per Holm"}
    (articles / "corrections" / "2021" / "may.yml").write_text(yaml.safe_dump([good, stale, {"table": "rows"}]))
    (articles / "corrections.yml").write_text("- 'open")
    arguments = ("build", articles, "--out", tmp_path / "out", "--state", tmp_path / "state", "--workers", "1")
    done = newsledger(*arguments)
    assert done.returncode == 3, done.stderr
    assert "2 corrections, 1 of them stale: see" in done.stdout
    rejects = pl.read_parquet(tmp_path / "out" / "parquet" / "rejects.parquet").sort("check")
    assert rejects["table"].to_list() == ["corrections", "corrections"]
    assert rejects["failure"][0].startswith("may.yml, entry 3: `table` must be one of")
    assert rejects["failure"][1].startswith("corrections.yml: the file is not used: not readable as YAML")
    assert newsledger("verify", tmp_path / "out", "--seeds", articles).returncode == 0


def test_ten_thousand_corrections_cost_under_two_seconds(tmp_path, built):
    places = [{"document": "oslo.txt", "start": n, "end": n + 9, "read": "14 people"} for n in range(10_000)]
    entries = [{"table": "figures", "evidence": place, "field": "value", "was": 14, "is": 16} for place in places]
    write_corrections(tmp_path, *entries)
    tables = {name: built[name].cast({pl.Categorical: pl.String}) for name in CORRECTED_TABLES}
    started = time.process_time()
    read = read_corrections([tmp_path])
    corrected, told = apply_row_corrections(tables, built["documents"], built["entities"], read.entries)
    assert time.process_time() - started < 2
    assert len(told) == 10_000 and sum(outcome.note is None for outcome in told) == 1
    assert 14 not in corrected["figures"]["value"].to_list()
    assert table_registry.sort_rows("figures", corrected["figures"]).equals(corrected["figures"])


def test_the_corrections_of_the_documentation_are_applied(tmp_path, articles):
    [text] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "corrections.md").read_text(), re.DOTALL)
    (articles / "corrections.yml").write_text(text)
    after = publish(tmp_path, articles)
    assert after["corrections"]["state"].to_list() == ["applied"] * 4, after["corrections"]["note"].to_list()
