"""What a build tells at its end: what was published, what was set aside and why, and what gave nothing."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.reading_settings import EXTRACTION_LANGUAGES
from pipeline.unchanged_release import PARQUET_FOLDER, BuildResult

# Reasons that are listed; the rest is counted. Characters of a reason that are shown.
MAX_REASONS, MAX_REASON_CHARS = 8, 240
# Tables whose rows are counted, in this order; documents, corrections and rejects have lines of their own.
SUMMARISED_TABLES = (
    *("segments", "sentences", "entities", "mentions", "statements", "figures", "events"),
    *("figure_series", "timeline"),
)


@dataclass(frozen=True, slots=True)
class ReleaseGaps:
    """What a release lacks, read from its tables."""

    rejects: tuple[tuple[str, int, str], ...]  # check, rows, the first of them in words
    languages: tuple[tuple[str, int], ...]  # languages that are not read for claims, and their documents
    undated: int  # documents without a day of publication


def find_gaps(release: Path) -> ReleaseGaps:
    """What a release lacks."""
    rejects: dict[str, list[str]] = {}
    for row in _read_columns(release, "rejects", ["check", "failure"]).to_pylist():
        rejects.setdefault(row["check"], []).append(row["failure"])
    documents = _read_columns(release, "documents", ["language", "published_on"])
    languages = Counter(code for code in documents.column("language").to_pylist() if code is not None)
    counted = sorted(rejects.items(), key=lambda item: (-len(item[1]), item[0]))
    return ReleaseGaps(
        tuple((check, len(failures), failures[0]) for check, failures in counted),
        tuple((code, count) for code, count in languages.most_common() if code not in EXTRACTION_LANGUAGES),
        documents.column("published_on").null_count,
    )


def _read_columns(release: Path, table: str, columns: list[str]) -> pa.Table:
    # By pyarrow alone: a build with nothing to do need not load polars, nor pyarrow's data sets as `pq.read_table`.
    with pq.ParquetFile(release / PARQUET_FOLDER / f"{table}.parquet") as file:
        return file.read(columns)


def format_summary(result: BuildResult, read: int, out: Path, seconds: float) -> str:
    """What was published and what was not, in a few lines; `read` documents were read in this build."""
    rows, gaps = result.rows, find_gaps(out)
    rejected, corrections = rows.get("rejects", 0), rows.get("corrections", 0)
    lines = [
        f"{format_count(rows.get('documents', 0), 'document')}, {read} of them read now, in {seconds:.1f} s",
        ", ".join(f"{rows.get(name, 0)} {name}" for name in SUMMARISED_TABLES),
    ]
    if corrections:
        stale = f", {result.stale_count} of them stale: see {out / 'csv' / 'corrections.csv'}"
        lines.append(format_count(corrections, "correction") + (stale if result.stale_count else ""))
    if gaps.languages:
        told = ", ".join(f"{count} in {code}" for code, count in gaps.languages)
        silent = format_count(sum(count for _, count in gaps.languages), "document")
        lines.append(f"{silent} ({told}) gave lines and sentences, and no claims: extraction is for English")
    if gaps.undated:
        subject, verb = format_count(gaps.undated, "document"), "has" if gaps.undated == 1 else "have"
        lines.append(f"{subject} {verb} no day of publication; give it as `published` in the record or in sources.yml")
    lines.append(f"{rejected} set aside" + (f": see {out / 'csv' / 'rejects.csv'}" if rejected else ""))
    for check, count, failure in gaps.rejects[:MAX_REASONS]:
        shown = failure if len(failure) <= MAX_REASON_CHARS else f"{failure[:MAX_REASON_CHARS]} ..."
        lines.append(f"  {count} {check}: {shown}" if count == 1 else f"  {count} {check}, the first: {shown}")
    if len(gaps.rejects) > MAX_REASONS:
        lines.append(f"  and for {len(gaps.rejects) - MAX_REASONS} more reasons")
    return "\n".join(
        [*lines, f"published in {out}: open {out / 'site' / 'index.html'}, or run: newsledger serve {out}"]
    )


def format_count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> format_count(1, "document"), format_count(12, "document")
    ('1 document', '12 documents')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
