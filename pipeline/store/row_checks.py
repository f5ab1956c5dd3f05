"""Rows against their table: types, schema and spans. What does not hold is set aside with the reason, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandera.errors
import polars as pl

from pipeline.base.boundary.untrusted_values import make_valid_text
from pipeline.base.reject_rows import make_reject_row
from schemas import table_registry

Row = dict[str, Any]

# Tables whose rows stand inside a row of another table: a claim begins and ends inside its sentence. A statement may
# run over several sentences, and stands in its document alone.
PARENT_TABLES = {"sentences": "segments", "mentions": "sentences", "figures": "sentences", "events": "sentences"}


def make_valid_frame(name: str, rows: Sequence[Row]) -> tuple[pl.DataFrame, list[Row]]:
    """Rows as a frame of their table, and those that are not of its types as rows of `rejects`.

    One value that a column cannot hold (a number past 64 bits, a day past the calendar, half a surrogate pair) would
    otherwise take the whole frame with it, so the rows are parted in halves until it is found.
    """
    try:
        return table_registry.make_frame(name, list(rows)), []
    except Exception as error:  # polars raises errors of many kinds for a value that does not fit
        if len(rows) <= 1:
            return table_registry.make_empty_frame(name), [_reject_row(name, row, error) for row in rows]
    half = len(rows) // 2
    parts, rejects = zip(*(make_valid_frame(name, part) for part in (rows[:half], rows[half:])), strict=True)
    return table_registry.sort_rows(name, pl.concat(parts)), [*rejects[0], *rejects[1]]


def _reject_row(name: str, row: Row, error: Exception) -> Row:
    reason = make_valid_text(" ".join(str(error).split())[:300])
    shown = {key: make_valid_text(value) if isinstance(value, str) else value for key, value in row.items()}
    failure = f"a value is not of its column's type: {reason}"
    return make_reject_row(name, row.get("document_id"), f"{name}: types", failure, shown)


def separate_rejects(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Row]]:
    """A frame without the rows that its schema refuses, and those rows as rows of `rejects`.

    Of rows with one key the first is kept. Raises pandera's SchemaErrors where the frame as a whole does not fit.
    """
    key = table_registry.find_key(name)
    is_repeat = ~pl.col(key).is_first_distinct()
    repeats = frame.filter(is_repeat)
    rejects = [
        make_reject_row(name, row.get("document_id"), f"{key}: unique", f"the row {row[key]} is there already", row)
        for row in repeats.iter_rows(named=True)
    ]
    split = table_registry.split_rows(name, frame.filter(~is_repeat) if repeats.height else frame)
    if not split.invalid.height:
        return split.valid, rejects
    findings_by_row: dict[int, list[dict[str, Any]]] = {}
    for finding in split.findings.iter_rows(named=True):
        findings_by_row.setdefault(finding["row"], []).append(finding)
    for number, row in zip(sorted(findings_by_row), split.invalid.iter_rows(named=True), strict=True):
        checks = "; ".join(finding["check"] for finding in findings_by_row[number])
        failures = "; ".join(str(finding["failure"])[:200] for finding in findings_by_row[number])
        rejects.append(make_reject_row(name, row.get("document_id"), checks, f"refused by the schema: {failures}", row))
    return split.valid, rejects


def separate_wrong_spans(frames: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], list[Row]]:
    """Tables without the rows whose span leaves its document or its parent row or is not as long as its text."""
    checked = dict(frames)
    rejects: list[Row] = []
    for name, frame in frames.items():
        if not {"char_start", "char_end", "text", "document_id"} <= set(frame.columns) or frame.is_empty():
            continue
        failures = _find_wrong_spans(name, frame, checked)
        if failures.is_empty():
            continue
        key = table_registry.find_key(name)
        checked[name] = frame.join(failures, on=key, how="anti", maintain_order="left")
        for row in frame.join(failures, on=key, how="inner", maintain_order="left").iter_rows(named=True):
            failure = row.pop("failure")
            rejects.append(make_reject_row(name, row["document_id"], f"{name}: span", failure, row))
    return checked, rejects


def _find_wrong_spans(name: str, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The keys of rows with a wrong span, and what is wrong with each."""
    key = table_registry.find_key(name)
    rows = frame.select(key, "document_id", "char_start", "char_end", size=pl.col("text").str.len_chars())
    reasons = [(pl.col("size") != pl.col("char_end") - pl.col("char_start"), "its text is not as long as its span")]
    if "documents" in frames:
        rows = rows.join(frames["documents"].select("document_id", "char_count"), on="document_id", how="left")
        reasons.append((pl.col("char_end") > pl.col("char_count"), "its span leaves the document"))
    parent = PARENT_TABLES.get(name)
    if parent is not None and parent in frames:
        parent_key = table_registry.find_key(parent)
        bounds = frames[parent].select(parent_key, outer_start="char_start", outer_end="char_end")
        rows = rows.join(frame.select(key, parent_key), on=key).join(bounds, on=parent_key, how="left")
        is_outside = (pl.col("char_start") < pl.col("outer_start")) | (pl.col("char_end") > pl.col("outer_end"))
        reasons.append((is_outside, f"its span leaves its row of {parent}"))
    told = [pl.when(is_wrong).then(pl.lit(reason)) for is_wrong, reason in reasons]
    return rows.select(key, failure=pl.coalesce(told)).drop_nulls("failure")


def check_table(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Row]]:
    """As `separate_rejects`, but a frame that does not fit its table at all gives an empty one and says so."""
    try:
        return separate_rejects(name, frame)
    except pandera.errors.SchemaErrors as error:
        reason = " ".join(str(error).split())[:300]
        record = {"rows": frame.height, "columns": frame.columns}
        failure = f"the table does not fit its schema: {reason}; please report it"
        return table_registry.make_empty_frame(name), [make_reject_row(name, None, f"{name}: schema", failure, record)]
