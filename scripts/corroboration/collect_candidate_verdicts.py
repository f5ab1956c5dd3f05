"""Turn what readers said of candidates that other texts tell into data to learn from, without a word of the texts.

    python -m scripts.corroboration.collect_candidate_verdicts --set BUILD VERDICTS.tsv... [--set ...]

BUILD is a release (built with `--text full`). A verdict is a line of tabs as for
`scripts/confidence/collect_event_verdicts.py`: `event_id`, type, actor, recipient, status, overall. Those of candidates
that `pipeline.reconcile.timeline.corroboration` finds support for are kept: what it knows of them, and whether type,
parties and status are right. Folds are by story. Writes `candidate_verdicts.csv` beside this script.
"""

import argparse
import csv
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.reconcile.series import series_rows
from pipeline.reconcile.timeline.corroboration import (
    FEATURES,
    describe_support,
    select_joinable,
    select_supporters,
)
from pipeline.reconcile.timeline.event_joining import find_stories, join_mentions
from pipeline.reconcile.timeline.readable_clusters import MIN_JOINED
from scripts.confidence.collect_event_verdicts import read_verdicts
from scripts.confidence.verdict_rows import is_right
from scripts.train_timeline import read_tables

DATA_FILE = Path(__file__).with_name("candidate_verdicts.csv")
FOLDS = 10


def judge_rows(paths: list[Path]) -> dict[str, bool]:
    """By event id, whether a row is right in type, parties and status; of two readers the first one says."""
    verdicts = {own: verdict for path in reversed(paths) for own, verdict in read_verdicts(path).items()}
    return {own: bool(is_right("".join(verdict))) for own, verdict in verdicts.items()}


def describe_candidates(build: Path, verdicts: dict[str, bool]) -> Iterator[dict[str, float | int]]:
    """The candidates of a release that have both support and a verdict."""
    tables = read_tables(build)
    groups = series_rows.group_figures(tables["figures"], tables["events"], tables["documents"], tables["entities"])
    stories = find_stories(tables)
    joined = join_mentions(tables, groups, stories, select_joinable(tables["events"]))
    for cluster in joined.clusters:
        if cluster.confidence < MIN_JOINED:
            continue
        rows = joined.rows.select_rows(cluster.members)
        for row in rows:
            others = select_supporters(row, rows)
            if row["tier"] == "published" or not others or row["event_id"] not in verdicts:
                continue
            story = f"{build.name} {stories.numbers[row['document_id']]}"
            fold = sha256(story.encode()).digest()[0] % FOLDS
            told = describe_support(row, others)
            features = {name: round(told[name], 3) for name in FEATURES}
            yield {"fold": fold, **features, "right": int(verdicts[row["event_id"]])}


def main() -> None:
    """Collect, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs="+", action="append", required=True, metavar=("BUILD", "VERDICTS"))
    rows = [
        row
        for build, *paths in parser.parse_args().set
        for row in describe_candidates(Path(build), judge_rows([Path(path) for path in paths]))
    ]
    rows.sort(key=lambda row: tuple(row.values()))
    with DATA_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("fold", *FEATURES, "right"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} candidates, {sum(row['right'] for row in rows)} right")


if __name__ == "__main__":
    main()
