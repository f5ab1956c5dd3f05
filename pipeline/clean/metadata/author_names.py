"""Who wrote a document, by a stated order of trust.

1. persons that linked data or meta elements name, 2. lines and elements that name the author, 3. organisations and user
names of the markup. Several authors are joined by commas; roles, places and addresses behind a name are cut off.
"""

import re
from collections.abc import Sequence

from pipeline.clean.features import byline_lines
from pipeline.clean.labelled_document import Segment
from pipeline.clean.labelling.line_labels import LineLabels
from pipeline.clean.metadata.claim import Claim, fold_letters
from pipeline.clean.metadata.page_address import PageAddress

MAX_AUTHORS = 8
MAX_NAME_CHARS = 60
MAX_LINES_ABOVE, MAX_LINES_BELOW = 5, 6
SEPARATOR = re.compile(r"\s?[,;|/]\s?|\s(?:and|und|y|et|e|&)\s")
BY = re.compile(r"(?:by|von|por|par|di|door|text|words|written by|story by|author)\s?:?\s(?=[A-ZÀ-Þ])", re.IGNORECASE)
ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|columnist|contributor|director|manager|founder|ceo|cto|author|producer|photographer|analyst|"
    r"redakteur(?:in)?|staff|intern|fellow|professor|specialist|strategist|lead|head|senior|chief|marketing|team leader)\b",
    re.IGNORECASE,
)
GENERIC = frozenset({"admin", "administrator", "editor", "editorial team", "staff", "team", "web desk", "news desk", "online desk", "author", "guest", "webmaster", "noc admin", "written by", "by", "posted by", "redaktion", "wpadmin"})


def choose_authors(
    claims: Sequence[Claim],
    elements: Sequence[Claim],
    labels: LineLabels,
    segments: Sequence[Segment],
    publisher: str | None,
    address: PageAddress,
) -> str | None:
    """The authors of a document, joined by commas; null where none is named."""
    stated = [name for claim in claims[:1] for name in _split_names(claim.value)]
    stated += [name for claim in claims[1:] if not stated for name in _split_names(claim.value)]
    stated = list(dict.fromkeys(stated))[:MAX_AUTHORS]
    persons = [name for name in stated if _is_person(name, publisher, address)]
    if persons:
        return ", ".join(persons)
    seen = [name for claim in elements[:4] for name in _read_author_text(claim.value) if _is_person(name, publisher, address)]
    if seen:
        return ", ".join(dict.fromkeys(seen[:MAX_AUTHORS]))
    line = _find_author_line(labels, segments)
    named = [name for name in _split_names(line) if name.casefold() not in GENERIC] if line else []
    usable = [name for name in stated if name.casefold() not in GENERIC]
    return ", ".join(named or usable[:MAX_AUTHORS]) or None


def _read_author_text(text: str) -> list[str]:
    """The names in the text of an element of the author: behind `by`, else where the text is a name."""
    text = BY.sub("", text, count=1) if BY.match(text) else text
    return [name for name in _split_names(text) if byline_lines.is_name(name)]


def _split_names(value: str) -> list[str]:
    """The names in a byline, without roles and what is no name."""
    match = BY.match(value)
    value = value[match.end() :] if match else value
    names = []
    for part in SEPARATOR.split(value[:400]):
        part = part.strip(" .:–—-•·()")
        if part and len(part) <= MAX_NAME_CHARS and not (names and ROLE.search(part)):
            names.append(part)
    return names


def _is_person(name: str, publisher: str | None, address: PageAddress) -> bool:
    """Whether a name is that of a person by its look: several words, no role, not the house itself."""
    if name.casefold() in GENERIC or (publisher and fold_letters(name) == fold_letters(publisher)):
        return False
    if name.isascii() and (len(name.split()) < 2 or name.islower()):
        return False
    return not (address.site and address.is_site_name(name)) and byline_lines.is_name(name)


def _find_author_line(labels: LineLabels, segments: Sequence[Segment]) -> str | None:
    """The author that a line near title and body names: behind a word such as `By`, else a name beside the day."""
    shown = [segment for segment in segments if segment.label != "blank"]
    for segment in shown:
        if segment.label == "byline" and (found := _read_line(labels, segment)):
            return found
    return None


def _read_line(labels: LineLabels, segment: Segment) -> str | None:
    line = labels.lines[segment.number]
    return byline_lines.parse_author(line) or byline_lines.parse_named_date(line) or byline_lines.parse_bare_name(line)
