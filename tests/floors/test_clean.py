"""Floors of the clean room: pages of the boilerplate benchmark in both forms, and the labels of the seeds."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.clean.cleaning import clean_document
from pipeline.intake.html_rendering import render_html
from pipeline.intake.source_document import Document, SuppliedMetadata
from tests.support import GOLD, SEEDS, benchmarks, floors

FLOORS = floors("clean")


def scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("boilerplate", folder / "boilerplate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cleaned(text, blocks=None, html=None):
    media_type = "text/html" if html else "text/plain"
    page = Document("d", "d", "d", "0", 0, media_type, "utf-8", text, SuppliedMetadata(), blocks, html)
    return clean_document(page, False)


def body(page, form):
    text, blocks = (page["text"], None) if form == "text" else render_html(page["html"])
    found = cleaned(text, blocks, page["html"] if form == "html" else None)
    return "\n".join(segment.span.slice_text(text) for segment in found.segments if segment.is_body)


@pytest.mark.parametrize("form", ["text", "html"])
def test_boilerplate(form):
    folder = benchmarks()
    score = scorer(folder)
    pages = list(score.read_pages(folder / "data" / "boilerplate" / "pages.jsonl.gz"))
    result = score.summarise(score.overlap(body(page, form), page["body"]) for page in pages)
    assert result.f1 >= FLOORS[f"{form}_f1"]
    assert result.good_pages >= FLOORS[f"{form}_good_pages"]


@pytest.fixture(scope="module")
def seeds():
    """The gold's segments with the label found for each, by seed."""
    rows = [json.loads(line) for line in (GOLD / "segments.jsonl").read_text("utf-8").splitlines()]
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        for segment in cleaned(path.read_bytes().decode("utf-8-sig")).segments:
            found[path.name, segment.number] = segment
    return [(row, found[row["file"], row["segment_no"]]) for row in rows]


def test_seed_labels(seeds):
    shown = [(row, segment) for row, segment in seeds if row["text"].strip()]
    right = sum(segment.label in (row["label"], *row.get("also_accepted", [])) for row, segment in shown)
    assert right / len(shown) >= FLOORS["seeds_label_accuracy"]


def test_seed_bodies(seeds):
    characters: Counter[str] = Counter()
    for row, segment in seeds:
        if row["is_body"] is not None:
            characters[bool(row["is_body"]), segment.is_body] += len("".join(row["text"].split()))
    missed = characters[True, False] + characters[False, True]
    f1 = 2 * characters[True, True] / (2 * characters[True, True] + missed)
    assert f1 >= FLOORS["seeds_body_characters_f1"]
