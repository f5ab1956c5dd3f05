import json
from datetime import date

import polars as pl
import pytest

from pipeline.reconcile import event_tiers
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.timeline import timeline_rows
from pipeline.reconcile.timeline.event_joining import find_stories
from schemas import table_registry
from tests.reconcile.frames import DAY, documents, entities, event_id, events, figures, key, one_story, shuffled

WHO = entities(
    Norway=("place", "NOR"),
    Bergen=("place", "NOR"),
    Oslo=("place", "NOR"),
    Chile=("place", "CHL"),
    Ann_Carter=("person", "NOR"),
    Beth_Olsen=("person", "NOR"),
    Coast_Guard=("organisation", "NOR"),
    Chilean_navy=("organisation", "CHL"),
    Eva_Strand=("person", "CHL"),
    Sea_League=("organisation", None),
    dockers=("group", "NOR"),
)
DOCUMENTS = documents(*({"name": name, "publisher": f"paper {name}"} for name in "abcdef"))
NO_FIGURES = table_registry.make_empty_frame("figures")
NEXT, WEEKS_LATER = date(2021, 5, 5), date(2021, 6, 20)

DISMISSED = {"type": "OFFICE", "text": "dismissed", "actor": "Ann Carter", "recipient": "Beth Olsen"}
RESIGNED = {"type": "OFFICE", "text": "resigned", "actor": "Beth Olsen"}
ARRESTED = {"type": "COERCE", "text": "arrested", "mode": "arrest", "recipient": "Beth Olsen", "place": "Oslo"}
PROTEST = {"type": "PROTEST", "text": "protests", "actor": "dockers", "place": "Norway"}
ASKED = {"type": "REQUEST", "text": "asked", "actor": "Ann Carter"}
STORMED = {"type": "ASSAULT", "text": "storming", "place": "Oslo"}
COUP = {"type": "OFFICE", "text": "coup", "place": "Norway"}
SUMMIT = {"type": "CONSULT", "text": "summit", "place": "Oslo"}
KIDNAPPED = {"type": "ASSAULT", "text": "kidnapping", "mode": "abduct", "recipient": "Beth Olsen"}
TRUCE = {"type": "AGREE", "actor": "Norway", "recipient": "Chile"}
FLOOD = {"type": "ACCIDENT", "text": "floods", "place": "Bergen"}
SENT = {"type": "MOBILIZE", "text": "sent", "actor": "Coast Guard", "place": "Bergen"}


def reconciled(told, documents, who, figures=NO_FIGURES):
    tables = one_story(documents) | {"documents": documents, "entities": who, "figures": figures, "events": told}
    groups = series_rows.group_figures(figures, told, documents, who)
    return timeline_rows.build_timeline(tables, groups, find_stories(tables))


