"""The names of a record's fields: those that are known, and other names that can mean only one of them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.boundary.untrusted_values import describe_value, is_missing
from pipeline.base.lexicon_loader import Entry, load_lexicon

# In the order in which they are told.
KNOWN_FIELDS = ("id", "text", "html", "url", "title", "publisher", "published", "licence", "redistribution")
# Names of unknown fields that a message lists; the rest is counted.
MAX_LISTED = 12
# Messages about the fields of one file.
MAX_MESSAGES = 10


class FieldNames(Entry):
    """A known field (the id) and other names for it."""

    names: tuple[str, ...]
    example: str


@cache
def load_field_names() -> dict[str, str]:
    """The known field by other name."""
    entries = load_lexicon(Path(__file__).with_name("field_names.yml"), FieldNames)
    return {name: entry.id for entry in entries for name in entry.names}


def find_renamed_fields(record: Mapping[str, Any]) -> dict[str, str]:
    """The known field by the name that a record has for it, where that has one reading only.

    >>> find_renamed_fields({"text": "...", "date": "2022-01-10", "source": "The Post"})
    {'date': 'published', 'source': 'publisher'}
    >>> find_renamed_fields({"text": "...", "date": "2022-01-10", "published": "2022-01-11"})
    {}
    >>> find_renamed_fields({"text": "...", "date": "2022-01-10", "published_on": "2022-01-11"})
    {}
    """
    names: dict[str, list[str]] = {}
    for name, value in record.items():
        known = load_field_names().get(name)
        # A `source` that is an address may be the article's or the paper's.
        is_address = isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))
        if known is not None and not is_missing(value) and not (known == "publisher" and is_address):
            names.setdefault(known, []).append(name)
    return {found[0]: known for known, found in names.items() if len(found) == 1 and is_missing(record.get(known))}


class UnknownFields:
    """Tells of the fields of one file's records that are not known by their names: each once, and only so many."""

    def __init__(self) -> None:
        self.told: set[str] = set()
        self.messages = 0

    def describe_new(self, record: Mapping[str, Any], renamed: Mapping[str, str]) -> str | None:
        """What becomes of the unknown fields that no record before had; null where there are none.

        >>> fields = UnknownFields()
        >>> fields.describe_new({"text": "...", "date": "2022-01-10", "author": "A. Ito"}, {"date": "published"})
        '`date` is read as `published`; not read: `author`; known are id, text, html, url, title, publisher, \
published, licence, redistribution'
        >>> fields.describe_new({"text": "...", "author": "B. Ito"}, {})
        """
        new = [name for name in record if name not in KNOWN_FIELDS and name not in self.told]
        if not new or self.messages >= MAX_MESSAGES:
            return None
        self.told.update(new)
        self.messages += 1
        parts = [f"`{name}` is read as `{renamed[name]}`" for name in new if name in renamed]
        if left_out := [f"`{describe_value(name)[1:-1]}`" for name in new if name not in renamed]:
            rest = len(left_out) - MAX_LISTED
            parts.append(f"not read: {', '.join(left_out[:MAX_LISTED])}" + (f" and {rest} more" if rest > 0 else ""))
        return f"{'; '.join(parts)}; known are {', '.join(KNOWN_FIELDS)}"
