"""What comes from documents into the metadata files is shown, never run."""

import json

import polars as pl
import pytest
import yaml

from pipeline.publish.metadata.dataset_info import MAX_CELL_LENGTH, format_cell
from pipeline.publish.release_writer import publish_release
from pipeline.publish.run_info import InputDocument
from tests.publish.example import dataset, facts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain words", "plain words"),
        (None, ""),
        (4200.0, "4200.0"),
        (["a", "b"], '\\["a", "b"\\]'),
        ("a|b", "a\\|b"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"),
        ("[here](javascript:x)", "\\[here\\]\\(javascript:x\\)"),
        ("# head *bold* `code`", "\\# head \\*bold\\* \\`code\\`"),
        ("x" * 500, "x" * (MAX_CELL_LENGTH - 1) + "…"),
    ],
)
def test_a_value_is_one_cell_and_no_markup(value, shown):
    assert format_cell(value) == shown


HOSTILE = '---\nlicense: mit\n---\n| <script>{{ 7 * 7 }}</script> {% raw %} "quoted" \u2028 rel_0000000000000000'


def test_a_hostile_title_breaks_no_file(tmp_path):
    rows = dataset()
    title = pl.lit(HOSTILE).alias("title")
    rows["documents"] = rows["documents"].with_columns(title, publisher=pl.lit(HOSTILE), external_id=pl.lit(HOSTILE))
    out = tmp_path / "out"
    publish_release(rows, out, facts())
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "\\{\\{ 7 \\* 7 \\}\\}" in card
    assert yaml.safe_load(card.split("---\n")[1])["license"] == "cc-by-4.0"
    for name in ("README.md", "CODEBOOK.md", "CHANGES.md"):
        told = (out / name).read_text(encoding="utf-8")
        assert "<script>" not in told
    for name in ("croissant.json", "datapackage.json", "provenance.json"):
        json.loads((out / name).read_bytes())


def test_many_inputs_are_told_by_their_hash_and_many_documents_by_their_publishers(tmp_path):
    inputs = [InputDocument(external_id=f"{n}.txt", sha256=f"{n:064x}", bytes=n) for n in range(1001)]
    publish_release(dataset(), tmp_path / "out", facts(inputs=inputs))
    told = json.loads((tmp_path / "out" / "provenance.json").read_bytes())
    assert told["entity"]["nl:inputs"]["nl:count"] == 1001
    assert not [name for name in told["entity"] if name.startswith("nl:input/")]


def test_the_order_of_inputs_does_not_matter(tmp_path):
    one = publish_release(dataset(), tmp_path / "one", facts())
    two = publish_release(dataset(), tmp_path / "two", facts(inputs=tuple(reversed(facts().inputs))))
    assert one.id == two.id
