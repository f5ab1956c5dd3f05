"""Wikidata items of persons, bodies and places by name, and the choice of one for an entity of a document.

An item is given only where name and type fit, the country does not speak against it, and no other item of that name is
nearly as well known. `known_items.tsv.gz` is cut by `known_items_export` from open data; `newsledger registry` makes a
file of the same form from a Wikidata dump, which a build reads beside it.
"""

import csv
import gzip
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.extract.entities.name_spelling import fold_name

ITEMS_FILE = Path(__file__).with_name("known_items.tsv.gz")
COLUMNS = ("wikidata_id", "entity_type", "name", "country", "sitelinks", "geonames_id", "aliases", "source")
# An item is taken before its namesakes if so many times as many sites of Wikimedia have a page on it.
DOMINANCE_RATIO = 5
# A person whose country the text does not name must be so well known, by sites with a page.
MIN_STRANGER_SITELINKS = 20
MIN_SCORE = 0.8
# The source of items in `recalled_items.yml`.
RECALLED = "recalled twice"


class KnownItem(NamedTuple):
    """A row of the file; `country` is an ISO 3166-1 alpha-3 code or empty, `sitelinks` 0 where it is not known."""

    wikidata_id: str
    entity_type: str
    name: str
    country: str
    sitelinks: int
    geonames_id: int | None
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class KnownItems:
    """Items by type and folded name, and places by their GeoNames identifier."""

    by_name: dict[tuple[str, str], tuple[KnownItem, ...]]
    by_geonames_id: dict[int, KnownItem]


def read_items(file: Path) -> Iterator[KnownItem]:
    """The items of a file, plain or gzipped. Raises ValueError for one that is no such file."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(f"{file.name} is no registry: its first line must be {' '.join(COLUMNS)}")
        for number, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS):
                raise ValueError(f"{file.name}: line {number} has {len(row)} values, not {len(COLUMNS)}")
            item, entity_type, name, country, sitelinks, place, aliases, source = row
            yield KnownItem(
                item,
                entity_type,
                name,
                country,
                int(sitelinks or 0),
                int(place) if place else None,
                tuple(aliases.split("|")) if aliases else (),
                source,
            )


def find_registry_fault(file: Path) -> str | None:
    """What keeps a file from being read as a registry; None where nothing does."""
    try:
        for _ in read_items(file):
            pass
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        return str(error)
    return None


def write_items(file: Path, items: Iterable[KnownItem]) -> int:
    """Write items in the order of their identifiers, the same bytes for the same items; gives their number."""
    rows = sorted(items, key=lambda item: (int(item.wikidata_id[1:]), item.name))
    lines = ["\t".join(COLUMNS)]
    for item in rows:
        values = (item.wikidata_id, item.entity_type, item.name, item.country, str(item.sitelinks),
                  str(item.geonames_id or ""), "|".join(item.aliases), item.source)  # fmt: skip
        lines.append("\t".join(value.replace("\t", " ").replace("\n", " ") for value in values))
    content = ("\n".join(lines) + "\n").encode()
    file.write_bytes(gzip.compress(content, mtime=0) if file.suffix == ".gz" else content)
    return len(rows)


@cache
def load_items(extra: str | None = None) -> KnownItems:
    """The items that ship and those of a file of the user's, which win; read once a process."""
    by_id = {item.wikidata_id: item for item in read_items(ITEMS_FILE)}
    if extra is not None:
        by_id |= {item.wikidata_id: item for item in read_items(Path(extra))}
    by_name: dict[tuple[str, str], list[KnownItem]] = {}
    for item in by_id.values():
        for folded in {fold_name(name) for name in (item.name, *item.aliases)}:
            by_name.setdefault((item.entity_type, folded), []).append(item)
    places = {item.geonames_id: item for item in by_id.values() if item.geonames_id}
    return KnownItems({key: tuple(items) for key, items in by_name.items()}, places)


def choose_item(
    names: Collection[str], entity_type: str, country: str | None, countries: Collection[str], known: KnownItems
) -> tuple[KnownItem | None, float, list[tuple[KnownItem, float]]]:
    """The item that an entity is, with its score, and all that have its name, with theirs.

    `country` is the entity's own, `countries` those that the document names. One who is only named by a single word is
    never taken for a person.
    """
    full = [name for name in names if entity_type != "person" or " " in name.strip()]
    found = {
        item
        for name in full
        for item in known.by_name.get((entity_type, fold_name(name)), ())
        if _can_name_tell(name, item, countries)
    }
    fitting = [item for item in found if not (country and item.country and country != item.country)]
    fitting = [item for item in fitting if _can_be_meant(item, country, countries)]
    ranked = sorted(fitting, key=lambda item: (-item.sitelinks, int(item.wikidata_id[1:])))
    total = sum(item.sitelinks + 1 for item in ranked)
    scored = [(item, (item.sitelinks + 1) / total) for item in ranked]
    if not scored:
        return None, 0.0, []
    best, score = scored[0]
    is_sure = len(scored) == 1 or (score >= MIN_SCORE and best.sitelinks >= DOMINANCE_RATIO * scored[1][0].sitelinks)
    return (best if is_sure else None), score, scored


def _can_name_tell(name: str, item: KnownItem, countries: Collection[str]) -> bool:
    """Whether a name is long enough to tell an item of which nobody knows how well known it is.

    A lone word does so only where the document speaks of the item's country, an acronym never: BOM is a bank in one
    country and a weather bureau in another.
    """
    if item.sitelinks or item.source == RECALLED or item.entity_type == "person":
        return True
    if " " in name.strip():
        return True
    return not name.isupper() and bool(item.country) and item.country in countries


def _can_be_meant(item: KnownItem, country: str | None, countries: Collection[str]) -> bool:
    """Whether the document speaks of where an item belongs, or all the world knows it."""
    if not item.country or country == item.country or item.country in countries:
        return True
    if item.entity_type == "person":
        return item.sitelinks >= MIN_STRANGER_SITELINKS
    return item.sitelinks >= MIN_STRANGER_SITELINKS or item.source == RECALLED
