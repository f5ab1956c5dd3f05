"""Checks over the register of tables. What must not go out blocks the release; what was set aside is a warning."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg
import polars as pl

from pipeline.orchestration.materialization_metadata import format_markdown_table
from pipeline.orchestration.resources import BuildResource, ParquetIOManager
from pipeline.store.probe_sentences import count_probe_sentences
from schemas import table_registry

# Rows that a check shows; the rest is counted.
MAX_SHOWN = 20
# Of the things to be found in the sentences of `probe.yml` this share must be. One of fifteen is let go: another parser
# model may stumble over one.
MIN_FOUND_SHARE = 0.9


Frames = Mapping[str, pl.DataFrame]


class FrameCache(dict[str, pl.DataFrame]):
    """The frames of tables by name, each read when it is first asked for."""

    def __init__(self, read: Callable[[str], pl.DataFrame]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, name: str) -> pl.DataFrame:
        """Read a frame and keep it."""
        frame = self[name] = self._read(name)
        return frame


@dataclass(frozen=True, slots=True)
class TableCheck:
    """A check of one table; `find` takes the frames of all tables."""

    table: str
    name: str
    description: str
    find: Callable[[Frames], dg.AssetCheckResult]

    @property
    def key(self) -> dg.AssetCheckKey:
        """How Dagster names it."""
        return dg.AssetCheckKey(dg.AssetKey(self.table), self.name)


def build_schema_check(name: str) -> TableCheck:
    """A check that every row of a table holds by its schema, its key unique; rows that do not are set aside."""

    def find(frames: Frames) -> dg.AssetCheckResult:
        split = table_registry.split_rows(name, frames[name])
        return _build_check_result(split.findings, frames[name].height, dg.AssetCheckSeverity.WARN)

    description = "Every row is as the schema says, and keys are unique; rows that are not are set aside."
    return TableCheck(name, "schema", description, find)


def build_reference_check(name: str, parents: list[str]) -> TableCheck:
    """A check that what a table refers to is there; rows of which it is not are set aside, so it warns."""

    def find(frames: Frames) -> dg.AssetCheckResult:
        found = []
        for column in table_registry.list_columns(name):
            if column.is_foreign_key and column.references in parents:
                parent_keys = frames[column.references].select(
                    pl.col(table_registry.find_key(column.references)).alias("refers to")
                )
                references = frames[name].select(
                    pl.lit(column.name).alias("column"), pl.col(column.name).alias("refers to")
                )
                if isinstance(column.dtype, pl.List):
                    references = references.explode("refers to")
                found.append(references.drop_nulls("refers to").join(parent_keys, on="refers to", how="anti").unique())
        findings = pl.concat(found).sort("column", "refers to")
        return _build_check_result(findings, frames[name].height, dg.AssetCheckSeverity.WARN)

    description = f"What the rows refer to in {', '.join(parents)} is there; rows of which it is not are set aside."
    return TableCheck(name, "references", description, find)


def build_span_check(name: str) -> TableCheck:
    """A check that spans lie inside their documents, and a text is as long as its span; other rows are set aside."""

    def find(frames: Frames) -> dg.AssetCheckResult:
        length = pl.col("char_end") - pl.col("char_start")
        sizes = frames["documents"].select("document_id", "char_count")
        violations = (
            frames[name]
            .join(sizes, on="document_id", how="left")
            .filter((pl.col("char_end") > pl.col("char_count")) | (pl.col("text").str.len_chars() != length))
        )
        return _build_check_result(
            violations.select(table_registry.find_key(name), "char_start", "char_end", "char_count"),
            frames[name].height,
            dg.AssetCheckSeverity.WARN,
        )

    description = "Every span lies inside its document, and its text has as many characters."
    return TableCheck(name, "spans", description, find)


def build_count_check(name: str) -> TableCheck:
    """A check of the number of rows for each document: too few is an error, too many is a warning."""
    bounds = table_registry.get_info(name).rows_per_document
    if bounds is None:
        raise ValueError(f"{name} has no `rows_per_document`; give the bounds in its `describe_table`")
    least, most = bounds

    def find(frames: Frames) -> dg.AssetCheckResult:
        # A document without any text is told of in `rejects`; it says nothing of whether reading works.
        shown = frames["documents"].filter(pl.col("char_count") > 0).height
        rows = frames[name].height
        rate = rows / shown if shown else least
        return dg.AssetCheckResult(
            passed=least <= rate <= most,
            severity=dg.AssetCheckSeverity.ERROR if rate < least else dg.AssetCheckSeverity.WARN,
            metadata={"rows": rows, "rows for each document": round(rate, 3)},
        )

    description = f"Between {least:g} and {most:g} rows for each document that holds text."
    return TableCheck(name, "count", description, find)


def find_set_aside(frames: Frames) -> dg.AssetCheckResult:
    """Warn of documents and rows that were set aside, and show them."""
    shown = frames["rejects"].select("table", "check", "failure", "record")
    return _build_check_result(shown, shown.height, dg.AssetCheckSeverity.WARN)


def find_stale_corrections(frames: Frames) -> dg.AssetCheckResult:
    """Warn of corrections that were not applied, and show them with the reason."""
    corrections = frames["corrections"]
    stale = corrections.filter(pl.col("state") == "stale").select(
        "table", "row_id", "field", "note", "reason", "author"
    )
    return _build_check_result(stale, corrections.height, dg.AssetCheckSeverity.WARN)


def define_blocking_check(check: TableCheck) -> dg.AssetChecksDefinition:
    """The check as a step of its own, so that what comes after its table waits for it."""

    @dg.asset_check(
        asset=check.table,
        name=check.name,
        description=check.description,
        blocking=True,
        additional_ins={"documents": dg.AssetIn("documents")},
    )
    def block(frame: pl.DataFrame, documents: pl.DataFrame) -> dg.AssetCheckResult:
        return check.find({check.table: frame, "documents": documents})

    return block


def define_warning_checks(checks: Sequence[TableCheck]) -> dg.AssetChecksDefinition:
    """All checks that block nothing as one step over the finished tables: a step each costs more than the checks."""

    @dg.multi_asset_check(
        name="table_checks",
        specs=[dg.AssetCheckSpec(check.name, asset=check.table, description=check.description) for check in checks],
        can_subset=True,
    )
    def warn(
        context: dg.AssetCheckExecutionContext, tables: dg.ResourceParam[ParquetIOManager]
    ) -> Iterator[dg.AssetCheckResult]:
        frames = FrameCache(tables.read_frame)
        for check in checks:
            if check.key in context.selected_asset_check_keys:
                yield check.find(frames)._replace(asset_key=check.key.asset_key, check_name=check.name)

    return warn


@dg.asset_check(
    asset="articles",
    name="known_sentences_are_read_right",
    blocking=True,
    description=f"{count_probe_sentences()} sentences with known answers are read right (where a run reads anything).",
)
def check_reading(articles: pl.DataFrame, build: BuildResource) -> dg.AssetCheckResult:
    """Block the release where the reading half has lost what it could do."""
    if articles.get_column("reused").fill_null(True).all():
        return dg.AssetCheckResult(passed=True, metadata={"looked at": "nothing: no document was read in this run"})
    from pipeline.store.reading_probe import find_probe_result, run_probe  # the parser: not needed above

    probed = find_probe_result(build.open_store()) or run_probe(build.model)
    missing = pl.DataFrame(probed.missing, schema=["sentence", "not found"], orient="row")
    return dg.AssetCheckResult(
        passed=probed.share >= MIN_FOUND_SHARE,
        metadata={
            "share found": round(probed.share, 3),
            "at least": MIN_FOUND_SHARE,
            "not found": dg.MetadataValue.md(format_markdown_table(missing)),
        },
    )


def _build_check_result(
    findings: pl.DataFrame, rows: int, severity: dg.AssetCheckSeverity = dg.AssetCheckSeverity.ERROR
) -> dg.AssetCheckResult:
    """Passed where there is no finding; otherwise the first of them are shown."""
    metadata: dict[str, dg.MetadataValue[Any]] = {"rows": dg.MetadataValue.int(rows)}
    if findings.height:
        metadata["findings"] = dg.MetadataValue.int(findings.height)
        metadata["first findings"] = dg.MetadataValue.md(format_markdown_table(findings.head(MAX_SHOWN)))
    return dg.AssetCheckResult(passed=not findings.height, severity=severity, metadata=metadata)


def _list_parents(name: str) -> list[str]:
    """Tables that a table refers to, without itself, and without those that are made from it."""
    found = {
        column.references
        for column in table_registry.list_columns(name)
        if column.references and column.is_foreign_key and column.references != name
    }
    return sorted(found)


def _get_least_rate(name: str) -> float | None:
    """The least number of rows for each document; null where a table has no bounds."""
    bounds = table_registry.get_info(name).rows_per_document
    return bounds[0] if bounds else None


TABLE_CHECKS = [
    *(build_schema_check(name) for name in table_registry.TABLES),
    *(build_reference_check(name, _list_parents(name)) for name in table_registry.TABLES if _list_parents(name)),
    *(build_span_check(name) for name in table_registry.TABLES if table_registry.list_quotations(name)),
    *(build_count_check(name) for name in table_registry.TABLES if _get_least_rate(name) == 0),
    TableCheck(
        "rejects",
        "nothing_set_aside",
        "Whether anything was set aside. It warns and does not block: the rest of the release is sound.",
        find_set_aside,
    ),
    TableCheck(
        "corrections",
        "none_stale",
        "Whether every correction still has its evidence and something to do. It warns and does not block.",
        find_stale_corrections,
    ),
]

ASSET_CHECKS = [
    check_reading,
    *(define_blocking_check(build_count_check(name)) for name in table_registry.TABLES if _get_least_rate(name)),
    define_warning_checks(TABLE_CHECKS),
]
