"""Make the outlines of the site's map: `python scripts/make_outlines.py FOLDER`, the unpacked npm package world-atlas.

Get it with `npm pack world-atlas@2.0.2` and `tar xzf`. Coordinates are rounded to a twentieth of a degree, which is
finer than the map shows; everything else stays as Natural Earth has it.
"""

import argparse
import json
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "publish" / "site" / "outlines.json"
SOURCE_FILE = "countries-50m.json"
STEPS_PER_DEGREE = 20


def round_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[int]:
    """Decode a quantised TopoJSON arc, and write it as whole steps: the first point, then differences."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (
            round((x * scale_x + left) * STEPS_PER_DEGREE),
            round((y * scale_y + bottom) * STEPS_PER_DEGREE),
        )
        if not points or point != points[-1]:
            points.append(point)
    flat = list(points[0])
    for before, after in pairwise(points):
        flat += [after[0] - before[0], after[1] - before[1]]
    return flat


def list_rings(geometry: dict[str, Any]) -> list[list[int]]:
    """The rings of a geometry as lists of arc numbers."""
    if geometry["type"] == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in list_rings(part)]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return list(geometry.get("arcs", []))


def main() -> None:
    """Write the outlines with the name, version, licence and hash of what they are made from."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    raw = (folder / SOURCE_FILE).read_bytes()
    package = json.loads((folder / "package.json").read_bytes())
    world = json.loads(raw)
    land = list_rings(world["objects"]["land"])
    coast = {number if number >= 0 else ~number for ring in land for number in ring}
    outlines = {
        "source": f"npm:{package['name']}@{package['version']} {SOURCE_FILE}",
        "sha256": sha256(raw).hexdigest(),
        "licence": "Natural Earth 4.1: public domain; world-atlas: ISC, see assets/licences.txt",
        "steps_per_degree": STEPS_PER_DEGREE,
        "land": land,
        "borders": [number for number in range(len(world["arcs"])) if number not in coast],
        "arcs": [round_arc(arc, world["transform"]) for arc in world["arcs"]],
    }
    TARGET.write_text(json.dumps(outlines, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
