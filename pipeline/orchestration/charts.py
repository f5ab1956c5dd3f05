"""Charts as pictures: small SVG drawings that need no script and no library, the same bytes for the same numbers."""

import base64
import re
from datetime import date
from typing import NamedTuple

import jinja2


class Bar(NamedTuple):
    """One bar: what it stands for and how long it is."""

    name: str
    size: int


TEMPLATE_ENVIRONMENT = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)

# Colours have a contrast of 4.5 or more against white, so that the chart can be read in print too.
BAR_CHART_TEMPLATE = TEMPLATE_ENVIRONMENT.from_string(
    """\
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{{ height }}" viewBox="0 0 640 {{ height }}" \
font-family="system-ui, sans-serif" font-size="13">
<rect width="640" height="{{ height }}" fill="#ffffff"/>
<text x="16" y="26" font-size="15" font-weight="600" fill="#1c2733">{{ heading }}</text>
{% for bar in bars %}
<text x="188" y="{{ 58 + 24 * loop.index0 }}" text-anchor="end" fill="#1c2733">{{ bar.name }}</text>
<rect x="198" y="{{ 44 + 24 * loop.index0 }}" width="{{ bar.width }}" height="18" rx="2" fill="#2f6f9f"/>
<text x="{{ 206 + bar.width }}" y="{{ 58 + 24 * loop.index0 }}" fill="#4a5866">{{ bar.count }}</text>
{% endfor %}
</svg>
"""
)
MAX_BAR_WIDTH = 360
MAX_LABEL_LENGTH = 24


TIME_SERIES_TEMPLATE = TEMPLATE_ENVIRONMENT.from_string(
    """\
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300" viewBox="0 0 640 300" \
font-family="system-ui, sans-serif" font-size="13">
<rect width="640" height="300" fill="#ffffff"/>
<text x="16" y="26" font-size="15" font-weight="600" fill="#1c2733">{{ heading }}</text>
<line x1="60" y1="250" x2="600" y2="250" stroke="#9aa7b3"/>
{% for point in points %}
<circle cx="{{ point.x }}" cy="{{ point.y }}" r="5" fill="#2f6f9f"/>
<text x="{{ point.x }}" y="{{ point.y - 12 }}" text-anchor="middle" fill="#1c2733">{{ point.told }}</text>
{% if point.day %}
<text x="{{ point.x }}" y="{{ 270 }}" text-anchor="middle" fill="#4a5866">{{ point.day }}</text>
{% endif %}
{% endfor %}
</svg>
"""
)


def draw_time_series(heading: str, points: list[tuple[date, float, str]]) -> str:
    """How a quantity moved, as SVG: for each (day, value, what to write beside it) a dot, from the first day on."""
    points = sorted(points)
    first, last = points[0][0], points[-1][0]
    days = max((last - first).days, 1)
    most = max(value for _, value, _ in points) or 1.0
    drawn = []
    named: set[date] = set()
    for day, value, label in points:
        x = 90 + round(480 * (day - first).days / days) if first != last else 330
        drawn.append(
            {"x": x, "y": 250 - round(180 * max(value, 0.0) / most), "told": label, "day": "" if day in named else day}
        )
        named.add(day)
    return TIME_SERIES_TEMPLATE.render(heading=heading, points=drawn)


def draw_bar_chart(heading: str, counts: list[Bar]) -> str:
    """A horizontal bar chart as SVG, in the order given."""
    most = max((bar.size for bar in counts), default=0) or 1
    drawn = [
        {
            "name": bar.name if len(bar.name) <= MAX_LABEL_LENGTH else bar.name[: MAX_LABEL_LENGTH - 1] + "…",
            "count": f"{bar.size:,}",
            "width": max(1, round(MAX_BAR_WIDTH * bar.size / most)),
        }
        for bar in counts
    ]
    return BAR_CHART_TEMPLATE.render(heading=heading, bars=drawn, height=56 + 24 * len(counts))


def escape_markdown(text: str) -> str:
    """Text on one line in which Markdown finds no markup, link or address: every sign of ASCII is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def embed_svg(svg: str, alternative: str) -> str:
    """An SVG drawing as a Markdown image that carries its own data."""
    return f"![{escape_markdown(alternative)}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
