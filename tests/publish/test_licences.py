"""What text a release carries: each document's terms, held in every file."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.publish.redaction import redact_tables
from pipeline.publish.release_writer import publish_release
from schemas import table_registry
from tests.publish.example import AGREED, COMMENT, COUNTED, FALK, TERMS, TEXT, TITLE, UNTOLD, dataset, facts

TEXT_COLUMNS = {
    name: [column.name for column in columns]
    for name in table_registry.TABLES
    if (columns := table_registry.list_text_columns(name))
}
VEILED = re.compile("[\ue000-\uf8ff]")


def veil(text: str) -> str:
    """The text in letters that stand nowhere else, so that each single one of them can be found again."""
    return "".join(chr(0xE000 + ord(letter)) for letter in text)


def veiled(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The dataset with every character veiled that may not be published: all of `offsets`, of `excerpt` what is neither
    title nor evidence, of all documents the comments."""
    own = dict(tables["documents"].select("document_id", "external_id").iter_rows())

    def cell(row: dict[str, Any], column: str, text: str) -> str:
        terms = TERMS[own[row["document_id"]]]
        if terms == "offsets" or row.get("label") == "comment":
            return veil(text)
        if terms == "excerpt" and column == "text" and row.get("label") in ("widget", "blank"):
            return veil(text)
        return text.replace(UNTOLD, veil(UNTOLD)) if terms == "excerpt" else text

    found = dict(tables)
    for name, columns in TEXT_COLUMNS.items():
        rows = tables[name].to_dicts()
        for row in rows:
            row |= {column: cell(row, column, row[column]) for column in columns if row[column] is not None}
        found[name] = pl.DataFrame(rows, schema=tables[name].schema)
    record = pl.col("record").str.replace(UNTOLD, veil(UNTOLD), literal=True)
    found["rejects"] = tables["rejects"].with_columns(record)
    return found


