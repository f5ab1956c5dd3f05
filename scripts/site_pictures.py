"""Take the README's pictures of the site: `python scripts/site_pictures.py RELEASE FOLDER`, with Chromium installed."""

import argparse
import shutil
import sys
from pathlib import Path

import polars as pl
from playwright.sync_api import Page, ViewportSize, sync_playwright

VIEWPORT_SIZE: ViewportSize = {"width": 1000, "height": 700}


def find_pages(release: Path) -> dict[str, str]:
    """A page of each kind: the article in full and the person with the most rows."""
    events = pl.read_parquet(release / "flat" / "events.parquet")
    documents = pl.read_parquet(release / "parquet" / "documents.parquet")
    shown = events.join(documents.filter(pl.col("redistribution").cast(pl.String) == "full"), on="document_id")
    people = events.filter(pl.col("actor_type").cast(pl.String) == "person")
    return {
        "site-start": "index.html",
        "site-explorer": "explore.html#table=figures&sort=measure",
        "site-article": f"articles/{shown['document_id'].mode().sort()[0]}.html",
        "site-entity": f"entities/{people['actor_entity_id'].mode().sort()[0]}.html",
    }


def take_picture(page: Page, address: str, target: Path) -> None:
    """Open a page, wait until it is still, and take what fits the window."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("release", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.exit("site_pictures: no chromium on the path; install it")
    site = arguments.release.resolve() / "site"
    with (
        sync_playwright() as player,
        player.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"]) as chromium,
    ):
        page = chromium.new_page(viewport=VIEWPORT_SIZE, color_scheme="light")
        for name, place in find_pages(arguments.release).items():
            take_picture(page, f"{site.as_uri()}/{place}", arguments.folder / f"{name}.png")


if __name__ == "__main__":
    main()
