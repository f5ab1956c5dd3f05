from datetime import date

import polars as pl
import pytest

from pipeline.reconcile.series import series_rows
from pipeline.reconcile.series.event_series import follow_events
from schemas import table_registry
from tests.reconcile.frames import DAY, documents, entities, event_id, events, figures, shuffled

PLACES = entities(Norway=("place", "NOR"), Bergen=("place", "NOR"), Oslo=("place", "NOR"), Chile=("place", "CHL"))
DOCUMENTS = documents(*({"name": name, "publisher": f"paper {name}"} for name in "abcdef"))
NEXT = date(2021, 5, 5)
NO_EVENTS = table_registry.make_empty_frame("events")


def _series(figures, documents, places, told=NO_EVENTS):
    return series_rows.build_figure_series(series_rows.group_figures(figures, told, documents, places))


def built(*rows, documents=DOCUMENTS, told=NO_EVENTS):
    made = _series(figures(*rows), documents, PLACES, told)
    assert table_registry.split_rows("figure_series", made).invalid.is_empty()
    assert sum(made["figure_count"]) == len(rows)
    return made


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ({"value": 2030}, {"value": 2000, "qualifier": "about"}, "agree"),
        ({"value": 2030}, {"value": 2000, "low": 2000, "qualifier": "more_than"}, "agree"),
        ({"value": 2030}, {"low": 2000, "qualifier": "vague"}, "agree"),
        ({"value": 2000}, {"value": 2030}, "agree"),
        ({"low": 24, "qualifier": "vague"}, {"low": 24, "qualifier": "vague"}, "agree"),
        ({"value": 40, "as_of": DAY}, {"value": 55, "as_of": NEXT}, "revised"),
        ({"value": 40}, {"value": 55}, "revised"),
        ({"value": 40, "as_of": DAY}, {"value": 55, "as_of": DAY}, "conflict"),
        (
            {"value": 40, "high": 40, "qualifier": "at_most", "as_of": DAY},
            {"value": 50, "low": 50, "qualifier": "at_least", "as_of": DAY},
            "conflict",
        ),
        ({"value": 40, "place": "Norway"}, {"value": 40, "place": "Bergen"}, "agree"),
        ({"value": 40, "concept": "people"}, {"value": 41, "concept": "victim"}, "revised"),
    ],
)
def test_two_figures_of_one_quantity(one, other, agreement):
    made = built({"document": "a", "place": "Norway"} | one, {"document": "b", "place": "Norway"} | other)
    assert made["agreement"].to_list() == [agreement]
    assert (made["document_count"][0], made["publisher_count"][0]) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 40}, {"value": 40, "measure": "wounded"}),
        ({"value": 40}, {"value": 400}),
        ({"value": 40, "place": "Oslo"}, {"value": 40, "place": "Bergen"}),
        ({"value": 40}, {"value": 40, "place": "Chile"}),
        ({"value": 40, "concept": "police officer"}, {"value": 45, "concept": "civilian"}),
        ({"value": 12, "concept": "police officer"}, {"value": 30, "concept": "people"}),
        ({"value": 40, "as_of": DAY}, {"value": 40, "as_of": date(2021, 9, 1)}),
        ({"low": 200, "qualifier": "vague"}, {"low": 100, "high": 200, "qualifier": "range"}),
        (
            {"value": 75, "measure": "share", "unit": "percent", "concept": "contingent"},
            {"value": 75, "measure": "share", "unit": "percent", "concept": "harvest"},
        ),
        (
            {"value": 5, "measure": "money", "unit": "NOK", "concept": "fine"},
            {"value": 5, "measure": "money", "unit": "CLP", "concept": "fine"},
        ),
    ],
)
def test_two_quantities(one, other):
    made = built({"document": "a", "place": "Norway"} | one, {"document": "b", "place": "Norway"} | other)
    assert made["agreement"].to_list() == ["single", "single"]


def test_two_numbers_of_one_text_for_one_day_are_two_quantities():
    assert built({"document": "a", "value": 40}, {"document": "a", "value": 55}).height == 2


@pytest.mark.parametrize(
    ("kind", "measure", "values", "height"),
    [
        ("ASSAULT", "killed", (40, 55), 2),  # two attacks
        ("ASSAULT", "killed", (40, 40), 1),  # one, whose day is in dispute
        ("PROTEST", "protesters", (400, 550), 2),  # each day's rally has a count of its own
        ("MOBILIZE", "troops", (400, 550), 1),  # more and more arrive
    ],
)
def test_counts_of_deeds_of_two_days(kind, measure, values, height):
    days = [DAY, NEXT]
    told = events(*({"document": n, "type": kind, "text": "it", "on": on} for n, on in zip("ab", days, strict=True)))
    counted = [
        {
            "document": n,
            "value": value,
            "measure": measure,
            "place": "Oslo",
            "as_of": on,
            "event_id": event_id(n, number),
        }
        for number, (n, value, on) in enumerate(zip("ab", values, days, strict=True))
    ]
    assert built(*counted, told=told).height == height


