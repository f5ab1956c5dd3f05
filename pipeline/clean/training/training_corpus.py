"""The pages that the model learns from: what is seen of each, and which of its lines are body.

Four sets (see the benchmarks' descriptions for their sources and licences): three with the truth (91 pages of the
boilerplate benchmark, 250 of WCXB, 73 of fundus), and 977 others on which trafilatura, which sees the markup, names the
body; of these only those on which its text agrees with all passages that are known to belong and not to belong. Its
text is put right: a title, a caption, a block that is nothing but a link, a line that a rule rules out are none.
"""

import gzip
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import trafilatura

from pipeline.clean.features.observations import Observations, observe_lines
from pipeline.clean.labelling.body_detection import find_vetoes, is_ruled_out
from pipeline.clean.text_lines import split_lines
from pipeline.clean.training.text_alignment import align_lines
from pipeline.intake.html_rendering import render_html

TITLES_AND_CAPTIONS = frozenset({"h1", "figcaption"})
# A block with this share of its letters in links is nothing but a link.
MIN_LINK_SHARE = 0.9
# Sets of pages with the truth, by name; below the folder of the benchmarks' data.
GOLD_SETS = {
    "boilerplate": "boilerplate/pages.jsonl.gz",
    "wcxb": "pages/wcxb.jsonl.xz",
    "fundus": "pages/fundus.jsonl.xz",
}
TAUGHT_SET = "taught"


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """A page to learn from; `body` has a value for each line with text."""

    site: str
    source: str
    known_body: str  # the text of the body
    text: str
    observations: Observations
    is_body: npt.NDArray[np.bool_]

    @property
    def is_gold(self) -> bool:
        """Whether people said which lines are body, and not an extractor."""
        return self.source != TAUGHT_SET


def read_training_pages(benchmarks: Path, form: str) -> Iterator[TrainingPage]:
    """The pages of both sets in one form; without those that show no text or on which the extractor fails."""
    data = benchmarks / "data"
    for source, path in GOLD_SETS.items():
        for record in _read_records(data / path):
            if page := _build_page(record, form, record["body"], source):
                yield page
    for record in _read_records(data / "boilerplate_extra" / "pages.jsonl.gz"):
        if (known_body := _extract_with_trafilatura(record)) and (
            page := _build_page(record, form, known_body, TAUGHT_SET)
        ):
            yield page


def _read_records(path: Path) -> Iterator[dict[str, Any]]:
    with (lzma.open if path.suffix == ".xz" else gzip.open)(path, "rt", encoding="utf-8") as pages:
        yield from map(json.loads, pages)


def _extract_with_trafilatura(record: dict[str, Any]) -> str | None:
    """The body as trafilatura has it, of its three ways the first that agrees with all known passages."""
    for precise, complete in ((False, False), (True, False), (False, True)):
        html = record["html"]
        text = trafilatura.extract(html, include_comments=False, favor_precision=precise, favor_recall=complete) or ""
        plain = _collapse_whitespace(text)
        belongs = all(_collapse_whitespace(passage) in plain for passage in record["with"])
        if belongs and not any(_collapse_whitespace(passage) in plain for passage in record["without"]):
            return text
    return None


def _build_page(record: dict[str, Any], form: str, known_body: str, source: str) -> TrainingPage | None:
    text, blocks = render_html(record["html"]) if form == "html" else (record["text"], None)
    observed = observe_lines(split_lines(text), blocks)
    shown = [line for line in observed.lines if line.text]
    if not shown:
        return None
    is_body = np.array(align_lines([line.text for line in shown], known_body), dtype=bool)
    if source == TAUGHT_SET:
        non_body, vetoes = _collect_non_body(record), find_vetoes(observed)
        is_body &= [
            not is_ruled_out(observed, line.number)
            and line.number not in vetoes
            and _collapse_whitespace(line.text) not in non_body
            for line in shown
        ]
    return TrainingPage(urlsplit(record["url"]).netloc, source, known_body, text, observed, is_body)


def _collect_non_body(record: dict[str, Any]) -> set[str]:
    """The texts of a page's blocks that are a title, a caption or nothing but a link."""
    text, blocks = render_html(record["html"])
    titles = {_collapse_whitespace(record.get("title") or "")}
    links: set[str] = set()
    prose: set[str] = set()
    for block in blocks:
        is_named = not TITLES_AND_CAPTIONS.isdisjoint(block.tag_path)
        is_link = block.link_chars >= MIN_LINK_SHARE * block.text_chars
        (titles if is_named else links if is_link else prose).add(_collapse_whitespace(block.span.slice_text(text)))
    return titles | (links - prose)


def _collapse_whitespace(text: str) -> str:
    return " ".join(text.split())
