"""Teach which event mentions are likely one event: the weights of pairs. `timeline_gate/` teaches what confirms it.

    python scripts/train_timeline.py --texts BUILD GOLD --generated BUILD TRUTH --news BUILD

BUILD is a release (built with `--text full`). GOLD is ECB+ as JSON lines, a document a line with `id`, `topic` and
`events` (`cluster`, `kind`, `sentence`, `spans`); ECB+ (Cybulska and Vossen 2014) is CC BY 3.0. TRUTH is a JSON object
of the generated world: by document `[start, end, event]` of its telling sentences. The third build is of news articles
of which pairs of mentions were read: `timeline_pairs.csv` names them by document and offset, and says whether they are
of one event.

Weights are those of a logistic regression over pairs of one story. Each weight keeps the sign of what it stands for,
what speaks against one event keeps at least half of its prior, and each is pulled to a prior set by judgement, since
some evidence (two days far apart) is rare in the texts. Folds are by topic: what is printed is of clusters of topics
that their weights have not seen.

Writes `pair_weights.csv` into `pipeline/reconcile/timeline/`, and prints what was measured.
"""

import argparse
import csv
import gzip
import itertools
import json
from collections import defaultdict
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy.optimize import minimize

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.stories.story_clusters import cluster_stories
from pipeline.reconcile.stories.story_names import resolve_short_names
from pipeline.reconcile.timeline import event_clusters
from pipeline.reconcile.timeline.cluster_facts import make_facts_builder
from pipeline.reconcile.timeline.event_joining import index_event_counts
from pipeline.reconcile.timeline.event_mention_columns import prepare_event_mentions
from pipeline.reconcile.timeline.mention_context import build_mention_context
from pipeline.reconcile.timeline.pair_evidence import collect_evidence, is_comparable
from pipeline.reconcile.timeline.pair_features import compute_features
from pipeline.reconcile.timeline.pair_model import CONTRADICTIONS, MAX_CONTRADICTED, WEIGHTS_PATH

TABLES = ("documents", "sentences", "mentions", "entities", "events", "figures", "statements")
# Evidence that speaks for one event, or against it, and how much before any text is read. All else is 0, either way.
PRIOR_FOR = {
    "stem_same": 1.5, "act_same": 0.7, "mode_same": 0.3, "theme_same": 0.5, "actor_same": 0.7, "actor_same_crowd": 0.3,
    "actor_kin": 0.1, "recipient_same": 0.7, "recipient_same_crowd": 0.3, "recipient_kin": 0.1, "actor_described": 0.3,
    "recipient_described": 0.3, "place_same": 0.7, "place_same_country": 0.1, "place_within": 0.1, "place_setting": 0.1,
    "day_same": 1.0, "day_overlaps": 0.5, "day_in_course": 0.1, "day_open": 0.1, "count_same": 0.7, "echo": 0.7,
    "outcome": 5.0, "number_shared": 0.7, "sentence_cosine": 0.5, "sentence_cosine_act": 0.5, "story_cosine": 0.3,
    "story_cosine_act": 0.3, "local_cosine": 0.3, "local_cosine_act": 0.3, "main_act": 0.3, "main_act_elsewhere": 0.3,
    "lead_act": 0.3, "act_document_same": 0.3, "agent_words_shared": 0.3, "patient_words_shared": 0.3,
    "topic_words_shared": 0.3, "place_words_shared": 0.3, "type_same": 0.5, "both_unrealised": 0.0,
    "lasting_in_country": 0.7,
}  # fmt: skip
PRIOR_AGAINST = {
    "type_confused": 0.5, "status_differs": 0.5, "plan_differs": 0.5, "claim_differs": 0.0, "act_differs": 1.5,
    "wording_differs": 0.5, "mode_differs": 0.5, "theme_differs": 2.0, "actor_differs": 1.5, "actor_open": 0.3,
    "actor_unlike": 0.3, "recipient_differs": 1.5, "recipient_member": 1.0, "recipient_open": 0.3,
    "recipient_unlike": 0.3, "recipient_untold": 0.2, "place_sibling": 2.0, "place_apart": 3.0, "place_apart_said": 0.5,
    "day_close": 1.0, "day_differs": 2.0, "day_apart": 4.0, "day_loose": 1.0, "day_elsewhere": 1.5,
    "count_differs": 1.0,
    "number_differs": 1.0, "one_of_many": 0.5, "nothing_particular": 0.3, "rivals": 0.0, "rivals_act": 0.2,
    "plural_differs": 0.5, "agent_words_foreign": 0.2, "patient_words_foreign": 0.2, "topic_words_foreign": 0.3,
    "place_words_foreign": 0.3, "sentence_same": 0.0, "unanchored": 0.7, "unanchored_other_act": 1.0,
    "unanchored_verbal": 0.3, "other_act_verbal": 0.7,
}  # fmt: skip
STRENGTH = 8.0  # of the pull to the prior, against one pair of the texts
GENERATED_WEIGHT = 0.1  # of a pair of the generated world against one of the texts
READ_WEIGHT = 4.0  # of a pair of news that was read
READ_PAIRS = Path(__file__).with_name("timeline_pairs.csv")