def everything(folder: Path) -> str:
    """Every string in a folder: files as text, of Parquet the cells and the file's own metadata."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            for column in pq.read_table(path).columns:
                found += [str(value) for value in column.to_pylist()]
            found.append(str(pq.read_schema(path).metadata))
        elif path.is_file():
            found.append(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), path.read_text(encoding="utf-8")))
    return "\n".join(found)


@pytest.mark.parametrize("name", table_registry.TABLES)
def test_every_column_of_text_has_a_policy(name):
    """None is published unasked, and only `publish` can hold what has a rule of its own."""
    free = {
        column.name
        for column in table_registry.list_columns(name)
        if column.dtype in (pl.String, pl.List(pl.String))
        if not (column.is_key or column.references or column.vocabulary)
    }
    assert free == {column.name for column in table_registry.list_columns(name) if column.text}
    derived = {f"{name}.{column.name}" for column in table_registry.list_text_columns(name, "derived")}
    assert derived <= {"figure_series.concept", "timeline.summary", "rejects.record"}


def test_no_character_that_is_not_licensed_is_anywhere_in_the_folder(tmp_path):
    publish_release(veiled(dataset()), tmp_path / "out", facts(excerpt_share=1.0))
    assert not VEILED.search(everything(tmp_path / "out"))
    shown = everything(tmp_path / "out")
    assert COUNTED in shown and AGREED in shown and TITLE in shown


def test_the_same_is_found_where_all_text_is_asked_for_and_said_so(tmp_path):
    publish_release(veiled(dataset()), tmp_path / "out", facts(text_policy="full"))
    assert veil(UNTOLD) in everything(tmp_path / "out")
    for name in ("README.md", "CODEBOOK.md", "croissant.json", "datapackage.json", "provenance.json"):
        assert "ALL TEXT WHATEVER ITS LICENCE" in (tmp_path / "out" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("policy", ["licensed", "full"])
def test_comments_never(policy):
    segments = redact_tables(dataset(), policy)["segments"]
    assert segments.filter(pl.col("label") == "comment").get_column("text").null_count() == len(TERMS)
    assert COMMENT in TEXT


def texts(tables: dict[str, pl.DataFrame], name: str, document: str) -> list[dict[str, Any]]:
    own = tables["documents"].filter(pl.col("external_id") == document).item(0, "document_id")
    return tables[name].filter(pl.col("document_id") == own).select(TEXT_COLUMNS[name]).to_dicts()


@pytest.mark.parametrize(
    ("document", "titles", "segments", "sentences"),
    [
        ("a.txt", [TITLE], [TITLE, None, None, None, None, None], [COUNTED, None, AGREED]),
        ("c.txt", [None], [None] * 6, [None] * 3),
    ],
)
def test_terms_by_table(document, titles, segments, sentences):
    shown = redact_tables(dataset(), "licensed", 1.0)
    assert [row["title"] for row in texts(shown, "documents", document)] == titles
    assert [row["text"] for row in texts(shown, "segments", document)] == segments
    assert [row["text"] for row in texts(shown, "sentences", document)] == sentences


def test_full_keeps_all_but_comments():
    shown, whole = redact_tables(dataset(), "licensed", 1.0), dataset()
    for name in TEXT_COLUMNS:
        expected = [row | ({"text": None} if row.get("text") == COMMENT else {}) for row in texts(whole, name, "b.txt")]
        assert texts(shown, name, "b.txt") == expected


def test_excerpt_keeps_the_words_of_rows_in_their_sentence_and_offsets_none():
    shown = redact_tables(dataset(), "licensed", 1.0)
    for name in ("mentions", "statements", "figures", "events"):
        assert texts(shown, name, "a.txt") == texts(dataset(), name, "a.txt")
        assert {value for row in texts(shown, name, "c.txt") for value in row.values()} == {None}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("The union", True),
        ("union travellers", True),  # words put together, each of them shown
        ("Gulls", False),
        ("Share this page", False),
    ],
)
def test_a_phrase_from_elsewhere_stays_only_where_its_words_are_shown(words, kept):
    tables = dataset(("a.txt",))
    tables["events"] = tables["events"].with_columns(pl.lit(words).alias("actor_text"))
    assert redact_tables(tables, "licensed", 1.0)["events"].item(0, "actor_text") == (words if kept else None)


@pytest.mark.parametrize(("first", "last", "kept"), [(COUNTED, UNTOLD, True), (UNTOLD, AGREED, False)])
def test_a_statement_over_several_sentences_brings_them_in_but_nothing_between(first, last, kept):
    """From the first sentence to the second all characters are prose; to the third a share button lies between."""
    tables = dataset(("a.txt",))
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    span = {"char_start": start, "char_end": end, "text": TEXT[start:end]}
    tables["statements"] = tables["statements"].with_columns(pl.lit(value).alias(name) for name, value in span.items())
    shown = redact_tables(tables, "licensed", 1.0)
    assert shown["sentences"].get_column("text").to_list() == [COUNTED, UNTOLD, AGREED]
    assert shown["statements"].item(0, "text") == (TEXT[start:end] if kept else None)


def test_a_series_keeps_a_concept_that_one_of_its_figures_shows():
    assert redact_tables(dataset(), "licensed", 1.0)["figure_series"].item(0, "concept") == "travellers"
    assert redact_tables(dataset(("c.txt",)), "licensed", 1.0)["figure_series"].item(0, "concept") is None


def test_a_summary_quotes_a_trigger_that_one_of_its_events_shows():
    shown = redact_tables(dataset(), "licensed", 1.0)["timeline"].item(0, "summary")
    assert shown == "Parties agreed (“agreed”)."
    withheld = redact_tables(dataset(("c.txt",)), "licensed", 1.0)["timeline"].item(0, "summary")
    assert withheld == "Agreement, as Port Gazette reported on 2022-01-10."


def test_withholding_twice_is_withholding_once():
    once = redact_tables(dataset(), "licensed", 1.0)
    twice = redact_tables(once, "licensed", 1.0)
    for name, frame in once.items():
        assert frame.equals(twice[name])


def test_rows_of_no_known_document_show_nothing():
    tables = dataset(("b.txt",))
    tables["documents"] = tables["documents"].clear()
    shown = redact_tables(tables, "licensed", 1.0)
    for name, columns in TEXT_COLUMNS.items():
        assert all(shown[name].get_column(column).null_count() == shown[name].height for column in columns)


def test_an_excerpt_takes_the_sentences_with_most_claims_as_long_as_they_fit():
    for share, expected in ((0.0, []), (0.2, []), (0.4, [AGREED]), (0.6, [COUNTED]), (1.0, [COUNTED, AGREED])):
        shown = redact_tables(dataset(("a.txt",)), "licensed", share)
        assert shown["sentences"].get_column("text").drop_nulls().to_list() == expected
        for name in ("figures", "statements", "mentions"):
            assert shown[name].get_column("text").null_count() == (COUNTED not in expected)
        assert shown["figures"].item(0, "concept_lemma") == ("traveller" if COUNTED in expected else None)
        assert shown["figures"].item(0, "unit") == ("traveller" if COUNTED in expected else None)


def test_units_of_measure_and_currencies_are_no_words_of_a_text():
    tables = dataset(("c.txt",))
    for unit, kept in (("USD", True), ("percent", True), ("kilometre", True), ("haddock", False)):
        tables["figures"] = tables["figures"].with_columns(pl.lit(unit).alias("unit"))
        assert redact_tables(tables, "licensed")["figures"].item(0, "unit") == (unit if kept else None)


def test_an_entity_is_named_where_a_document_that_may_be_quoted_names_it():
    for names, shown in ((("a.txt",), "Ines Falk"), (("b.txt", "c.txt"), "Ines Falk"), (("c.txt",), None)):
        entity = redact_tables(dataset(names), "licensed", 1.0)["entities"].row(0, named=True)
        assert entity["name"] == shown
        assert 'I. "Ina" Falk' not in entity["aliases"]  # no document of these uses it


def test_a_summary_is_written_without_a_name_that_is_withheld():
    tables = dataset(("c.txt",))
    summary = pl.lit("Ines Falk and others agreed.").alias("summary")
    tables["timeline"] = tables["timeline"].with_columns(summary, pl.lit(FALK).alias("actor_entity_id"))
    assert "Falk" not in redact_tables(tables, "licensed")["timeline"].item(0, "summary")


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), max_size=8), st.lists(SPANS, max_size=5))
def test_the_sentences_that_a_statement_touches_are_those_that_share_a_character(laid, said):
    """Against the definition: sentences laid out with gaps, spans anywhere."""
    places, at = [], 0
    for gap, length in laid:
        places.append((at + gap, at + gap + length))
        at += gap + length
    own = dataset(("a.txt",))["documents"].item(0, "document_id")
    spans = [{"document_id": own, "char_start": a, "char_end": b, "text": "x"} for a, b in places]
    sentences = [span | {"sentence_id": f"sen_{n:016x}", "sentence_no": n} for n, span in enumerate(spans)]
    statements = [{"document_id": own, "char_start": a, "char_end": a + length, "kind": "direct"} for a, length in said]
    tables = {name: table_registry.make_empty_frame(name) for name in table_registry.TABLES}
    tables["documents"] = dataset(("a.txt",))["documents"]
    tables["documents"] = tables["documents"].with_columns(pl.lit(10_000).alias("body_char_count"))
    tables["sentences"] = table_registry.make_frame("sentences", sentences)
    tables["statements"] = table_registry.make_frame("statements", statements)
    shown = redact_tables(tables, "licensed", 1.0)["sentences"].get_column("text")
    touched = [any(a < end and start < b for start, end in ((s, s + n) for s, n in said)) for a, b in places]
    assert shown.is_not_null().to_list() == touched