def built(*rows, documents=DOCUMENTS, figures=NO_FIGURES):
    told = events(*rows)
    made, linked = reconciled(told, documents, WHO, figures)
    assert table_registry.split_rows("timeline", made).invalid.is_empty()
    assert table_registry.split_rows("events", linked).invalid.is_empty()
    assert set(linked["cluster_id"]) == set(made["cluster_id"])
    assert sum(made["event_count"]) == len(rows)
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DISMISSED, DISMISSED | {"text": "sacked", "on": DAY}),
        (ARRESTED | {"on": DAY}, ARRESTED | {"text": "detained", "actor": "Coast Guard"}),
        (ARRESTED | {"on": DAY}, ARRESTED | {"on": DAY, "place": "Norway", "text": "taken into custody"}),
        (PROTEST, PROTEST | {"text": "rallies", "actor": None}),
        (PROTEST | {"on": DAY}, PROTEST | {"text": "demonstrations", "on": date(2021, 5, 9)}),
        (SENT, SENT | {"text": "dispatched", "status": "planned"}),
        (
            {"type": "CONSULT", "text": "met", "actor": "Ann Carter", "recipient": "Chilean navy", "on": DAY},
            {"type": "CONSULT", "text": "talks", "actor": "Chilean navy", "recipient": "Ann Carter", "on": DAY},
        ),
        (ASKED | {"about": "food and tents"}, ASKED | {"text": "request"}),
        (ASKED | {"about": "help"}, ASKED | {"text": "appealed", "about": "a loan of two million"}),
        (STORMED | {"sufferer": "the town hall"}, STORMED | {"text": "attacked", "sufferer": "public buildings"}),
        ({"type": "PROTEST", "text": "joined", "about": "the rallies", "place": "Norway"}, PROTEST | {"actor": None}),
        # A coup is told by its country: there are seldom two.
        (COUP | {"text": "putsch"}, COUP | {"on": DAY}),
        # Two words for one deed of its mode.
        (KIDNAPPED, KIDNAPPED | {"text": "seized"}),
        # A place that is swept is where it happens.
        (FLOOD | {"text": "swept", "recipient": "Bergen"}, FLOOD | {"on": DAY}),
        # Many confer: who is named is one of them.
        (SUMMIT | {"actor": "Ann Carter", "on": DAY}, SUMMIT | {"actor": "Chilean navy", "on": DAY}),
    ],
)
def test_one_event_in_two_tellings(one, other):
    made = built(one | {"document": "a"}, other | {"document": "b"})
    assert made["document_count"].to_list() == [2]
    sure = made["confidence"][0] >= 0.9
    assert (made["agreement"][0], made["publisher_count"][0]) == (("agree", 2) if sure else ("unconfirmed", 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DISMISSED, DISMISSED | {"recipient": "Ann Carter", "actor": None}),
        (ARRESTED, ARRESTED | {"recipient": "Ann Carter"}),
        (ARRESTED | {"on": DAY}, ARRESTED | {"on": WEEKS_LATER}),
        (PROTEST, PROTEST | {"place": "Chile"}),
        (PROTEST | {"place": "Oslo"}, PROTEST | {"place": "Bergen"}),
        (SENT, SENT | {"text": "stay"}),
        (SENT | {"on": DAY}, SENT | {"on": WEEKS_LATER}),
        (SENT, {"type": "ACCIDENT", "text": "collided", "actor": "Coast Guard", "place": "Bergen"}),
        (ASKED | {"about": "help"}, ASKED | {"about": "a meeting of ministers"}),
        (DISMISSED | {"about": "head of the fisheries board"}, DISMISSED | {"about": "prime minister"}),
        # Whoever else was dismissed is not the one who is named.
        (DISMISSED, DISMISSED | {"recipient": None, "sufferer": "several judges"}),
        (COUP, COUP | {"place": "Chile"}),
        (SENT | {"about": "ships"}, SENT | {"actor": "Chilean navy"}),
        # Two days without a party in common are two attacks.
        (STORMED | {"on": DAY}, STORMED | {"on": NEXT}),
    ],
)
def test_two_events(one, other):
    assert built(one | {"document": "a"}, other | {"document": "b"}).height == 2


def test_mentions_within_one_document_join_and_stay_single():
    made = built(ARRESTED | {"document": "a", "on": DAY}, ARRESTED | {"document": "a", "on": DAY})
    assert (made["agreement"].to_list(), made["event_count"].to_list()) == (["single"], [2])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # One text may tell of two protests, and a truce may be agreed on another day than it is kept.
        (PROTEST | {"document": "a"}, PROTEST | {"document": "a", "text": "unrest"}),
        (
            TRUCE | {"document": "a", "text": "agreed", "about": "a ceasefire", "on": DAY},
            TRUCE | {"document": "b", "type": "RETREAT", "text": "truce"},
        ),
    ],
)
def test_what_is_likely_but_not_sure_stands_related(one, other):
    made = built(one, other)
    assert made["event_count"].to_list() == [1, 1]
    assert made["related_cluster_ids"].to_list() == [[made["cluster_id"][1]], [made["cluster_id"][0]]]


