"""Train the model that tells body lines: `python -m pipeline.clean.train BENCHMARKS` writes `weights/*.json`.

Two sets of pages teach it (see the benchmark's description for their sources and licences): 91 pages with the truth,
and 977 others on which trafilatura, which sees the markup, names the body; of these only those on which its text agrees
with all passages that are known to belong and not to belong. The model for plain text sees the text alone.

What was tried, by the benchmark's F1 on the 91 pages with the site of each page unseen in training (5 folds), text and
HTML: rules and the stretch of lines with the largest sum of prose 0.905; trees on each line and its surroundings 0.945
and 0.972; the page's course found by Viterbi on top 0.946 and 0.976; lines that a firm rule fits never body 0.948
(text). The text model taught by our own HTML model on 925 of the pages instead of trafilatura on these: no gain.
`--check` cross-validates anew, by words instead of the benchmark's shingles.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import trafilatura
from rich.console import Console
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.clean import run
from pipeline.clean.columns import Columns, Matrix, matrix
from pipeline.clean.lines import lines
from pipeline.clean.model import WEIGHTS
from pipeline.clean.seen import see
from pipeline.clean.teach import align
from pipeline.intake.html import render

FORMS = ("text", "html")
FOLDS = 5
# The truth of the dev pages counts for more than what an extractor says of the others.
TRUTH_WEIGHT = 3.0
# Far from the body lines are many and alike; a quarter of them teaches as much.
FAR_SHARE = 0.25
FAR_ABOVE, FAR_BELOW = 25, 40
# Features are rounded to sixteenths: quicker to train, and thresholds that can be read.
GRAIN = 16
TREES: dict[str, Any] = {
    "max_iter": 80,
    "max_depth": 5,
    "learning_rate": 0.12,
    "l2_regularization": 5.0,
    "min_samples_leaf": 40,
    "max_features": 0.5,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to learn from: features, truth and word count of its lines with text."""

    site: str
    is_truth: bool
    features: Columns
    body: npt.NDArray[np.bool_]
    words: npt.NDArray[np.float64]


def read(benchmarks: Path, form: str) -> Iterator[Page]:
    """The pages of both sets in one form; those on which the extractor fails its known passages are left out."""
    for record in _records(benchmarks / "data" / "boilerplate" / "pages.jsonl.gz"):
        yield _page(record, form, record["body"], True)
    for record in _records(benchmarks / "data" / "boilerplate_extra" / "pages.jsonl.gz"):
        if known := _extracted(record):
            yield _page(record, form, known, False)


def fit(pages: list[Page]) -> HistGradientBoostingClassifier:
    """Train on pages; the same pages give the same model."""
    keep = [_near(page) for page in pages]
    features = np.vstack([_matrix(page)[kept] for page, kept in zip(pages, keep, strict=True)])
    body = np.concatenate([page.body[kept] for page, kept in zip(pages, keep, strict=True)])
    weights = np.concatenate(
        [
            (1 + np.sqrt(page.words[kept])) * (TRUTH_WEIGHT if page.is_truth else 1.0)
            for page, kept in zip(pages, keep, strict=True)
        ]
    )
    return HistGradientBoostingClassifier(**TREES).fit(features, body, sample_weight=weights)


def check(pages: list[Page]) -> tuple[float, float]:
    """Precision and recall by words on the pages with the truth, the site of each unseen when its model was trained."""
    sites = sorted({page.site for page in pages if page.is_truth}, key=lambda site: sha256(site.encode()).hexdigest())
    precision, recall = [], []
    for fold in range(FOLDS):
        held = set(sites[fold::FOLDS])
        model = fit([page for page in pages if page.site not in held])
        for page in pages:
            if page.is_truth and page.site in held:
                found = np.array(run.body(model.decision_function(_matrix(page))))
                common = float(page.words[found & page.body].sum())
                precision.append(common / max(float(page.words[found].sum()), 1.0))
                recall.append(common / max(float(page.words[page.body].sum()), 1.0))
    return float(np.mean(precision)), float(np.mean(recall))


def stored(model: HistGradientBoostingClassifier, names: list[str]) -> dict[str, Any]:
    """The model as it is written: see `model.py`."""
    used: list[list[list[Any]]] = []
    for (tree,) in model._predictors:
        order = [0]
        nodes: list[list[Any]] = []
        for at in order:
            node = tree.nodes[at]
            if node["is_leaf"]:
                nodes.append([round(float(node["value"]), 4)])
            else:
                nodes.append([names[node["feature_idx"]], round(float(node["num_threshold"]), 4), len(order)])
                order += [int(node["left"]), int(node["right"])]
        used.append(nodes)
    asked = {node[0] for nodes in used for node in nodes if len(node) > 1}
    base = round(float(model._baseline_prediction.item()), 4)
    return {"features": [name for name in names if name in asked], "base": base, "trees": used}


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as pages:
        yield from map(json.loads, pages)


def _extracted(record: dict[str, Any]) -> str | None:
    """The body as trafilatura has it, of its three ways the first that agrees with all known passages."""
    for precise, complete in ((False, False), (True, False), (False, True)):
        html = record["html"]
        text = trafilatura.extract(html, include_comments=False, favor_precision=precise, favor_recall=complete) or ""
        plain = " ".join(text.split())
        belongs = all(" ".join(passage.split()) in plain for passage in record["with"])
        if belongs and not any(" ".join(passage.split()) in plain for passage in record["without"]):
            return text
    return None


def _page(record: dict[str, Any], form: str, known: str, is_truth: bool) -> Page:
    text, blocks = render(record["html"]) if form == "html" else (record["text"], None)
    own = lines(text)
    shown = [line.text for line in own if not line.blank]
    site = urlsplit(record["url"]).netloc if is_truth else record["id"]
    words = np.array([min(len(line.split()), 60) for line in shown], dtype=np.float64)
    return Page(site, is_truth, see(own, blocks).features, np.array(align(shown, known), dtype=bool), words)


def _near(page: Page) -> npt.NDArray[np.bool_]:
    keep = np.random.default_rng(len(page.body)).random(len(page.body)) < FAR_SHARE
    places = np.flatnonzero(page.body)
    if len(places):
        keep[max(0, places[0] - FAR_ABOVE) : places[-1] + FAR_BELOW] = True
    return keep


def _matrix(page: Page) -> Matrix:
    return np.asarray(np.round(matrix(page.features, page.features) * GRAIN) / GRAIN, dtype=np.float32)


def main() -> None:
    """Read the arguments, train or check both forms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmarks", type=Path, help="the folder of the benchmarks, with its data")
    parser.add_argument("--check", action="store_true", help="cross-validate by site instead of writing weights")
    parser.add_argument("--form", choices=FORMS, action="append", help="only this form")
    args = parser.parse_args()
    console = Console()
    for form in args.form or FORMS:
        pages = [page for page in read(args.benchmarks, form) if page.features]
        if args.check:
            precision, recall = check(pages)
            console.print(f"{form}: precision {precision:.4f}, recall {recall:.4f} by words, sites unseen")
            continue
        WEIGHTS.mkdir(exist_ok=True)
        body = stored(fit(pages), list(pages[0].features))
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).replace("]],[[", "]],\n[[")
        (WEIGHTS / f"{form}.json").write_text(text + "\n", encoding="utf-8")
        console.print(f"{form}: {len(pages)} pages, {len(body['features'])} features, {len(body['trees'])} trees")


if __name__ == "__main__":
    main()
