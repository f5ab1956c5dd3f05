"""Where and when events happened, how that is known, and what is carried from sentence to sentence."""

from datetime import date
from typing import Any

import pytest

from tests.support import read_text


def find_event(text: str, trigger: str, **given: Any) -> dict[str, Any]:
    """The event on a trigger; fails where there is none."""
    return next(row for row in read_text(text, **given)["events"] if row["text"] == trigger)


def get_days(row: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """First day, last day and basis of an event."""
    start, end = row["date_start"], row["date_end"]
    return (start.isoformat() if start else None, end.isoformat() if end else None, row["date_basis"])


@pytest.mark.parametrize(
    ("text", "trigger", "start", "end", "basis"),
    [
        ("Rebels shelled Goma on Monday.", "shelled", "2023-02-06", "2023-02-06", "clause"),
        (
            "The army said on Sunday that rebels were attacking Goma.",
            "attacking",
            "2023-02-05",
            "2023-02-05",
            "sentence",
        ),
        (
            "The senate met on Tuesday, two days after a plane crashed.",
            "crashed",
            "2023-02-05",
            "2023-02-05",
            "sentence",
        ),
        (
            "The senate met on Tuesday, a week before the mayor resigned.",
            "resigned",
            "2023-02-13",
            "2023-02-19",
            "sentence",
        ),
        (
            "On 3 February, three days after rebels attacked a bus, troops shelled the camp.",
            "attacked",
            "2023-01-31",
            "2023-01-31",
            "sentence",
        ),
        (
            "He resigned in 2010, four years after he pardoned the general.",
            "pardoned",
            "2006-01-01",
            "2006-12-31",
            "sentence",
        ),
        (
            "A bomb killed two in Oslo on Tuesday, police said, a day after a blast killed six in Bergen.",
            "killed",
            "2023-02-07",
            "2023-02-07",
            "clause",
        ),
        # What a participle or a gerund tells was done before, on a day of its own.
        ("A judge freed a clerk accused of shooting a nurse in 2021.", "freed", None, None, None),
        ("Soldiers freed the nun seized by bandits in January.", "seized", "2023-01-01", "2023-01-31", "clause"),
        ("Soldiers freed the nun seized by bandits in January.", "freed", None, None, None),
        ("Farmers attacked by bandits last week have fled to Chad.", "attacked", "2023-01-30", "2023-02-05", "clause"),
        # An anniversary is another day than the event, a year before a noun is the event's.
        (
            "Nuns gathered on Monday for the anniversary of the 1999 bombing of a market.",
            "bombing",
            "1999-01-01",
            "1999-12-31",
            "clause",
        ),
        (
            "A film about the 2011 clashes with the navy was shown on Sunday.",
            "clashes",
            "2011-01-01",
            "2011-12-31",
            "clause",
        ),
        # What happens while something else does has its day.
        (
            "Gunmen killed two guards on Monday as soldiers searched a village.",
            "searched",
            "2023-02-06",
            "2023-02-06",
            "clause",
        ),
        (
            "Police fired on the crowd while students marched on Sunday.",
            "fired",
            "2023-02-05",
            "2023-02-05",
            "clause",
        ),
        (
            "A warship stopped raiders attacking ships in the gulf on Sunday.",
            "attacking",
            "2023-02-05",
            "2023-02-05",
            "clause",
        ),
        # What has happened has no day to come: that is the day of what it is about.
        ("The rebels agreed to free the hostages next week.", "agreed", None, None, None),
        ("The rebels agreed on Sunday to free the hostages next week.", "agreed", "2023-02-05", "2023-02-05", "clause"),
        ("The minister invited the envoy to the summit of 2030.", "invited", None, None, None),
        # Hours after an event is its day.
        (
            "A clerk was arrested a few hours after the Sunday attack.",
            "arrested",
            "2023-02-05",
            "2023-02-05",
            "sentence",
        ),
        ("A clerk was arrested 36 hours after the Sunday attack.", "arrested", None, None, None),
        # A time behind an earlier event is that event's.
        ("A clerk has denied theft following a fire at a depot in Brno on Sunday.", "denied", None, None, None),
        # A time that an event is only compared with does not date it; with the perfect it tells how long.
        ("Troops shot two men, the fifth such attack since May.", "shot", None, None, None),
        ("Troops on Monday shot two men, the fifth attack since May.", "shot", "2023-02-06", "2023-02-06", "clause"),
        ("Police have detained a nun since Sunday.", "detained", "2023-02-05", "2023-02-08", "clause"),
        # Nobody calls the day of six days ago, of which tomorrow has the name, by its bare name.
        ("Rebels shelled Goma on Thursday.", "shelled", None, None, None),
        ("Rebels shelled Goma last Thursday.", "shelled", "2023-02-02", "2023-02-02", "clause"),
        # The day of a dateline is that of no event.
        ("LIMA, Feb 3 (Newswire) - Gunmen shot a judge.", "shot", None, None, None),
    ],
)
def test_days_of_the_sentence(text: str, trigger: str, start: str | None, end: str | None, basis: str | None) -> None:
    assert get_days(find_event(text, trigger, published=date(2023, 2, 8))) == (start, end, basis)


STORY = (
    "MOPTI, Mali, Feb 7 (Newswire) - Gunmen stormed a hotel in Sikasso on Monday.\n"
    "The gunmen killed two guards. They had robbed a bank in May. Soldiers surrounded the building.\n"
    "The attack was carried out by the Red Banner group.\n"
    "Police arrested a driver in Gao. The senate met on Tuesday."
)


@pytest.mark.parametrize(
    ("trigger", "place", "place_basis", "day", "day_basis"),
    [
        ("stormed", "Sikasso", "clause", date(2023, 2, 6), "clause"),
        ("killed", "Sikasso", "carried", date(2023, 2, 6), "carried"),
        ("robbed", None, None, date(2022, 5, 1), "clause"),  # what had been before is no part of the scene
        ("surrounded", "Sikasso", "carried", date(2023, 2, 6), "carried"),
        ("carried out", "Sikasso", "carried", date(2023, 2, 6), "carried"),  # `the attack` is the one told before
        ("arrested", "Gao", "clause", date(2023, 2, 6), "carried"),  # never over a place of its own
        ("met", None, None, date(2023, 2, 7), "clause"),
    ],
)
def test_scene_is_carried(
    trigger: str, place: str | None, place_basis: str | None, day: date, day_basis: str | None
) -> None:
    row = find_event(STORY, trigger, published=date(2023, 2, 8))
    assert (row["location_text"], row["location_basis"]) == (place, place_basis)
    assert (row["date_start"], row["date_basis"]) == (day, day_basis)


def test_nothing_is_carried_into_what_did_not_happen() -> None:
    text = "Gunmen stormed a hotel in Sikasso on Monday. They did not kill the guards. They may attack a bank."
    rows = [row for row in read_text(text, published=date(2023, 2, 8))["events"] if row["text"] != "stormed"]
    assert rows
    assert all(row["location_text"] is None and row["date_start"] is None for row in rows)


@pytest.mark.parametrize(
    ("text", "trigger", "start", "basis"),
    [
        # A dated main clause sets the day, whether or not it tells an event of our types.
        (
            "A ferry sailed from Lome on Sunday. Pirates boarded it. They killed a sailor.",
            "killed",
            "2023-02-05",
            "carried",
        ),
        ("A ferry sailed from Lome on Sunday. A cook was wounded in the storm.", "wounded", "2023-02-05", "carried"),
        # Not over another time, nor by the day on which somebody spoke, nor the day of something fixed for later.
        ("A ferry sailed from Lome on Sunday. It had sunk in May. Pirates killed a sailor.", "killed", None, None),
        ("A minister spoke on Sunday. Pirates killed a sailor.", "killed", None, None),
        ("The judge set the trial for Monday. Guards shot a driver.", "shot", None, None),
        ("A ferry sailed from Lome on Sunday. Pirates had earlier killed a sailor.", "killed", None, None),
        ('A ferry sailed from Lome on Sunday. "Pirates killed a sailor," a cook said.', "killed", None, None),
        # A month or a year is too much to be carried.
        ("Rebels attacked Goma in January. The attack killed two nuns.", "attack", None, None),
        ("Rebels attacked Goma on Sunday. The attack shocked the town.", "attack", "2023-02-05", "carried"),
        # A plural is more than the one event told before, another word another event, but for violence.
        ("The army tested a missile on Sunday. The deployment angered Chad.", "deployment", None, None),
        ("The army shelled a camp on Sunday. The attack angered Chad.", "attack", "2023-02-05", "carried"),
        # What a sentence soon after says of it.
        ("Gunmen shot two clerks in Gao. The attack happened on Sunday.", "shot", "2023-02-05", "carried"),
        ("Gunmen shot two clerks in Gao. The mayor spoke on Sunday.", "shot", None, None),
        # A heading announces the event of the lead.
        ("Gunmen kill two in Goma.\nArmed men shot two nuns dead in Goma on Sunday.", "kill", "2023-02-05", "carried"),
        # For what deed somebody is charged is of another day.
        ("Omar Reyes was charged in the 1967 killings of two clerks.", "charged", None, None),
        ("A man was charged on Monday in the 1999 murder of a nurse.", "charged", "2023-02-06", "clause"),
        # What goes on in the present does so on the day of publication; what has happened may have days ago.
        ("Rebels are shelling Goma.", "shelling", "2023-02-08", "published"),
        ("Rebels have shelled Goma.", "shelled", None, None),
    ],
)
def test_day_of_the_story(text: str, trigger: str, start: str | None, basis: str | None) -> None:
    row = find_event(text, trigger, published=date(2023, 2, 8))
    assert (get_days(row)[0], row["date_basis"]) == (start, basis)


@pytest.mark.parametrize(
    ("text", "trigger", "place", "basis"),
    [
        ("NAIROBI, Kenya (Newswire) - Gunmen shot dead a judge.", "shot dead", "NAIROBI", "dateline"),
        ("NAIROBI, Kenya (Newswire) - Gunmen shot dead a judge in Goma.", "shot dead", "Goma", "clause"),
        ("Jets bombed a depot in Goma, killing six people.", "killing", "Goma", "clause"),
        ("A bomb killed nine people and wounded six in Goma.", "killed", "Goma", "clause"),
        ("Soldiers shot a farmer in the village of Tirba.", "shot", "Tirba", "clause"),
        ("The premier turned to Russia for help after miners went on strike.", "went on strike", None, None),
        ("Deputies met on Wednesday, two days after a plane crashed near Accra.", "met", None, None),
        ("A film about the 2011 clashes with the navy was shown in Khartoum.", "clashes", None, None),
        ("Gunmen attacked a bus in revenge for a bombing in Goma.", "attacked", None, None),
        ("Police arrested two drivers after an accident near Accra.", "arrested", None, None),
        ("Soldiers killed six miners during a raid in Goma.", "killed", "Goma", "clause"),
        ("Twelve people died in a crash near Accra.", "died", "Accra", "clause"),
    ],
)
def test_place_and_its_basis(text: str, trigger: str, place: str | None, basis: str | None) -> None:
    row = find_event(text, trigger, published=date(2023, 2, 8))
    assert (row["location_text"], row["location_basis"]) == (place, basis)


@pytest.mark.parametrize(
    ("text", "trigger", "counts"),
    [
        ("Gunmen killed nine people in Goma.", "killed", (9, 9, 9, None, None, None)),
        ("Gunmen killed at least nine people in Goma.", "killed", (9, 9, None, None, None, None)),
        ("Gunmen killed 10 to 12 guards.", "killed", (10, None, 12, None, None, None)),
        ("Dozens were killed in the raid.", "killed", (24, None, None, None, None, None)),
        ("The blast wounded six nurses.", "wounded", (None, None, None, 6, 6, 6)),
        ("Rebels attacked a bridge.", "attacked", (None, None, None, None, None, None)),
    ],
)
def test_casualties_of_the_event(text: str, trigger: str, counts: tuple[int | None, ...]) -> None:
    row = find_event(text, trigger)
    sides = [f"{what}_{bound}" for what in ("killed", "wounded") for bound in ("low", "best", "high")]
    assert tuple(row[side] for side in sides) == counts
