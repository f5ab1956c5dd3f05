"""Rows that break a type, a schema, a key or a span are set aside one by one; the others go on."""

from typing import Any

import polars as pl
import pytest

from pipeline.base.ids import make_identifier
from pipeline.reconcile.documents.table_settlement import settle_tables
from pipeline.store.row_checks import check_table, make_valid_frame, separate_rejects, separate_wrong_spans
from schemas import table_registry
from tests.support import read_text

TEXT = "Police in Holmvik arrested 12 people on Tuesday.\n\nThe United Nations sent 40 observers to Norway on Friday."


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, Any]]]:
    return read_text(TEXT)


@pytest.mark.parametrize(
    ("field", "value"),
    [("source_bytes", 2**70), ("title", "half \ud800"), ("published_on", "soon"), ("char_count", "many")],
)
def test_a_value_that_no_column_can_hold_costs_its_row(
    tables: dict[str, list[dict[str, Any]]], field: str, value: object
) -> None:
    good = tables["documents"][0]
    others = [good | {"document_id": make_identifier("doc", number), "external_id": str(number)} for number in range(9)]
    frame, rejects = make_valid_frame("documents", [*others[:4], good | {field: value}, *others[4:]])
    assert sorted(frame["external_id"]) == [str(number) for number in range(9)]
    assert [(reject["document_id"], reject["check"]) for reject in rejects] == [
        (good["document_id"], "documents: types")
    ]
    table_registry.make_frame("rejects", rejects).write_parquet(file=__import__("io").BytesIO())


def test_of_two_rows_with_one_key_the_first_is_kept(tables: dict[str, list[dict[str, Any]]]) -> None:
    rows = tables["mentions"]
    frame, rejects = separate_rejects("mentions", table_registry.make_frame("mentions", [*rows, rows[0]]))
    assert frame.height == len(rows)
    assert [reject["check"] for reject in rejects] == ["mention_id: unique"]


def test_a_span_that_leaves_its_sentence_is_set_aside(tables: dict[str, list[dict[str, Any]]]) -> None:
    names = ("documents", "segments", "sentences", "mentions", "figures")
    rows = {name: [dict(row) for row in tables[name]] for name in names}
    first, last = rows["mentions"][0], rows["mentions"][-1]
    first |= {"char_end": 60, "text": TEXT[first["char_start"] : 60]}
    last |= {"text": last["text"] + "!"}
    rows["figures"][-1] |= {"char_end": 900}
    frames, rejects = separate_wrong_spans({name: table_registry.make_frame(name, rows[name]) for name in names})
    assert frames["mentions"].height == len(rows["mentions"]) - 2
    assert sorted(reject["failure"] for reject in rejects) == [
        "its span leaves its row of sentences",
        "its text is not as long as its span",
        "its text is not as long as its span",
    ]


def test_a_table_that_does_not_fit_at_all_is_empty_and_told() -> None:
    frame, rejects = check_table("events", pl.DataFrame({"event_id": ["x"]}))
    assert frame.equals(table_registry.make_empty_frame("events"))
    assert [reject["check"] for reject in rejects] == ["events: schema"]


def test_what_refers_to_a_row_that_was_set_aside_goes_with_it(tables: dict[str, list[dict[str, Any]]]) -> None:
    frames = {name: table_registry.make_frame(name, tables[name]) for name in ("documents", "segments", "sentences")}
    frames["segments"] = frames["segments"].with_columns(
        label=pl.when(pl.col("segment_no") == 0).then(pl.lit("nonsense")).otherwise("label")
    )
    settled, rejects = settle_tables(frames)
    assert [frame.height for frame in settled.values()] == [1, frames["segments"].height - 1, 1]
    assert sorted(reject["table"] for reject in rejects) == ["segments", "sentences"]


def test_a_name_does_not_run_over_into_the_next_line() -> None:
    tables = read_text(
        "The boat was stopped by Spanish\nauthorities on Monday.\nThe plan is that of the United\nNations and the "
        "Kingdom of\nNorway.\nSUPPORT OF THE UNITED\nNATIONS\nThe White\nHouse and the Bank of\nEngland agreed."
    )
    sentences = {row["sentence_id"]: row for row in tables["sentences"]}
    assert tables["mentions"]
    for row in tables["mentions"]:
        assert row["char_end"] <= sentences[row["sentence_id"]]["char_end"], row["text"]
