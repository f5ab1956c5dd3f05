"""All files of the evidence site, made from the published tables of a release."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.metadata.dataset_info import ReleaseContent
from pipeline.publish.site.article_pages import render_articles
from pipeline.publish.site.entity_pages import render_entities
from pipeline.publish.site.explorer_data import render_explorer_data
from pipeline.publish.site.listing_pages import render_listings
from pipeline.publish.site.site_rows import SiteRows
from pipeline.publish.site.site_templates import SITE_FOLDER, render_page
from pipeline.publish.site.start_page import list_downloads, render_start

# The folder of the site in a release, and the page that names the release.
SITE_PREFIX = "site/"
START_PAGE = "site/index.html"


def render_site(content: ReleaseContent) -> Iterator[tuple[str, bytes]]:
    """Each file of the site with its place in the release; the start page alone holds the release's identifier."""
    for path, data in _render_files(content):
        yield f"{SITE_PREFIX}{path}", data


def _render_files(content: ReleaseContent) -> Iterator[tuple[str, bytes]]:
    rows = SiteRows(content.tables)
    yield "index.html", render_start(content, rows)
    yield "explore.html", render_page("explore.html.j2", dataset=content.facts.dataset, files=list_downloads(content))
    yield from render_listings(rows)
    yield from render_articles(rows)
    yield from render_entities(rows)
    yield from render_explorer_data(content.tables, rows.with_page)
    for path in sorted((SITE_FOLDER / "assets").iterdir()):
        yield f"assets/{path.name}", path.read_bytes()


def write_site_file(folder: Path, name: str, data: bytes) -> None:
    """Write one file of the site into the folder of a release."""
    path = folder / name
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
    path.write_bytes(data)
