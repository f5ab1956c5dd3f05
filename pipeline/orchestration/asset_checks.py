"""Checks over the register of tables. What must not go out blocks the release; what was set aside is a warning."""

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


def build_schema_check(name: str) -> dg.AssetChecksDefinition:
    """A check that every row of a table holds by its schema, its key unique; rows that do not are set aside."""

    @dg.asset_check(
        asset=name,
        name="schema",
        description="Every row is as the schema says, and keys are unique; rows that are not are set aside.",
    )
    def check(frame: pl.DataFrame) -> dg.AssetCheckResult:
        split = table_registry.split_rows(name, frame)
        return _build_check_result(split.findings, frame.height, dg.AssetCheckSeverity.WARN)

    return check


def build_reference_check(name: str, parents: list[str]) -> dg.AssetChecksDefinition:
    """A check that what a table refers to is there; rows of which it is not are set aside, so it warns."""

    @dg.asset_check(
        asset=name,
        name="references",
        additional_deps=parents,
        description=f"What the rows refer to in {', '.join(parents)} is there; rows of which it is not are set aside.",
    )
    def check(frame: pl.DataFrame, tables: dg.ResourceParam[ParquetIOManager]) -> dg.AssetCheckResult:
        found = []
        for column in table_registry.list_columns(name):
            if column.is_foreign_key and column.references in parents:
                parent_keys = tables.read_frame(column.references).select(
                    pl.col(table_registry.find_key(column.references)).alias("refers to")
                )
                references = frame.select(pl.lit(column.name).alias("column"), pl.col(column.name).alias("refers to"))
                if isinstance(column.dtype, pl.List):
                    references = references.explode("refers to")
                found.append(references.drop_nulls("refers to").join(parent_keys, on="refers to", how="anti").unique())
        return _build_check_result(
            pl.concat(found).sort("column", "refers to"), frame.height, dg.AssetCheckSeverity.WARN
        )

    return check


def build_span_check(name: str) -> dg.AssetChecksDefinition:
    """A check that spans lie inside their documents, and a text is as long as its span; other rows are set aside."""

    @dg.asset_check(
        asset=name,
        name="spans",
        additional_ins={"documents": dg.AssetIn("documents")},
        description="Every span lies inside its document, and its text has as many characters.",
    )
    def check(frame: pl.DataFrame, documents: pl.DataFrame) -> dg.AssetCheckResult:
        length = pl.col("char_end") - pl.col("char_start")
        violations = frame.join(documents.select("document_id", "char_count"), on="document_id", how="left").filter(
            (pl.col("char_end") > pl.col("char_count")) | (pl.col("text").str.len_chars() != length)
        )
        return _build_check_result(
            violations.select(table_registry.find_key(name), "char_start", "char_end", "char_count"),
            frame.height,
            dg.AssetCheckSeverity.WARN,
        )

    return check


def build_count_check(name: str) -> dg.AssetChecksDefinition:
    """A check of the number of rows for each document: too few blocks the release, too many is a warning."""
    bounds = table_registry.get_info(name).rows_per_document
    if bounds is None:
        raise ValueError(f"{name} has no `rows_per_document`; give the bounds in its `describe_table`")
    least, most = bounds

    @dg.asset_check(
        asset=name,
        name="count",
        blocking=True,
        additional_ins={"documents": dg.AssetIn("documents")},
        description=f"Between {least:g} and {most:g} rows for each document that holds text.",
    )
    def check(frame: pl.DataFrame, documents: pl.DataFrame) -> dg.AssetCheckResult:
        # A document without any text is told of in `rejects`; it says nothing of whether reading works.
        shown = documents.filter(pl.col("char_count") > 0).height
        rate = frame.height / shown if shown else least
        return dg.AssetCheckResult(
            passed=least <= rate <= most,
            severity=dg.AssetCheckSeverity.ERROR if rate < least else dg.AssetCheckSeverity.WARN,
            metadata={"rows": frame.height, "rows for each document": round(rate, 3)},
        )

    return check


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


@dg.asset_check(
    asset="rejects",
    name="nothing_set_aside",
    description="Whether anything was set aside. It warns and does not block: the rest of the release is sound.",
)
def check_nothing_set_aside(rejects: pl.DataFrame) -> dg.AssetCheckResult:
    """Warn of documents and rows that were set aside, and show them."""
    shown = rejects.select("table", "check", "failure", "record")
    return _build_check_result(shown, rejects.height, dg.AssetCheckSeverity.WARN)


@dg.asset_check(
    asset="corrections",
    name="none_stale",
    description="Whether every correction still has its evidence and something to do. It warns and does not block.",
)
def check_none_stale(corrections: pl.DataFrame) -> dg.AssetCheckResult:
    """Warn of corrections that were not applied, and show them with the reason."""
    stale = corrections.filter(pl.col("state") == "stale").select(
        "table", "row_id", "field", "note", "reason", "author"
    )
    return _build_check_result(stale, corrections.height, dg.AssetCheckSeverity.WARN)


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


ASSET_CHECKS = [
    *(build_schema_check(name) for name in table_registry.TABLES),
    *(build_reference_check(name, _list_parents(name)) for name in table_registry.TABLES if _list_parents(name)),
    *(build_span_check(name) for name in table_registry.TABLES if table_registry.list_quotations(name)),
    *(build_count_check(name) for name in table_registry.TABLES if table_registry.get_info(name).rows_per_document),
    check_reading,
    check_nothing_set_aside,
    check_none_stale,
]
