"""Places of the world by name: countries, their first- and second-level divisions, and towns of 500 people or more.

From GeoNames (CC BY 4.0), cut by `gazetteer_export`. The file is a set of arrays, which are unpacked once and then used
where they lie: little of it becomes Python objects, and names are sorted bytes that are searched by halving.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.base.array_file import pack_arrays, unpack_arrays
from pipeline.base.derived_files import read_derived
from pipeline.extract.entities.name_spelling import fold_name

GAZETTEER_FILE = Path(__file__).with_name("gazetteer.npz")
PLACE_KINDS = ("country", "admin1", "admin2", "town", "continent")
EARTH_RADIUS_KM = 6371.0
# From this population on a name is known for its place before it is a person's or firm's.
KNOWN_POPULATION = 50_000


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A row of the gazetteer. `number` is its place in the file, `containers` those of what contains it, nearest first.

    Coordinates are in degrees (WGS 84): of a division the middle of the box around its towns, of a country the
    middle of its largest outline; None where neither is known.
    """

    number: int
    geonames_id: int
    kind: str  # one of PLACE_KINDS
    name: str
    country: str  # ISO 3166-1 alpha-3, empty for a continent
    latitude: float | None
    longitude: float | None
    population: int
    containers: tuple[int, ...]


class Gazetteer:
    """The arrays of the gazetteer, and look-up in them."""

    def __init__(self, file: Path = GAZETTEER_FILE) -> None:
        self._columns = unpack_arrays(read_derived("gazetteer.bin", file, _unpack_file))
        self._names, self._labels = (self._columns[name].data for name in ("name_bytes", "label_bytes"))
        self._iso3 = [code.decode() for code in self._columns["iso3"].tolist()]

    def find_numbers(self, name: str) -> list[int]:
        """The numbers of all places of a name or spelling, whatever their size."""
        key = fold_name(name).encode()
        first_places = self._columns["first_places"]
        low, high = 0, len(self._columns["name_ends"])
        while low < high:
            middle = (low + high) // 2
            if self._read_name(middle) < key:
                low = middle + 1
            else:
                high = middle
        if low == len(self._columns["name_ends"]) or self._read_name(low) != key:
            return []
        found = self._columns["name_places"][first_places[low] : first_places[low + 1]]
        return [int(number) for number in found]

    def _read_name(self, index: int) -> bytes:
        ends = self._columns["name_ends"]
        return bytes(self._names[int(ends[index - 1]) + 1 if index else 0 : int(ends[index])])

    @lru_cache(maxsize=50_000)  # noqa: B019 - one gazetteer a process
    def get_place(self, number: int) -> GazetteerPlace:
        """One place by its number."""
        columns = self._columns
        ends = columns["label_ends"]
        label = self._labels[int(ends[number - 1]) + 1 if number else 0 : int(ends[number])]
        latitude, longitude = float(columns["latitude"][number]), float(columns["longitude"][number])
        is_placed = latitude == latitude  # a division without towns has no point
        containers: list[int] = []
        above = number
        while PLACE_KINDS[columns["kind"][above]] not in {"country", "continent"}:
            above = int(columns["parent"][above])
            containers.append(above)
        return GazetteerPlace(
            number,
            int(columns["geonames_id"][number]),
            PLACE_KINDS[columns["kind"][number]],
            bytes(label).decode(),
            self._iso3[columns["country"][number]],
            round(latitude, 4) if is_placed else None,
            round(longitude, 4) if is_placed else None,
            int(columns["population"][number]),
            tuple(containers),
        )

    def list_countries(self) -> list[GazetteerPlace]:
        """All countries; they come first in the file, and the last code is the empty one of continents."""
        return [self.get_place(number) for number in range(len(self._iso3) - 1)]


def _unpack_file(content: bytes) -> bytes:
    """The arrays of the file, with where each name ends and where the places of each begin."""
    with np.load(BytesIO(content)) as file:
        arrays: dict[str, NDArray[Any]] = dict(file)
    arrays["first_places"] = np.concatenate(([0], np.cumsum(arrays.pop("name_sizes"), dtype=np.uint32)))
    arrays["name_ends"] = _find_line_ends(arrays["name_bytes"])
    arrays["label_ends"] = _find_line_ends(arrays["label_bytes"])
    return pack_arrays(arrays)


def _find_line_ends(text: NDArray[Any]) -> NDArray[Any]:
    return np.flatnonzero(text == ord("\n")).astype(np.uint32)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer()


@lru_cache(maxsize=20_000)
def find_places(name: str) -> tuple[GazetteerPlace, ...]:
    """All places of a name or spelling, the most populous first."""
    gazetteer = load_gazetteer()
    places = [gazetteer.get_place(number) for number in gazetteer.find_numbers(name)]
    return tuple(sorted(places, key=lambda place: (-place.population, place.geonames_id)))


def is_known_place(name: str) -> bool:
    """Whether a country, a division or a larger town has a name."""
    return any(place.population >= KNOWN_POPULATION for place in find_places(name))


@cache
def load_countries() -> dict[str, GazetteerPlace]:
    """Countries by ISO 3166-1 alpha-3 code."""
    return {place.country: place for place in load_gazetteer().list_countries()}


def find_us_state(name: str) -> GazetteerPlace | None:
    """The state of the USA of a full name."""
    return find_division(name, "USA")


@lru_cache(maxsize=2_000)
def find_division(name: str, country: str) -> GazetteerPlace | None:
    """The first-level division of a country by name."""
    return next((each for each in find_places(name) if each.kind == "admin1" and each.country == country), None)


def name_container(place: GazetteerPlace, kind: str) -> str | None:
    """The name of the division of a kind that contains a place, or that it is itself."""
    if place.kind == kind:
        return place.name
    above = (load_gazetteer().get_place(number) for number in place.containers)
    return next((each.name for each in above if each.kind == kind), None)


def measure_distance_km(one: GazetteerPlace, other: GazetteerPlace) -> float | None:
    """Great-circle distance between two places, None where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return measure_km(one.latitude, one.longitude, other.latitude, other.longitude)


def measure_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points given in degrees."""
    a, b = math.radians(latitude), math.radians(other_latitude)
    turn = math.radians(longitude - other_longitude)
    inner = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, inner)))
