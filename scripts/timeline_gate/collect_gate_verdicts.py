"""Turn what readers said of joined mentions into data to learn from: features and verdicts, no word of the texts.

    python scripts/timeline_gate/collect_gate_verdicts.py --read BUILD VERDICTS.tsv --texts BUILD GOLD \
        --generated BUILD TRUTH

BUILD is a release (built with `--text full`). A verdict is a line of tabs: `event_id`, `group`, `label`. Mentions of a
group with one label tell one event; `-` marks a mention that tells no single event, `?` one that cannot be known.
Half of the groups teach, by the SHA-256 of their name, so that the others can judge. GOLD is ECB+ as for
`scripts/train_timeline.py` (CC BY 3.0); every second topic teaches. TRUTH is that of a generated world, as there.

Writes `mention_verdicts.csv` (features of specificity, and whether a reader found one event told) and
`join_verdicts.csv` (features of pairs that are likely one event, and whether they are) beside this script. Folds are by
group or topic.
"""

import argparse
import csv
from collections.abc import Iterator
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from pipeline.reconcile.event_tiers import select_published
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.stories.story_clusters import cluster_stories
from pipeline.reconcile.stories.story_names import resolve_short_names
from pipeline.reconcile.timeline.event_clusters import link_likely_mentions
from pipeline.reconcile.timeline.event_joining import index_event_counts
from pipeline.reconcile.timeline.event_mention_columns import EventMentions, prepare_event_mentions
from pipeline.reconcile.timeline.event_specificity import SPECIFICITY_FEATURES
from pipeline.reconcile.timeline.mention_context import MentionContext, build_mention_context
from pipeline.reconcile.timeline.merge_context import MergeContext, build_merge_context
from pipeline.reconcile.timeline.merge_features import (
    MERGE_FEATURES_AGAINST,
    MERGE_FEATURES_FOR,
    compute_merge_features,
)
from pipeline.reconcile.timeline.stated_fields import select_stated_fields
from scripts.train_timeline import read_gold, read_tables, read_truth

HERE = Path(__file__).parent
# Specificities are no columns of a pair: they come from the mentions, by weights that have not seen them.
PAIR_COLUMNS = tuple(
    name for name in (*MERGE_FEATURES_FOR, *MERGE_FEATURES_AGAINST) if name not in ("least_specific", "most_specific")
)
FOLDS = 6
MAX_GENERATED_PAIRS = 1000  # they are all alike


class PreparedBuild(NamedTuple):
    """The mentions of a release, as joining takes them, and the pairs of them that are likely one event."""

    mentions: EventMentions
    context: MentionContext
    merging: MergeContext
    one: Any
    other: Any


def prepare_build(tables: dict[str, pl.DataFrame]) -> PreparedBuild:
    """Do what joining does up to the gate."""
    documents, figures = tables["documents"], tables["figures"]
    groups = series_rows.group_figures(figures, tables["events"], documents, tables["entities"])
    published = select_published(tables["events"])
    stated = select_stated_fields(published, documents, tables["sentences"], tables["entities"])
    stories = cluster_stories(documents, tables["sentences"], tables["mentions"], stated["sentence_id"])
    named = resolve_short_names(stated, tables["mentions"], tables["entities"], stories.numbers)
    mentions = prepare_event_mentions(named, documents, tables["entities"], index_event_counts(figures, groups))
    context = build_mention_context(mentions, named, figures, stories)
    merging = build_merge_context(
        mentions,
        context,
        named,
        tables["sentences"],
        tables["mentions"],
        figures,
        tables["entities"],
        range(len(mentions)),
    )
    pairs = [pair for members in link_likely_mentions(mentions, context)[0] for pair in combinations(members, 2)]
    one, other = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return PreparedBuild(mentions, context, merging, one, other)


def is_taught(name: str) -> bool:
    """Whether a group of mentions is of the half that teaches."""
    return int(sha256(name.encode()).hexdigest(), 16) % 2 == 0


def choose_fold(name: str) -> int:
    """The fold of a group or topic."""
    return int(sha256(f"q{name}".encode()).hexdigest(), 16) % FOLDS


