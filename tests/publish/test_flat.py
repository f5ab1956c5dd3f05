"""Flat views: names beside ids, one row with all that a reader needs, read right by the tools that people use."""

from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.flat.flat_rows import build_flat_view, follow_references
from pipeline.publish.release_writer import publish_release
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS, follow_path, list_flat_columns
from tests.publish.example import COUNTED, TITLE, dataset, facts

TWO_SIDES = (
    '[{"sides": [{"document_ids": ["%s"], "event_ids": [], "value": "2022-01-06"},'
    ' {"document_ids": ["%s", "%s"], "event_ids": [], "value": "2022-01-08"}], "what": "date"}]'
)


def test_a_figure_stands_beside_its_sentence_its_speaker_and_its_source():
    row = build_flat_view("flat_figures", dataset()).row(0, named=True)
    assert row["sentence"].startswith("Harbour master Ines Falk said 4,200 travellers")
    assert (row["told_by"], row["speaker"]) == ("claimed", "Ines Falk")
    assert (row["title"], row["publisher"], row["published_on"]) == (TITLE, "Port Gazette", date(2022, 1, 10))
    assert (row["value"], row["expression"], row["series_agreement"]) == (4200.0, "4,200 travellers", "agree")


def test_what_no_speaker_claims_is_reported():
    events = build_flat_view("flat_events", dataset())
    assert events.select("told_by", "speaker").unique().rows() == [("reported", None)]


def test_a_speaker_that_is_no_entity_is_named_by_its_words():
    tables = dataset()
    tables["statements"] = tables["statements"].with_columns(speaker_entity_id=pl.lit(None, pl.String))
    assert build_flat_view("flat_statements", tables).item(0, "speaker") == "Harbour master Ines Falk"


def test_a_dispute_is_told_in_words_with_its_sources():
    tables = dataset()
    ids = tables["documents"].get_column("document_id").to_list()
    tables["documents"] = tables["documents"].with_columns(
        publisher=pl.Series(["Port Gazette", None, None]), title=pl.Series([TITLE, "=Quay news", None])
    )
    conflicts = TWO_SIDES % (ids[0], ids[1], ids[2])
    tables["timeline"] = tables["timeline"].with_columns(conflicts=pl.lit(conflicts), agreement=pl.lit("conflict"))
    row = build_flat_view("flat_timeline", tables).row(0, named=True)
    assert row["disputed_date"] == "2022-01-06 (Port Gazette) | 2022-01-08 (=Quay news; c.txt)"
    assert row["disputed_actor"] is None
    assert row["sources"] == "=Quay news; Port Gazette; c.txt"
    assert (row["reported_count"], row["claimed_count"], row["event_count"]) == (3, 0, 3)
    text = csv_tables.encode_rows("flat_timeline", build_flat_view("flat_timeline", tables)).decode()
    assert "'=Quay news; Port" in text


@pytest.mark.parametrize("name", FLAT_VIEWS)
def test_every_row_of_the_table_is_there_once_in_its_order(released, name):
    table = FLAT_VIEWS[name].table
    key = table_registry.find_key(table)
    assert parquet_tables.read_table(released, name)[key].equals(parquet_tables.read_table(released, table)[key])


@pytest.mark.parametrize("name", FLAT_VIEWS)
def test_no_cell_holds_a_list_or_json(released, name):
    for column in table_registry.list_columns(name):
        assert not isinstance(column.dtype, pl.List)
    text = csv_tables.get_csv_path(released, name).read_text(encoding="utf-8")
    assert not any(mark in text for mark in ('{""', '[""', '": '))


@pytest.mark.parametrize("name", FLAT_VIEWS)
def test_a_column_that_no_line_mentions_is_there_all_the_same(name):
    view = FLAT_VIEWS[name]
    shown = {column.path[0] for column in list_flat_columns(name) if len(column.path) == 1}
    assert shown | set(view.omitted) == set(table_registry.build_polars_schema(view.table))


def test_a_path_must_lead_over_references():
    assert follow_path("events", ("statement_id", "speaker_entity_id", "name")) == ["events", "statements", "entities"]
    with pytest.raises(KeyError, match=r"events\.status refers to no table"):
        follow_path("events", ("status", "name"))
    speakers = follow_references(dataset(), "figures", ("statement_id", "speaker_entity_id", "name"))
    assert speakers.to_list() == ["Ines Falk"] * 3


def test_candidates_stay_out_of_the_view_of_events():
    tables = dataset()
    doubtful = tables["events"]["event_id"][0]
    tier = pl.when(pl.col("event_id") == doubtful).then(pl.lit("candidate")).otherwise("tier")
    tables["events"] = tables["events"].with_columns(tier.cast(tables["events"].schema["tier"]).alias("tier"))
    shown = build_flat_view("flat_events", tables)["event_id"].to_list()
    assert len(shown) == tables["events"].height - 1 and doubtful not in shown


def test_text_that_may_not_be_published_is_not_in_a_view(tmp_path):
    publish_release(dataset(), tmp_path / "out", facts(excerpt_share=0.5))
    for name in ("flat_figures", "flat_statements"):
        sentences = (
            parquet_tables.read_table(tmp_path / "out", name).sort("external_id").get_column("sentence").to_list()
        )
        assert sentences == [COUNTED, COUNTED.replace("quay", "dock"), None]


@pytest.mark.parametrize("name", ["flat_figures", "flat_events"])
def test_polars_reads_dates_and_categories(released, name):
    table = FLAT_VIEWS[name].table
    rows = pl.read_parquet(released / "flat" / f"{table}.parquet")
    assert rows.schema["published_on"] == pl.Date
    assert rows.schema["told_by"] in (pl.Categorical, pl.Enum, pl.String)
    text = pl.read_csv(released / "flat" / f"{table}.csv", try_parse_dates=True)
    assert text.columns == rows.columns
    assert text["published_on"].to_list() == [date(2022, 1, 10)] * 3
    assert text["told_by"].to_list() == rows["told_by"].cast(pl.String).to_list()


def test_pandas_reads_dates_and_categories(released):
    rows = pd.read_parquet(released / "flat" / "figures.parquet")
    assert rows["published_on"][0] == date(2022, 1, 10)
    assert isinstance(rows["measure"].dtype, pd.CategoricalDtype)
    text = pd.read_csv(released / "flat" / "figures.csv", parse_dates=["published_on"])
    assert text["published_on"][0] == pd.Timestamp("2022-01-10")
    assert text["value"].tolist() == rows["value"].tolist()


def test_duckdb_reads_dates_and_categories(released):
    for suffix in ("parquet", "csv"):
        found = duckdb.sql(
            f"SELECT published_on, told_by, count(*) FROM '{released / 'flat' / f'figures.{suffix}'}' GROUP BY ALL"
        )
        assert found.fetchall() == [(date(2022, 1, 10), "claimed", 3)]