class Corpus:
    """A build, its mentions as they are compared, all pairs within its stories, and the truth on some of them."""

    def __init__(self, build: Path, truths: dict[str, tuple[str, str]], neutral: set[frozenset[str]], weight: float):
        tables = read_tables(build)
        groups = series_rows.group_figures(tables["figures"], tables["events"], tables["documents"], tables["entities"])
        counts = index_event_counts(tables["figures"], groups)
        stories = cluster_stories(
            tables["documents"], tables["sentences"], tables["mentions"], tables["events"]["sentence_id"]
        )
        events = resolve_short_names(tables["events"], tables["mentions"], tables["entities"], stories.numbers)
        self.mentions = prepare_event_mentions(events, tables["documents"], tables["entities"], counts)
        self.context = build_mention_context(self.mentions, tables["events"], tables["figures"], stories)
        known = [truths.get(own) for own in self.mentions.rows["event_id"]]
        self.truth = [told[0] if told else None for told in known]
        self.topic = np.array([told[1] if told else "" for told in known])
        self.neutral = neutral
        self.weight = weight
        self.groups = list(event_clusters.list_groups(self.mentions, self.context))
        pairs = []
        for group in self.groups:
            one, other = (group[part] for part in np.triu_indices(len(group), 1))
            near = is_comparable(self.mentions, one, other)
            pairs.append((one[near], other[near]))
        self.one, self.other = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
        batches = range(0, len(self.one), 100_000)
        parts = [self._compute(self.one[at : at + 100_000], self.other[at : at + 100_000]) for at in batches]
        self.features = np.concatenate(parts)
        told = np.array([truth is not None for truth in self.truth])
        self.same = np.array([self.is_same(a, b) for a, b in zip(self.one, self.other, strict=True)])
        excused = np.array([self.is_excused(a, b) for a, b in zip(self.one, self.other, strict=True)])
        self.taught = told[self.one] & told[self.other] & ~excused

    def _compute(self, one: Any, other: Any) -> Any:
        evidence = collect_evidence(self.mentions, one, other)
        found = compute_features(self.mentions, self.context, evidence, one, other)
        return np.stack([found[name] for name in FEATURES], axis=1)

    def is_same(self, one: int, other: int) -> bool:
        """Whether two annotated mentions are of one event."""
        return self.truth[one] is not None and self.truth[one] == self.truth[other]

    def is_excused(self, one: int, other: int) -> bool:
        """Whether two events are parts of one incident, so that nobody would be misled."""
        return not self.is_same(one, other) and frozenset((self.truth[one], self.truth[other])) in self.neutral

    def cluster(self, scores: Any, least: float) -> list[tuple[list[int], Any]]:
        """Clusters with the log odds of their pairs."""
        build_facts = make_facts_builder(self.mentions, self.context.is_total)
        made = []
        at = 0
        for group in self.groups:
            first, second = np.triu_indices(len(group), 1)
            near = is_comparable(self.mentions, group[first], group[second])
            first, second = first[near], second[near]
            matrix = np.full((len(group), len(group)), event_clusters.INCOMPARABLE)
            matrix[first, second] = matrix[second, first] = scores[at : at + len(first)].clip(
                -event_clusters.MAX_LOG_ODDS, event_clusters.MAX_LOG_ODDS
            )
            at += len(first)
            check = event_clusters.make_merge_check([build_facts(number) for number in group.tolist()])
            for places in link_by_average(matrix, least, check):
                made.append(([int(group[p]) for p in places], matrix[np.ix_(places, places)]))
        return made


