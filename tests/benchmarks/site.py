"""Measure the site: `python -m tests.benchmarks.site RELEASE [DOCUMENTS] [EVENTS]`, with Chromium installed.

The rows of a release are repeated under other identifiers until there are as many documents and events as asked for.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import polars as pl
from playwright.sync_api import Page, sync_playwright

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.metadata.dataset_info import FileStats, ReleaseContent
from pipeline.publish.run_info import RunInfo
from pipeline.publish.site.explorer_columns import EXPLORER_TABLES
from pipeline.publish.site.explorer_data import render_explorer_data
from pipeline.publish.site.site_files import render_site, write_site_file
from pipeline.publish.site.site_templates import SITE_FOLDER, render_page
from schemas import table_registry

ID_PATTERN = r"\b([a-z]{3}_[0-9a-f]{12})[0-9a-f]{4}\b"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# From the address typed to the first heading and text on the screen, by the browser's own clock.
READABLE = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def repeat_rows(frame: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The rows so many times, each time with other identifiers."""
    return pl.concat([_rename(frame, number) for number in range(copies)])


def _rename(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    own = pl.col(pl.String).str.replace_all(ID_PATTERN, f"${{1}}{number:04x}")
    lists = pl.col(pl.List(pl.String)).list.eval(pl.element().str.replace_all(ID_PATTERN, f"${{1}}{number:04x}"))
    return frame.with_columns(own, lists)


def read_release(folder: Path) -> dict[str, pl.DataFrame]:
    """All tables and views of a release."""
    return {name: parquet_tables.read_table(folder, name) for name in table_registry.PUBLISHED}


def make_content(tables: dict[str, pl.DataFrame]) -> ReleaseContent:
    """The tables as a release tells them, with stamps of no file."""
    paths = [
        path(Path(), name).as_posix()
        for name in tables
        for path in (parquet_tables.get_parquet_path, csv_tables.get_csv_path)
    ]
    facts = RunInfo(version="0", fingerprint="0", model="a_model", model_version="0")
    return ReleaseContent("rel_" + "0" * 16, facts, tables, dict.fromkeys(paths, FileStats("0" * 64, 1)))


def write_explorer(tables: dict[str, pl.DataFrame], folder: Path) -> None:
    """The explorer alone, with its data."""
    shutil.copytree(SITE_FOLDER / "assets", folder / "assets")
    dataset = RunInfo(version="0", fingerprint="0", model="a_model", model_version="0").dataset
    write_site_file(folder, "explore.html", render_page("explore.html.j2", dataset=dataset, files=[]))
    _write_all(folder, render_explorer_data(tables, frozenset()))


def _write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    count = size = 0
    for name, data in files:
        write_site_file(folder, name, data)
        count, size = count + 1, size + len(data)
    return count, size


def make_many_events(tables: dict[str, pl.DataFrame], count: int) -> dict[str, pl.DataFrame]:
    """At least so many rows of `flat_events`; the other tables of the explorer without rows."""
    copies = -(-count // tables["flat_events"].height)
    frames = {table.frame: tables[table.frame].head(0) for table in EXPLORER_TABLES}
    events = repeat_rows(tables["flat_events"], copies).head(count)
    # Names and sentences differ too, so that lists of distinct values are as long as those of real articles.
    numbered = [pl.format("{} {}", pl.col(name), pl.int_range(pl.len()) // step).alias(name)
                for name, step in (("sentence", 2), ("actor", 20), ("title", 60))]  # fmt: skip
    return frames | {"entities": tables["entities"].head(0), "flat_events": events.with_columns(numbered)}


def time_filters(page: Page, address: str) -> dict[str, float]:
    """Milliseconds from a change of the address to the rows on the page, by kind of filter; the third of three."""
    page.goto(f"{address}#table=events")
    page.wait_for_function("() => { const t = newsledger.tables.get('events'); return t.size === t.about.rows; }")
    asked = {
        "search": "q=troops", "type": "event_type=COERCE", "actor": "actor+or+recipient=tokayev",
        "days": "from=2022-01-06&to=2022-01-09", "all, sorted by sentence": "sort=sentence&down=1",
    }  # fmt: skip
    found = {}
    for name, state in asked.items():
        for attempt in range(3):
            page.evaluate("() => { location.hash = '#table=events&q=zzzz'; }")
            page.wait_for_function("() => document.querySelectorAll('#rows tbody tr').length === 0")
            found[name] = page.evaluate(
                """(state) => new Promise((done) => {
                  addEventListener('hashchange', () => requestAnimationFrame(() => done(performance.now() - start)),
                                   { once: true });
                  const start = performance.now();
                  location.hash = '#table=events&' + state;
                })""",
                state + "&n=" + str(attempt),
            )
    return found


def main() -> None:
    """Print sizes and times."""
    release = Path(sys.argv[1])
    documents, events = (int(given) for given in (*sys.argv[2:4], *("1000", "100000")[len(sys.argv) - 2 :]))
    tables = read_release(release)
    with tempfile.TemporaryDirectory() as workspace, sync_playwright() as player:
        folder = Path(workspace)
        copies = -(-documents // tables["documents"].height)
        many = {name: repeat_rows(frame, copies) for name, frame in tables.items()}
        started, worked = time.perf_counter(), time.process_time()
        count, size = _write_all(folder, render_site(make_content(many)))
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        print(f"{many['documents'].height} documents: {count} files, {size / 1e6:.1f} MB, ", end="")
        print(f"{seconds:.1f} s ({worked:.1f} s of one core)")
        write_explorer(make_many_events(tables, events), folder / "explorer")
        data = sum(path.stat().st_size for path in (folder / "explorer" / "data").iterdir())
        browser_path = shutil.which("chromium") or shutil.which("google-chrome")
        with player.chromium.launch(executable_path=browser_path, args=QUIET) as browser:
            page = browser.new_page()
            page.goto((folder / "site" / "index.html").as_uri())
            page.wait_for_function(f"() => ({READABLE})() > 0")
            print(f"start page readable after {page.evaluate(READABLE):.0f} ms")
            times = time_filters(page, (folder / "explorer" / "explore.html").as_uri())
            print(f"{events} events, {data / 1e6:.1f} MB of data; filters in ms: ", end="")
            print(", ".join(f"{name} {value:.0f}" for name, value in times.items()))


if __name__ == "__main__":
    main()
