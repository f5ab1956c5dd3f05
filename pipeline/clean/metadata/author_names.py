"""Who wrote a document, by a stated order of trust.

1. persons that linked data or meta elements name, 2. lines and elements that name the author, 3. organisations and user
names of the markup. Several authors are joined by commas; roles, places and addresses behind a name are cut off.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.features import byline_lines
from pipeline.clean.labelled_document import Segment
from pipeline.clean.labelling.line_labels import FALLBACK_REASONS, LineLabels
from pipeline.clean.metadata.claim import Claim, fold_letters
from pipeline.clean.metadata.page_address import PageAddress

MAX_AUTHORS = 8
MAX_NAME_CHARS = 60
MAX_LINES_ABOVE, MAX_BODY_LINES, MAX_LINES_BELOW = 4, 4, 10
SMALL_WORD = re.compile(r"(?<!\w)[a-zà-ÿ][\w'’-]+")
MAX_LINE_CHARS = 2000
MAX_KNOWN_WORDS = 4
# A line that stands on the page more often is a menu's.
MAX_COPIES = 3
FOREIGN_LABELS = frozenset({"comment", "comment_form", "related", "licence_notice", "credit", "caption"})
# Lines below the title in which names stand with what they do, or several in a row; and how far the day may be.
MAX_NAME_DISTANCE = 3
MAX_DAY_DISTANCE = 2
BIOGRAPHY_HEADING = "author-biography-heading"
MAX_BIOGRAPHY_DISTANCE = 6
SEPARATOR = re.compile(r"\s?[,;|/]\s?|\s(?:and|und|y|et|e|&)\s")
BY = re.compile(r"(?:by|von|por|par|di|door|text|words|written by|story by|author)\s?:?\s(?=[A-ZÀ-Þ])", re.IGNORECASE)
GENERIC = frozenset(
    {
        "admin",
        "administrator",
        "editor",
        "editorial team",
        "staff",
        "team",
        "web desk",
        "news desk",
        "online desk",
        "author",
        "guest",
        "webmaster",
        "noc admin",
        "written by",
        "by",
        "posted by",
        "redaktion",
        "wpadmin",
    }
)


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
    seen = [
        name
        for claim in elements[:4]
        for name in _read_author_text(claim.value)
        if _is_person(name, publisher, address)
    ]
    if seen:
        return ", ".join(dict.fromkeys(seen[:MAX_AUTHORS]))
    named = [name for name in find_author_lines(labels, segments) if name.casefold() not in GENERIC]
    named = [name for name in named if len(named) < 2 or not _is_house(name, publisher, address)]
    usable = [name for name in stated if name.casefold() not in GENERIC]
    return ", ".join(named or usable[:MAX_AUTHORS]) or None


def _read_author_text(text: str) -> list[str]:
    """The names in the text of an element of the author: behind `by`, else where the text is a name."""
    match = BY.match(text)
    return byline_lines.parse_name_list(text[match.end() :] if match else text)


def _split_names(value: str) -> list[str]:
    """The names in a byline, without roles and what is no name."""
    match = BY.match(value)
    value = value[match.end() :] if match else value
    names: list[str] = []
    for part in SEPARATOR.split(value[:400]):
        part = part.strip(" .:–—-•·()")
        if part and len(part) <= MAX_NAME_CHARS and not (names and byline_lines.ROLE.search(part)):
            names.append(part)
    return names


def _is_person(name: str, publisher: str | None, address: PageAddress) -> bool:
    """Whether a name is that of a person by its look: several words, no role, not the house itself."""
    if name.casefold() in GENERIC:
        return False
    if name.isascii() and (len(name.split()) < 2 or name.islower()):
        return False
    return not _is_house(name, publisher, address) and byline_lines.is_name(name)


def _is_house(name: str, publisher: str | None, address: PageAddress) -> bool:
    """Whether a name is that of the publisher or its site."""
    if publisher and fold_letters(name) in (fold_letters(publisher), fold_letters(publisher).removeprefix("the")):
        return True
    return bool(address.site) and address.is_site_name(name)


def find_author_lines(labels: LineLabels, segments: Sequence[Segment]) -> list[str]:
    """The names that lines near title and body give: behind a word such as `By`, beside a day, alone under the title.

    A name alone counts where the page gives it once more or a day stands beside it, and where its words do not stand in
    small letters elsewhere, as those of a heading do.
    """
    shown = [segment.number for segment in segments if segment.label != "blank"]
    for place in _list_nearby(labels, segments, shown):
        line = labels.lines[shown[place]]
        above = labels.lines[shown[place - 1]] if place else None
        if names := byline_lines.parse_authors(line):
            below = labels.lines[shown[place + 1]] if place + 1 < len(shown) else line
            return names + (byline_lines.parse_continued_names(below) if below is not line else [])
        if above is not None and byline_lines.is_lead(above) and (names := byline_lines.parse_name_list(line.text)):
            return names
        rule = labels.rules[shown[place - 1]] if place else None
        if rule is not None and rule.id == BIOGRAPHY_HEADING and (name := byline_lines.parse_bare_name(line)):
            return [name]
    return _find_bare_names(labels, segments, shown) or _find_described_author(labels, shown)


def _find_bare_names(labels: LineLabels, segments: Sequence[Segment], shown: list[int]) -> list[str]:
    """The names that stand alone near title and body: beside a day, with a role, or known from another line."""
    small = {word for line in labels.lines for word in SMALL_WORD.findall(line.text[:MAX_LINE_CHARS])}
    body = " ".join(line.text for line, own in zip(labels.lines, labels.is_body, strict=True) if own)
    copies = Counter(line.text for line in labels.lines)
    title = labels.title_line if labels.title_line is not None else -1
    rank = next((at for at, number in enumerate(shown) if number == title), None)
    for place in _list_nearby(labels, segments, shown):
        line = labels.lines[shown[place]]
        if shown[place] < title - MAX_LINES_ABOVE or shown[place] == title:
            continue
        dated_name = byline_lines.parse_named_date(line)
        if labels.is_body[shown[place]] or (shown[place] > labels.first_body and dated_name is None):
            continue
        is_under_title = rank is not None and 0 < place - rank <= MAX_NAME_DISTANCE
        names = (
            (byline_lines.parse_name_and_role(line) or byline_lines.parse_bare_names(line)) if is_under_title else []
        )
        if names and not any(_is_heading(own, small, is_surely_placed=True) for own in names):
            return names
        name = dated_name or byline_lines.parse_bare_name(line)
        reach = MAX_DAY_DISTANCE if is_under_title else 1
        near = range(max(0, place - 1), min(place + reach + 1, len(shown)))
        is_dated = dated_name is not None or any(labels.dates[shown[at]] is not None for at in near)
        if name is None or _is_heading(name, small, is_surely_placed=is_under_title and is_dated):
            continue
        if dated_name is not None:
            return [name]
        if (copies[line.text] > MAX_COPIES or body.count(name) > 1) and not (is_under_title and is_dated):
            continue  # a menu's, or whom the article is about
        is_known = len(name.split()) < MAX_KNOWN_WORDS and sum(name in other.text for other in labels.lines) > 1
        if is_dated or (is_known and shown[place] > title):
            return [name]
    return []


def _find_described_author(labels: LineLabels, shown: list[int]) -> list[str]:
    """The author whom a line below the body describes: `Ida Holm is a writer in Velsund.`"""
    last = labels.last_body
    below = shown[bisect_right(shown, last) :][:MAX_BIOGRAPHY_DISTANCE] if last >= 0 else []
    names = (byline_lines.parse_described_author(labels.lines[place]) for place in below)
    return [name for name in names if name is not None][:1]


def _is_heading(name: str, small: set[str], *, is_surely_placed: bool) -> bool:
    """Whether words of a name stand in small letters elsewhere on the page, as those of a heading do.

    One is enough, but more than half must where a day and the title are beside: names have words such as `Green`.
    """
    parts = name.casefold().split()
    found = sum(part in small for part in parts)
    return 2 * found > len(parts) if is_surely_placed else found > 0


def _list_nearby(labels: LineLabels, segments: Sequence[Segment], shown: list[int]) -> list[int]:
    """The ranks of the lines near title and body: those below the title first, then above it, then below the body."""
    foreign = {
        segment.number
        for segment in segments
        if segment.label in FOREIGN_LABELS and segment.reason not in FALLBACK_REASONS
    }
    rank = {number: at for at, number in enumerate(shown)}
    if labels.last_body < 0:
        return []
    start, end = rank[labels.first_body], rank[labels.last_body]
    top = rank[labels.title_line] if labels.title_line is not None else start
    top = min(top, start)
    order = [*range(top, start + MAX_BODY_LINES), *range(max(0, top - MAX_LINES_ABOVE), top)]
    order += range(max(0, end - 1), end + 1 + MAX_LINES_BELOW)
    return [
        at
        for at in order
        if 0 <= at < len(shown) and shown[at] not in foreign and not labels.is_in_other_part(shown[at])
    ]
