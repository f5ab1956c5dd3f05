"""What the markup of an HTML page says of the page: JSON-LD, meta elements, links."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.clean.features.date_lines import parse_day
from pipeline.intake.html_parsing import parse_html

LEXICONS = Path(__file__).parent / "lexicons"
# A page has a few blocks of linked data; what is larger or deeper is no description of an article.
MAX_BLOCKS = 30
MAX_BLOCK_CHARS = 1_000_000
MAX_DEPTH = 6
MAX_VALUE_CHARS = 500
WEB_ADDRESS = re.compile(r"^(?:https?:)?//|^/|^@|^www\.")


class MetadataSource(Entry):
    """Where one field stands in the markup."""

    field: str
    json_ld: list[str]
    meta: list[str]


def extract_markup_metadata(html: str) -> dict[str, str]:
    """What the markup tells, by field of `rules/metadata.yml`; `published_on` is an ISO date."""
    root = parse_html(html)
    if root is None:
        return {}
    articles = list(_find_articles(root))
    meta_values = _collect_meta(root)
    found: dict[str, str] = {}
    lexicon = load_lexicon(LEXICONS / "metadata_sources.yml", MetadataSource)
    for source in lexicon:
        values = [
            value for key in source.json_ld for article in articles for value in [_resolve_path(article, key)] if value
        ]
        values += [meta_values[key] for key in source.meta if key in meta_values]
        usable = (_normalize_value(source.field, value) for value in values)
        if value := next((value for value in usable if value), None):
            lexicon.record_hit(source)
            found[source.field] = value
    return found


def _normalize_value(field: str, value: str) -> str | None:
    value = " ".join(value.split())[:MAX_VALUE_CHARS]
    if field == "published_on":
        on: date | None = parse_day(value)
        return on.isoformat() if on else None
    if field in ("byline", "publisher", "title") and WEB_ADDRESS.match(value):
        return None
    return value or None


def _collect_meta(root: Any) -> dict[str, str]:
    meta_values: dict[str, str] = {}
    for element in root.iter("meta", "time", "span", "link", "a", "html"):
        tag, attributes = element.tag, element.attrib
        if tag == "html":
            _add_value(meta_values, "language", attributes.get("lang"))
        elif tag in ("link", "a"):
            kinds = (attributes.get("rel") or "").lower().split()
            if "license" in kinds:
                _add_value(meta_values, "license", attributes.get("href"))
            elif "canonical" in kinds:
                meta_values["og:url"] = attributes.get("href") or meta_values.get("og:url", "")
        elif tag == "meta":
            for key in ("property", "name", "itemprop", "http-equiv"):
                _add_value(meta_values, attributes.get(key), attributes.get("content"))
        elif attributes.get("itemprop") is not None:
            _add_value(meta_values, attributes["itemprop"], attributes.get("datetime") or attributes.get("content"))
    return meta_values


def _add_value(meta_values: dict[str, str], key: str | None, value: str | None) -> None:
    if key and value and value.strip():
        meta_values.setdefault(key.strip().lower(), value.strip())


def _find_articles(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of linked data that describe an article: they have a headline or a day of publication."""
    scripts = [element for element in root.iter("script") if "ld+json" in (element.get("type") or "")]
    for script in scripts[:MAX_BLOCKS]:
        text = script.text or ""
        if len(text) > MAX_BLOCK_CHARS:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _walk_objects(data, 0) if "headline" in item or "datePublished" in item)


def _walk_objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk_objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _walk_objects(data[key], depth + 1)


def _resolve_path(data: Any, key: str) -> str | None:
    """The string at a path of keys; of lists all, joined as people name several authors."""
    name, _, rest = key.partition(".")
    value = data.get(name) if isinstance(data, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = [_resolve_path(item, rest) if rest else item for item in values]
    named = [text.strip() for text in texts if isinstance(text, str) and text.strip()]
    return ", ".join(dict.fromkeys(named)) or None
