"""Units: currencies, measures and their compounds, counted nouns, units left out; and what a figure measures."""

from typing import Any

import pytest

from pipeline.extract.quantities import (
    change_direction,
    measure_classes,
    number_words,
    qualifiers,
    quantity_words,
)
from pipeline.extract.quantities.unit_lexicon import get_currencies, get_prefixes, get_units
from tests.support import read_text


def figures(text: str) -> list[dict[str, Any]]:
    return read_text(text)["figures"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost US$40.", "USD"),
        ("It cost $40.", "USD"),
        ("It cost A$40.", "AUD"),
        ("It cost 40 Canadian dollars.", "CAD"),
        ("It cost EUR40m.", "EUR"),
        ("It cost 40 pence.", "penny"),
        ("It cost $40 a barrel.", "USD per barrel"),
        ("It weighs 40 kg.", "kilogram"),
        ("It drove at 40 km/h.", "kilometre per hour"),
        ("It drove at 40 miles per hour.", "mile per hour"),
        ("It uses 40 kWh.", "kilowatt hour"),
        ("It covers 40 km2.", "square kilometre"),
        ("It covers 40 square miles.", "square mile"),
        ("It makes 40 tonnes of paper a day.", "metric ton per day"),
        ("It fell by 40 percentage points.", "percentage point"),
        ("It was 40 degrees Celsius.", "celsius"),
        ("It took a 40-minute drive.", "minute"),
        ("It has 40 floors.", "floor"),
        ("It hired 40 young engineers.", "engineer"),
        ("It opened 40 of the shops.", "shop"),
        ("It answers 40 calls per hour.", "call per hour"),
        ("It is a 40-page report.", "page"),
        ("It welcomed 40 film-goers.", "film-goer"),
        ('He said "we sold 40" and left.', None),
    ],
)
def test_reads_a_unit(text: str, unit: str) -> None:
    assert [row["unit"] for row in figures(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("They need 20 and 30 litres.", ["litre", "litre"]),
        ("The hall has two-, three- and four-seat benches.", ["seat", "seat", "seat"]),
        ("The index rose 40 points to 5,120.", ["point", "point"]),
        ("Sales rose to 5 million phones from 4 million.", ["phone", "phone"]),
        ("He won 112 of 200 seats.", ["seat", "seat"]),
        ("She led by 4,205 to 3,900 votes.", ["vote", "vote"]),
    ],
)
def test_takes_a_unit_left_out_from_beside_it(text: str, shared: list[str]) -> None:
    assert [row["unit"] for row in figures(text)] == shared


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Over 300 lorries queued.", "more_than"),
        ("At least 300 lorries queued.", "at_least"),
        ("300 lorries or more queued.", "at_least"),
        ("No more than 300 lorries queued.", "at_most"),
        ("Up to 300 lorries queued.", "at_most"),
        ("Fewer than 300 lorries queued.", "less_than"),
        ("Nearly 300 lorries queued.", "almost"),
        ("Some 300 lorries queued.", "about"),
        ("Some 300 or so lorries queued.", "about"),
        ("An estimated 300 lorries queued.", "about"),
        ("Exactly 300 lorries queued.", "exact"),
    ],
)
def test_reads_how_exactly_it_is_meant(text: str, qualifier: str) -> None:
    (row,) = figures(text)
    assert row["qualifier"] == qualifier


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Nine people were killed.", "killed"),
        ("The storm killed nine people.", "killed"),
        ("Nine people have died.", "killed"),
        ("The death toll rose to nine.", "killed"),
        ("Nine miners were hurt.", "wounded"),
        ("Police arrested nine men.", "detained"),
        ("Thousands marched in the capital.", "protesters"),
        ("They sent nine soldiers.", "troops"),
        ("They sent nine tanks.", "equipment"),
        ("They sent nine helicopters.", "aircraft"),
        ("It is a country of nine million.", "population"),
        ("The party won nine seats.", "votes"),
        ("The hall has a 900-seat balcony.", "other"),
        ("The talks took nine days.", "duration"),
        ("The wall is nine metres long.", "distance"),
        ("Ana Ruiz, 39, was hurt.", "age"),
        ("Ana Ruiz, now 39 and well, sang.", "age"),
        ("The ramp has a 9-degree slope.", "other"),
        ("It was nine degrees.", "temperature"),
        ("The field is nine hectares.", "area"),
        ("The aid is worth $9 million.", "money"),
        ("Rents doubled the price of $9.", "price"),
    ],
)
def test_tells_what_is_measured(text: str, measure: str) -> None:
    assert figures(text)[-1]["measure"] == measure


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Exports rose by 4 percent.", "up"),
        ("Exports fell to 4 percent.", "down"),
        ("The fund lost 4 percent.", "down"),
        ("The bank announced a cut of 4 percent.", "down"),
        ("Shares were up 4 percent.", "up"),
        ("The council cut its staff by 40.", "down"),
        ("The ferry raised its fare to $3.", "up"),
        ("The mill cut its crew from 80 to 30.", "down"),
        ("The paper saw a 4 percent drop in sales.", "down"),
        ("Wheat closed 4 cents lower.", "down"),
        ("Thefts dropped by a third.", "down"),
        ("The union demanded a 4 percent rise.", None),
        ("The club extended its offer to 40 schools.", None),
        ("Arrests were down from 93.", None),
        ("Arrests were down from 90 to 93.", None),
        ("They will sink $4 million into a new quay.", None),
        ("Turnout was 4 percent.", None),
        ("The team lost 4 games.", None),
    ],
)
def test_tells_which_way_it_changed(text: str, direction: str | None) -> None:
    (row,) = figures(text)
    assert row["direction"] == direction


