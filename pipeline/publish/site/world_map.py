"""The map of the start page: where events happened, over the outlines of Natural Earth, as plain SVG paths."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians, sqrt

import polars as pl

from pipeline.publish.site.site_rows import Row, SiteRows, name_entity
from pipeline.publish.site.site_templates import SITE_FOLDER

Point = tuple[float, float]

WIDTH = 960
MIN_DEGREES = 14.0  # a map shows at least so much, so that one town has its country around it
MARGIN = 0.18  # of the extent, on each side
MAX_RADIUS, MIN_RADIUS = 30.0, 5.0
MAX_LISTED = 12  # places named beside the map
# Points of these stand in the middle of an area, not where it happened.
AREA_PRECISIONS = ("country", "region", "admin1", "admin2")


@dataclass(frozen=True, slots=True)
class Circle:
    """A place with its events."""

    x: float
    y: float
    radius: float
    is_area: bool
    label: str
    place: Row
    count: int


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What the template draws, and the places beside it."""

    width: int
    height: int
    land: str
    borders: str
    circles: tuple[Circle, ...]  # the largest first
    unlocated: tuple[tuple[Row, int], ...]  # places without coordinates
    nowhere: int  # events without a place


@dataclass(frozen=True, slots=True)
class Projection:
    """Equal steps of longitude and latitude, with degrees as wide as they are in the middle of the map."""

    west: float
    north: float
    across: float  # pixels a degree of longitude
    down: float  # pixels a degree of latitude
    height: int

    def project(self, longitude: float, latitude: float) -> Point:
        """The pixel of a point."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down


def draw_map(rows: SiteRows) -> WorldMap | None:
    """Count the events of the timeline by place; null where none has a place."""
    timeline = rows.tables["timeline"]
    counts = (
        timeline.filter(pl.col("location_entity_id").is_not_null())
        .group_by("location_entity_id")
        .len()
        .sort("len", "location_entity_id", descending=[True, False])
    )
    places = [(rows.entities[key], count) for key, count in counts.iter_rows()]
    if not places:
        return None
    located = [(place, count) for place, count in places if _has_point(place)]
    projection = _fit([(place["longitude"], place["latitude"]) for place, _ in located])
    most = max((count for _, count in located), default=1)
    circles = []
    for place, count in located:
        x, y = projection.project(place["longitude"], place["latitude"])
        radius = max(MIN_RADIUS, MAX_RADIUS * sqrt(count / most))
        is_area = place["place_precision"] in AREA_PRECISIONS
        label = f"{name_entity(place)}: {count} {'event' if count == 1 else 'events'}"
        circles.append(Circle(round(x, 1), round(y, 1), round(radius, 1), is_area, label, place, count))
    return WorldMap(
        WIDTH,
        projection.height,
        *_draw_outlines(projection),
        tuple(circles),
        tuple((place, count) for place, count in places if not _has_point(place)),
        timeline.height - sum(count for _, count in places),
    )


def _has_point(place: Row) -> bool:
    return place["latitude"] is not None and place["longitude"] is not None


def _fit(points: Sequence[Point]) -> Projection:
    """The projection in which the points fill the map; the whole world where there are none."""
    west, east = min((x for x, _ in points), default=-180.0), max((x for x, _ in points), default=180.0)
    south, north = min((y for _, y in points), default=-58.0), max((y for _, y in points), default=84.0)
    stretch = max(cos(radians((south + north) / 2)), 0.3)
    spread_x = max((east - west) * (1 + 2 * MARGIN), MIN_DEGREES / stretch)
    spread_y = max((north - south) * (1 + 2 * MARGIN), MIN_DEGREES / 2)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    # A map is never taller than six tenths of its width, nor flatter than four.
    ratio = min(max(spread_y / (spread_x * stretch), 0.4), 0.6)
    spread_x = max(spread_x, spread_y / ratio / stretch)
    spread_x = min(spread_x, 360.0)
    height = round(WIDTH * ratio)
    across = WIDTH / spread_x
    down = across / stretch
    west = max(-180.0, min(middle_x - spread_x / 2, 180.0 - spread_x))
    return Projection(west, min(middle_y + height / down / 2, 90.0), across, down, height)


def _draw_outlines(projection: Projection) -> tuple[str, str]:
    """Land and borders within the map, as data of two SVG paths."""
    land, borders = [], []
    rings, lines = load_outlines()
    right, bottom = WIDTH + 6.0, projection.height + 6.0
    for ring in rings:
        points = [projection.project(*point) for point in ring]
        if points := clip_ring(points, -6.0, -6.0, right, bottom):
            land.append(_write_path(points, "z"))
    for line in lines:
        points = [projection.project(*point) for point in line]
        if any(-6 <= x <= right and -6 <= y <= bottom for x, y in points):
            borders.append(_write_path(points, ""))
    return "".join(land), "".join(borders)


def clip_ring(points: list[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The part of a ring within a rectangle (Sutherland and Hodgman 1974).

    >>> clip_ring([(-1.0, 1.0), (3.0, 1.0), (3.0, 2.0), (-1.0, 2.0)], 0, 0, 2, 4)
    [(0, 1.0), (2, 1.0), (2, 2.0), (0, 2.0)]
    """
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if all((point[axis] - limit) * sign >= 0 for point in points):
            continue  # all of it is on the side that is kept
        kept: list[Point] = []
        for before, after in zip([*points[-1:], *points[:-1]], points, strict=True):
            inside, was_inside = (after[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if inside != was_inside:
                share = (limit - before[axis]) / (after[axis] - before[axis])
                other = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
                kept.append((limit, other) if axis == 0 else (other, limit))
            if inside:
                kept.append(after)
        points = kept
    return points


def _write_path(points: Iterable[Point], end: str) -> str:
    """A path in half pixels as relative steps; points that fall on the one before are left out."""
    whole = [(round(x * 2), round(y * 2)) for x, y in points]
    steps = [b for a, b in zip([None, *whole], whole, strict=False) if a != b]
    if len(steps) < (3 if end else 2):
        return ""
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(steps)]
    return f"M{steps[0][0]} {steps[0][1]}l" + " ".join(f"{x} {y}" for x, y in moves).replace(" -", "-") + end


@cache
def load_outlines() -> tuple[list[list[Point]], list[list[Point]]]:
    """Rings of land and lines of borders, in degrees."""
    stored = json.loads((SITE_FOLDER / "outlines.json").read_text(encoding="utf-8"))
    arcs = [list(_decode_arc(arc, stored["steps_per_degree"])) for arc in stored["arcs"]]

    def join_arcs(numbers: list[int]) -> list[Point]:
        return [point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]

    return [join_arcs(ring) for ring in stored["land"]], [arcs[number] for number in stored["borders"]]


def _decode_arc(arc: list[int], steps: int) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / steps, y / steps