SHARE = {"measure": "share", "unit": "percent", "place": "Norway"}


@pytest.mark.parametrize(
    ("one", "other", "height"),
    [
        # Many things have thirty percent of the voters behind them.
        ({"value": 30, "concept": "voter"}, {"value": 30, "concept": "voter"}, 2),
        (
            {"value": 30, "concept": "voter", "relates": "Ferry Party"},
            {"value": 30, "concept": "voter", "relates": "Ferry Party"},
            1,
        ),
        ({"value": 30, "concept": "rural voter"}, {"value": 31, "concept": "rural voter"}, 1),
        # A number of many digits says by itself which it is.
        ({"value": 37.4, "concept": "voter"}, {"value": 37.4, "concept": "voter"}, 1),
    ],
)
def test_what_is_no_count_needs_more_in_common(one, other, height):
    assert built(SHARE | {"document": "a"} | one, SHARE | {"document": "b"} | other).height == height


@pytest.mark.parametrize(
    ("kind", "text", "height"),
    [("ASSAULT", "attack", 2), ("ACCIDENT", "floods", 2), ("ACCIDENT", "disaster", 1), ("ACCIDENT", "derailed", 1)],
)
def test_the_toll_of_a_crash_is_none_of_an_attack_or_a_flood(kind, text, height):
    told = events(
        {"document": "a", "type": "ACCIDENT", "text": "crashed"}, {"document": "b", "type": kind, "text": text}
    )
    rows = ({"document": name, "value": 40, "place": "Oslo"} for name in "ab")
    assert built(*rows, told=told).height == height


def test_ordinals_are_in_no_series():
    assert _series(figures({"document": "a", "value": 1, "measure": "ordinal"}), DOCUMENTS, PLACES).is_empty()


def test_a_copy_is_no_second_publisher_and_a_null_publisher_counts_for_itself():
    told = documents(
        {"name": "a", "publisher": "Wire"},
        {"name": "b", "publisher": "Echo", "copies": "a"},
        {"name": "c", "publisher": "wire "},
        {"name": "d"},
        {"name": "e"},
    )
    made = built(*({"document": name, "value": 40, "place": "Oslo"} for name in "abcde"), documents=told)
    assert (made["document_count"][0], made["publisher_count"][0]) == (5, 3)


def test_the_row_tells_the_ends_and_lists_figures_by_day():
    rows = [
        {"document": "a", "value": 70, "as_of": NEXT, "place": "Oslo"},
        {"document": "b", "value": 40, "as_of": DAY, "place": "Oslo"},
        {"document": "c", "value": 50, "low": 50, "qualifier": "more_than", "as_of": DAY, "place": "Oslo"},
    ]
    row = built(*rows).row(0, named=True)
    assert (row["as_of_start"], row["as_of_end"], row["value_low"], row["value_high"]) == (DAY, NEXT, 40, 70)
    last = figures(*rows).filter(value=70)["figure_id"][0]
    assert row["figure_ids"][-1] == last


def test_order_does_not_matter_and_the_id_holds_when_a_telling_is_added():
    rows = [
        {"document": name, "value": value, "place": "Oslo"} for name, value in zip("abc", (40, 41, 55), strict=True)
    ]
    told = figures(*rows)
    made = _series(told, DOCUMENTS, PLACES)
    assert made.equals(_series(shuffled(told), shuffled(DOCUMENTS), shuffled(PLACES)))
    more = built(*rows, {"document": "d", "value": 41, "place": "Oslo"})
    assert more["series_id"].to_list() == made["series_id"].to_list()


def test_no_figures_give_an_empty_table():
    assert _series(
        table_registry.make_empty_frame("figures"), DOCUMENTS, PLACES
    ).schema == table_registry.build_polars_schema("figure_series")


def test_series_follow_an_event_that_the_timeline_is_sure_of():
    told = events(
        *({"document": name, "type": "ASSAULT", "text": "killed", "place": "Oslo", "on": DAY} for name in "ab")
    )
    first, second = told["event_id"].to_list()
    rows = figures({"document": "a", "value": 3}, {"document": "b", "value": 30}).with_columns(
        event_id=pl.Series([first, second])
    )
    groups = series_rows.group_figures(rows, told, DOCUMENTS, PLACES)
    assert len(groups) == 2

    def follow(confidence, **fields):
        row = {"cluster_id": "clu", "event_ids": [first, second], "event_count": 2, "confidence": confidence}
        changed = rows.with_columns(**{name: pl.lit(value) for name, value in fields.items()})
        apart = series_rows.group_figures(changed, told, DOCUMENTS, PLACES)
        return len(follow_events(apart, changed, pl.DataFrame([row])))

    assert follow(0.95) == 1
    assert follow(0.8) == 2  # not surely one event
    assert follow(0.95, scope="total") == 2  # running totals count many