FEATURES = sorted({**PRIOR_FOR, **PRIOR_AGAINST})


class ReadCorpus(Corpus):
    """A build of which single pairs of mentions were read."""

    def __init__(self, build: Path) -> None:
        super().__init__(build, {}, set(), READ_WEIGHT)
        documents = read_tables(build)["documents"]
        events = read_tables(build)["events"].join(documents.select("document_id", "external_id"), on="document_id")
        ids = {
            (name, start): own
            for own, name, start in events.select("event_id", "external_id", "char_start").iter_rows()
        }
        numbers = {own: number for number, own in enumerate(self.mentions.rows["event_id"])}
        known: dict[tuple[int, int], bool] = {}
        with READ_PAIRS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                one = ids.get((row["document"], int(row["char_start"])))
                other = ids.get((row["other_document"], int(row["other_char_start"])))
                if one is not None and other is not None:
                    known[min(numbers[one], numbers[other]), max(numbers[one], numbers[other])] = row["same"] == "1"
        keys = [(min(a, b), max(a, b)) for a, b in zip(self.one.tolist(), self.other.tolist(), strict=True)]
        self.taught = np.array([key in known for key in keys])
        self.same = np.array([known.get(key, False) for key in keys])


def read_tables(build: Path) -> dict[str, pl.DataFrame]:
    """The tables of a release that joining takes."""
    return {name: pl.read_parquet(build / "parquet" / f"{name}.parquet") for name in TABLES}


