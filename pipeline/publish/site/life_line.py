"""The line of time on an entity's page: one lane for events, statements and figures, a dot a day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

from pipeline.publish.site.day_scale import make_day_scale

LEFT, WIDTH, LANE_HEIGHT = 90, 720, 34
MAX_RADIUS = 11.0


@dataclass(frozen=True, slots=True)
class Dot:
    """The rows of one column of a lane."""

    x: float
    y: int
    radius: float
    lane: str
    label: str


@dataclass(frozen=True, slots=True)
class LifeLine:
    """What the template draws."""

    width: int
    height: int
    lanes: tuple[tuple[str, int], ...]  # name and height of the middle
    dots: tuple[Dot, ...]
    first: str
    last: str
    unit: str


def draw_life_line(lanes: Mapping[str, list[date]]) -> LifeLine | None:
    """Lay out the days of each lane; null where there are fewer than two days."""
    scale = make_day_scale(day for days in lanes.values() for day in days)
    if scale is None or len({day for days in lanes.values() for day in days}) < 2:
        return None
    step = (WIDTH - LEFT - 30) / max(scale.size - 1, 1)
    dots = []
    used = {name: days for name, days in lanes.items() if days}
    for place, (name, days) in enumerate(used.items()):
        counts = Counter(column for day in days if (column := scale.find_column(day)) is not None)
        for column, count in sorted(counts.items()):
            x = LEFT + 15 + (column * step if scale.size > 1 else 0)
            radius = min(MAX_RADIUS, 3 + 2 * sqrt(count - 1))
            label = f"{scale.name_column(column)}: {count} {name.lower() if count > 1 else name.lower()[:-1]}"
            dots.append(Dot(round(x, 1), 20 + place * LANE_HEIGHT, round(radius, 1), name.lower(), label))
    return LifeLine(
        width=WIDTH,
        height=20 + len(used) * LANE_HEIGHT + 22,
        lanes=tuple((name, 20 + place * LANE_HEIGHT) for place, name in enumerate(used)),
        dots=tuple(dots),
        first=scale.name_column(0),
        last=scale.name_column(scale.size - 1),
        unit=scale.unit,
    )
