"""A dataset's life: published, changed, corrected and published again, while a follower keeps a copy up to date."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.release_diff import diff_releases
from pipeline.publish.verification import verify_release
from schemas import table_registry
from tests.support import ROOT, SEEDS

ADDED = "Ferry strike\n\nTURKU -- Two ferries collided near Turku on 8 January 2022 and killed 14 people.\n"
CHANGED = "002_c3df940d23d449b0.txt"
GONE = "001_baf8908cf5c546c3.txt"
SIGNED = {"reason": "Told by the ministry.", "author": "A. Quist", "made_on": "2022-02-01"}


def publish(folder: Path) -> Path:
    chosen = BuildResource(inputs=[str(folder / "in")], out=str(folder / "out"), state=str(folder / "state"), workers=1)
    outcome = job_runner.run_build(chosen, lambda progress: None)
    assert outcome.failure is None, outcome.details
    return folder / "out"


def load_follower() -> Callable[[dict[str, pl.DataFrame], Path, str], dict[str, pl.DataFrame]]:
    """The function that the documentation gives to whoever follows the dataset."""
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "corrections.md").read_text(), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    return cast("Callable[[dict[str, pl.DataFrame], Path, str], dict[str, pl.DataFrame]]", names["follow"])


def read(path: Path) -> pl.DataFrame:
    return pl.DataFrame(pq.read_table(path)).with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))


def read_tables(release: Path) -> dict[str, pl.DataFrame]:
    return {name: read(release / "parquet" / f"{name}.parquet") for name in table_registry.TABLES}


def name_release(release: Path) -> str:
    return str(json.loads((release / "datapackage.json").read_text())["id"])


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Two releases: five seeds; then one changed, one added, one gone, and two corrections, one of them stale."""
    folder = tmp_path_factory.mktemp("life")
    shutil.copytree(SEEDS, folder / "in")
    first = shutil.copytree(publish(folder), folder / "first")
    changed = (folder / "in" / CHANGED).read_text(encoding="utf-8")
    assert "almost 8,000" in changed
    (folder / "in" / CHANGED).write_text("A line put before.\n\n" + changed.replace("almost 8,000", "almost 9,000"))
    (folder / "in" / GONE).unlink()
    (folder / "in" / "added.txt").write_text(ADDED)
    start = ADDED.index("14 people")
    place = {"document": "added.txt", "start": start, "end": start + 9, "read": "14 people"}
    entries = [
        SIGNED | {"table": "figures", "evidence": place, "field": "value", "is": 15},
        SIGNED | {"table": "entities", "entity": "Atlantis", "name": "Thera"},
    ]
    (folder / "in" / "corrections.yml").write_text(yaml.safe_dump(entries))
    return first, publish(folder), folder / "in"


def test_a_copy_that_follows_the_history_is_the_release(life):
    first, second, _ = life
    copy, release = (
        {name: pl.read_parquet(folder / "parquet" / f"{name}.parquet") for name in table_registry.TABLES}
        for folder in (first, second)
    )
    copy = load_follower()(copy, second, name_release(first))
    for name, rows in release.items():
        assert table_registry.sort_rows(name, copy[name]).equals(rows), name


def test_the_new_release_is_sound_and_tells_the_corrections(life):
    _, second, articles = life
    assert verify_release(second, articles) == []
    states = read(second / "parquet" / "corrections.parquet").select("table", "state").sort("table").rows()
    assert states == [("entities", "stale"), ("figures", "applied")]
    assert 15 in read(second / "flat" / "figures.parquet")["value"].to_list()


def test_a_changed_number_is_an_update_of_its_row(life):
    first, second, _ = life
    found = diff_releases(first, second).rows
    [row] = [
        dict(zip(row["columns"], zip(row["was"], row["is"], strict=True), strict=True))
        for row in found.filter((pl.col("table") == "figures") & (pl.col("change") == "updated")).to_dicts()
        if "value" in row["columns"]
    ]
    assert row["value"] == ("8000.0", "9000.0")
    # Words stand in the tables alone, under their terms.
    assert all(row.get(name, (None, None)) == (None, None) for name in ("text", "qualifier", "concept"))
    assert "| value | 8000.0 | 9000.0 |" in (second / "CHANGES.md").read_text()


def test_the_rows_of_a_changed_article_stay(life):
    first, second, _ = life
    old, new = read_tables(first), read_tables(second)
    [document] = old["documents"].filter(pl.col("external_id") == CHANGED)["document_id"]
    for name in ("segments", "sentences", "mentions", "statements", "figures", "events"):
        key = table_registry.find_key(name)
        before = set(old[name].filter(pl.col("document_id") == document)[key])
        after = set(new[name].filter(pl.col("document_id") == document)[key])
        assert before and before <= after, name
    rows = read(second / "history" / name_release(second) / "documents.parquet")
    told = dict(
        rows.select("external_id", "change_reason").filter(pl.col("external_id").is_in([CHANGED, "added.txt"])).rows()
    )
    assert told == {CHANGED: "changed document", "added.txt": "new document"}


def test_events_keep_their_clusters_and_those_that_go_are_told(life):
    first, second, _ = life
    old, new = read_tables(first), read_tables(second)
    gone = set(old["timeline"]["cluster_id"]) - set(new["timeline"]["cluster_id"])
    told = read(second / "history" / name_release(second) / "timeline.parquet").filter(pl.col("change") == "removed")
    assert set(told["cluster_id"]) == gone
    went = new["events"].select("event_id", now="cluster_id")
    for row in told.iter_rows(named=True):
        mentions = old["events"].filter(pl.col("cluster_id") == row["cluster_id"]).join(went, on="event_id")
        assert (row["became"] or []) == sorted(set(mentions["now"]))
    # An event is gone only with its earliest mention, and that was in the article that was taken out or read anew.
    kept = set(old["timeline"]["cluster_id"]) & set(new["timeline"]["cluster_id"])
    assert len(kept) > len(gone)
