"""WARC files: read however their pages are packed; what is cut or no page is named."""

import gzip
import io
from pathlib import Path

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.intake.source_document import Document
from tests.intake.support import PAGE, STORY, checks_of, open_all, texts_of

Headers = list[tuple[str, str]]


def warc(path: Path, *records: tuple[str, str, bytes, Headers]) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for number, (kind, status, payload, headers) in enumerate(records):
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind == "response" else None
            record = writer.create_warc_record(
                f"https://post.example/{number}",
                kind,
                payload=io.BytesIO(payload),
                http_headers=http,
                warc_content_type=headers[0][1] if http is None else "",
            )
            writer.write_record(record)
    return path


HTML_TYPE = ("Content-Type", "text/html; charset=utf-8")
BODY = PAGE.encode()
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n"


@pytest.mark.parametrize("name", ["w.warc.gz", "w.warc"])
def test_a_web_archive_is_read_however_its_pages_are_packed(tmp_path: Path, name: str) -> None:
    brotlied, zstandarded = brotli.compress(BODY), zstandard.compress(BODY)
    packed = [
        (BODY, []),
        (brotlied, [("Content-Encoding", "br")]),
        (zstandarded, [("Content-Encoding", "zstd")]),
        (gzip.compress(BODY), [("Content-Encoding", "gzip")]),
        (gzip.compress(BODY), []),
        (BODY, [("Content-Encoding", "br")]),  # a header that lies
        (BODY, [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]),
        (CHUNKED % (len(brotlied), brotlied), [("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")]),
        (CHUNKED % (len(BODY), BODY), [("Transfer-Encoding", "chunked")]),
    ]
    warc(tmp_path / name, *(("response", "200 OK", payload, [HTML_TYPE, *headers]) for payload, headers in packed))
    assert list(texts_of(tmp_path).values()) == [STORY] * len(packed)
    assert checks_of(tmp_path) == {}


def test_error_pages_are_set_aside_and_other_records_read(tmp_path: Path) -> None:
    statuses = ["301 Moved Permanently", "403 Forbidden", "404 Not Found", "503 Service Unavailable", "200 OK"]
    warc(
        tmp_path / "w.warc.gz",
        *(("response", status, BODY, [HTML_TYPE]) for status in statuses),
        ("resource", "", BODY, [HTML_TYPE]),
        ("conversion", "", STORY.encode(), [("Content-Type", "text/plain")]),
        ("response", "200 OK", b"\x89PNG", [("Content-Type", "image/png")]),
    )
    assert list(texts_of(tmp_path).values()) == [STORY] * 3
    assert list(checks_of(tmp_path).values()) == ["http_status"] * 4


@pytest.mark.parametrize("name", ["w.warc.gz", "w.warc"])
def test_a_cut_archive_is_told(tmp_path: Path, name: str) -> None:
    whole = warc(tmp_path / name, *(("response", "200 OK", BODY, [HTML_TYPE]) for _ in range(3))).read_bytes()
    for size in (len(whole) - 40, len(whole) // 2, 300):
        (tmp_path / name).write_bytes(whole[:size])
        found = list(open_all(tmp_path))
        assert sum(isinstance(entry, Document) for entry in found) == (3 * size) // len(whole)
        assert not isinstance(found[-1], Document)
        assert found[-1].check in ("cut", "corrupt")


def test_a_record_that_is_longer_than_it_says_is_told_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = warc(tmp_path / "w.warc", *(("response", "200 OK", BODY, [HTML_TYPE]) for _ in range(2))).read_bytes()
    (tmp_path / "w.warc").write_bytes(whole.replace(BODY, BODY + b"\x1b[31mmore", 1))
    assert "corrupt" in checks_of(tmp_path).values()
    assert len(texts_of(tmp_path)) >= 1
    assert capsys.readouterr().err == ""
