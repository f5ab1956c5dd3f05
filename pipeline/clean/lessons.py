"""The pages that the model learns from: what is seen of each, and which of its lines are body.

Two sets of pages (see the benchmark's description for their sources and licences): 91 with the truth, and 977 others on
which trafilatura, which sees the markup, names the body; of these only those on which its text agrees with all passages
that are known to belong and not to belong. Where trafilatura parts from what the truth of the 91 counts as body, its
text is put right: a title, a caption, a block that is nothing but a link, a line that a firm rule names are none.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import trafilatura

from pipeline.clean.body import named
from pipeline.clean.lines import lines
from pipeline.clean.seen import Seen, see
from pipeline.clean.teach import align
from pipeline.intake.html import render

TITLES_AND_CAPTIONS = frozenset({"h1", "figcaption"})
# A block with this share of its letters in links is nothing but a link.
LINKED = 0.9


@dataclass(frozen=True, slots=True)
class Page:
    """A page to learn from; `body` has a value for each line with text."""

    site: str
    is_truth: bool
    known: str  # the text of the body
    text: str
    seen: Seen
    body: npt.NDArray[np.bool_]


def read(benchmarks: Path, form: str) -> Iterator[Page]:
    """The pages of both sets in one form; without those that show no text or on which the extractor fails."""
    for record in _records(benchmarks / "data" / "boilerplate" / "pages.jsonl.gz"):
        if page := _page(record, form, record["body"], True):
            yield page
    for record in _records(benchmarks / "data" / "boilerplate_extra" / "pages.jsonl.gz"):
        if (known := _extracted(record)) and (page := _page(record, form, known, False)):
            yield page


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as pages:
        yield from map(json.loads, pages)


def _extracted(record: dict[str, Any]) -> str | None:
    """The body as trafilatura has it, of its three ways the first that agrees with all known passages."""
    for precise, complete in ((False, False), (True, False), (False, True)):
        html = record["html"]
        text = trafilatura.extract(html, include_comments=False, favor_precision=precise, favor_recall=complete) or ""
        plain = _plain(text)
        belongs = all(_plain(passage) in plain for passage in record["with"])
        if belongs and not any(_plain(passage) in plain for passage in record["without"]):
            return text
    return None


def _page(record: dict[str, Any], form: str, known: str, is_truth: bool) -> Page | None:
    text, blocks = render(record["html"]) if form == "html" else (record["text"], None)
    seen = see(lines(text), blocks)
    shown = [line for line in seen.lines if line.text]
    if not shown:
        return None
    body = np.array(align([line.text for line in shown], known), dtype=bool)
    if not is_truth:
        outside = _outside(record)
        body &= [not named(seen, line.number) and _plain(line.text) not in outside for line in shown]
    return Page(urlsplit(record["url"]).netloc, is_truth, known, text, seen, body)


def _outside(record: dict[str, Any]) -> set[str]:
    """The texts of a page's blocks that are a title, a caption or nothing but a link."""
    text, blocks = render(record["html"])
    named = {_plain(record.get("title") or "")}
    links: set[str] = set()
    prose: set[str] = set()
    for block in blocks:
        is_named = not TITLES_AND_CAPTIONS.isdisjoint(block.path)
        is_link = block.link_chars >= LINKED * block.text_chars
        (named if is_named else links if is_link else prose).add(_plain(block.span.of(text)))
    return named | (links - prose)


def _plain(text: str) -> str:
    return " ".join(text.split())