def test_a_chain_joins_neither_what_is_about_two_things_nor_two_pairs_of_people():
    """A telling that leaves it open stands between the two, and is of one of them."""
    asked = [
        ASKED | {"document": "a", "about": "help"},
        ASKED | {"document": "b"},
        ASKED | {"document": "c", "about": "talks"},
    ]
    assert built(*asked).height == 2
    met = {"type": "CONSULT", "text": "met", "place": "Oslo", "actor": "Ann Carter"}
    assert (
        built(
            met | {"document": "a", "recipient": "Beth Olsen"},
            met | {"document": "b"},
            met | {"document": "c", "recipient": "Eva Strand"},
        ).height
        == 2
    )


def test_whoever_does_the_like_to_many_is_not_known_by_the_name_alone():
    """Two reports that she criticised are of one act where that is rare, and not where she criticised everybody."""
    said = {"type": "ACCUSE", "text": "criticised", "actor": "Ann Carter"}
    two = [said | {"document": "a"}, said | {"document": "b"}]
    others = [
        said | {"document": "c", "sufferer": f"{kind}s"}
        for kind in ("baker", "miner", "judge", "pilot", "nurse", "cook", "tailor")
    ]
    assert built(*two).height == 1
    together = built(*two, *others).filter(event_count=2)
    assert together.is_empty()


def test_unrest_is_known_by_its_country():
    unrest = {"type": "PROTEST", "text": "unrest", "place": "Norway"}
    assert built(unrest | {"document": "a"}, unrest | {"document": "b"}).height == 1
    towns = [unrest | {"place": town, "document": "c"} for town in ("Oslo", "Bergen")]
    assert built(*towns).height == 2


def test_the_dead_of_a_crash_are_no_dead_of_an_attack():
    crash = {"type": "ACCIDENT", "text": "crashed", "place": "Oslo", "on": DAY, "document": "a"}
    killed = {"type": "ASSAULT", "text": "killed", "place": "Oslo", "on": DAY}
    attack = {"type": "ASSAULT", "text": "attack", "place": "Oslo", "on": DAY, "document": "b"}
    made = built(crash, killed | {"document": "a"}, attack)
    assert sorted(made["document_count"]) == [1, 1]


def test_an_alliance_acts_through_its_members():
    """Troops of two countries are two movements of troops, unless they go for one body."""
    sent = {"type": "MOBILIZE", "text": "sent", "place": "Oslo"}
    open_ended = sent | {"text": "deployment", "document": "c"}
    two = [sent | {"document": "a", "actor": "Norway"}, sent | {"document": "b", "actor": "Chile"}, open_ended]
    assert built(*two).height == 2
    assert built(*two, sent | {"document": "d", "actor": "Sea League"}).height == 1


def test_a_copy_is_no_second_source():
    told = documents({"name": "a", "publisher": "Wire"}, {"name": "b", "publisher": "Echo", "copies": "a"})
    row = built(SENT | {"document": "a"}, SENT | {"document": "b"}, documents=told).row(0, named=True)
    assert (row["agreement"], row["event_count"], row["document_count"], row["publisher_count"]) == ("single", 2, 2, 1)


def conflicts(*rows, **more):
    made = built(*rows, **more)
    assert made["agreement"].to_list() == ["conflict"]
    return {
        entry["what"]: {side["value"]: side["document_ids"] for side in entry["sides"]}
        for entry in json.loads(made["conflicts"][0])
    }


def test_two_exact_days_of_one_arrest_are_in_conflict():
    told = conflicts(ARRESTED | {"document": "a", "on": DAY}, ARRESTED | {"document": "b", "on": NEXT})
    assert told == {"date": {str(DAY): [key("doc", "a")], str(NEXT): [key("doc", "b")]}}


