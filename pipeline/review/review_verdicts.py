"""Verdicts of a filled sample: corrections, and a `quality.yml` with the precision of each table."""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.corrections.correction_entries import parse_correction
from pipeline.publish.csv_tables import NEUTRALISED_PATTERN
from pipeline.review.review_sample import COLUMNS

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
VERDICTS = (RIGHT, WRONG, UNSURE)
MAX_BYTES = 50_000_000
Z = 1.959964  # two-sided 95 %


class ReviewError(ValueError):
    """A filled sample that cannot be used; the message is one line that names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """Corrections as they stand in `corrections.yml`, and the quality by table and field."""

    corrections: list[dict[str, Any]]
    quality: dict[str, dict[str, Any]]
    unread: int


def read_verdicts(path: Path, author: str, made_on: date) -> ReviewOutcome:
    """What the verdicts of a filled sample say.

    A row is `right`, `wrong` or `unsure`; one that is wrong in a field only has the `field` and what `is` right there.
    Raises ReviewError where the file is no sample or a line has another verdict or a correction that cannot be.
    """
    corrections: list[dict[str, Any]] = []
    read: dict[str, list[bool]] = defaultdict(list)
    unread = 0
    for number, row in _read_rows(path):
        verdict = row["verdict"].strip().lower()
        if not verdict:
            unread += 1
            continue
        if verdict not in VERDICTS:
            raise ReviewError(f"{path}: line {number}: the verdict is one of {', '.join(VERDICTS)}, not {verdict[:40]}")
        if verdict == UNSURE:
            continue
        field = row["field"].strip()
        read[row["table"]].append(verdict == RIGHT)
        if verdict == WRONG:
            if field:
                read[f"{row['table']}: {field}"].append(False)
            corrections.append(_make_correction(path, number, row, field, author, made_on))
    quality = {}
    for name, verdicts in sorted(read.items()):
        count = len(read[name.partition(":")[0]])  # a field was read with every row of its table
        quality[name] = estimate_precision(count - verdicts.count(False), count)
    return ReviewOutcome(corrections, quality, unread)


def estimate_precision(right: int, count: int) -> dict[str, Any]:
    """Share of right rows, its 95 % interval (Wilson 1927), and how many were read.

    >>> estimate_precision(9, 10)
    {'precision': 0.9, 'low': 0.5958, 'high': 0.9821, 'read': 10}
    """
    share = right / count
    middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z / (1 + Z**2 / count) * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    bounds = {"low": round(max(0.0, middle - half), 4), "high": round(min(1.0, middle + half), 4)}
    return {"precision": round(share, 4), **bounds, "read": count}


class _PlainDumper(yaml.SafeDumper):
    """Writes every value out, since files beside the inputs may have no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


def write_yaml(value: object, target: Path, heading: str) -> None:
    """Write a YAML file with a comment over it, beside its place and renamed."""
    body = yaml.dump(value, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=1000)
    text = f"# {heading}\n{body}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def _read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    if path.stat().st_size > MAX_BYTES:
        raise ReviewError(f"{path}: larger than {MAX_BYTES} bytes, so it is no sample")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ReviewError(f"{path}: the column {missing[0]} is missing; fill in the file that `review` wrote")
            return [
                (reader.line_num, {name: re.sub(NEUTRALISED_PATTERN, r"\1", row[name] or "") for name in COLUMNS})
                for row in reader
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReviewError(f"{path}: cannot be read as CSV of UTF-8: {error}") from error


def _make_correction(
    path: Path, number: int, row: Mapping[str, str], field: str, author: str, made_on: date
) -> dict[str, Any]:
    try:
        evidence = {
            "document": row["document"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "read": row["read"],
            "row_id": row["row_id"],
        }
        entry: dict[str, Any] = {"table": row["table"], "evidence": evidence}
        entry |= {"field": field, "is": row["is"] or None} if field else {"wrong": True}
        entry |= {"reason": row["note"] or "Found in review.", "author": author, "made_on": made_on}
        parse_correction(entry)
    except ValueError as error:
        raise ReviewError(f"{path}: line {number}: {error}") from error
    return entry
