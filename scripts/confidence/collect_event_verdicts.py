"""Turn what readers said of event rows into data to learn from: features and verdicts, without a word of the texts.

`python scripts/confidence/collect_event_verdicts.py --set DOCUMENTS.jsonl RELEASE VERDICTS.tsv...`, further sets, and
`--second VERDICTS.tsv` for the rows that a second reader read.

RELEASE is the build of the documents whose rows were read. A verdict is a line of tabs: `event_id`, type, actor,
recipient, status, overall, by `docs/coding-guide.md`. Each row is looked for among those that today's code finds in the
same document at the same trigger; of one that has changed only the verdicts on what is still the same are kept, and one
that is no longer found is left out. Sites become the numbers of folds, so that no two folds share one.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import polars as pl

from pipeline.base.reading_settings import Settings
from pipeline.document_bounds import choose_body_segments
from pipeline.document_processing import Claims, extract_claims, prepare_document
from pipeline.extract.event_confidence.event_features import describe_events
from pipeline.extract.records import Event
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from pipeline.language.document_parser import parse_documents

DATA_FILE = Path(__file__).with_name("event_verdicts.csv")
FOLDS = 10
# One publisher under the name of its set and under its address.
SAME_SITES = {"nytimes": "nyt", "usatoday": "usa-today", "washingtonpost": "wash-post", "huffpost": "huff-post"}


Row = dict[str, str]


class Verdict(NamedTuple):
    """What a reader said of a row; `?` where the row has since changed in that."""

    type: str  # 1 right, 0 wrong
    actor: str  # 1 right, m missing, w wrong
    recipient: str
    status: str
    overall: str  # r right, s small fault, x misleading


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Read a reader's file: verdicts by the event's identifier."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {parts[0]: Verdict(*(part.strip() for part in parts[1:6])) for parts in lines}


def find_site(record: dict[str, Any]) -> str:
    """The site of an input record: its host without `www` and ending, or the publisher."""
    host = urlsplit(record.get("url") or "").netloc.removeprefix("www.")
    parts = host.split(".")
    name = parts[-3] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2] if len(parts) > 1 else host
    site = name or str(record.get("publisher") or record["id"])
    return SAME_SITES.get(site, site)


def assign_folds(rows_by_site: Counter[str]) -> dict[str, int]:
    """Give each site a fold, the largest sites first and each to the fold with the fewest rows so far."""
    load = [0] * FOLDS
    folds = {}
    for site, count in sorted(rows_by_site.items(), key=lambda item: (-item[1], sha256(item[0].encode()).digest())):
        folds[site] = load.index(min(load))
        load[folds[site]] += count
    return folds


def keep_unchanged(verdict: Verdict, before: dict[str, Any], event: Event, claims: Claims) -> Verdict:
    """Put `?` for what a reader said of a value that the row no longer has."""
    text = claims.analysis.parsed.text

    def is_same_side(side: str) -> bool:
        span, key = getattr(event, side), getattr(event, f"{side}_key")
        if (span.slice_text(text) if span else None) != before[f"{side}_text"]:
            return False
        if key is None or before[f"{side}_name"] is None:
            return key is None and before[f"{side}_name"] is None
        entity = claims.analysis.entity_index.entities[key]
        words = {word.lower() for name in (entity.name, *entity.aliases) for word in name.split()}
        return bool(words & {word.lower() for word in before[f"{side}_name"].split()})

    same_type = event.event_type == before["event_type"]
    same_status = event.status == before["status"]
    kept = Verdict(
        type=verdict.type if same_type else "?",
        actor=verdict.actor if is_same_side("actor") else "?",
        recipient=verdict.recipient if is_same_side("recipient") else "?",
        status=verdict.status if same_status else "?",
        overall=verdict.overall,
    )
    return kept if "?" not in kept else kept._replace(overall="?")


def read_release(folder: Path) -> dict[str, dict[str, Any]]:
    """The rows that were read, by identifier, with their document and the names of their parties."""
    events = pl.read_parquet(folder / "parquet" / "events.parquet")
    documents = pl.read_parquet(folder / "parquet" / "documents.parquet").select("document_id", "external_id")
    names = pl.read_parquet(folder / "parquet" / "entities.parquet").select("entity_id", "name")
    for side in ("actor", "recipient"):
        own = names.rename({"entity_id": f"{side}_entity_id", "name": f"{side}_name"})
        events = events.join(own, on=f"{side}_entity_id", how="left")
    return {row["event_id"]: row for row in events.join(documents, on="document_id").to_dicts()}


def walk_claims(path: Path, wanted: set[str]) -> Iterator[tuple[str, Claims]]:
    """The claims of each document that was read, under its external identifier."""
    for item in find_documents([path]):
        if isinstance(item, RawDocument) and item.external_id in wanted:
            settings = Settings(assume_clean=item.media_type == "text/plain")
            document, page = prepare_document(item, settings)
            segments, _ = choose_body_segments(document, page, settings.bounds)
            parsed = parse_documents([(document.text, segments)], settings.model)[0]
            yield item.external_id, extract_claims(parsed, page.metadata.published_on)


def collect_rows(documents: Path, release: Path, readings: Sequence[dict[str, Verdict]]) -> dict[str, list[Row]]:
    """By site the rows of one set of documents that were read: what each reader said, and their features."""
    released = read_release(release)
    wanted = {key for reading in readings for key in reading}
    by_place = {(row["external_id"], row["char_start"]): key for key, row in released.items() if key in wanted}
    records = map(json.loads, documents.read_text(encoding="utf-8").splitlines())
    sites = {str(record["id"]): find_site(record) for record in records}
    rows: dict[str, list[Row]] = defaultdict(list)
    for name, claims in walk_claims(documents, {document for document, _ in by_place}):
        described = describe_events(claims.analysis, claims.statements, claims.events, claims.topic)
        for event, features in zip(claims.events, described, strict=True):
            key = by_place.get((name, event.trigger.start))
            if key is None:
                continue
            said = [keep_unchanged(one[key], released[key], event, claims) for one in readings if key in one]
            verdicts = ["".join(verdict) for verdict in said]
            rows[sites[name]].append({"verdict": verdicts[0], "second": "".join(verdicts[1:2])} | features)
    return rows


def main() -> None:
    """Write the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, nargs="+", action="append", required=True, metavar="PATH")
    parser.add_argument("--second", type=Path)
    given = parser.parse_args()
    second = read_verdicts(given.second) if given.second else {}
    rows: dict[str, list[Row]] = defaultdict(list)
    for documents, release, *paths in given.set:
        first = {key: value for path in paths for key, value in read_verdicts(path).items()}
        for site, found in collect_rows(documents, release, (first, second)).items():
            rows[site] += found
    folds = assign_folds(Counter({site: len(found) for site, found in rows.items()}))
    table = [{"fold": str(folds[site])} | row for site, found in rows.items() for row in found]
    # In an order that says nothing of which rows stood in one text.
    table.sort(key=lambda row: (int(row["fold"]), sha256(json.dumps(row, sort_keys=True).encode()).digest()))
    with DATA_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    main()
