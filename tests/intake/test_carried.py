"""Articles that a page carries without showing them are read from where they are, and that is told."""

import json

import pytest

from pipeline.intake.document_text import open_document
from pipeline.intake.source_document import Document, RawDocument

PROSE = [
    "Police in the town of Holmvik arrested 12 people on Tuesday after a march of about 3,000 farmers.",
    "“We had asked for nothing but a meeting,” said Marta Lind, who had come with two tractors.",
    "The interior ministry said that three officers were hurt when stones were thrown at a bridge.",
]
BODY = "\n\n".join(PROSE)
HTML = "".join(f"<p>{line}</p>" for line in PROSE)
SHELL = "<!DOCTYPE html><html><head><title>March</title>{head}</head><body>{body}</body></html>"


def linked(**fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": "March in Holmvik", **fields}
    return f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebSite"}, data]})}</script>'


def next_data(content: object) -> str:
    data = {"props": {"pageProps": {"article": {"title": "March in Holmvik", "body": content}}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def pushed(content: str) -> str:
    data = {"state": {"data": {"detail": {"title": "March in Holmvik", "contentHtml": content}}}}
    return f'<script>window["__Q_1"] = window["__Q_1"] || [];window["__Q_1"].push({json.dumps(data)})</script>'


def streamed(content: str) -> str:
    values = f'1:I[40018,[],"Icon"]\n2:{json.dumps(["$", "div", None, {"article": {"body": content}}])}\n'
    parts = values[:90], values[90:]
    return "".join(f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in parts)


def read(page: str) -> Document:
    return open_document(RawDocument("a.html", "a.html", "text/html", page.encode(), "utf-8"))


CARRIED = {
    "JSON-LD": SHELL.format(head=linked(articleBody=BODY), body='<div id="root"></div>'),
    "JSON-LD of HTML": SHELL.format(head=linked(articleBody=HTML), body="<p>Loading</p>"),
    "noscript": SHELL.format(head="", body=f"<div>Please wait</div><noscript><article>{HTML}</article></noscript>"),
    "template": SHELL.format(head="", body=f'<x-a><template shadowrootmode="open">{HTML}</template></x-a>'),
    "next data": SHELL.format(head="", body="<p>Police arrested 12 people.</p>" + next_data(HTML)),
    "data pushed to a list": SHELL.format(head="", body=pushed(HTML)),
    "values in a stream": SHELL.format(head="", body=streamed(HTML)),
    "next data in parts": SHELL.format(head="", body=next_data([{"type": "p", "text": line} for line in PROSE])),
}


@pytest.mark.parametrize("name", CARRIED)
def test_a_carried_article_is_read_and_told(name: str) -> None:
    document = read(CARRIED[name])
    assert all(line in document.text for line in PROSE)
    assert [note.check for note in document.notes] == ["carried_article"]
    assert all(block.span.slice_text(document.text) for block in document.blocks or ())


SHOWN = {
    "the same in JSON-LD": SHELL.format(head=linked(articleBody=BODY), body=f"<article>{HTML}</article>"),
    "a hint to switch scripts on": SHELL.format(head="", body=f"{HTML}<noscript>Please switch scripts on.</noscript>"),
    "no article at all": SHELL.format(head=linked(), body="<p>Short.</p>"),
    "broken data": SHELL.format(head='<script type="application/ld+json">{"a": [</script>', body="<p>Short.</p>"),
    "broken stream": SHELL.format(head='<script>self.__next_f.push([1,"2:{\\"a\\"")</script>', body="<p>Short.</p>"),
    "deep data": SHELL.format(head=f'<script type="application/ld+json">{"[" * 50_000}</script>', body="<p>Short.</p>"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_shows_its_text_is_read_as_it_is(name: str) -> None:
    assert read(SHOWN[name]).notes == ()
