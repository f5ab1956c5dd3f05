"""Marks inside a line that are not its words: marks of footnotes, exponents, letters set large."""

import re
from typing import Any

# What a reference to a footnote looks like: `1`, `[12]`, `(a)`, `*`, `[note 3]`.
FOOTNOTE_MARK = re.compile(r"[\[(]\s?(?:\d{1,3}|[a-z]{1,2}|note \d{1,2}|[*†‡§¶#])\s?[\])]|\d{1,3}|[*†‡§¶]{1,3}")
FOOTNOTE_HINTS = frozenset(
    {"footnote", "footnotes", "fn", "fnref", "noteref", "endnote", "reference", "ref", "citation", "cite"}
)
INITIAL_HINTS = (
    "dropcap",
    "drop-cap",
    "drop_cap",
    "firstletter",
    "first-letter",
    "initial",
    "lettrine",
    "firstcharacter",
)
# Units that are raised to a power; after another word or number a raised figure is a footnote's.
POWER_UNITS = frozenset({"m", "km", "cm", "mm", "dm", "µm", "ft", "mi", "in", "yd", "sq", "s", "sec"})
POWER_BASES = ("10", "×10", "x10")
LAST_WORD = re.compile(r"[^\s/·]{1,12}$")
SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# A mark is no longer than this; longer content is text.
MAX_MARK_CHARS = 12


def read_short_text(element: Any, limit: int = MAX_MARK_CHARS) -> str | None:
    """The text of an element without white space at its ends; None where it is longer than the limit."""
    text = ""
    for part in element.itertext():
        text += part.strip()
        if len(text) > limit:
            return None
    return text


def find_replacement(element: Any, tag: str, hints: tuple[str, ...], before: str) -> str | None:
    """What stands in place of a mark after the text `before`: nothing for a footnote's, a raised figure for a power.

    None where the element is no mark.
    """
    is_reference = tag == "a" and element.attrib.get("href", "").startswith("#")
    if tag != "sup" and not is_reference and FOOTNOTE_HINTS.isdisjoint(hints):
        return None
    if not before or before.isspace():
        return None
    text = read_short_text(element)
    if not text or FOOTNOTE_MARK.fullmatch(text) is None:
        return None
    if tag == "sup" and text.isdigit() and (word := LAST_WORD.search(before)):
        base = word.group().lower()
        if base in POWER_UNITS or base in POWER_BASES:
            return text.translate(SUPERSCRIPTS)
    return ""


def is_initial(element: Any) -> bool:
    """Whether an element is a letter set large at the beginning of a paragraph."""
    hints_text = element.attrib.get("class", "")[:400].lower()
    if not any(name in hints_text for name in INITIAL_HINTS):
        return False
    text = read_short_text(element, 2)
    return text is not None and len(text) == 1 and text.isupper()
