"""What `explain`, `rules` and `sources` show, and how a build tells what it left out."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument

STORY = "Gunmen killed four officers near Oslo, the mayor Maria Olsen said on Monday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "records.jsonl").write_text(json.dumps({"text": STORY, "date": "2022-01-10", "author": "A. Ito"}))
    (made / "page.txt").write_text("BERGEN -- The ministers of Norway and Sweden met in Bergen on Tuesday.\n")
    return made


def run(*arguments: object) -> str:
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.output


def test_alone_it_prints_its_help() -> None:
    lines = run().splitlines()
    assert lines[0].startswith("Usage: ")
    assert any(line.split()[:1] == ["explain"] for line in lines)


def test_explain_tells_each_claim_with_its_rule_sentence_and_arguments(folder: Path) -> None:
    output = run("explain", folder / "records.jsonl")
    blocks = [[line.strip() for line in block.splitlines()] for block in output.split("\n\n")]
    event = next(block for block in blocks if block[0] == "event  assault/kill")
    assert event[1] == "Gunmen [killed] four officers near Oslo, the mayor Maria Olsen said on Monday."
    assert "actor_text: Gunmen; recipient_text: four officers; location: Oslo; date: 2022-01-10" in event[2]
    assert "statement: Maria Olsen" in " ".join(event)
    figure = next(block for block in blocks if block[0].startswith("figure"))
    assert "[four officers]" in figure[1]
    statement = next(block for block in blocks if block[0] == "statement  cue_verbs/say")
    assert statement[1].startswith("[Gunmen killed four officers near Oslo]")


def test_fields_of_a_record_with_another_name_are_read_and_told(folder: Path) -> None:
    document, told = sorted(find_documents([folder / "records.jsonl"]), key=lambda found: type(found).__name__)
    assert isinstance(document, RawDocument)
    assert str(document.supplied.published) == "2022-01-10"
    assert not isinstance(told, RawDocument)
    assert "`date` is read as `published`; not read: `author`; known are id, text" in told.failure


def test_rules_have_a_header_an_order_and_filters(folder: Path) -> None:
    header, *lines = run("rules", folder, "--used").splitlines()
    assert header.split("\t") == ["rows", "uses", "file", "entry"]
    rows = [int(line.split("\t")[0]) for line in lines]
    assert rows == sorted(rows, reverse=True)
    (_, only) = run("rules", folder, "--used", "--file", "triggers/assault").splitlines()
    assert only.split("\t")[2:] == ["extract/events/triggers/assault", "kill"]


def test_sources_lists_each_file_once_and_keeps_what_is_there(folder: Path) -> None:
    (folder / "sources.yml").write_text("# mine\npage.txt:\n  publisher: The Post\n")
    assert "1 added, 1 there before" in run("sources", folder)
    written = (folder / "sources.yml").read_text()
    assert written.startswith("# mine\npage.txt:\n  publisher: The Post\n")
    assert set(yaml.safe_load(written)) == {"page.txt", "records.jsonl"}
    assert "0 added, 2 there before" in run("sources", folder)
    assert (folder / "sources.yml").read_text() == written
    found = [item for item in find_documents([folder]) if isinstance(item, RawDocument)]
    assert {item.external_id: item.supplied.publisher for item in found}["page.txt"] == "The Post"


def test_a_bad_entry_concerns_its_file_alone(folder: Path) -> None:
    (folder / "sources.yml").write_text("page.txt: {publischer: x}\nrecords.jsonl: {publisher: The Post}\n")
    found = list(find_documents([folder]))
    kept = {item.source_path: item.supplied for item in found if isinstance(item, RawDocument)}
    assert (kept["page.txt"].redistribution, kept["records.jsonl"].redistribution) == ("offsets", None)
    assert kept["records.jsonl"].publisher == "The Post"


def test_the_summary_tells_what_was_left_out(folder: Path, tmp_path: Path) -> None:
    (folder / "ru.txt").write_text(
        "Президент провёл встречу с министрами в Москве. Они обсудили положение дел в экономике страны.\n"
    )
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02")
    output = run("build", folder, "--out", tmp_path / "out", "--state", tmp_path / "state", "--workers", "1")
    assert output.startswith("3 documents, 4 of them read now")
    assert "1 document (1 in ru) gave lines and sentences, and no claims: extraction is for English" in output
    assert "2 documents have no day of publication" in output
    assert "2 set aside" in output
    assert "\n  1 binary: " in output
    assert "\n  1 unknown_fields: `date` is read as `published`" in output
