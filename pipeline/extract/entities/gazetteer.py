"""Places of the world by name: cities of 50,000 inhabitants or more and US states, cut from GeoNames (CC BY 4.0)."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.extract.entities.name_spelling import fold_name

GAZETTEER_FILE = Path(__file__).with_name("gazetteer.csv")
# Where the document gives no hint, the largest of several namesakes is meant if it is so many times the next.
DOMINANCE_RATIO = 8
# ... and a name is trusted without a hint only from this population on; below it, names of people, firms and smaller
# places that the gazetteer leaves out are more likely.
MIN_UNHINTED_POPULATION = 150_000
# The rank of a US state among namesakes: above all cities but the largest, so that New York is the city and Georgia's
# namesakes are not.
US_STATE_RANK = 5_000_000


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A row of the gazetteer; coordinates in degrees (WGS 84), null for areas."""

    geonames_id: int
    kind: str  # "country", "state" (of the USA) or "city"
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int


@cache
def load_gazetteer() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    """Places by folded name or spelling, the most populous first; read once a process."""
    by_name: dict[str, list[GazetteerPlace]] = {}
    with GAZETTEER_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            latitude, longitude = (float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude"))
            population = US_STATE_RANK if row["kind"] == "state" else int(row["population"] or 0)
            place = GazetteerPlace(
                int(row["geonames_id"]), row["kind"], row["name"], row["country"], latitude, longitude, population
            )
            for name in {row["name"], *row["spellings"].split("|")} - {""}:
                by_name.setdefault(fold_name(name), []).append(place)
    return {name: tuple(sorted(places, key=_rank_place)) for name, places in by_name.items()}


def _rank_place(place: GazetteerPlace) -> tuple[int, int]:
    return -place.population, place.geonames_id


def find_country(iso3: str) -> GazetteerPlace | None:
    """The gazetteer's row of a country."""
    return _load_countries().get(iso3)


@cache
def _load_countries() -> dict[str, GazetteerPlace]:
    return {place.country: place for places in load_gazetteer().values() for place in places if place.kind == "country"}


def find_us_state(name: str) -> GazetteerPlace | None:
    """The state of the USA of a full name."""
    return next((place for place in load_gazetteer().get(fold_name(name), ()) if place.kind == "state"), None)


def resolve_place(name: str, near: str | None, countries: Collection[str]) -> GazetteerPlace | None:
    """The one city or US state that a name means, or None where nothing decides.

    `near` is the country that the text itself puts beside the name ("Tripoli, Lebanon"); `countries` are those that the
    document mentions, the most frequent first.
    """
    places = [place for place in load_gazetteer().get(fold_name(name), ()) if place.kind != "country"]
    if near is not None:
        return next((place for place in places if place.country == near), None)
    for iso3 in countries:
        inside = [place for place in places if place.country == iso3]
        if inside:
            return inside[0]
    if not places or places[0].population < MIN_UNHINTED_POPULATION:
        return None
    contenders = [place for place in places[1:] if places[0].population < DOMINANCE_RATIO * place.population]
    return places[0] if all(contender.country == places[0].country for contender in contenders) else None
