"""A value of one field of a document's metadata, with where it was found; and the cleaning that all values need."""

import re
from html import unescape
from typing import NamedTuple

MAX_VALUE_CHARS = 500
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
WEB_ADDRESS = re.compile(r"^(?:https?:)?//|^/|^@|^www\.|^\S+@\S+$")
WORD = re.compile(r"\w+")
# Templates that a page's maker left unfilled.
PLACEHOLDERS = frozenset({"null", "undefined", "none", "nan", "n/a", "[object object]", "false", "true"})


class Claim(NamedTuple):
    """What a page says of one field, and where."""

    value: str
    reason: str


def clean_value(value: str) -> str | None:
    """A value as people read it: escapes resolved (twice, as some pages escape twice), tags and white space removed."""
    value = value[: 4 * MAX_VALUE_CHARS]
    for _ in range(2):
        value = unescape(value)
    value = " ".join(TAG.sub(" ", value).split())[:MAX_VALUE_CHARS].strip()
    return value if value and value.casefold() not in PLACEHOLDERS else None


def is_web_address(value: str) -> bool:
    """Whether a value is an address and no name."""
    return WEB_ADDRESS.match(value) is not None


def fold_letters(text: str) -> str:
    """The letters and digits of a text, case folded, without white space: names are compared by them."""
    return "".join(WORD.findall(text.casefold())).replace("_", "")


def list_words(text: str) -> list[str]:
    """The words of a text, case folded."""
    return WORD.findall(text.casefold())


def measure_likeness(first: str, second: str) -> float:
    """The share of words that two short texts have in common, of the shorter one's (0 to 1)."""
    ours, theirs = set(list_words(first)), set(list_words(second))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
