"""What the markup of an HTML page says of the page: JSON-LD, meta elements, links."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.base.lexicon import Entry, load
from pipeline.clean.calendar import day
from pipeline.intake.html import tree

RULES = Path(__file__).parent / "rules"
# A page has a few blocks of linked data; what is larger or deeper is no description of an article.
MOST_BLOCKS = 30
LONGEST_BLOCK = 1_000_000
DEEPEST = 6
LONGEST_VALUE = 500
ADDRESS = re.compile(r"^(?:https?:)?//|^/|^@|^www\.")


class Source(Entry):
    """Where one field stands in the markup."""

    field: str
    linked: list[str]
    meta: list[str]


def metadata(html: str) -> dict[str, str]:
    """What the markup tells, by field of `rules/metadata.yml`; `published_on` is an ISO date."""
    root = tree(html)
    if root is None:
        return {}
    articles = list(_articles(root))
    told = _meta(root)
    found: dict[str, str] = {}
    lexicon = load(RULES / "metadata.yml", Source)
    for source in lexicon:
        values = [value for key in source.linked for article in articles for value in [_inner(article, key)] if value]
        values += [told[key] for key in source.meta if key in told]
        usable = (_usable(source.field, value) for value in values)
        if value := next((value for value in usable if value), None):
            lexicon.hit(source)
            found[source.field] = value
    return found


def _usable(field: str, value: str) -> str | None:
    value = " ".join(value.split())[:LONGEST_VALUE]
    if field == "published_on":
        on: date | None = day(value)
        return on.isoformat() if on else None
    if field in ("byline", "publisher", "title") and ADDRESS.match(value):
        return None
    return value or None


def _meta(root: Any) -> dict[str, str]:
    told: dict[str, str] = {}
    for element in root.iter("meta", "time", "span", "link", "a", "html"):
        tag, attributes = element.tag, element.attrib
        if tag == "html":
            _tell(told, "language", attributes.get("lang"))
        elif tag in ("link", "a"):
            kinds = (attributes.get("rel") or "").lower().split()
            if "license" in kinds:
                _tell(told, "license", attributes.get("href"))
            elif "canonical" in kinds:
                told["og:url"] = attributes.get("href") or told.get("og:url", "")
        elif tag == "meta":
            for key in ("property", "name", "itemprop", "http-equiv"):
                _tell(told, attributes.get(key), attributes.get("content"))
        elif attributes.get("itemprop") is not None:
            _tell(told, attributes["itemprop"], attributes.get("datetime") or attributes.get("content"))
    return told


def _tell(told: dict[str, str], key: str | None, value: str | None) -> None:
    if key and value and value.strip():
        told.setdefault(key.strip().lower(), value.strip())


def _articles(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of linked data that describe an article: they have a headline or a day of publication."""
    scripts = [element for element in root.iter("script") if "ld+json" in (element.get("type") or "")]
    for script in scripts[:MOST_BLOCKS]:
        text = script.text or ""
        if len(text) > LONGEST_BLOCK:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(data, 0) if "headline" in item or "datePublished" in item)


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _objects(data[key], depth + 1)


def _inner(data: Any, key: str) -> str | None:
    """The string at a path of keys; of lists all, joined as people name several authors."""
    name, _, rest = key.partition(".")
    value = data.get(name) if isinstance(data, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = [_inner(item, rest) if rest else item for item in values]
    named = [text.strip() for text in texts if isinstance(text, str) and text.strip()]
    return ", ".join(dict.fromkeys(named)) or None
