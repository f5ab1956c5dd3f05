"""The series that matter: each figure of a quantity as a row with its interval on a common scale, and who said it."""

from dataclasses import dataclass
from math import floor, log10

import polars as pl

from pipeline.publish.site.reader_formats import format_code, format_number
from pipeline.publish.site.site_rows import Row, SiteRows, name_document, sort_by_day

MAX_SERIES = 6
MAX_FIGURES = 12
WIDTH = 240
EDGE = 12  # room at both ends of a bar's cell, for arrows of open intervals
# Measures that say little about a story by themselves come after all others.
MINOR_MEASURES = ("age", "duration", "ordinal", "other", "distance", "temperature")


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure on the scale: from where to where it may lie, its own point, and which ends are open."""

    left: float
    right: float
    point: float | None
    opens_left: bool
    opens_right: bool


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """A series with its figures, and the two ends of its scale."""

    row: Row
    title: str
    figures: tuple[tuple[Row, Interval], ...]
    low: str
    high: str
    hidden: int


def draw_main_series(rows: SiteRows) -> list[SeriesChart]:
    """The series told by most publishers, those that disagree first among equals."""
    series = rows.tables["figure_series"].with_row_index("row_no")
    minor = pl.col("measure").is_in(MINOR_MEASURES)
    differs = pl.col("agreement").is_in(["conflict", "revised"])
    main = (
        series.filter(pl.col("figure_count") > 1)
        .sort(
            minor, pl.col("publisher_count"), differs, pl.col("document_count"), pl.col("figure_count"), "row_no",
            descending=[False, True, True, True, True, False],
        )
        .head(MAX_SERIES)
    )  # fmt: skip
    wanted = main.get_column("figure_ids").explode().implode()
    figures = rows.tables["flat_figures"].filter(pl.col("figure_id").is_in(wanted))
    by_id = {row["figure_id"]: row for row in figures.iter_rows(named=True)}
    return [_draw(row, [by_id[key] for key in row["figure_ids"] if key in by_id], rows) for row in main.to_dicts()]


def _draw(row: Row, found: list[Row], rows: SiteRows) -> SeriesChart:
    found = sort_by_day(found, "as_of_start", "as_of_end", "published_on")
    shown = [each | {"source": name_document(rows.documents[each["document_id"]])} for each in found[:MAX_FIGURES]]
    numbers = [number for each in shown for number in list_numbers(each)]
    low, high = _choose_scale(numbers)
    place = rows.entities[row["location_entity_id"]]["name"] if row["location_entity_id"] else None
    return SeriesChart(
        row,
        _name_series(row, place),
        tuple((each, place_figure(each, low, high)) for each in shown),
        format_number(low),
        format_number(high),
        len(found) - len(shown),
    )


def _name_series(row: Row, place: str | None) -> str:
    """What is counted, and where, such as `Detained: protesters, in Oslo`."""
    concept = f": {row['concept']}" if row["concept"] and row["concept"] != row["measure"] else ""
    return f"{format_code(row['measure'])}{concept}{f', in {place}' if place else ''}"


def list_numbers(figure: Row) -> list[float]:
    """The numbers that a figure is known by."""
    return [figure[name] for name in ("value", "value_low", "value_high") if figure[name] is not None]


def _choose_scale(numbers: list[float]) -> tuple[float, float]:
    """The ends of a scale: from zero, unless all values are far from it and near each other.

    >>> _choose_scale([5800.0, 9900.0]), _choose_scale([2000.0, 2030.0])
    ((0.0, 10000.0), (0.0, 3000.0))
    """
    if not numbers:
        return 0.0, 1.0
    low, high = min(0.0, min(numbers)), max(0.0, max(numbers))
    size = 10.0 ** floor(log10(max(high, -low, 1e-9)))
    low, high = low // size * size, -(-high // size) * size
    return low, high if high > low else low + 1.0


def place_figure(figure: Row, low: float, high: float) -> Interval:
    """Where a figure lies on a scale. Where only one end is known, the interval is open at the other."""
    numbers = list_numbers(figure)
    value, has_low, has_high = figure["value"], figure["value_low"] is not None, figure["value_high"] is not None
    least, most = (min(numbers), max(numbers)) if numbers else (low, low)

    def scale(number: float) -> float:
        return round(EDGE + (number - low) / (high - low) * (WIDTH - 2 * EDGE), 1)

    return Interval(
        scale(least),
        scale(most),
        None if value is None else scale(value),
        has_high and not has_low,
        has_low and not has_high,
    )
