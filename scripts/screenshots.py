"""Take the README's pictures of the UI: `python scripts/screenshots.py FOLDER [NAME ...]`, with Chromium installed.

Publishes `examples/articles` by the command line into a folder that is thrown away, starts Dagster over it, and looks
at the pages with headless Chromium once Dagster knows the release.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.dagster.server import Server, wait
from tests.support import ROOT

VIEWPORT_SIZE: ViewportSize = {"width": 1400, "height": 760}
# Milliseconds for a page to settle, and to come at all: it draws after its data have come.
SETTLE_TIME, PATIENCE = 6000, 60_000


def open_preview(page: Page, name: str) -> None:
    """The first rows of an asset."""
    page.goto(f"/assets/{name}")
    heading = page.get_by_text("Metadata", exact=True).first
    heading.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(SETTLE_TIME)
    heading.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(SETTLE_TIME // 3)


def assets(page: Page) -> None:
    """The first page: every table with what it holds."""
    page.goto("/")
    page.get_by_text("figure_series", exact=True).first.wait_for(timeout=PATIENCE)
    page.get_by_text("Loading...").first.wait_for(state="hidden", timeout=PATIENCE)
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
    """Where figures come from: documents, segments, sentences."""
    page.goto("/assets/figures?view=lineage&lineageScope=upstream&lineageDepth=4")
    page.get_by_text("segments", exact=True).first.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(2 * SETTLE_TIME)


PICTURES: dict[str, Callable[[Page], None]] = {
    made.__name__: made for made in (assets, events, figures, conflicts, lineage)
}


def publish_examples(folder: Path) -> None:
    """Publish the example articles where the server of a folder looks for its release."""
    shutil.copytree(ROOT / "examples" / "articles", folder / "in", dirs_exist_ok=True)
    command = [sys.executable, "-m", "pipeline.cli", "build", str(folder / "in"), "--out", str(folder / "out")]
    status = subprocess.run([*command, "--state", str(folder / "state")], cwd=ROOT, check=False).returncode
    if status not in (0, 3):
        sys.exit("screenshots: the examples could not be built")


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
        publish_examples(Path(workspace))
        server = Server(Path(workspace))
        try:
            server.up()
            wait(lambda: server.find_materialized("release") or None)
            quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
            with player.chromium.launch(executable_path=browser, args=quiet) as chromium:
                context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", viewport=VIEWPORT_SIZE)
                page = context.new_page()
                for name in arguments.names or PICTURES:
                    PICTURES[name](page)
                    page.screenshot(path=arguments.folder / f"{name}.png")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
