"""One document among others: what is wrong with it costs it alone, and what was not read is told."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline import document_processing
from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.reading_settings import Settings
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from pipeline.language import document_parser

STORY = "Police in Holmvik arrested 12 people on Tuesday, the interior ministry said."


def read(*texts: str, bounds: InputBounds | None = None, media_type: str = "text/plain") -> list[dict[str, Any]]:
    items = [RawDocument(str(number), "x", media_type, text.encode(), "utf-8") for number, text in enumerate(texts)]
    settings = Settings(assume_clean=True, bounds=bounds or InputBounds())
    return [rows.tables for rows in document_processing.process_documents(items, settings)]


def checks(tables: dict[str, Any]) -> list[str]:
    return [row["check"] for row in tables.get("rejects", [])]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b"])
def test_a_document_without_a_body_says_so(text: str) -> None:
    (tables,) = read(text)
    assert len(tables["documents"]) == 1
    assert checks(tables) == ["no_body"]
    assert tables["rejects"][0]["document_id"] == tables["documents"][0]["document_id"]


def test_a_document_that_the_parser_stumbles_over_does_not_take_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = document_parser.parse_documents

    def stumble(documents: Any, *rest: Any) -> Any:
        if any("bad" in text for text, _ in documents):
            raise ValueError("the parser's own fault")
        return parse(documents, *rest)

    monkeypatch.setattr(document_processing, "parse_documents", stumble)
    good, bad, other = read(STORY, f"bad {STORY}", STORY)
    assert checks(bad) == ["failed"]
    assert [len(tables["figures"]) for tables in (good, other)] == [1, 1]
    assert checks(good) == checks(other) == []


def test_what_is_longer_than_the_bounds_is_kept_and_not_read() -> None:
    bounds = InputBounds(max_paragraph_chars=200, max_body_chars=400)
    (tables,) = read("\n".join([STORY, STORY * 4, *[STORY] * 6]), bounds=bounds)
    assert checks(tables) == ["paragraph_too_long", "body_too_long"]
    assert len(tables["segments"]) == 8
    assert len(tables["sentences"]) == 5


def test_a_body_of_signs_is_bounded_by_their_number() -> None:
    (tables,) = read("\n".join([STORY, "( [ ! " * 20, STORY]), bounds=InputBounds(max_body_tokens=60))
    assert checks(tables) == ["body_too_long"]
    assert len(tables["sentences"]) == 1


@pytest.mark.parametrize("clause", ["who met 5 people ", "she said he said "])
def test_a_sentence_without_end_takes_seconds(clause: str) -> None:
    started = time.process_time()
    (tables,) = read(f"{STORY}\n{clause * 400}\n{STORY.replace('12', '15')}")
    assert time.process_time() - started < 20
    assert checks(tables) == []
    assert {12.0, 15.0} <= {row["value"] for row in tables["figures"]}
    assert max(row["char_end"] - row["char_start"] for row in tables["sentences"]) <= 1_000


def test_what_a_page_says_of_itself_is_bounded() -> None:
    page = f'<meta property="og:title" content="{"x" * 400}"><meta property="og:url" content="https://x/{"y" * 600}">'
    (tables,) = read(
        f"<html><head>{page}</head><p>{STORY}", media_type="text/html", bounds=InputBounds(max_field_chars=100)
    )
    assert tables["documents"][0]["title"] is None
    assert "bad_field" in checks(tables)


@pytest.mark.parametrize("day", [date.min, date.max, date(2300, 1, 1)])
def test_a_day_past_the_calendar_is_left_out(day: date) -> None:
    item = RawDocument("a", "a", "text/plain", STORY.encode(), "utf-8")
    item = replace(item, supplied=SuppliedMetadata(published=day))
    (rows,) = document_processing.process_documents([item], Settings(assume_clean=True))
    assert rows.tables["documents"][0]["published_on"] is None
    assert checks(rows.tables) == ["bad_field"]
