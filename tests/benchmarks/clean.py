"""How fast the clean room is: documents a second on one core, by form, over the pages of the boilerplate benchmark.

    python -m tests.benchmarks.clean PAGES [--rounds N]

PAGES is `pages.jsonl.gz`. Time is that of the processor; in the html form it includes parsing and rendering the page.
For comparison the same pages go through trafilatura, so that numbers of different machines can be told apart.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from pipeline.clean.cleaning import clean_document
from pipeline.intake.html_rendering import render_html
from pipeline.intake.source_document import Document, SuppliedMetadata


def read_text(page: dict[str, Any]) -> None:
    clean_document(document(page, page["text"], None, None), False)


def read_html(page: dict[str, Any]) -> None:
    text, blocks = render_html(page["html"])
    clean_document(document(page, text, blocks, page["html"]), False)


def document(page: dict[str, Any], text: str, blocks: Any, html: str | None) -> Document:
    media_type = "text/html" if html else "text/plain"
    return Document("d", page["id"], "pages", "0", 0, media_type, "utf-8", text, SuppliedMetadata(), blocks, html)


def seconds(work: Callable[[dict[str, Any]], Any], pages: list[dict[str, Any]], rounds: int) -> float:
    """The least processor time of a few rounds over all pages, after one to warm up."""
    taken = []
    for _ in range(rounds + 1):
        start = time.process_time()
        for page in pages:
            work(page)
        taken.append(time.process_time() - start)
    return min(taken[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    with gzip.open(args.pages, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    works = {"text": read_text, "html": read_html, "trafilatura": lambda page: trafilatura.extract(page["html"])}
    for name, work in works.items():
        print(f"{name:12} {len(pages) / seconds(work, pages, args.rounds):6.1f} documents/s")


if __name__ == "__main__":
    main()