def test_whether_someone_was_dismissed_or_resigned_is_a_conflict_of_actors():
    told = conflicts(DISMISSED | {"document": "a", "on": DAY}, RESIGNED | {"document": "b", "on": DAY})
    assert told == {"actor": {"Ann Carter": [key("doc", "a")], "Beth Olsen": [key("doc", "b")]}}


def test_whether_it_happened_is_a_conflict_of_status():
    denied = ARRESTED | {"document": "b", "on": DAY, "status": "denied"}
    told = conflicts(ARRESTED | {"document": "a", "on": DAY}, denied)
    assert told == {"status": {"asserted": [key("doc", "a")], "denied": [key("doc", "b")]}}


def test_figures_tied_to_the_event_that_cannot_both_hold_are_a_conflict_of_numbers():
    rows = [{"type": "ASSAULT", "text": "killed", "place": "Oslo", "on": DAY, "document": name} for name in "ab"]
    tied = figures(
        {"document": "a", "value": 12, "as_of": DAY, "event_id": event_id("a", 0)},
        {"document": "b", "value": 15, "as_of": DAY, "event_id": event_id("b", 1)},
    )
    told = conflicts(*rows, figures=tied)
    assert told == {"number": {"12 killed": [key("doc", "a")], "15 killed": [key("doc", "b")]}}


def test_what_is_counted_so_differently_is_not_one_event():
    """A telling without a number stands between the two, and is of one of them."""
    killed = {"type": "ASSAULT", "text": "killed", "place": "Oslo", "on": DAY}
    rows = [killed | {"document": "a"}, killed | {"document": "b"}, killed | {"document": "c"}]
    tied = figures(
        {"document": "a", "value": 9, "concept": "people", "as_of": DAY, "event_id": event_id("a", 0)},
        {"document": "c", "value": 160, "concept": "people", "as_of": DAY, "event_id": event_id("c", 2)},
    )
    assert sorted(built(*rows, figures=tied)["document_count"]) == [1, 2]


def test_the_dead_of_a_flood_are_told_with_it():
    made = built(FLOOD | {"document": "a", "on": DAY}, FLOOD | {"text": "killing", "document": "a", "on": DAY})
    assert made.height == 1


def test_what_happened_later_than_planned_is_no_conflict():
    planned = ARRESTED | {"document": "b", "on": NEXT, "status": "planned"}
    assert built(ARRESTED | {"document": "a", "on": DAY}, planned)["agreement"].to_list() == ["agree"]


def test_the_summary_says_what_the_row_says():
    made = built(DISMISSED | {"document": "a", "on": DAY, "place": "Norway"})
    summary = made["summary"][0]
    assert all(part in summary for part in ("Ann Carter", "Beth Olsen", "Norway", "2021-05-04"))
    assert summary.endswith(".")
    assert built(PROTEST | {"document": "a", "status": "planned"})["summary"][0].endswith("planned.")


def test_order_does_not_matter_and_the_id_holds_when_a_telling_is_added():
    rows = [row | {"document": name} for name in "abc" for row in (DISMISSED, PROTEST, SENT | {"on": DAY}, ARRESTED)]
    told = events(*rows)
    made, linked = reconciled(told, DOCUMENTS, WHO)
    again, _ = reconciled(shuffled(told), shuffled(DOCUMENTS), shuffled(WHO))
    assert made.equals(again)
    assert linked["event_id"].to_list() == told["event_id"].to_list()
    more = built(*rows, PROTEST | {"document": "d", "actor": None}, SENT | {"document": "e"})
    assert set(more["cluster_id"]) == set(made["cluster_id"])


def test_no_events_give_empty_tables():
    made, linked = reconciled(table_registry.make_empty_frame("events"), DOCUMENTS, WHO)
    assert made.schema == table_registry.build_polars_schema("timeline")
    assert linked.schema == table_registry.build_polars_schema("events")