def list_pairs(build: PreparedBuild, chosen: list[tuple[int, bool]]) -> Iterator[tuple[int, int, bool, list[str]]]:
    """The chosen pairs (by place, each with whether it is one event) with their features as text."""
    places = np.array([place for place, _ in chosen], dtype=np.int64)
    found = compute_merge_features(build.mentions, build.context, build.merging, build.one[places], build.other[places])
    for number, (place, same) in enumerate(chosen):
        values = [f"{found[name][number]:.3g}" for name in PAIR_COLUMNS]
        yield int(build.one[place]), int(build.other[place]), same, values


def main() -> None:
    """Read the builds and verdicts, write both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--read", nargs=2, type=Path, required=True, metavar=("BUILD", "VERDICTS"))
    parser.add_argument("--texts", nargs=2, type=Path, required=True, metavar=("BUILD", "GOLD"))
    parser.add_argument("--generated", nargs=2, type=Path, required=True, metavar=("BUILD", "TRUTH"))
    args = parser.parse_args()
    mention_rows: list[list[Any]] = []
    pair_rows: list[list[Any]] = []

    def collect(source: str, build: PreparedBuild, labels: dict[int, str], folds: dict[int, Any], pairs: Any) -> None:
        numbers: dict[int, int] = {}

        def add_mention(number: int) -> int:
            if number not in numbers:
                numbers[number] = len(mention_rows)
                told = {"": "", "-": "0"}.get(labels.get(number, ""), "1")
                features = [f"{build.merging.described[number][name]:g}" for name in SPECIFICITY_FEATURES]
                mention_rows.append([len(mention_rows), source, folds[number], told, *features])
            return numbers[number]

        for number in labels:
            add_mention(number)
        for one, other, same, values in list_pairs(build, pairs):
            pair_rows.append([add_mention(one), add_mention(other), source, folds[one], int(same), *values])

    with args.read[1].open(encoding="utf-8") as file:
        verdicts = {own: (group, label) for own, group, label in csv.reader(file, delimiter="\t") if is_taught(group)}
    build = prepare_build(read_tables(args.read[0]))
    known = {n: verdicts[own] for n, own in enumerate(build.mentions.rows["event_id"]) if own in verdicts}
    labels = {n: label for n, (_, label) in known.items() if label != "?"}
    pairs = [
        (place, known[a][1] == known[b][1] and known[a][1] != "-")
        for place, (a, b) in enumerate(zip(build.one.tolist(), build.other.tolist(), strict=True))
        if a in labels and b in labels and known[a][0] == known[b][0]
    ]
    collect("news", build, labels, {n: choose_fold(group) for n, (group, _) in known.items()}, pairs)
    build = prepare_build(read_tables(args.texts[0]))
    truths, neutral = read_gold(*args.texts)
    gold = {n: truths[own] for n, own in enumerate(build.mentions.rows["event_id"]) if own in truths}
    topics = sorted({topic for _, topic in gold.values()}, key=int)[::2]
    pairs = [
        (place, gold[a][0] == gold[b][0])
        for place, (a, b) in enumerate(zip(build.one.tolist(), build.other.tolist(), strict=True))
        if a in gold
        and b in gold
        and gold[a][1] in topics
        and (gold[a][0] == gold[b][0] or frozenset((gold[a][0], gold[b][0])) not in neutral)
    ]
    collect("texts", build, {}, {n: choose_fold(topic) for n, (_, topic) in gold.items()}, pairs)
    build = prepare_build(read_tables(args.generated[0]))
    world = read_truth(*args.generated)
    own = {n: world[event][0] for n, event in enumerate(build.mentions.rows["event_id"]) if event in world}
    pairs = [
        (place, own[a] == own[b])
        for place, (a, b) in enumerate(zip(build.one.tolist(), build.other.tolist(), strict=True))
        if a in own and b in own
    ]
    collect("generated", build, {}, {n: choose_fold(event) for n, event in own.items()}, pairs[:MAX_GENERATED_PAIRS])
    write_table(
        HERE / "mention_verdicts.csv", ["mention", "source", "fold", "told", *SPECIFICITY_FEATURES], mention_rows
    )
    write_table(HERE / "join_verdicts.csv", ["one", "other", "source", "fold", "same", *PAIR_COLUMNS], pair_rows)
    print(f"{len(mention_rows)} mentions, {len(pair_rows)} pairs; topics that teach: {', '.join(topics)}")


def write_table(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    """Write one table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
