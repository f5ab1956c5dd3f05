from datetime import date

import polars as pl
import pytest

from pipeline.clean.body_signature import compute_signature
from pipeline.reconcile.documents import near_copies
from schemas import table_registry
from tests.reconcile.frames import DAY, documents, key, shuffled

REPORT = " ".join(f"Sentence number {n} tells of the flood in valley {n * n} and of {n + 7} houses." for n in range(40))
OTHER = " ".join(
    f"Paragraph {n} is about a chess game whose move {n * 3} surprised {n + 2} players." for n in range(40)
)


def signatures(**texts: str) -> pl.DataFrame:
    rows = []
    for name, text in texts.items():
        signature = compute_signature([text])
        rows.append(
            {
                "document_id": key("doc", name),
                "shingle_count": signature.shingle_count,
                "signature": list(signature.values),
            }
        )
    return table_registry.make_frame("signatures", rows)


def found(docs: pl.DataFrame, signed: pl.DataFrame) -> dict[str, str]:
    return dict(near_copies.find_near_copies(docs, signed).iter_rows())


def test_the_first_published_is_the_original_and_near_copies_repeat_it():
    docs = documents(
        {"name": "late", "on": date(2021, 5, 6)}, {"name": "first", "on": date(2021, 5, 4)}, {"name": "else"}
    )
    signed = signatures(late=REPORT.replace("flood", "deluge", 2), first=REPORT, **{"else": OTHER})
    assert found(docs, signed) == {key("doc", "late"): key("doc", "first")}


def test_without_a_day_a_document_is_never_the_original_of_a_dated_one():
    docs = documents({"name": "undated", "on": None}, {"name": "dated"})
    assert found(docs, signatures(undated=REPORT, dated=REPORT)) == {key("doc", "undated"): key("doc", "dated")}


def test_copies_of_one_day_repeat_the_smallest_id_whatever_the_order():
    docs = documents(*({"name": name} for name in "abcde"))
    signed = signatures(**dict.fromkeys("abcde", REPORT))
    original = min(str(key("doc", name)) for name in "abcde")
    expected = {key("doc", name): original for name in "abcde" if key("doc", name) != original}
    assert found(docs, signed) == expected
    assert found(shuffled(docs), shuffled(signed)) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rain stopped play.", "Rain stopped play.", True),
        (
            "Shares of the firm rose by two percent on Monday.",
            "Shares of the firm rose by two percent on Friday.",
            False,
        ),
    ],
    ids=["equal", "one word apart"],
)
def test_a_short_body_is_a_copy_only_where_nothing_differs(one, other, same):
    docs = documents({"name": "a"}, {"name": "b", "on": DAY})
    assert bool(found(docs, signatures(a=one, b=other))) == same


def test_a_document_without_a_signature_repeats_nothing():
    assert near_copies.find_near_copies(
        documents({"name": "a"}), table_registry.make_empty_frame("signatures")
    ).is_empty()
