"""The files of the site without a browser: every link leads somewhere, every row has its place, no word too many."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from pipeline.publish.release_writer import publish_release
from pipeline.publish.verification import verify_release
from tests.publish.example import COMMENT, UNTOLD, dataset, facts
from tests.site.corpus import WITHHELD
from tests.site.pages import find_document, follow_link, read_pages


def test_every_link_of_the_site_resolves(release: Path) -> None:
    pages = read_pages(release)
    places = {name: {element.get("id") for element in tree.xpath("//*[@id]")} for name, tree in pages.items()}
    checked = 0
    for name, tree in pages.items():
        for element in tree.xpath("//*[@href or @src]"):
            link = element.get("href") or element.get("src")
            if link.startswith(("https://www.wikidata.org/", "data:")):
                continue
            file, place = follow_link(name, link)
            assert (release / file).is_file(), (name, link)
            if place and not file.endswith("explore.html"):
                assert place in places[file], (name, link)
            checked += 1
    assert checked > 100


def test_every_row_has_its_place_in_its_article(release: Path) -> None:
    pages = read_pages(release)
    for table, key in (("events", "event_id"), ("figures", "figure_id"), ("statements", "statement_id")):
        rows = pl.read_parquet(release / "parquet" / f"{table}.parquet", columns=["document_id", key])
        assert rows.height
        for document, row in rows.iter_rows():
            tree = pages[f"site/articles/{document}.html"]
            assert len(tree.xpath(f"//*[@id='{row}']")) == 1
            assert len(tree.xpath(f"//*[@id='row-{row}']//a[@href='#{row}']")) == 1


def test_of_an_excerpt_the_rest_is_told_as_length(release: Path) -> None:
    text = (release / "site" / "articles" / f"{find_document(release, 'lent.txt')}.html").read_text()
    assert re.search(r"[0-9]+ characters not shown", text)
    site = "\n".join(path.read_text(encoding="utf-8").lower() for path in (release / "site").rglob("*.*"))
    assert [word for word in WITHHELD if word in site] == []


def test_no_page_runs_a_script_or_style_of_its_own(release: Path) -> None:
    for name, tree in read_pages(release).items():
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy and policy[0].startswith("default-src 'none'; script-src 'self'; style-src 'self'"), name
        assert tree.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')]") == [], name
        inline = [element for element in tree.xpath("//script") if not element.get("src")]
        assert all(element.get("type") == "application/ld+json" for element in inline), name


def test_the_start_page_describes_the_dataset_to_search_engines(release: Path) -> None:
    (text,) = read_pages(release)["site/index.html"].xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(text)
    assert (told["@type"], told["name"]) == ("Dataset", "Events and figures of news articles")
    for file in told["distribution"]:
        name, _ = follow_link("site/index.html", file["contentUrl"])
        assert f"{file['sha256']}  {name}\n" in (release / "SHA256SUMS").read_text()
        assert int(file["contentSize"].split()[0]) == (release / name).stat().st_size


def test_the_same_rows_give_the_same_site(tmp_path: Path) -> None:
    for name in ("one", "other"):
        publish_release(dataset(), tmp_path / name, facts())
    one, other = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name / "site").rglob("*.*")}
        for name in ("one", "other")
    )
    assert one == other and len(one) > 15


def test_comments_and_untold_sentences_are_on_no_page(tmp_path: Path) -> None:
    publish_release(dataset(("a.txt",)), tmp_path / "out", facts())
    site = "\n".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "site").rglob("*.*"))
    assert "4,200" in site
    assert UNTOLD not in site and COMMENT.removeprefix("=") not in site and "Anonymous" not in site


@pytest.mark.parametrize("name", ["site/explore.html", "site/data/events-0.js", "site/assets/explorer.js"])
def test_verify_finds_a_changed_page(tmp_path: Path, name: str) -> None:
    publish_release(dataset(), tmp_path / "out", facts())
    assert verify_release(tmp_path / "out") == []
    (tmp_path / "out" / name).write_bytes((tmp_path / "out" / name).read_bytes() + b" ")
    assert any(name in violation for violation in verify_release(tmp_path / "out"))


def test_a_release_without_rows_has_a_site(tmp_path: Path) -> None:
    publish_release({}, tmp_path / "out", facts())
    text = (tmp_path / "out" / "site" / "index.html").read_text()
    assert "No event has a day." in text and "No quantity is told more than once." in text
