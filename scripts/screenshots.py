"""Take the README's pictures of the UI: `python scripts/screenshots.py FOLDER [NAME ...]`, with Chromium installed.

Starts Dagster over `examples/articles` in a folder that is thrown away, waits for the first run, and looks at the
pages with headless Chromium.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

from tests.dagster.server import Server
from tests.support import ROOT

VIEWPORT_SIZE: ViewportSize = {"width": 1600, "height": 900}
# What of the page a picture shows, in pixels, where the rest is empty.
CLIPS: dict[str, FloatRect] = {
    "graph": {"x": 0, "y": 0, "width": 1600, "height": 900},
    "chart": {"x": 440, "y": 80, "width": 720, "height": 660},
    "lineage": {"x": 500, "y": 300, "width": 840, "height": 560},
}
# Milliseconds for a page to settle: it draws its graph after its data have come.
SETTLE_TIME = 8000


def graph(page: Page) -> None:
    """The graph: the stages, and how they hand on."""
    page.goto("/")
    page.wait_for_timeout(SETTLE_TIME)


def asset(page: Page) -> None:
    """The page of one asset: its columns and figures."""
    page.goto("/assets/figures")
    page.wait_for_timeout(SETTLE_TIME)


def chart(page: Page) -> None:
    """The chart among an asset's metadata, opened."""
    page.goto("/assets/segments")
    page.wait_for_timeout(SETTLE_TIME)
    page.get_by_text("[Show Markdown]").nth(1).click()
    page.wait_for_timeout(SETTLE_TIME)


def open_preview(page: Page, name: str) -> None:
    """The first rows of an asset, opened."""
    page.goto(f"/assets/{name}")
    page.wait_for_timeout(SETTLE_TIME)
    page.get_by_text("[Show Table]").first.click()
    page.wait_for_timeout(SETTLE_TIME)


def events(page: Page) -> None:
    """Events with parties, place and day."""
    open_preview(page, "events")


def figures(page: Page) -> None:
    """Figures with speaker."""
    open_preview(page, "figures")


def conflicts(page: Page) -> None:
    """Quantities on which articles disagree."""
    open_preview(page, "figure_series")


def lineage(page: Page) -> None:
    """Where one asset comes from and goes to."""
    page.goto("/assets/figures?view=lineage")
    page.wait_for_timeout(SETTLE_TIME)


def checks(page: Page) -> None:
    """The checks of one asset."""
    page.goto("/assets/figures?view=checks")
    page.wait_for_timeout(SETTLE_TIME)


def automation(page: Page) -> None:
    """The schedule and the sensors, on."""
    page.goto("/automation")
    page.wait_for_timeout(SETTLE_TIME)


def launchpad(page: Page) -> None:
    """The configuration of a run, with its fields."""
    page.goto("/locations/pipeline.definitions/jobs/build/playground")
    page.wait_for_timeout(SETTLE_TIME)


PICTURES: dict[str, Callable[[Page], None]] = {
    made.__name__: made
    for made in (graph, asset, chart, events, figures, conflicts, lineage, checks, automation, launchpad)
}


def main() -> None:
    """Take all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PICTURES)}")
    arguments = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.exit("screenshots: no chromium on the path; install it")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workspace, sync_playwright() as player:
        server = Server(Path(workspace))
        try:
            shutil.copytree(ROOT / "examples" / "articles", server.folder / "in", dirs_exist_ok=True)
            server.up()
            server.finished(1)
            quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
            with player.chromium.launch(executable_path=browser, args=quiet) as chromium:
                context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", viewport=VIEWPORT_SIZE)
                page = context.new_page()
                for name in arguments.names or PICTURES:
                    PICTURES[name](page)
                    page.screenshot(path=arguments.folder / f"{name}.png", clip=CLIPS.get(name))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
