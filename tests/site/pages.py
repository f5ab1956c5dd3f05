"""Pages of the site for tests: opened in a browser that notes errors and requests, and read without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import polars as pl
from lxml import html
from playwright.sync_api import Browser, Page


@dataclass
class Notes:
    """What a page complained of, and whom it asked."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def open_page(
    browser: Browser, *, scheme: Literal["light", "dark"] = "light", scripts: bool = True, width: int = 1200
) -> Iterator[tuple[Page, Notes]]:
    """A page in a context of its own; after the test it must have no error and no request to another host."""
    context = browser.new_context(
        color_scheme=scheme, java_script_enabled=scripts, viewport={"width": width, "height": 900}
    )
    page, notes = context.new_page(), Notes()
    page.on("console", lambda message: notes.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: notes.errors.append(str(error)))
    page.on("request", lambda request: notes.requests.append(request.url))
    yield page, notes
    context.close()
    assert notes.errors == [], notes.errors
    foreign = [url for url in notes.requests if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))]
    assert foreign == [], foreign


def find_document(release: Path, name: str) -> str:
    """The identifier of the document that was read from a file."""
    documents = pl.read_parquet(release / "parquet" / "documents.parquet")
    return str(documents.filter(external_id=name).item(0, "document_id"))


def find_entity(release: Path, name: str) -> str:
    """The identifier of an entity."""
    entities = pl.read_parquet(release / "parquet" / "entities.parquet")
    return str(entities.filter(pl.col("name") == name).item(0, "entity_id"))


def list_kinds(release: Path) -> dict[str, str]:
    """One page of each kind, by its place in the site."""
    return {
        "start": "index.html",
        "explorer": "explore.html#table=events",
        "article in full": f"articles/{find_document(release, 'full.txt')}.html",
        "excerpt": f"articles/{find_document(release, 'lent.txt')}.html",
        "no words": f"articles/{find_document(release, 'kept.txt')}.html",
        "entity": f"entities/{find_entity(release, 'Tansy Orrick')}.html",
        "list": "articles.html",
    }


def read_pages(release: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site as a tree, by its place in the release."""
    return {
        path.relative_to(release).as_posix(): html.fromstring(path.read_bytes())
        for path in sorted((release / "site").rglob("*.html"))
    }


def follow_link(page: str, link: str) -> tuple[str, str]:
    """Where a link of a page leads: the file in the release, and the place in it."""
    parts = urlsplit(link)
    target = (Path("/") / Path(page).parent / unquote(parts.path)).as_posix() if parts.path else f"/{page}"
    steps: list[str] = []
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps), unquote(parts.fragment)
