"""The measured part of `docs/performance.md`: a table, a plot and what an archive would take, all from one run."""

import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tests.measured_sections import write_section
from tests.support import ROOT

PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "pictures" / "performance.svg"
# Articles a day of world news, and a month of CC-NEWS: both are given in the page with what they stand for.
WORLD_DAY, CC_NEWS_MONTH = 300_000, 11_700_000
CORES = (4, 16, 64)
KIND_COLOURS = {
    "cold": "#b3412e",
    "parser": "#7a7a7a",
    "one more": "#2e6db3",
    "renamed": "#2f8f5b",
    "unchanged": "#b38a2e",
}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 360, 60, 50, 20, 110


@dataclass(frozen=True, slots=True)
class BuildCost:
    """What one kind of build of a corpus took: seconds of all processes, and seconds by the clock."""

    documents: int
    workers: int
    kind: str
    cpu_seconds: float
    wall_seconds: float


def describe_machine() -> str:
    """The processor as Linux names it, and how many of its cores there are."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").is_file() else ""
    names = re.findall(r"^model name\s*: (.+)$", info, re.MULTILINE)
    return (
        f"{len(names) or '?'} cores of {names[0] if names else platform.machine()}, Python {platform.python_version()}"
    )


def fit_line(costs: Sequence[BuildCost]) -> tuple[float, float]:
    """Fixed CPU seconds and those of one more document, by least squares. Raises ValueError for a single size."""
    sizes, seconds = [cost.documents for cost in costs], [cost.cpu_seconds for cost in costs]
    if len(set(sizes)) < 2:
        raise ValueError("a line needs builds of two sizes at least: give --documents two numbers")
    mean_size, mean_seconds = sum(sizes) / len(sizes), sum(seconds) / len(seconds)
    spread = sum((size - mean_size) ** 2 for size in sizes)
    slope = sum((size - mean_size) * (used - mean_seconds) for size, used in zip(sizes, seconds, strict=True)) / spread
    return mean_seconds - slope * mean_size, slope


def render_costs(costs: Sequence[BuildCost]) -> str:
    """The table of all builds, in Markdown."""
    lines = ["| documents | workers | build | CPU seconds | seconds |", "|---|---|---|---|---|"]
    lines += [
        f"| {cost.documents:,} | {cost.workers} | {cost.kind} | {cost.cpu_seconds:.1f} | {cost.wall_seconds:.1f} |"
        for cost in costs
    ]
    return "\n".join(lines)


def render_estimate(costs: Sequence[BuildCost]) -> str:
    """Hours of reading for two archives by cores, from what one more document costs a cold build of one worker."""
    _, slope = fit_line([cost for cost in costs if cost.kind == "cold" and cost.workers == 1])
    lines = ["| articles | " + " | ".join(f"{cores} cores" for cores in CORES) + " |", "|---|" + "---|" * len(CORES)]
    for count in (WORLD_DAY, CC_NEWS_MONTH):
        hours = [f"{count * slope / cores / 3600:,.1f} h" for cores in CORES]
        lines.append(f"| {count:,} | " + " | ".join(hours) + " |")
    return f"One article more costs {slope:.2f} s of CPU in a cold build. Reading alone then takes:\n\n" + "\n".join(
        lines
    )


def draw_plot(costs: Sequence[BuildCost]) -> str:
    """CPU seconds by documents as SVG, a line for each kind of build with one worker."""
    shown = [cost for cost in costs if cost.workers == 1]
    top_size, top_seconds = max(cost.documents for cost in shown), max(cost.cpu_seconds for cost in shown)

    def place(cost: BuildCost) -> tuple[float, float]:
        across = LEFT + (WIDTH - LEFT - RIGHT) * cost.documents / top_size
        return across, HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * cost.cpu_seconds / top_seconds

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12" role="img" aria-label="CPU seconds of a build by the number of documents">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#444"/>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">documents</text>',
        f'<text x="{LEFT}" y="{TOP - 6}" text-anchor="middle">CPU seconds</text>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        across = LEFT + (WIDTH - LEFT - RIGHT) * share
        down = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share
        parts.append(
            f'<text x="{across}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{top_size * share:.0f}</text>'
        )
        parts.append(f'<text x="{LEFT - 8}" y="{down + 4:.0f}" text-anchor="end">{top_seconds * share:.0f}</text>')
    label_ends: list[float] = []
    for kind, colour in sorted(KIND_COLOURS.items(), key=lambda each: _last_cost(shown, each[0])):
        points = [place(cost) for cost in sorted(shown, key=lambda cost: cost.documents) if cost.kind == kind]
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3" fill="{colour}"/>' for across, down in points]
        label_ends.append(min([points[-1][1], *(end - 14 for end in label_ends[-1:])]))  # labels do not overlap
        parts.append(
            f'<text x="{WIDTH - RIGHT + 8}" y="{label_ends[-1] + 4:.1f}" fill="{colour}">{escape(kind)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _last_cost(costs: Sequence[BuildCost], kind: str) -> float:
    return max(cost.cpu_seconds for cost in costs if cost.kind == kind)


def write_performance(costs: Sequence[BuildCost], page: Path = PAGE, plot: Path = PLOT) -> None:
    """Put what was measured into the page, and draw its plot. Raises ValueError where a line cannot be fitted."""
    estimate = render_estimate(costs)
    plot.write_text(draw_plot(costs), encoding="utf-8")
    write_section("builds", f"On {describe_machine()}:\n\n{render_costs(costs)}", page)
    write_section("archives", estimate, page)
