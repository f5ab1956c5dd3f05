"""Persons, bodies and places out of a Wikidata dump, read as a stream: one item a line, as Wikidata publishes it."""

import bz2
import gzip
import io
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from pipeline.base.lexicon_loader import Entry, load_lexicon
from pipeline.extract.entities.entity_registry import LEXICON_FOLDER, load_registry
from pipeline.extract.entities.known_items import KnownItem, write_items

SOURCE = "wikidata dump"
INSTANCE_OF, COUNTRY, CITIZENSHIP, GEONAMES_ID = "P31", "P17", "P27", "P1566"
MAX_ALIASES = 20
# Longer lines than this are not items of news interest but a broken file; none is held in memory beyond it.
MAX_LINE_BYTES = 20_000_000


class WikidataClass(Entry):
    """Classes of Wikidata that make one type."""

    entity_type: str
    classes: list[str]


@cache
def load_types() -> dict[str, str]:
    """The type of the instances of each class."""
    lexicon = load_lexicon(LEXICON_FOLDER / "wikidata_classes.yml", WikidataClass)
    return {each: entry.entity_type for entry in lexicon for each in entry.classes}


@cache
def _load_country_codes() -> dict[str, str]:
    return {state.wikidata: code for code, state in load_registry().states_by_code.items() if state.wikidata}


def write_registry(dump: Path, out: Path, min_sitelinks: int) -> Counter[str]:
    """Write the items of a dump as a registry; gives the counts of `read_dump`. Raises OSError and EOFError."""
    counts: Counter[str] = Counter()
    items = {item.wikidata_id: item for item in read_dump(dump, min_sitelinks, counts)}
    write_items(out, items.values())
    return counts


def read_dump(file: Path, min_sitelinks: int, counts: Counter[str]) -> Iterator[KnownItem]:
    """Items of a dump (.json, .json.gz, .json.bz2) that have a type of ours and so many sites with a page on them.

    `counts` gets how many were `taken`, `passed over` and `unreadable`; an unreadable line stops nothing.
    """
    with _open_dump(file) as lines:
        while line := lines.readline(MAX_LINE_BYTES):
            text = line.strip().rstrip(b",")
            if text in (b"", b"[", b"]"):
                continue
            try:
                item = read_item(json.loads(text), min_sitelinks)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                counts["unreadable"] += 1
                continue
            counts["taken" if item is not None else "passed over"] += 1
            if item is not None:
                yield item


def _open_dump(file: Path) -> IO[bytes]:
    if file.suffix == ".gz":
        return io.BufferedReader(gzip.GzipFile(file))
    return bz2.open(file, "rb") if file.suffix == ".bz2" else file.open("rb")


def read_item(content: dict[str, Any], min_sitelinks: int) -> KnownItem | None:
    """One item of a dump, or None where it has no type of ours, no English label or too few sitelinks."""
    claims, sitelinks = content["claims"], len(content["sitelinks"])
    label = content["labels"].get("en", {}).get("value")
    types = [load_types()[each] for each in _list_item_ids(claims, INSTANCE_OF) if each in load_types()]
    if not types or not label or sitelinks < min_sitelinks:
        return None
    entity_type = "person" if "person" in types else types[0]
    countries = [
        _load_country_codes()[each]
        for each in _list_item_ids(claims, CITIZENSHIP if entity_type == "person" else COUNTRY)
        if each in _load_country_codes()
    ]
    aliases = tuple(each["value"] for each in content["aliases"].get("en", ()))[:MAX_ALIASES]
    geonames = next((value for value in _list_values(claims, GEONAMES_ID) if str(value).isdecimal()), None)
    return KnownItem(
        content["id"],
        entity_type,
        label,
        countries[0] if len(set(countries)) == 1 else "",
        sitelinks,
        int(geonames) if geonames and entity_type == "place" else None,
        tuple(alias for alias in aliases if "|" not in alias),
        SOURCE,
    )


def _list_values(claims: dict[str, Any], prop: str) -> list[Any]:
    """The values of a property that are not deprecated."""
    stated = [claim for claim in claims.get(prop, ()) if claim["rank"] != "deprecated"]
    snaks = [claim["mainsnak"] for claim in stated if claim["mainsnak"]["snaktype"] == "value"]
    return [snak["datavalue"]["value"] for snak in snaks]


def _list_item_ids(claims: dict[str, Any], prop: str) -> list[str]:
    return [value["id"] for value in _list_values(claims, prop)]
