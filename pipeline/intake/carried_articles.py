"""Articles that a page carries without showing them: in linked data, `noscript`, `template`, or a script's data.

Pages that a script draws send their text in such places. One is read only where the page itself shows hardly any text
and the carried article is several times as long.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain, islice
from typing import Any, NamedTuple

import lxml.html

from pipeline.base.boundary.untrusted_values import UntrustedValueError, make_valid_text, parse_json
from pipeline.intake.html_parsing import parse_html
from pipeline.intake.html_rendering import render_html

# A page that shows more than this shows its article.
MAX_SHOWN_CHARS = 1500
MIN_CARRIED_CHARS = 200
MIN_RATIO = 2
MAX_SCRIPTS = 60
MAX_PUSHING_SCRIPTS = 500
MAX_HIDDEN = 20
MAX_SCRIPT_CHARS = 5_000_000
MAX_VALUES = 200_000
# Next.js streams the values of a page's components in calls of this function, each value a line behind its number.
STREAM_CALL = re.compile(r"self\.__next_f\.push\((\[1,.*\])\)\s*;?\s*\Z", re.DOTALL)
STREAM_LINE = re.compile(r"[0-9a-f]{1,8}:(?=[\[{])")
# And other scripts push their data, an object, to a list of their own.
PUSHED_OBJECT = re.compile(r"\.push\((\{.*\})\)\s*;?\s*\Z", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
# Keys under which frameworks keep an article's prose.
BODY_KEYS = frozenset(
    {"articlebody", "body", "content", "text", "html", "bodyhtml", "bodytext", "contenthtml", "paragraphs"}
)
PARAGRAPH_KEYS = ("text", "html", "content", "value")
TITLE_KEYS = ("headline", "title", "name")


class CarriedArticle(NamedTuple):
    """An article that a page carries: where it was found, in words, and as HTML of its own."""

    source: str
    html: str
    length: int


def find_carried_article(html: str, shown_text: str) -> CarriedArticle | None:
    """The article that a page carries in place of showing it, null where the page shows its text."""
    shown = len(shown_text.strip())
    root = parse_html(html) if shown <= MAX_SHOWN_CHARS else None
    if root is None:
        return None
    for candidates in (_find_in_linked_data, _find_in_hidden_markup, _find_in_script_data):
        best = max(candidates(root), key=lambda article: article.length, default=None)
        if best is not None and best.length >= max(MIN_CARRIED_CHARS, MIN_RATIO * shown):
            return best
    return None


def _find_in_linked_data(root: Any) -> Iterator[CarriedArticle]:
    for data in _parse_scripts(root, lambda kind, _: "ld+json" in kind):
        for item in _walk_objects(data):
            body = item.get("articleBody")
            if isinstance(body, str):
                yield _make_article("the articleBody of its JSON-LD", item, body)


def _find_in_script_data(root: Any) -> Iterator[CarriedArticle]:
    values = _parse_scripts(root, lambda kind, name: kind == "application/json" or name == "__NEXT_DATA__")
    for data in chain(values, _parse_pushed_values(root)):
        for item in _walk_objects(data):
            for key, value in item.items():
                if key.lower() in BODY_KEYS and (body := _join_prose(value)):
                    yield _make_article(f"`{key[:40]}` of the data in its script", item, body)


def _find_in_hidden_markup(root: Any) -> Iterator[CarriedArticle]:
    for element in islice(root.iter("noscript", "template"), MAX_HIDDEN):
        inner = "".join(
            [escape(element.text or "")] + [lxml.html.tostring(child, encoding="unicode") for child in element]
        )
        length = len(render_html(inner)[0])
        yield CarriedArticle(f"its <{element.tag}>", inner, length)


def _parse_scripts(root: Any, is_wanted: Any) -> Iterator[Any]:
    for number, script in enumerate(root.iter("script")):
        if number >= MAX_SCRIPTS:
            return
        kind, name, text = (script.get("type") or "").strip().lower(), script.get("id") or "", script.text or ""
        if is_wanted(kind, name) and len(text) <= MAX_SCRIPT_CHARS:
            try:
                yield parse_json(text)
            except UntrustedValueError:
                continue


def _parse_pushed_values(root: Any) -> Iterator[Any]:
    """The values that scripts push to a list as the page is drawn: objects, and the lines of a stream."""
    stream: list[str] = []
    for script in islice(root.iter("script"), MAX_PUSHING_SCRIPTS):
        text = script.text or ""
        start = text.find(".push(")
        if start < 0 or len(text) > MAX_SCRIPT_CHARS:
            continue
        try:
            if call := STREAM_CALL.search(text, max(0, start - len("self.__next_f"))):
                stream += [part for part in parse_json(call.group(1))[1:] if isinstance(part, str)]
            elif call := PUSHED_OBJECT.search(text, start):
                yield parse_json(call.group(1))
        except UntrustedValueError:
            continue
    for line in "".join(stream).split("\n"):
        if opening := STREAM_LINE.match(line):
            try:
                yield parse_json(line[opening.end() :])
            except UntrustedValueError:
                continue


def _walk_objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON value, outermost first, without recursion."""
    waiting, count = [data], 0
    while waiting and count < MAX_VALUES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting += reversed(list(value.values()))
        elif isinstance(value, list):
            waiting += reversed(value)


def _join_prose(value: object) -> str | None:
    """A body as one string: it is one, or a list of paragraphs, each a string or an object with its text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return None
    parts = [_read_paragraph(part) for part in value]
    return "\n\n".join(part for part in parts if part) or None


def _read_paragraph(part: object) -> str | None:
    value = next((part[key] for key in PARAGRAPH_KEYS if key in part), None) if isinstance(part, dict) else part
    return value if isinstance(value, str) else None


def _make_article(source: str, item: dict[str, Any], body: str) -> CarriedArticle:
    title = next((item[key] for key in TITLE_KEYS if isinstance(item.get(key), str)), "")
    body = make_valid_text(body)
    if not TAG.search(body):
        body = "".join(f"<p>{escape(line)}</p>" for line in re.split(r"\s*\n\s*", body) if line)
    heading = f"<h1>{escape(make_valid_text(title))}</h1>" if title else ""
    html = f"<article>{heading}{body}</article>"
    return CarriedArticle(source, html, len(render_html(body)[0]))