def read_gold(build: Path, path: Path) -> tuple[dict[str, tuple[str, str]], set[frozenset[str]]]:
    """By event id the gold cluster and topic, and the pairs of clusters that some sentence tells as one incident."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    tables = read_tables(build)
    names = dict(tables["documents"].select("document_id", "external_id").iter_rows())
    truths = {}
    for event in tables["events"].iter_rows(named=True):
        document = gold[names[event["document_id"]]]
        shares = [(_share(told, event), told["cluster"]) for told in document["events"]]
        best = max(shares, key=itemgetter(0), default=(0, ""))
        if best[0]:
            truths[event["event_id"]] = (best[1], document["topic"])
    neutral: set[frozenset[str]] = set()
    for document in gold.values():
        together: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        for event in document["events"]:
            if event["kind"]:
                together[event["sentence"], event["kind"]].add(event["cluster"])
        for clusters in together.values():
            neutral.update(frozenset(pair) for pair in itertools.combinations(sorted(clusters), 2))
    return truths, neutral


def _share(told: dict[str, Any], event: dict[str, Any]) -> int:
    return sum(max(0, min(end, event["char_end"]) - max(start, event["char_start"])) for start, end in told["spans"])


def read_truth(build: Path, path: Path) -> dict[str, tuple[str, str]]:
    """By event id the event of the generated world that its sentence tells."""
    spans = json.loads(path.read_text(encoding="utf-8"))
    tables = read_tables(build)
    names = dict(tables["documents"].select("document_id", "external_id").iter_rows())
    return {
        event["event_id"]: (told, "generated")
        for event in tables["events"].iter_rows(named=True)
        for start, end, told in spans[names[event["document_id"]]]
        if start <= event["char_start"] < end
    }


def fit_weights(features: Any, same: Any, weight: Any) -> Any:
    """Logistic regression with signs held and weights pulled to the prior; the intercept comes last."""
    prior = np.array([PRIOR_FOR.get(name, 0.0) - PRIOR_AGAINST.get(name, 0.0) for name in FEATURES] + [0.0])
    bounds: list[tuple[float | None, float | None]]
    bounds = [(0, None) if name in PRIOR_FOR else (None, -PRIOR_AGAINST[name] / 2) for name in FEATURES]
    bounds.append((None, None))
    design = np.hstack([features, np.ones((len(features), 1))]).astype(np.float64)
    pull = np.array([STRENGTH] * len(FEATURES) + [0.0])

    def loss(values: Any) -> tuple[float, Any]:
        odds = design @ values
        chance = 1 / (1 + np.exp(-odds))
        value = (weight * (np.logaddexp(0, odds) - same * odds)).sum() + 0.5 * (pull * (values - prior) ** 2).sum()
        return value, design.T @ (weight * (chance - same)) + pull * (values - prior)

    return minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x


def stack(corpora: list[Corpus], leave_out: str | None) -> tuple[Any, Any, Any]:
    """Features, truth and weight of all pairs that teach, without those of one topic."""
    parts = []
    for corpus in corpora:
        chosen = corpus.taught & (corpus.topic[corpus.one] != leave_out) & (corpus.topic[corpus.other] != leave_out)
        parts.append((corpus.features[chosen], corpus.same[chosen], np.full(int(chosen.sum()), corpus.weight)))
    features, same, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
    return features, same, weight


def apply_weights(corpus: Corpus, weights: Any) -> Any:
    """The log odds of all pairs of a corpus."""
    odds = corpus.features @ weights[:-1].astype(np.float32) + np.float32(weights[-1])
    columns = [FEATURES.index(name) for name in CONTRADICTIONS]
    contradicted = corpus.features[:, columns].any(axis=1)
    return np.where(contradicted, np.minimum(odds, MAX_CONTRADICTED), odds)


def measure(corpus: Corpus, clusters: list[list[int]], topics: set[str] | None = None) -> dict[str, float]:
    """Pairs over annotated mentions of two documents: precision and recall of the clusters."""
    cluster_of = {number: place for place, members in enumerate(clusters) for number in members}
    told = [
        n for n, truth in enumerate(corpus.truth) if truth is not None and (not topics or corpus.topic[n] in topics)
    ]
    right = joined = same = 0
    for one, other in itertools.combinations(told, 2):
        if corpus.mentions.document[one] == corpus.mentions.document[other]:
            continue
        hit, together = corpus.is_same(one, other), cluster_of[one] == cluster_of[other]
        same += hit
        joined += together and not corpus.is_excused(one, other)
        right += hit and together
    p, r = right / max(joined, 1), right / max(same, 1)
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(p + r, 1e-9), 3), "joined": joined}


def find_impure(corpus: Corpus, members: list[int]) -> bool | None:
    """Whether a cluster holds two events; null where fewer than two of its mentions are annotated."""
    told = [number for number in members if corpus.truth[number] is not None]
    if len(told) < 2:
        return None
    return any(not corpus.is_same(a, b) and not corpus.is_excused(a, b) for a, b in itertools.combinations(told, 2))


def main() -> None:
    """Fit, measure by folds, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", nargs=2, type=Path, required=True, metavar=("BUILD", "GOLD"))
    parser.add_argument("--generated", nargs=2, type=Path, required=True, metavar=("BUILD", "TRUTH"))
    parser.add_argument("--news", type=Path, required=True, metavar="BUILD")
    args = parser.parse_args()
    texts = Corpus(args.texts[0], *read_gold(*args.texts), weight=1.0)
    world = Corpus(args.generated[0], read_truth(*args.generated), set(), weight=GENERATED_WEIGHT)
    news = ReadCorpus(args.news)
    print(f"{int(news.taught.sum())} pairs of news, {int(news.same.sum())} of one event")
    corpora = [texts, world, news]
    topics = sorted(set(texts.topic) - {""})
    scores = np.zeros(len(texts.one), dtype=np.float32)
    owner = texts.topic[texts.one]
    whole = fit_weights(*stack(corpora, None))
    scores[:] = apply_weights(texts, whole)
    for topic in topics:
        weights = fit_weights(*stack(corpora, topic))
        held = owner == topic
        scores[held] = apply_weights(texts, weights)[held]
    world_scores = apply_weights(world, whole)
    for least in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0):
        made = texts.cluster(scores, least)
        rows = [(found, find_impure(texts, found[0])) for found in made if len(found[0]) > 1]
        several = [
            impure
            for (members, _), impure in rows
            if impure is not None and len({texts.mentions.document[n] for n in members}) > 1
        ]
        print(
            least,
            measure(texts, [members for members, _ in made]),
            "rows",
            len(several),
            "pure",
            round(1 - sum(several) / max(len(several), 1), 3),
            "generated",
            measure(world, [members for members, _ in world.cluster(world_scores, least)]),
        )
    with WEIGHTS_PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows((name, f"{value:.3f}") for name, value in zip([*FEATURES, "intercept"], whole, strict=True))


if __name__ == "__main__":
    main()