def test_candidates_join_no_row() -> None:
    told = events(
        {"document": "a", **ARRESTED, "on": DAY},
        {"document": "b", **ARRESTED, "on": DAY, "tier": "candidate"},
        {"document": "c", **COUP, "on": DAY, "tier": "candidate"},
    )
    made, linked = reconciled(told, DOCUMENTS, WHO)
    assert made["event_ids"].to_list() == [[event_id("a", 0)]]
    by_tier = linked.select("tier", named=linked["cluster_id"].is_not_null())
    assert by_tier.rows() == [("published", True), ("candidate", False), ("candidate", False)]
    assert linked["event_id"].to_list() == told["event_id"].to_list()


def test_the_line_moves_the_tiers() -> None:
    told = events({"document": "a", **ARRESTED}, {"document": "b", **COUP}).with_columns(
        confidence=pl.Series([0.7, 0.4])
    )
    assert event_tiers.assign_tiers(told, 0.5)["tier"].to_list() == ["published", "candidate"]
    assert event_tiers.assign_tiers(told, 0.4)["tier"].to_list() == ["published", "published"]


def test_a_tie_below_the_line_is_no_second_source():
    """Of two tellings that share the act and the story alone nobody says that they agree."""
    row = built(PROTEST | {"document": "a"}, {"type": "PROTEST", "text": "unrest", "document": "b"}).row(0, named=True)
    assert row["confidence"] < 0.9
    assert row["agreement"] in ("single", "unconfirmed")
    assert row["publisher_count"] == 1


def test_articles_weeks_apart_agree_only_where_both_date_the_event():
    """What recurs (a missile fired, a round of sanctions) is told in the same words each time."""
    late = documents({"name": "a", "publisher": "Wire"}, {"name": "b", "publisher": "Echo", "on": WEEKS_LATER})
    told = ARRESTED | {"actor": "Coast Guard"}
    [row] = built(told | {"document": "a", "on": DAY}, told | {"document": "b", "on": DAY}, documents=late).to_dicts()
    assert (row["agreement"], row["publisher_count"]) == ("agree", 2)
    rows = built(told | {"document": "a"}, told | {"document": "b"}, documents=late)
    assert "agree" not in rows["agreement"].to_list()


def test_a_revised_toll_is_no_conflict_and_the_last_number_is_the_best():
    late = documents({"name": "a", "publisher": "Wire"}, {"name": "b", "publisher": "Echo", "on": NEXT})
    killed = {"type": "ASSAULT", "text": "killed", "place": "Oslo", "on": DAY}
    tied = figures(
        {"document": "a", "value": 12, "event_id": event_id("a", 0)},
        {"document": "b", "value": 14, "event_id": event_id("b", 1)},
    )
    row = built(killed | {"document": "a"}, killed | {"document": "b"}, documents=late, figures=tied).row(0, named=True)
    assert row["conflicts"] is None
    assert [row[f"killed_{end}"] for end in ("low", "best", "high")] == [12, 14, 14]
    assert row["wounded_best"] is None


def test_one_text_counts_the_dead_of_two_days_as_two_events():
    """Texts may dispute the day of an attack with each other, but none with itself."""
    killed = {"type": "ASSAULT", "text": "killed", "place": "Oslo", "document": "a"}
    tied = figures(
        {"document": "a", "value": 9, "event_id": event_id("a", 0)},
        {"document": "a", "value": 8, "event_id": event_id("a", 1)},
    )
    assert built(killed | {"on": DAY}, killed | {"on": NEXT}, figures=tied).height == 2


def test_what_sums_up_a_month_is_not_the_attack_of_a_day():
    killed = {"type": "ASSAULT", "text": "killed", "place": "Oslo"}
    total = figures({"document": "b", "value": 47}).with_columns(scope=pl.lit("total"))
    total = total.cast(table_registry.build_polars_schema("figures"))
    assert built(killed | {"document": "a"}, killed | {"document": "b"}, figures=total).height == 2
