import gzip
import io
import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata
from pipeline.intake.sources_file import read_sources
from tests.support import SEEDS


def found(*inputs: Path) -> tuple[list[RawDocument], list[RejectedInput]]:
    everything = list(find_documents(inputs))
    return (
        [entry for entry in everything if isinstance(entry, RawDocument)],
        [entry for entry in everything if isinstance(entry, RejectedInput)],
    )


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.html", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text("text of " + name)
    items, refusals = found(tmp_path)
    assert [item.external_id for item in items] == ["a.txt", "b/a.html", "c.txt"]
    assert [item.media_type for item in items] == ["text/plain", "text/html", "text/plain"]
    assert not refusals


def test_jsonl_tells_more_than_text(tmp_path: Path) -> None:
    line = {"id": "x1", "text": "Body.", "publisher": "The Post", "published": "2021-03-04", "licence": "CC BY 4.0"}
    (tmp_path / "docs.jsonl").write_text(json.dumps(line) + "\n\n" + json.dumps({"html": "<p>Page"}) + "\n")
    items, _ = found(tmp_path / "docs.jsonl")
    assert [(item.external_id, item.media_type, item.content) for item in items] == [
        ("x1", "text/plain", b"Body."),
        ("docs.jsonl#3", "text/html", b"<p>Page"),
    ]
    assert items[0].supplied.published == date(2021, 3, 4)
    assert items[0].supplied.publisher == "The Post"


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("{not json", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[1, 2]", "no_document"),
        ('{"id": "a"}', "no_document"),
        ('{"id": "a", "text": 7}', "no_document"),
    ],
)
def test_a_bad_line_is_refused_and_the_next_one_read(tmp_path: Path, line: str, check: str) -> None:
    (tmp_path / "docs.jsonl").write_text(line + '\n{"id": "good", "text": "x"}\n')
    items, refusals = found(tmp_path / "docs.jsonl")
    assert [item.external_id for item in items] == ["good"]
    assert [refusal.check for refusal in refusals] == [check]


def test_compressed_lines_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    whole = gzip.compress(
        b"".join(json.dumps({"id": n, "text": f"text {n} " * 99}).encode() + b"\n" for n in range(99))
    )
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:-20])
    items, refusals = found(tmp_path / "cut.jsonl.gz")
    assert items
    assert [refusal.check for refusal in refusals] == ["corrupt"]


def test_parquet_rows_are_documents(tmp_path: Path) -> None:
    pl.DataFrame({"id": ["p1", "p2"], "text": ["One.", None], "url": ["http://example.org/1", None]}).write_parquet(
        tmp_path / "d.parquet"
    )
    items, refusals = found(tmp_path / "d.parquet")
    assert [(item.external_id, item.supplied.url) for item in items] == [("p1", "http://example.org/1")]
    assert [refusal.check for refusal in refusals] == ["no_document"]


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    with (tmp_path / "w.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for kind, body in (("text/html; charset=utf-8", b"<p>Page"), ("image/png", b"\x89PNG")):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(
                    "http://example.org/", "response", payload=io.BytesIO(body), http_headers=headers
                )
            )
    items, refusals = found(tmp_path / "w.warc.gz")
    assert [(item.content, item.encoding, item.supplied.url) for item in items] == [
        (b"<p>Page", "utf-8", "http://example.org/")
    ]
    assert not refusals


@pytest.mark.parametrize("name", ["d.parquet", "w.warc.gz", "j.jsonl.gz"])
def test_a_damaged_container_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is something else altogether")
    items, refusals = found(tmp_path)
    assert not items
    assert [refusal.check for refusal in refusals] == ["corrupt"]


def test_an_unknown_ending_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("x")
    _, refusals = found(tmp_path)
    assert [(refusal.external_id, refusal.check) for refusal in refusals] == [("notes.docx", "unknown_format")]


def test_the_same_document_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("same")
    items, refusals = found(tmp_path, tmp_path / "a.txt")
    assert len(items) == 1
    assert [refusal.check for refusal in refusals] == ["repeated"]


def test_sources_describe_the_content_they_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    digest = sha256(b"one").hexdigest()
    (tmp_path / "sources.yml").write_text(
        f"a.txt: {{sha256: {digest}, publisher: The Post}}\nb.txt: {{sha256: {digest}, publisher: Other}}\n"
        f"c.txt: {{sha256: {digest}}}\n"
    )
    items, refusals = found(tmp_path)
    assert [(item.external_id, item.supplied.publisher) for item in items] == [("a.txt", "The Post"), ("b.txt", None)]
    assert [(refusal.external_id, refusal.check) for refusal in refusals] == [
        ("b.txt", "sources.yml: sha256"),
        ("c.txt", "sources.yml: missing"),
    ]


def test_every_seed_is_described() -> None:
    sources = read_sources(SEEDS)
    assert sources is not None
    assert not sources.problems
    assert set(sources.entries) == {path.name for path in SEEDS.glob("*.txt")}
    items, refusals = found(SEEDS)
    assert len(items) == 5
    assert not refusals


def test_other_metadata_is_another_key_of_the_same_document() -> None:
    one = RawDocument("a", "a", "text/plain", b"x")
    other = RawDocument("a", "a", "text/plain", b"x", supplied=SuppliedMetadata(title="Ships"))
    assert one.document_id == other.document_id
    assert one.cache_key != other.cache_key


def test_another_path_is_the_same_key() -> None:
    assert (
        RawDocument("7", "old/a.jsonl", "text/plain", b"x").cache_key
        == RawDocument("7", "new/b.jsonl", "text/plain", b"x").cache_key
    )