def test_the_same_in_another_unit_is_meant_as_exactly() -> None:
    rows = figures("The tower is just under 90 metres (295 feet) tall.")
    assert [(row["qualifier"], row["unit"]) for row in rows] == [("less_than", "metre"), ("less_than", "foot")]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The airline spends 20% of its revenue.", "revenue; airline"),
        ("The port sold a crane worth $3 million.", "crane; port"),
        ("Sailing costs 40 euros a month.", "Sailing"),
        ("We baked the loaf for 40 minutes.", "loaf"),
        ("Forty soldiers guard the bridge.", "bridge"),
        ("They hired a cook in three months.", None),
        ("The court fined a bank with assets of $9 billion.", "assets; bank"),
        ("The mayor won the vote with 52% of the ballots.", "ballots; mayor"),
        ("A barge with 40 cabins sank.", "barge"),
        ("Tea gained 2 percent, while cocoa, a dear crop, lost 4 percent.", "cocoa"),
        ("The pit is deeper than a well of 9 metres.", "well"),
        ("The fleet cost $9 million, which covers repairs of $2 million.", "repairs; fleet"),
        ("They left after a spell of six days without a breeze.", "spell"),
        ("The new 40-member Grand Council met.", "Grand Council; new"),
    ],
)
def test_tells_the_phrases_of_its_clause(text: str, phrases: str | None) -> None:
    assert figures(text)[-1]["relates_to"] == phrases


def test_what_has_a_quantity_may_leave_out_its_verb() -> None:
    rows = figures("Sales rose 5 percent, profit 3 percent and rents and fees 2 percent.")
    assert [row["relates_to"] for row in rows] == ["Sales", "profit", "rents and fees"]
    assert {row["direction"] for row in rows} == {"up"}


def test_an_age_belongs_to_its_owner() -> None:
    (row,) = figures("He walked along the shore with Nora Kim, 27, and sang.")
    assert (row["unit"], row["relates_to"]) == ("year", "Nora Kim")


def test_what_is_measured_stands_before_its_adjectives() -> None:
    (row,) = figures("A shy, 44-year-old baker spoke.")
    assert row["concept"] == "baker"


def test_a_counted_noun_keeps_its_modifiers() -> None:
    (row,) = figures("The museum bought twelve rare silver coins.")
    assert (row["unit"], row["concept"], row["concept_lemma"]) == ("coin", "rare silver coins", "rare silver coin")


def test_every_lexicon_loads() -> None:
    lexicons = (change_direction, measure_classes, number_words, qualifiers, quantity_words)
    assert all(len(module.get_lexicon()) for module in lexicons)
    assert len(get_units()) and len(get_currencies()) and len(get_prefixes())
