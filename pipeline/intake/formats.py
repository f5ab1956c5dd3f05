"""The formats of input: each file to the documents that it holds."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.intake.document import Given, Item

MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}


def items(path: Path, name: str) -> Iterator[Item]:
    """The documents of one file; `name` is its path relative to the input folder."""
    if path.suffix in MEDIA_TYPES:
        yield Item(name, name, MEDIA_TYPES[path.suffix], path.read_bytes())
    else:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield record(json.loads(line), name, f"{name}#{number}")


def record(fields: dict[str, Any], name: str, place: str) -> Item:
    """The document of one JSONL line or Parquet row."""
    kind = "text/html" if fields.get("html") is not None else "text/plain"
    content = (fields.get("html") or fields.get("text") or "").encode("utf-8", "surrogatepass")
    published = fields.get("published")
    given = Given(
        url=fields.get("url"),
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        published=date.fromisoformat(published[:10]) if published else None,
        licence=fields.get("licence"),
    )
    return Item(str(fields.get("id") or place), name, kind, content, "utf-8", given)
