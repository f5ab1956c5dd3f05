"""Identities that last: the same address or external id is the same document, the same sentence the same rows."""

import json
from pathlib import Path

from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from pipeline.row_identifiers import RowIdentifiers, mask_numbers
from schemas import table_registry
from tests.support import read_text

ROWS = ("sentences", "mentions", "statements", "figures", "events")


def documents(folder: Path, *lines: dict[str, str]) -> list[RawDocument]:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return [found for found in find_documents([path]) if isinstance(found, RawDocument)]


def test_an_article_that_comes_again_changed_is_the_same_document(tmp_path: Path) -> None:
    [first] = documents(tmp_path, {"id": "7", "text": "Two ships sank."})
    [second] = documents(tmp_path, {"id": "7", "text": "Three ships sank."})
    assert first.document_id == second.document_id
    assert first.cache_key != second.cache_key
    [first] = documents(tmp_path, {"id": "7", "text": "Two ships sank.", "url": "https://port.example/a"})
    [second] = documents(tmp_path, {"id": "9", "text": "Three ships sank.", "url": "https://port.example/a#top"})
    assert first.document_id == second.document_id


def test_two_versions_in_one_input_are_told_apart_and_none_is_lost(tmp_path: Path) -> None:
    lines = [{"id": key, "text": text, "url": "https://port.example/a"} for key, text in ("1x", "2y", "2z")]
    found = documents(tmp_path, *lines)
    assert len({item.document_id for item in found}) == 3
    assert documents(tmp_path, lines[0])[0].document_id == found[0].document_id


def test_rows_keep_their_ids_where_numbers_and_places_change() -> None:
    story = "A crane fell and killed {} people in Oslo. Police arrested Per Holm on Monday, the mayor said."
    before = read_text(story.format("14"))
    after = read_text(f"It rained all night.\n\n{story.format('sixteen')}")
    for name in ROWS:
        key = table_registry.find_key(name)
        assert before[name], name
        assert {row[key] for row in before[name]} <= {row[key] for row in after[name]}, name
    assert [row["value"] for row in before["figures"]] == [14]
    assert [row["value"] for row in after["figures"]] == [16]
    assert before["figures"][0]["figure_id"] == after["figures"][0]["figure_id"]


def test_equal_sentences_are_numbered() -> None:
    rows = read_text("Two ships sank. Three ships sank. A ship was raised.")
    assert len({row["sentence_id"] for row in rows["sentences"]}) == 3
    identifiers = RowIdentifiers("doc_0", "")
    assert identifiers.identify("sen", "a") != identifiers.identify("sen", "a")


def test_numbers_are_masked_and_words_are_not() -> None:
    assert mask_numbers("About 1,400 people") == mask_numbers("about fourteen hundred people") == "about # people"
    assert mask_numbers("someone") == "someone"
