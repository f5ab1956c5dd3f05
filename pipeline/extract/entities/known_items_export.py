"""Cut `known_items.tsv.gz` out of a package that carries names of bodies with their Wikidata items.

    python -m pipeline.extract.entities.known_items_export FOLDER

FOLDER holds the unpacked npm package name-suggestion-index 8 (BSD 3-Clause): brands, operators and networks of the
world with names and items. It is not needed to run newsledger. To these are added the items of `recalled_items.yml`.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry

from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.extract.entities.entity_registry import LEXICON_FOLDER
from pipeline.extract.entities.gazetteer import find_division, is_known_place
from pipeline.extract.entities.known_items import ITEMS_FILE, KnownItem, write_items

ROLES = ("brand", "operator", "network")
NAME_TAGS = ("official_name", "short_name", "alt_name")
LATIN = re.compile(r"[A-ZÀ-Þ0-9][A-Za-zÀ-ɏ0-9 .,'’&!+()/-]{2,60}")
SOURCE = "name-suggestion-index"


class RecalledItem(Entry):
    """An item that no open data here holds: two independent recalls agreed on it, and name, type and country fit."""

    name: str
    entity_type: str
    country: str | None = None
    wikidata: str
    aliases: tuple[str, ...] = ()


def list_bodies(folder: Path) -> list[KnownItem]:
    """Brands, operators and networks, one row an item, with all their names in Latin letters."""
    index = json.loads((folder / "dist/json/nsi.json").read_text(encoding="utf-8"))["nsi"]
    labels = json.loads((folder / "dist/wikidata/wikidata.json").read_text(encoding="utf-8"))["wikidata"]
    names: dict[str, Counter[str]] = {}
    countries: dict[str, set[str]] = {}
    for entry in (item for category in index.values() for item in category["items"]):
        for role in ROLES:
            item = entry["tags"].get(f"{role}:wikidata")
            if item is None or not re.fullmatch(r"Q[1-9]\d*", item):
                continue
            further = [entry["tags"].get(tag, "") for tag in NAME_TAGS if role == "brand"]
            told = [entry["tags"].get(role, ""), *further]
            names.setdefault(item, Counter()).update(filter(LATIN.fullmatch, told))
            countries.setdefault(item, set()).update(_find_countries(entry))
    found = []
    for item, spellings in names.items():
        label = labels.get(item, {}).get("label", "")
        called = [*([label] if LATIN.fullmatch(label) else []), *sorted(spellings)]
        called = [name for name in dict.fromkeys(called) if not is_known_place(name)]
        if called:
            where = countries[item]
            country = next(iter(where)) if len(where) == 1 else ""
            found.append(KnownItem(item, "organisation", called[0], country, 0, None, tuple(called[1:]), SOURCE))
    return found


def _find_countries(entry: dict[str, Any]) -> Iterator[str]:
    """The countries that an entry is limited to, as alpha-3 codes; "" where one of its areas is larger."""
    for area in entry["locationSet"].get("include", []):
        code = area[:2].upper() if isinstance(area, str) and re.match(r"[a-z]{2}(?:-|\.|$)", area) else ""
        country = pycountry.countries.get(alpha_2=code) if code else None
        yield country.alpha_3 if country else ""


def list_recalled() -> list[KnownItem]:
    """The items of `recalled_items.yml`; divisions get the GeoNames identifier by which places are linked."""
    found = []
    for each in load_lexicon(LEXICON_FOLDER / "recalled_items.yml", RecalledItem):
        place = find_division(each.name, each.country or "") if each.entity_type == "place" else None
        number = place.geonames_id if place is not None else None
        row = (
            each.wikidata,
            each.entity_type,
            each.name,
            each.country or "",
            0,
            number,
            each.aliases,
            "recalled twice",
        )
        found.append(KnownItem(*row))
    return found


def main() -> None:
    """Write the file beside this module."""
    folder = Path(sys.argv[1])
    by_id = {item.wikidata_id: item for item in (*list_bodies(folder), *list_recalled())}
    sys.stdout.write(f"{write_items(ITEMS_FILE, by_id.values())} items\n")


if __name__ == "__main__":
    main()
