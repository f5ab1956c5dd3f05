"""CSV: what a spreadsheet would run is neutralised, and everything comes back as it was."""

import csv as standard
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.publish import csv_tables
from schemas import table_registry
from tests.publish.example import dataset

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1"]
HOSTILE = [*FORMULAS, 'a"b', "a,b", "a\r\nb", " x", ""]


def title(text: str | None) -> str:
    """The cell of a title as another reader finds it."""
    rows = dataset(("a.txt",))["documents"].with_columns(pl.lit(text, pl.String).alias("title"))
    name = io.StringIO(b"".join(csv_tables.encode_chunks("documents", iter([rows]))).decode(), newline="")
    [row] = standard.DictReader(name)
    return row["title"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_as_a_formula(text):
    shown = title(text)
    assert shown[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
    assert pl.select(csv_tables.restore_text(pl.lit(shown))).item() == text


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_every_text_comes_back(text):
    assert pl.select(csv_tables.restore_text(pl.lit(title(text)))).item() == text


@pytest.mark.parametrize("text", ["3 - 2", "Ferry strike ends", "'tis", "a=b"])
def test_other_cells_are_as_they_are(text):
    assert title(text) == text


def test_null_and_empty_text_differ():
    rows = dataset(("a.txt",))["documents"]
    [_, null, _] = _lines(rows.with_columns(pl.lit(None, pl.String).alias("title")))
    [_, empty, _] = _lines(rows.with_columns(pl.lit("").alias("title")))
    assert ",Port Gazette,," in null
    assert ',Port Gazette,"",' in empty


def test_dates_lists_numbers_and_flags():
    text = b"".join(csv_tables.encode_chunks("entities", iter([dataset()["entities"]]))).decode()
    assert '"[""@falk"",""I. \\""Ina\\"" Falk""]"' in text
    assert ",-1.5," in text  # a number is no text: it stays as it is
    assert "2022-01-10" in "".join(_lines(dataset()["documents"]))
    assert ",true,1.0," in b"".join(csv_tables.encode_chunks("segments", iter([dataset()["segments"]]))).decode()


def test_the_header_is_the_schema():
    for name in table_registry.PUBLISHED:
        assert csv_tables.encode_header(name).decode().rstrip("\r\n").split(",") == list(
            table_registry.build_polars_schema(name)
        )


def _lines(rows: pl.DataFrame) -> list[str]:
    return b"".join(csv_tables.encode_chunks("documents", iter([rows]))).decode().split("\r\n")
