"""Parquet as analysts want it: types, descriptions, order, encodings, row groups."""

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publish import parquet_tables
from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from schemas import table_registry
from schemas.controlled_vocabularies import list_values
from tests.publish.example import dataset, facts


@pytest.mark.parametrize("name", table_registry.PUBLISHED)
def test_what_is_written_comes_back(released, name):
    rows = parquet_tables.read_table(released, name)
    assert rows.schema == table_registry.build_polars_schema(name)
    assert pl.concat(parquet_tables.read_batches(released, name)).equals(rows)
    assert pl.read_parquet(parquet_tables.get_parquet_path(released, name)).equals(rows)
    assert table_registry.sort_rows(name, rows).equals(rows)


@pytest.mark.parametrize("name", table_registry.PUBLISHED)
def test_every_column_has_its_description_in_the_file(released, name):
    schema = pq.read_schema(parquet_tables.get_parquet_path(released, name))
    for column in table_registry.list_columns(name):
        told = {key.decode(): value.decode() for key, value in schema.field(column.name).metadata.items()}
        assert told["description"] == column.description
        assert told.get("vocabulary") == column.vocabulary
        assert told.get("unit") == column.unit
        assert schema.field(column.name).nullable == column.nullable
    assert schema.metadata[b"schema_version"] == table_registry.SCHEMA_VERSION.encode()


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [
        ("documents", "published_on", pa.date32()),
        ("segments", "is_body", pa.bool_()),
        ("entities", "aliases", pa.list_(pa.field("element", pa.string(), nullable=False))),
        ("figures", "value", pa.float64()),
        ("figures", "measure", pa.dictionary(pa.int32(), pa.string())),
        ("events", "char_start", pa.int64()),
    ],
)
def test_types(released, name, column, kind):
    assert pq.read_schema(parquet_tables.get_parquet_path(released, name)).field(column).type == kind


def test_a_dictionary_holds_the_whole_closed_list_in_its_order(released):
    measure = pq.read_table(parquet_tables.get_parquet_path(released, "figures")).column("measure").chunk(0)
    assert measure.dictionary.to_pylist() == list_values("measure")


def test_the_file_is_compressed_ordered_and_indexed(released):
    group = pq.read_metadata(parquet_tables.get_parquet_path(released, "figures")).row_group(0)
    assert {group.column(place).compression for place in range(group.num_columns)} == {"ZSTD"}
    assert [order.column_index for order in group.sorting_columns] == [1, 3, 4, 0]
    assert group.column(1).statistics.has_min_max
    assert group.column(1).has_offset_index


def test_many_row_groups_are_one_table(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_tables, "ROW_GROUP_SIZE", 2)
    publish_release(dataset(), tmp_path / "out", facts())
    assert pq.read_metadata(parquet_tables.get_parquet_path(tmp_path / "out", "segments")).num_row_groups == 9
    assert verify_release(tmp_path / "out") == []
    assert parquet_tables.read_table(tmp_path / "out", "segments").height == 18
