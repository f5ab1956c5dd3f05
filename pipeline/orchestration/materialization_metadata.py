"""What the page of an asset tells at a glance: ten rows, the figures that matter for its stage, and a chart."""

from typing import Any

import dagster as dg
import polars as pl

from pipeline.orchestration.charts import Bar, draw_bar_chart, draw_time_series, embed_svg, escape_markdown
from pipeline.orchestration.previews import FrameReader, build_preview

# Characters of a cell in a table of a check.
MAX_CELL_LENGTH = 80
# Bars of a chart; what is beyond is summed up as one more.
MAX_BARS = 16

# For each table the column whose values a reader would count first, and the heading over the chart.
CHART_COLUMNS: dict[str, tuple[str, str]] = {
    "documents": ("publisher", "Documents by publisher"),
    "segments": ("label", "Characters by what the line was on the page"),
    "entities": ("entity_type", "Entities by type"),
    "statements": ("kind", "Statements by kind"),
    "figures": ("measure", "Figures by measure"),
    "events": ("event_type", "Events by type"),
    "figure_series": ("agreement", "Series by agreement"),
    "timeline": ("date_start", "Events by first day"),
    "rejects": ("check", "Set aside, by check"),
}


def build_materialization_metadata(
    name: str, frame: pl.DataFrame, read: FrameReader
) -> dict[str, dg.MetadataValue[Any]]:
    """Metadata for one asset: `preview`, `chart` where a column is worth counting, and figures of the stage.

    `read` gives the frames of other assets, of which the preview takes names.
    """
    metadata: dict[str, dg.MetadataValue[Any]] = {"preview": build_preview(name, frame, read)}
    if name in CHART_COLUMNS and frame.height:
        column, heading = CHART_COLUMNS[name]
        metadata["chart"] = dg.MetadataValue.md(
            embed_svg(draw_bar_chart(heading, _count_values(name, frame, column)), heading)
        )
    if name == "segments" and frame.height:
        length = pl.col("char_end") - pl.col("char_start")
        removed = frame.select((length * ~pl.col("is_body")).sum() / length.sum().clip(1)).item()
        metadata["share of text removed"] = dg.MetadataValue.float(round(float(removed), 4))
    if name in ("figure_series", "timeline"):
        metadata["in conflict"] = dg.MetadataValue.int(frame.filter(pl.col("agreement") == "conflict").height)
    if name == "documents":
        metadata["repeats"] = dg.MetadataValue.int(frame.height - frame.get_column("duplicate_of").null_count())
    return metadata


def chart_longest_series(series: pl.DataFrame, figures: pl.DataFrame) -> dg.MetadataValue[Any] | None:
    """A chart of the series that has the most figures with a day and a value; null where none has two."""
    dated = figures.filter(pl.col("as_of_start").is_not_null()).with_columns(
        number=pl.coalesce("value", "value_low", "value_high")
    )
    members = series.select("series_id", "measure", "concept", figure_id="figure_ids").explode("figure_id")
    members = members.join(dated.select("figure_id", "as_of_start", "number", "text"), on="figure_id")
    members = members.drop_nulls("number")
    sizes = members.group_by("series_id", "measure", "concept").len().sort("len", "series_id", descending=[True, False])
    if not sizes.height or sizes.item(0, "len") < 2:
        return None
    chosen = members.filter(pl.col("series_id") == sizes.item(0, "series_id"))
    heading = f"{sizes.item(0, 'measure')}: {sizes.item(0, 'concept') or 'not told'}"
    points = [
        (row["as_of_start"], row["number"], _format_number(row["number"])) for row in chosen.iter_rows(named=True)
    ]
    return dg.MetadataValue.md(embed_svg(draw_time_series(heading, points), heading))


def _format_number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _count_values(name: str, frame: pl.DataFrame, column: str) -> list[Bar]:
    weight = pl.col("char_end") - pl.col("char_start") if name == "segments" else pl.lit(1)
    counts = (
        frame.select(pl.col(column).cast(pl.String).fill_null("not told").alias("value"), weight.alias("weight"))
        .group_by("value")
        .agg(pl.col("weight").sum())
    )
    by_day = column.startswith("date")
    counts = counts.sort("value") if by_day else counts.sort("weight", "value", descending=[True, False])
    rows = [Bar(value, weight) for value, weight in counts.iter_rows()]
    if len(rows) <= MAX_BARS:
        return rows
    shown = rows[-MAX_BARS:] if by_day else rows[:MAX_BARS]
    rest = sum(bar.size for bar in rows) - sum(bar.size for bar in shown)
    return [Bar("earlier", rest), *shown] if by_day else [*shown, Bar("others", rest)]


def format_markdown_table(frame: pl.DataFrame) -> str:
    """A frame as a Markdown table; cells are cut to CELL characters, and nothing in them is taken for markup."""
    lines = ["| " + " | ".join(frame.columns) + " |", "|" + "---|" * frame.width]
    lines += ["| " + " | ".join(_format_cell(value) for value in row) + " |" for row in frame.rows()]
    return "\n".join(lines)


def _format_cell(value: object) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    text = text if len(text) <= MAX_CELL_LENGTH else text[: MAX_CELL_LENGTH - 1] + "…"
    return escape_markdown(text)
