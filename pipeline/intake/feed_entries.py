"""RSS and Atom files: each entry that holds a full text is a document; one that holds a teaser is set aside."""

import email.utils
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import lxml.etree

from pipeline.base.boundary.bounded_streams import read_bounded
from pipeline.base.boundary.untrusted_values import UntrustedValueError, parse_day, parse_identifier, parse_string
from pipeline.intake.format_reader import InputDocuments, Origin
from pipeline.intake.html_rendering import render_html
from pipeline.intake.source_document import RawDocument, SuppliedMetadata

FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
# Where an entry keeps its full text, and where it may.
FULL_TEXT_TAGS = ("encoded", "content")
SUMMARY_TAGS = ("description", "summary")
# A teaser is a sentence or two; a description that is longer is the article.
MIN_FULL_CHARS = 600
DAY_TAGS = ("pubdate", "published", "issued", "date", "updated")
ENTRY_TAGS = ("item", "entry")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, as it stands there."""

    identifier: str | None
    url: str | None
    title: str | None
    published: date | None
    body: str | None  # HTML; null where it holds no text
    is_full: bool


def read_feed(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The documents of a feed. XML that is no feed is set aside with the name of its root."""
    root = parse_xml(read_bounded(stream, origin.bounds))
    if root is None:
        yield origin.reject("corrupt", "the file cannot be read as XML")
        return
    name = local_name(root)
    if name not in FEED_ROOTS:
        yield origin.reject("unknown_format", f"XML with the root <{name[:40]}> is no RSS or Atom feed; convert it")
        return
    publisher = _read_text(root, "title", origin) or next(
        (_read_text(channel, "title", origin) for channel in root if local_name(channel) == "channel"), None
    )
    for number, entry in enumerate(read_entries(root, origin.bounds.max_field_chars), 1):
        place = entry.identifier or entry.url or f"{origin.place}#{number}"
        if entry.body is None or not entry.is_full:
            yield origin.reject("no_full_text", "the feed holds only a teaser of it; fetch the page", place)
            continue
        supplied = SuppliedMetadata(url=entry.url, title=entry.title, published=entry.published, publisher=publisher)
        yield RawDocument(place, origin.source_path, "text/html", entry.body.encode("utf-8"), "utf-8", supplied)


def parse_xml(content: bytes) -> Any:
    """The root element of XML from outside, None where it has none: no entity is expanded, nothing is fetched."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return lxml.etree.fromstring(content, parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: Any) -> str:
    """An element's name without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def read_entries(root: Any, max_chars: int) -> Iterator[FeedEntry]:
    """The entries of a feed, in its order."""
    for entry in root.iter():
        if local_name(entry) not in ENTRY_TAGS:
            continue
        children: dict[str, Any] = {}
        for child in entry:
            children.setdefault(local_name(child), child)
        body, is_full = _read_body(children)
        yield FeedEntry(
            _clean(lambda value: parse_identifier(value.strip()), _text_of(children.get("guid", children.get("id")))),
            _clean(lambda value: parse_string(value, max_chars), _read_link(entry)),
            _clean(lambda value: parse_string(value, max_chars), _plain_text(children.get("title"))),
            next((day for tag in DAY_TAGS if (day := _read_day(_text_of(children.get(tag))))), None),
            body,
            is_full,
        )


def _read_body(children: dict[str, Any]) -> tuple[str | None, bool]:
    for tag in FULL_TEXT_TAGS:
        if tag in children and (body := _inner_html(children[tag])):
            return body, True
    for tag in SUMMARY_TAGS:
        if tag in children and (body := _inner_html(children[tag])):
            return body, len(render_html(body)[0]) >= MIN_FULL_CHARS
    return None, False


def _inner_html(element: Any) -> str | None:
    """The HTML of an element: escaped or CDATA in it, or as elements of its own (Atom's `xhtml`)."""
    if len(element):
        return "".join(lxml.etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "").strip() or None


def _read_link(entry: Any) -> str:
    links = [child for child in entry if local_name(child) == "link"]
    chosen = next((link for link in links if link.get("rel") in (None, "alternate")), None)
    return "" if chosen is None else (chosen.get("href") or chosen.text or "").strip()


def _read_day(text: str) -> date | None:
    try:
        return parse_day(text) if text[:4].isdecimal() else parse_day(email.utils.parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text_of(element: Any) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _plain_text(element: Any) -> str:
    """A title without tags and entities: feeds escape HTML in it."""
    return " ".join(render_html(_text_of(element))[0].split())


def _read_text(parent: Any, tag: str, origin: Origin) -> str | None:
    for child in parent:
        if local_name(child) == tag:
            return _clean(lambda value: parse_string(value, origin.bounds.max_field_chars), _plain_text(child))
    return None


def _clean(parse: Callable[[str], str | None], value: str) -> str | None:
    try:
        return parse(value)
    except UntrustedValueError:
        return None
