"""The day of publication and that of the last change, by a stated order of trust.

1. what came with the document, 2. linked data, meta elements and microdata of the article, 3. a line near title or body
that says it tells the publication, 4. a line that is a date, a time element of the article, or a date beside the
author's name, 5. the address, 6. meta elements that may mean another day. Two lines on which the page agrees with
itself win over one. A day of change is none of publication; comments, other stories and the crawl are not asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.clean.features.day_parsing import find_days, parse_machine_day
from pipeline.clean.labelled_document import Segment
from pipeline.clean.labelling.line_labels import FALLBACK_REASONS, LineLabels
from pipeline.clean.metadata.claim import Claim
from pipeline.clean.metadata.markup_metadata import Claims
from pipeline.clean.metadata.page_address import PageAddress

# A day further above the title or below the body, in lines with text, is that of something else.
MAX_LINES_ABOVE = 6
MAX_LINES_BELOW = 8
MAX_LINE_WORDS = 26
MAX_LINE_CHARS = 220
# A paragraph that begins with a place and a date has them within so many characters.
MAX_DATELINE_CHARS = 60
FOREIGN_LABELS = frozenset({"comment", "comment_form", "related", "licence_notice"})
DAY_FIRST_ENDINGS = frozenset(
    {
        "uk",
        "ie",
        "au",
        "nz",
        "za",
        "in",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "at",
        "ch",
        "be",
        "br",
        "ar",
        "mx",
        "ng",
        "ke",
        "na",
        "gh",
        "zw",
        "sg",
        "my",
        "pk",
        "bd",
    }
)
MONTH_FIRST_ENDINGS = frozenset({"us"})


@dataclass(frozen=True, slots=True)
class StatedDays:
    """The day of publication with where it was found, and the day of the last change; null where nothing is said."""

    published: date | None
    reason: str | None
    modified: date | None


def find_stated_days(
    labels: LineLabels, segments: Sequence[Segment], claims: Claims, address: PageAddress, supplied: date | None
) -> StatedDays:
    """Choose the days of a document among what came with it, its markup, its lines and its address."""
    changed, from_lines = _read_lines(labels, segments, address)
    strong, weak = _read_claims(claims.get("published_on", [])), _read_claims(claims.get("weak_published_on", []))
    said = [own for own in from_lines if own[1] == "line:published"]
    plain = [own for own in from_lines if own[1] != "line:published"]
    times = [own for own in weak if own[1] == "time-element"]
    others = [own for own in weak if own[1] != "time-element"]
    by_address = [(address.day, "address")] if address.day else []
    given = [(supplied, "supplied")] if supplied else []
    ordered = [*given, *strong, *said, *_agree(plain, by_address), *plain, *times, *by_address, *others]
    modified = [*_read_claims(claims.get("modified_on", [])), *((day, "line:updated") for day in changed)]
    published = ordered[0] if ordered else (None, None)
    last = next((day for day, _ in modified if published[0] is None or day >= published[0]), None)
    return StatedDays(published[0], published[1], last)


def _agree(lines: list[tuple[date, str]], address: list[tuple[date, str]]) -> list[tuple[date, str]]:
    """The days of lines that the address names, too."""
    return [own for own in lines if any(own[0] == day for day, _ in address)]


def _read_claims(claims: Sequence[Claim]) -> list[tuple[date, str]]:
    found = [(parse_machine_day(claim.value), claim.reason) for claim in claims]
    return [(day, reason) for day, reason in found if day is not None]


def _read_lines(
    labels: LineLabels, segments: Sequence[Segment], address: PageAddress
) -> tuple[list[date], list[tuple[date, str]]]:
    """Days of change, and days of publication with their reasons, of the lines near title and body."""
    day_first = _tell_day_first(address)
    changed: list[date] = []
    found: list[tuple[int, date, str]] = []
    shown = [segment for segment in segments if segment.label != "blank"]
    for _, segment, is_below in _list_nearby(labels, shown):
        line = labels.lines[segment.number]
        if segment.is_body:
            days = [
                day
                for day in find_days(line.text[:MAX_DATELINE_CHARS], day_first)
                if _opens_dateline(line.text, day.start)
            ]
            found += [(2, day.day, "line:place-and-date") for day in days[:1]]
            continue
        if len(line.words) > MAX_LINE_WORDS or len(line.text) > MAX_LINE_CHARS:
            continue
        dated = labels.dates[segment.number]
        for day in find_days(line.text, day_first):
            if day.cue == "updated":
                changed.append(day.day)
            elif day.cue == "published":
                found.append((0 if not is_below else 1, day.day, "line:published"))
            elif _has_own_sentence(line.text, day.start, dated is not None):
                found.append(
                    (2 + is_below + 2 * (dated is None), day.day, "line:date" if dated else "line:name-and-date")
                )
    found.sort(key=lambda own: own[0])
    return changed, [(day, reason) for _, day, reason in found]


def _has_own_sentence(text: str, start: int, is_date_line: bool) -> bool:
    """Whether a date in a line stands beside a name or label, not within a sentence."""
    return is_date_line or text[-1:] not in ".!?" or start < len("Wednesday, ")


def _opens_dateline(text: str, start: int) -> bool:
    """Whether a paragraph begins with a place in capitals before the date."""
    place = text[:start].strip(" ,|–—-(")
    parts = [part for part in place.split() if part[0].isalpha()]
    return (
        0 < len(parts) <= 4
        and all(part.isupper() or part[0].isupper() for part in parts)
        and text[start - 2 : start].strip() in (",", "|", "–", "—", "-", "(")
    )


def _list_nearby(labels: LineLabels, shown: list[Segment]) -> list[tuple[int, Segment, bool]]:
    """The lines near title and body, nearest to the title first, each with whether it stands below the body."""
    place = {segment.number: at for at, segment in enumerate(shown)}
    first, last = labels.first_body, labels.last_body
    start = place.get(first, 0) if last >= 0 else len(shown)
    end = place.get(last, -1) if last >= 0 else len(shown)
    top = place[labels.title_line] if labels.title_line is not None else start
    top = min(top, start)
    above = range(max(0, top - MAX_LINES_ABOVE), min(start + 2, len(shown)))
    below = range(max(end, start + 1) + 1, min(end + 1 + MAX_LINES_BELOW, len(shown)))
    near = [(abs(at - top), shown[at], False) for at in above] + [(100 + at - end, shown[at], True) for at in below]
    near = [own for own in near if not _is_foreign(own[1]) and not labels.is_in_other_part(own[1].number)]
    return sorted(near, key=lambda own: own[0])


def _is_foreign(segment: Segment) -> bool:
    return segment.label in FOREIGN_LABELS and segment.reason not in FALLBACK_REASONS


def _tell_day_first(address: PageAddress) -> bool | None:
    ending = address.host.rpartition(".")[2]
    return True if ending in DAY_FIRST_ENDINGS else False if ending in MONTH_FIRST_ENDINGS else None
