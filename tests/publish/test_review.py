"""Review: a sample for people to read, and what their verdicts become."""

import csv
from datetime import date

import pytest
import yaml

from pipeline.review.review_sample import draw_sample
from pipeline.review.review_verdicts import ReviewError, estimate_precision, read_verdicts
from tests.corrections.corpus import publish, write_articles
from tests.test_cli import newsledger


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    publish(folder, write_articles(folder / "in"))
    return folder


def fill(path, verdicts):
    """Give a row whose words read so its verdict and further cells; all others are right."""
    with path.open(newline="") as file:
        reader = csv.DictReader(file)
        rows = [row | verdicts.get(row["read"], {"verdict": "right"}) for row in reader]
        names = list(reader.fieldnames or ())
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def test_the_same_seed_draws_the_same_and_every_kind_is_drawn(built):
    sample = draw_sample(built / "out", 3)
    assert sample.equals(draw_sample(built / "out", 3))
    assert len({tuple(draw_sample(built / "out", 1, seed)["row_id"]) for seed in range(6)}) > 1
    assert dict(sample["table"].value_counts().rows()) == {"events": 3, "figures": 3, "statements": 2}  # all there are
    assert {"claimed", "reported"} <= set(sample["stratum"])
    assert sample["sentence"].null_count() == 0


def test_from_the_sample_to_the_corrected_release(built, tmp_path):
    sample = tmp_path / "march.csv"
    drawn = newsledger("review", built / "out", "--sample", sample, "--count", "20")
    assert drawn.returncode == 0, drawn.stderr
    told = {"verdict": "wrong", "field": "value", "is": "15", "note": "Fifteen, says the police."}
    fill(sample, {"14 people": told, "sent": {"verdict": "wrong"}, "About 300 dockers": {"verdict": "unsure"}})
    articles = write_articles(tmp_path / "in")
    read = newsledger("review", built / "out", "--read", sample, "--into", articles, "--author", "A. Quist")
    assert read.returncode == 0, read.stderr
    assert "2 corrections" in read.stdout
    entries = yaml.safe_load((articles / "corrections" / "march.yml").read_text())
    assert sorted((entry["table"], entry.get("is")) for entry in entries) == [("events", None), ("figures", "15")]
    after = publish(tmp_path, articles)
    assert set(after["corrections"]["state"]) == {"applied"}
    assert 15 in after["figures"]["value"].to_list() and "sent" not in after["events"]["text"].to_list()
    assert "| figures | 0.5 | 0.0945 to 0.9055 | 2 |" in (tmp_path / "out" / "README.md").read_text()
    again = newsledger("review", built / "out", "--read", sample, "--into", articles, "--author", "A. Quist")
    assert again.returncode == 2 and "this sample was read already" in again.stderr


def test_the_interval_holds_the_share_and_narrows():
    few, many = estimate_precision(9, 10), estimate_precision(900, 1000)
    assert few["low"] < many["low"] < 0.9 < many["high"] < few["high"]
    assert estimate_precision(0, 5)["low"] == 0 and estimate_precision(5, 5)["high"] == 1


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ({"verdict": "maybe"}, "the verdict is one of right, wrong, unsure"),
        ({"verdict": "wrong", "field": "text", "is": "x"}, "`text` cannot be corrected"),
        ({"verdict": "wrong", "field": "value", "is": "many"}, "could not convert"),
        ({"verdict": "wrong", "start": "x"}, "invalid literal"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(built, tmp_path, verdict, told):
    newsledger("review", built / "out", "--sample", tmp_path / "a.csv")
    fill(tmp_path / "a.csv", {"14 people": verdict})
    with pytest.raises(ReviewError, match="line ") as error:
        read_verdicts(tmp_path / "a.csv", "A. Quist", date(2021, 6, 1))
    assert told in str(error.value)


def test_calls_that_cannot_be_carried_out(built, tmp_path):
    (tmp_path / "a.csv").write_text("table,verdict\n")
    for arguments, told in [
        ((tmp_path, "--sample", tmp_path / "b.csv"), "is no release"),
        ((built / "out", "--sample", tmp_path / "a.csv"), "exists; name a new file"),
        ((built / "out", "--read", tmp_path / "a.csv", "--into", tmp_path, "--author", "A"), "row_id is missing"),
        ((built / "out",), "give --sample FILE, or --read FILE"),
    ]:
        done = newsledger("review", *arguments)
        assert done.returncode == 2 and told in done.stderr, done.stderr
