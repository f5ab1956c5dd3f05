"""The metadata files of a release, all from its tables, the schemas and the facts of the run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import polars as pl

from pipeline.extract.event_confidence.confidence_model import load_weights
from pipeline.publish.run_info import RunInfo

TEMPLATE_FOLDER = Path(__file__).parent / "templates"

SOFTWARE_NAME = "newsledger"
TEXT_POLICIES = {
    "licensed": "Text stands only where each document's `redistribution` covers it; readers' comments never.",
    "full": (
        "ALL TEXT WHATEVER ITS LICENCE, except readers' comments: made for private use with `--text full`. "
        "Do not pass this release on."
    ),
}


@dataclass(frozen=True, slots=True)
class FileStats:
    """Hash (SHA-256, hexadecimal) and size (bytes) of a file."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """What a metadata file is made of: `tables` are as published, `files` the stamps of the table files by name."""

    release: str
    facts: RunInfo
    tables: Mapping[str, pl.DataFrame]
    files: Mapping[str, FileStats]

    @property
    def text_policy(self) -> str:
        """What the release does with texts, in a sentence."""
        return TEXT_POLICIES[self.facts.text_policy]


def find_threshold(facts: RunInfo) -> float:
    """Least confidence of a published event in this release."""
    return float(facts.settings.get("min_confidence", load_weights().threshold))


def encode_json(value: Any) -> bytes:
    """JSON as all metadata files are written: indented, keys in the order given, UTF-8, one line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def render_template(name: str, **context: Any) -> bytes:
    """A text file from its template; a name that the template uses and is not given is an error."""
    return _create_environment().get_template(name).render(**context).encode()


@cache
def _create_environment() -> jinja2.Environment:
    # Markdown, not HTML: what comes from documents goes through the filter `cell` instead of autoescape.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cell": format_cell, "cell_whole": format_prose_cell, "share": format_share}
    return environment


# Markdown's own signs, and those of HTML, which Markdown passes on.
_MARKUP_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "\\`*_{}[]()#|~!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
MAX_CELL_LENGTH = 120  # characters of a value that a table of a Markdown file shows


def format_cell(value: object, longest: int = MAX_CELL_LENGTH) -> str:
    """Format a value as a cell of a Markdown table: one line, markup escaped, cut at `longest` characters.

    >>> format_cell(None)
    ''
    """
    if value is None:
        return ""
    raw = json.dumps(value, ensure_ascii=False) if isinstance(value, list | bool) else str(value)
    text = " ".join(raw.split())
    return (text if len(text) <= longest else text[: longest - 1] + "…").translate(_MARKUP_ESCAPES)


def format_share(share: float) -> str:
    """Format a share of one as a percentage.

    >>> format_share(0.853)
    '85 %'
    """
    return f"{share * 100:.0f} %"


def format_prose_cell(text: str) -> str:
    r"""Format prose of our own as a cell of a Markdown table: its markup stands, bars are escaped.

    >>> format_prose_cell("one | two")
    'one \\| two'
    """
    return " ".join(text.split()).replace("|", "\\|")
