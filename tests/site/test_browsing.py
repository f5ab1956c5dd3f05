"""The site in a browser: from the search to the sentence, without errors, requests to others or barriers."""

from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.benchmarks.site import make_many_events, read_release, time_filters, write_explorer
from tests.site.corpus import ATTACK_TITLE
from tests.site.pages import find_document, find_entity, list_kinds, open_page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
KINDS = ("start", "explorer", "article in full", "excerpt", "no words", "entity", "list")


@pytest.fixture(params=["file", "server"])
def site(request: pytest.FixtureRequest, release: Path) -> str:
    if request.param == "server":
        return str(request.getfixturevalue("served"))
    return f"{(release / 'site').as_uri()}/"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_opens_from_disk_and_from_the_server(
    browser: Browser, release: Path, site: str, kind: str
) -> None:
    with open_page(browser) as (page, notes):
        page.goto(site + list_kinds(release)[kind])
        expect(page.locator("h1")).to_be_visible()
        if kind == "explorer":
            expect(page.locator("#rows tbody tr").first).to_be_visible()
    assert any(url.endswith("site.css") for url in notes.requests)


def test_a_search_leads_to_a_figure_and_on_to_its_marked_words(browser: Browser, release: Path, site: str) -> None:
    count = pl.read_parquet(release / "flat" / "figures.parquet").height
    assert count > 2
    with open_page(browser) as (page, _):
        page.goto(f"{site}index.html")
        page.get_by_label("Search").fill("detained")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("button", name="Figures").click()
        expect(page.get_by_role("status")).to_have_text(f"2 of {count} figures")
        page.get_by_role("link").filter(has_text="detained").first.click()
        mark = page.locator("a.mark.figure:target")
        expect(mark).to_be_in_viewport()
        assert mark.inner_text() in ("about 340 dockers", "At least 410 dockers")


def test_events_are_filtered_by_an_actor(browser: Browser, release: Path, site: str) -> None:
    events = pl.read_parquet(release / "flat" / "events.parquet")
    named = events.filter(pl.any_horizontal(pl.col("actor", "recipient").str.contains("Orrick").fill_null(False)))
    assert 0 < named.height < events.height
    with open_page(browser) as (page, _):
        page.goto(f"{site}explore.html")
        page.get_by_label("actor or recipient").fill("orrick")
        expect(page.get_by_role("status")).to_have_text(f"{named.height} of {events.height} mentions of events")
        assert page.locator("#rows tbody tr").count() == named.height
        page.goto(page.url)  # the address has the filter
        expect(page.get_by_role("status")).to_have_text(f"{named.height} of {events.height} mentions of events")


def test_rows_are_sorted_by_a_click_and_exported_as_shown(browser: Browser, release: Path, site: str) -> None:
    with open_page(browser) as (page, _):
        page.goto(f"{site}explore.html#table=figures&columns=value+expression")
        page.get_by_role("button", name="value", exact=True).click()
        expect(page.locator("th[aria-sort=descending]")).to_have_text("value")
        shown = [row.split("\t") for row in page.locator("#rows tbody tr").all_inner_texts()]
        with page.expect_download() as download:
            page.get_by_role("button", name="Export as CSV").click()
        text = Path(download.value.path()).read_bytes().decode("utf-8")
    lines = text.strip().split("\r\n")
    assert lines[0] == "value,expression"
    assert [line.split(",")[0] for line in lines[1:]] == [value for value, *_ in shown]
    assert len(lines) - 1 == pl.read_parquet(release / "flat" / "figures.parquet").height


def test_a_filter_that_finds_nothing_says_where_else_the_words_are(browser: Browser, site: str) -> None:
    with open_page(browser) as (page, _):
        page.goto(f"{site}explore.html#table=series&q=critici")
        page.get_by_role("link", name="Events: 1").click()
        expect(page.get_by_role("status")).to_contain_text("1 of")


def test_a_mark_shows_its_row_on_focus(browser: Browser, release: Path, site: str) -> None:
    with open_page(browser) as (page, _):
        page.goto(f"{site}articles/{find_document(release, 'full.txt')}.html")
        card = page.locator("#card")
        expect(card).to_be_hidden()
        page.locator("a.mark.figure").first.focus()
        expect(card).to_contain_text("Detained: about 340")
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_every_filter_and_row_is_reached_by_the_keyboard(browser: Browser, site: str) -> None:
    with open_page(browser) as (page, _):
        page.goto(f"{site}explore.html")
        expect(page.locator("#rows tbody tr").first).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        names = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            names.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        assert {"search", "field-event_type", "field-from", "export", "A"} <= names


def test_articles_and_entities_read_without_scripts(browser: Browser, release: Path, site: str) -> None:
    with open_page(browser, scripts=False) as (page, _):
        page.goto(f"{site}articles/{find_document(release, 'full.txt')}.html")
        expect(page.locator("a.mark", has_text="about 340 dockers")).to_be_visible()
        page.goto(f"{site}entities/{find_entity(release, 'Tansy Orrick')}.html")
        expect(page.get_by_role("heading", name="Tansy Orrick")).to_be_visible()
        page.goto(f"{site}explore.html")
        expect(page.get_by_text("The explorer needs scripts")).to_be_visible()


def test_an_attack_by_text_shows_as_text(browser: Browser, release: Path, site: str) -> None:
    with open_page(browser) as (page, _):
        dialogs: list[str] = []

        def note_dialog(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note_dialog)
        page.goto(f"{site}articles/{find_document(release, 'attack')}.html")
        expect(page.locator("h1")).to_have_text(ATTACK_TITLE)
        expect(page.locator(".text")).to_contain_text("</script><script>alert(2)</script>")
        page.goto(f"{site}explore.html#table=events&q=alert(2)&columns=title+sentence")
        expect(page.locator("#rows tbody")).to_contain_text("<script>alert(2)</script>")
        page.goto(f"{site}index.html")
        assert dialogs == []
        assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(browser: Browser, release: Path, kind: str, scheme: str) -> None:
    with open_page(browser, scheme=scheme) as (page, _):  # type: ignore[arg-type]
        page.goto(f"{(release / 'site').as_uri()}/{list_kinds(release)[kind]}")
        for fold in page.locator("details").all():
            fold.evaluate("(element) => { element.open = true; }")
        assert find_barriers(page) == []


def find_barriers(page: Page) -> list[str]:
    """What axe-core finds serious or critical."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run({ preload: false })")  # it would ask for the style sheets again
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("width", [390, 820, 1400])
def test_no_page_is_wider_than_its_window(browser: Browser, release: Path, width: int) -> None:
    for place in list_kinds(release).values():
        with open_page(browser, width=width) as (page, _):
            page.goto(f"{(release / 'site').as_uri()}/{place}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_a_filter_over_100_000_events_answers_at_once(browser: Browser, release: Path, tmp_path: Path) -> None:
    write_explorer(make_many_events(read_release(release), 100_000), tmp_path / "site")
    with open_page(browser) as (page, _):
        times = time_filters(page, (tmp_path / "site" / "explore.html").as_uri())
    assert max(times.values()) < 200, times
