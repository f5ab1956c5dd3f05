"""Charts as pictures: small SVG drawings that need no script and no library, the same bytes for the same numbers."""

import base64
from typing import NamedTuple

import jinja2


class Bar(NamedTuple):
    """One bar: what it stands for and how long it is."""

    name: str
    size: int


# Colours have a contrast of 4.5 or more against white, so that the chart can be read in print too.
BARS = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
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
WIDEST = 360
LONGEST_NAME = 24


def bars(heading: str, counts: list[Bar]) -> str:
    """A horizontal bar chart as SVG, in the order given."""
    most = max((bar.size for bar in counts), default=0) or 1
    drawn = [
        {
            "name": bar.name if len(bar.name) <= LONGEST_NAME else bar.name[: LONGEST_NAME - 1] + "…",
            "count": f"{bar.size:,}",
            "width": max(1, round(WIDEST * bar.size / most)),
        }
        for bar in counts
    ]
    return BARS.render(heading=heading, bars=drawn, height=56 + 24 * len(counts))


def picture(svg: str, alternative: str) -> str:
    """An SVG drawing as a Markdown image that carries its own data."""
    return f"![{alternative}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
