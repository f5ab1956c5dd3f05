"""Fields of JSONL and Parquet: one that is no good costs itself, never the document."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.intake.support import PAGE, STORY, checks_of, find, texts_of

ODD = float("nan")
FIELDS = [
    ({"title": ODD}, "`title` is NaN"),
    ({"publisher": ["The Post"]}, "`publisher` is a list"),
    ({"url": 7}, "`url` is int 7"),
    ({"title": "x" * 6000}, "`title` has 6000 characters"),
    ({"published": ODD}, "`published` is NaN"),
    ({"published": "NaT"}, "`published` is 'NaT'"),
    ({"published": "Tue, 04 Jun 2024 18:00:00 GMT"}, "`published` is"),
    ({"published": 1717524000000}, "`published` is int 1717524000000"),
    ({"published": "2024-02-31"}, "`published` is '2024-02-31'"),
    ({"published": "0001-01-01"}, "expected a year from"),
    ({"published": True}, "`published` is bool True"),
    ({"published": int("9" * 400)}, "`published` is '999"),
    ({"id": "x" * 2000}, "`id` has 2000 characters"),
    ({"redistribution": "fulll"}, "`redistribution` is 'fulll'"),
]


@pytest.mark.parametrize(("field", "reason"), FIELDS)
def test_a_bad_field_costs_the_field(tmp_path: Path, field: dict[str, object], reason: str) -> None:
    (tmp_path / "d.jsonl").write_bytes(json.dumps({"text": STORY, **field}).encode())
    ((item,), (reject,)) = find(tmp_path)
    assert item.content == STORY.encode()
    assert reject.check == "bad_field"
    assert reason in reject.failure
    assert item.supplied.published is None


def test_half_a_surrogate_pair_costs_a_character(tmp_path: Path) -> None:
    record = (
        '{"id": "\\udc80", "title": "\\ud800 title", "text": "half \\ud800 a pair, and \\ud83d\\ude00 a whole one"}'
    )
    (tmp_path / "d.jsonl").write_text(record)
    ((item,), (reject,)) = find(tmp_path)
    assert (item.external_id, item.supplied.title) == ("\ufffd", "\ufffd title")
    assert item.content.decode() == "half \ufffd a pair, and 😀 a whole one"
    assert "surrogate" in reject.failure


def test_numbers_of_any_length_are_no_harm(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"size": %s, "text": "Body."}' % ("9" * 5000))
    assert list(texts_of(tmp_path).values()) == ["Body."]
    assert checks_of(tmp_path) == {"d.jsonl#1": "unknown_fields"}


def parquet(path: Path, **columns: pa.Array) -> None:
    pq.write_table(pa.table(columns), path)


def test_parquet_is_read_whatever_the_types(tmp_path: Path) -> None:
    moment = datetime(2024, 6, 4, 23, 30, tzinfo=UTC)
    parquet(
        tmp_path / "p.parquet",
        id=pa.array([1.0, None, 3.5]),
        HTML=pa.array([PAGE.encode(), PAGE.encode("utf-16"), b""], pa.binary()),
        text=pa.array([None, None, STORY], pa.large_string()),
        title=pa.array(["A", None, None]).dictionary_encode(),
        published=pa.array([moment, None, None], pa.timestamp("ns", "UTC")),
    )
    items, rejects = find(tmp_path)
    assert [item.external_id for item in items] == ["1", "p.parquet#2", "3.5"]
    assert items[0].supplied.published == date(2024, 6, 4)
    assert list(texts_of(tmp_path).values()) == [STORY] * 3
    assert rejects == []


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (pa.array([7]), "7"),
        (pa.array([b"\x01\xff"]), "01ff"),
        (pa.array([True]), "True"),
        (pa.array([date(2024, 6, 4)]), "2024-06-04"),
        (pa.array([["a"]]), '["a"]'),
        (pa.array([{"a": 1}]), '{"a": 1}'),
    ],
)
def test_ids_of_any_type_are_kept(tmp_path: Path, ids: pa.Array, expected: str) -> None:
    parquet(tmp_path / "p.parquet", id=ids, text=pa.array([STORY]))
    assert list(texts_of(tmp_path)) == [expected]


def test_a_cell_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    bad_string = pa.Array.from_buffers(
        pa.string(), 2, [None, *pa.array([b"caf\xe9", b"ok"], pa.binary()).buffers()[1:]]
    )
    parquet(
        tmp_path / "p.parquet",
        text=pa.array([STORY, STORY + " More."]),
        title=bad_string,
        published=pa.array([2**31 - 1, 19878], pa.int32()).cast(pa.date32()),
    )
    items, rejects = find(tmp_path)
    assert [(item.supplied.title, item.supplied.published) for item in items] == [
        ("caf\ufffd", None),
        ("ok", date(2024, 6, 4)),
    ]
    assert [reject.check for reject in rejects] == ["bad_field"]
