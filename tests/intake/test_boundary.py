"""The boundary: values, YAML and compressed input from outside are typed and bounded, or refused with a reason."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from pipeline.base.boundary.bounded_streams import ExpansionError, TooLargeError
from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.boundary.untrusted_values import (
    UntrustedValueError,
    make_valid_text,
    parse_day,
    parse_identifier,
    parse_json,
    parse_string,
)
from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml
from pipeline.intake.content_decoding import decode_content
from tests.intake.support import checks_of, texts_of


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("plain", "plain"),
        ("a\x00b", "ab"),
        ("\ud800a", "\ufffda"),
        ("\ud83d\ude00", "😀"),
        ("\udc80\ud800", "\ufffd" * 2),
    ],
)
def test_text_is_made_valid_unicode(value: str, valid: str) -> None:
    assert make_valid_text(value) == valid


def test_values_are_typed_or_refused() -> None:
    assert (parse_string(" a ", 9), parse_string(b"caf\xc3\xa9", 9), parse_string("  ", 9)) == ("a", "café", None)
    assert parse_day("2024-06-04T23:00:00+09:00") == date(2024, 6, 4)
    assert parse_identifier(7.0) == "7"
    cases: list[tuple[Callable[[Any], object], object]] = [
        (parse_day, "2024-02-31"),
        (parse_day, "20240604junk"),
        (parse_day, "2024-06-04junk"),
        (parse_day, date.max),
        (parse_day, 10**400),
        (parse_identifier, float("nan")),
        (parse_json, "[" * 100_000),
        (parse_json, b"\xff"),
    ]
    for parse, value in cases:
        with pytest.raises(UntrustedValueError) as caught:
            parse(value)
        assert "\n" not in str(caught.value)


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LAUGHS, "aliases"),
        ("a: &a [*a]", "contains itself"),
        ("[" * 100_000, "levels"),
        ("{a: " * 5_000, "levels"),
        ("a: !!python/object/apply:os.system [x]", "tag"),
        ("a: !own x", "tag"),
        ('a: "\\ud800"', "Unicode"),
        ("a: \x00", "control"),
        ("? [1, 2]\n: 3", "no string"),
        ("a: [", "line 2"),
    ],
)
def test_yaml_that_harms_is_refused_in_a_line(text: str, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(UntrustedYamlError, match=reason) as caught:
        load_yaml(text)
    assert "\n" not in str(caught.value)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2024-02-31", "2024-02-31"),
        ("a: 2024-06-04", "2024-06-04"),
        ("a: !!int abc", "abc"),
        ("a: !!bool maybe", "maybe"),
        ("a: " + "9" * 5_000, "9" * 5_000),
        ("a: 0x" + "f" * 5_000, "0x" + "f" * 5_000),
        ("a: &b [1, 2]\nb: *b", [1, 2]),
    ],
)
def test_an_odd_scalar_of_yaml_stays_a_string(text: str, value: object) -> None:
    assert load_yaml(text)["a"] == value


def zip_of(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


ZEROS = b"a" * 30_000_000
BOMBS = {
    "bomb.txt.gz": gzip.compress(ZEROS),
    "bomb.jsonl.gz": gzip.compress(b'{"text": "' + ZEROS + b'"}'),
    "twice.txt.gz": gzip.compress(gzip.compress(ZEROS)),
    "bomb.txt.zst": zstandard.compress(ZEROS),
    "bomb.zip": zip_of("a.txt", ZEROS),
    "bomb.html": gzip.compress(ZEROS),
    "bomb.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 30000000\r\n\r\n" + ZEROS),
    "bomb.docx": zip_of("word/document.xml", ZEROS),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_expands_without_measure_is_set_aside(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BOMBS[name])
    started = time.process_time()
    assert set(checks_of(tmp_path).values()) == {"expansion"}
    assert texts_of(tmp_path) == {}
    assert time.process_time() - started < 5


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_content_of_a_server_is_expanded_within_bounds(encoding: str) -> None:
    pack = {
        "gzip": gzip.compress,
        "br": brotli.compress,
        "zstd": zstandard.compress,
        "deflate": __import__("zlib").compress,
    }
    assert decode_content(pack[encoding](b"<p>Page"), encoding, InputBounds()) == b"<p>Page"
    with pytest.raises(ExpansionError):
        decode_content(pack[encoding](ZEROS), encoding, InputBounds())
    with pytest.raises(TooLargeError):
        decode_content(pack[encoding](b"abc" * 1000), encoding, InputBounds(max_bytes=100))


def test_a_small_parquet_of_countless_rows_is_set_aside(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.nulls(50_000_000, pa.string())}), tmp_path / "p.parquet")
    assert (tmp_path / "p.parquet").stat().st_size < 100_000
    assert checks_of(tmp_path) == {"p.parquet": "expansion"}


def test_one_value_in_many_rows_is_held_once(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array(["word " * 20_000] * 400)}), tmp_path / "p.parquet")
    assert len(texts_of(tmp_path)) == 400


def test_packing_has_a_depth(tmp_path: Path) -> None:
    content = b"text"
    for _ in range(6):
        content = gzip.compress(content)
    (tmp_path / "a.txt.gz").write_bytes(content)
    assert checks_of(tmp_path) == {"a.txt.gz": "nested_too_deeply"}


def test_documents_have_a_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 5000)
    (tmp_path / "b.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"id": "short", "text": "short"}\n')
    assert checks_of(tmp_path, bounds=InputBounds(max_bytes=1000)) == {"a.txt": "too_large", "b.jsonl#1": "too_large"}
    assert checks_of(tmp_path / "a.txt", bounds=InputBounds(max_chars=1000)) == {"a.txt": "too_long"}
