import re
from datetime import date

import polars as pl

from pipeline.orchestration.charts import Bar, draw_bar_chart, draw_time_series, embed_svg
from pipeline.orchestration.materialization_metadata import (
    build_materialization_metadata,
    chart_longest_series,
    format_markdown_table,
)
from pipeline.orchestration.previews import build_preview
from schemas import table_registry


def read_nothing(name: str) -> pl.DataFrame:
    raise FileNotFoundError(name)


def test_a_preview_has_names_few_columns_and_conflicts_first() -> None:
    series = table_registry.make_frame(
        "figure_series",
        [
            {"series_id": "ser_1", "measure": "killed", "agreement": "single", "location_entity_id": "ent_1"},
            {"series_id": "ser_2", "measure": "killed", "agreement": "conflict", "location_entity_id": "ent_1"},
        ],
    )
    places = pl.DataFrame({"entity_id": ["ent_1"], "name": ["Oslo"]})
    event = table_registry.make_frame("events", [{"event_id": "eve_1", "location_entity_id": "ent_1"}])
    records = [record.data for record in build_preview("figure_series", series, lambda name: places).records]
    assert [record["agreement"] for record in records] == ["conflict", "single"]
    assert len(records[0]) <= 8
    assert build_preview("events", event, lambda name: places).records[0].data["place"] == "Oslo"
    assert build_preview("events", event, read_nothing).records[0].data["place"] == ""


def test_a_finding_is_not_taken_for_markup() -> None:
    shown = format_markdown_table(pl.DataFrame({"text": ["a|b <img src=x> [c](d) *e*"]}))
    assert shown.splitlines()[2] == r"| a\|b \<img src\=x\> \[c\]\(d\) \*e\* |"


def test_no_words_of_a_text_become_a_picture_a_link_or_an_address() -> None:
    for words in ("![x](http://evil.example/p.png)", "x](http://evil.example/)![", "www.evil.example", "&lt;b&gt;"):
        for shown in (format_markdown_table(pl.DataFrame({"text": [words]})), embed_svg("<svg/>", words)):
            assert not re.search(
                r"(?<!\\)[(\]:&.]|www[.]",
                shown.replace("(data:image/svg+xml;base64,PHN2Zy8+)", "").replace("![", "").strip("|!]\n "),
            )


def test_charts_escape_what_they_are_given() -> None:
    assert "<script>" not in draw_bar_chart("<script>", [Bar("<script>", 1)])


def test_a_chart_draws_a_bar_for_each_value_and_sums_up_the_rest() -> None:
    frame = table_registry.make_empty_frame("figures").select("measure").clear()
    many = pl.DataFrame({"check": [f"check {number}" for number in range(30)]})
    told = build_materialization_metadata("rejects", many, read_nothing)
    assert "chart" in told
    assert "chart" not in build_materialization_metadata("figures", frame, read_nothing)


def test_the_longest_dated_series_is_drawn() -> None:
    figures = pl.DataFrame(
        {
            "figure_id": ["a", "b", "c"],
            "as_of_start": [date(2021, 5, 1), date(2021, 5, 4), None],
            "value": [10.0, None, 9.0],
            "value_low": [None, 24.0, None],
            "value_high": [None, None, None],
            "text": ["10 boats", "dozens", "9 boats"],
        },
        schema_overrides={"value_high": pl.Float64},
    )
    series = pl.DataFrame(
        {"series_id": ["s", "t"], "measure": ["other"] * 2, "concept": ["boats"] * 2, "figure_ids": [["a", "b"], ["c"]]}
    )
    assert chart_longest_series(series, figures) is not None
    assert chart_longest_series(series.tail(1), figures) is None


def test_points_stand_in_the_order_of_their_days() -> None:
    drawn = draw_time_series("boats", [(date(2021, 5, 4), 24.0, "24"), (date(2021, 5, 1), 10.0, "10")])
    assert drawn.index(">10<") < drawn.index(">24<")
    assert drawn.count("<circle") == 2
