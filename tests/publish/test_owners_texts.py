"""How much of an article can be put together again from every file of a release under the default policy."""

import re
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from tests.publish.test_licences import everything

LENT = """Quayside fire kills nine in Brimhollow

BRIMHOLLOW -- Nine dockers were killed in a fire at the Quellmar warehouse on Monday, mayor Tansy Orrick said.
The blaze destroyed 4,000 crates of mackerel, and 120 firefighters from Westerholm fought it until dawn.
Smoke hung over the quays for hours, and gulls were seen circling above the ruins of the old chandlery.
Opposition leader Bram Vasquill accused the mayor of negligence and demanded her resignation.
Orrick met relatives of the victims on Tuesday and promised a payment of 5,000 dollars to every family.
The harbour board will hold a hearing next week, its spokeswoman Wilhelmina Dross told reporters.
Fishmongers in the arcade lit candles, and children hung paper lanterns from the railings.
"""
KEPT = """Orchard growers march in Plumstead

PLUMSTEAD -- About 700 orchardists marched through Plumstead on Friday, their chairwoman Odalys Krenn said.
Police arrested twelve marchers after scuffles near the cider press, inspector Rufus Gantry told journalists.
Krenn blamed the canning syndicate for falling prices and threatened a boycott of its jam kettles.
"""
SHARE = 0.25


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("owners")
    (folder / "in").mkdir()
    (folder / "in" / "lent.txt").write_text(LENT)
    (folder / "in" / "kept.txt").write_text(KEPT)
    (folder / "in" / "sources.yml").write_text(
        f"kept.txt: {{sha256: {sha256(KEPT.encode()).hexdigest()}, redistribution: offsets}}\n"
    )
    build = BuildResource(inputs=[str(folder / "in")], out=str(folder / "out"), state=str(folder / "state"), workers=1)
    assert job_runner.run_build(build, lambda progress: None).failure is None
    return folder / "out"


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)}


def test_of_offsets_no_word_comes_back(release: Path) -> None:
    """But for words that the files of any release hold, such as the names of columns."""
    (release.parent / "empty").mkdir()
    build = BuildResource(
        inputs=[str(release.parent / "empty")],
        out=str(release.parent / "bare"),
        state=str(release.parent / "state2"),
        least_share=0.0,
    )
    assert job_runner.run_build(build, lambda progress: None).failure is None
    own = words(KEPT) - words(everything(release.parent / "bare")) - words(LENT)
    assert len(own) > 20
    # Rules and closed lists have words of their own: a row of `killed` says so whatever the article does.
    codes = {
        code
        for name in ("mentions", "statements", "figures", "events")
        for column in ("rule", "measure", "event_type", "event_mode", "topic")
        if column in (frame := pl.read_parquet(release / "parquet" / f"{name}.parquet")).columns
        for value in frame[column].drop_nulls()
        for code in words(value.replace("_", " "))
    }
    summaries = words(" ".join(pl.read_parquet(release / "parquet" / "timeline.parquet")["summary"]))
    assert (own - codes - summaries) & words(everything(release)) == set()
    assert not summaries & {"orchardists", "plumstead", "odalys", "krenn", "rufus", "gantry", "syndicate", "marchers"}


def test_an_excerpt_gives_no_more_than_its_share(release: Path) -> None:
    tables = {path.stem: pl.read_parquet(path) for path in (release / "parquet").glob("*.parquet")}
    document = tables["documents"].filter(external_id="lent.txt").row(0, named=True)
    back = [" "] * len(LENT)

    def fill(start: int, text: str) -> None:
        back[start : start + len(text)] = text

    for name in ("sentences", "mentions", "statements", "figures", "events"):
        rows = tables[name].filter(pl.col("document_id") == document["document_id"], pl.col("text").is_not_null())
        for start, text in rows.select("char_start", "text").iter_rows():
            fill(start, text)
    names = {row["entity_id"]: [row["name"], *row["aliases"]] for row in tables["entities"].iter_rows(named=True)}
    for row in tables["mentions"].filter(document_id=document["document_id"]).iter_rows(named=True):
        original = LENT[row["char_start"] : row["char_end"]]  # a reader would try each name that is as long
        if original in names[row["entity_id"]]:
            fill(row["char_start"], original)
    title = LENT.index("\n")
    passed = sum(a == b and not a.isspace() for a, b in zip(back[title:], LENT[title:], strict=True))
    assert 0 < passed <= SHARE * document["body_char_count"]
    assert tables["sentences"].filter(document_id=document["document_id"])["text"].drop_nulls().len() >= 1
