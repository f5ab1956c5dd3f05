"""A sample of a release's rows that a person should look at, with a question each, as a CSV file."""

import random
from pathlib import Path

import polars as pl

from pipeline.publish import csv_tables, parquet_tables

SEED = 20
# The question that is asked of a row of each view, and what kind of row it is.
QUESTIONS = {
    "flat_events": ("event", "Does the sentence tell this event, with this type, these parties and this standing?"),
    "flat_figures": ("figure", "Does the sentence state this number, of this thing, with this measure?"),
    "flat_statements": ("statement", "Does this speaker say this?"),
}
TOLD = {
    "flat_events": ("event_type", "event_mode", "actor", "recipient", "place", "date_start", "status"),
    "flat_figures": ("value", "value_low", "value_high", "unit", "concept", "measure", "place"),
    "flat_statements": ("speaker", "content", "kind"),
}
SPAN_TEXT = {"flat_events": "trigger", "flat_figures": "expression", "flat_statements": "content"}
COLUMNS = (
    "table", "row_id", "stratum", "document", "start", "end", "read", "sentence", "row", "question",
    "verdict", "field", "is", "note",
)  # fmt: skip


def draw_sample(release: Path, count: int, seed: int = SEED) -> pl.DataFrame:
    """Rows to review, `count` of each table that has so many, with empty cells for the verdict.

    Rows whose sentence may not be published cannot be judged and are left out. Within a table strata (tier where the
    table has it, and who tells it) have equal shares, so that rare kinds are read too. The same seed draws the same.
    """
    parts = [_draw_table(release, name, count, seed) for name in QUESTIONS]
    return pl.concat(parts)


def _draw_table(release: Path, name: str, count: int, seed: int) -> pl.DataFrame:
    table, question = QUESTIONS[name]
    rows = parquet_tables.read_table(release, name).filter(pl.col("sentence").is_not_null())
    rows = rows.filter(pl.col(SPAN_TEXT[name]).is_not_null())
    rows = rows.with_columns(stratum=_build_stratum(rows), weight=_build_weight(rows)).sort(rows.columns[0])
    numbers = _choose_rows(rows, count, random.Random(f"{seed} {name}"))
    told = [pl.format(f"{column}={{}}", pl.col(column).cast(pl.String).fill_null("-")) for column in TOLD[name]]
    return rows[numbers].select(
        pl.lit(f"{table}s").alias("table"),
        pl.col(rows.columns[0]).alias("row_id"),
        "stratum",
        pl.col("external_id").alias("document"),
        pl.col("char_start").cast(pl.String).alias("start"),
        pl.col("char_end").cast(pl.String).alias("end"),
        pl.col(SPAN_TEXT[name]).alias("read"),
        "sentence",
        pl.concat_str(told, separator="; ").alias("row"),
        pl.lit(question).alias("question"),
        *(pl.lit("").alias(each) for each in ("verdict", "field", "is", "note")),
    )


def _build_stratum(rows: pl.DataFrame) -> pl.Series:
    present = [column for column in ("tier", "told_by") if column in rows.columns]
    names = pl.concat_str(present, separator="/") if present else pl.lit("all")
    return rows.with_columns(stratum=names).get_column("stratum")


def _build_weight(rows: pl.DataFrame) -> pl.Series:
    weight = pl.col("publisher_count").fill_null(1) if "publisher_count" in rows.columns else pl.lit(1)
    doubt = 1 + 4 * (1 - pl.col("confidence").fill_null(0)) if "confidence" in rows.columns else pl.lit(1)
    return rows.with_columns(weight=(weight * doubt).cast(pl.Float64)).get_column("weight")


def _choose_rows(rows: pl.DataFrame, count: int, chance: random.Random) -> list[int]:
    """Numbers of rows: as many of each stratum as there are, up to an equal share, by weight without replacement."""
    groups = [numbers for _, numbers in sorted(rows.with_row_index().group_by("stratum").agg("index").iter_rows())]
    weights = rows.get_column("weight").to_list()
    # Efraimidis and Spirakis (2006): the greatest keys u^(1/w) are a weighted sample without replacement.
    ordered = [sorted(group, key=lambda n: (-(chance.random() ** (1 / weights[n])), n)) for group in groups]
    chosen: list[int] = []
    while len(chosen) < count and any(ordered):
        for group in ordered:
            if group and len(chosen) < count:
                chosen.append(group.pop(0))
    return sorted(chosen)


def write_sample(sample: pl.DataFrame, target: Path) -> None:
    """Write the sample; cells that a spreadsheet would run are neutralised."""
    cells = {name: pl.col(name) for name in COLUMNS}
    neutral = [
        pl.when(cell.str.contains(csv_tables.FORMULA_PATTERN)).then("'" + cell).otherwise(cell).alias(name)
        for name, cell in cells.items()
    ]
    target.parent.mkdir(parents=True, exist_ok=True)
    sample.select(COLUMNS).with_columns(neutral).write_csv(target, line_terminator="\r\n")
