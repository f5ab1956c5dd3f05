"""Lines that name the author."""

import re
from functools import cache

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features.day_parsing import find_days, get_word_kind
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import Line

MAX_WORDS = 18
MAX_NAME_WORDS = 5
MAX_NAME_CHARS = 120
# What pages print after the name in the same line. The text is collapsed before, so that no white space runs on.
AFTER_NAME = re.compile(r" ?(?:[|•·—–/@<(\[]| - |\d|, |\b(?:Published|Updated|Posted|Staff|Last|on|in|for|at)\b)")
# `ByNina Holm`: pages that glue the word to the name.
GLUED_BY = re.compile(r"(?:By|BY|by|Von|Por)(?=[A-ZÀ-Þ][a-zà-ÿ'’-]{1,20}(?: |$))")


# `by` within a line, before a capital letter.
INNER_BY = re.compile(r"\b(?:by|By|BY|von|por|par) (?=[A-ZÀ-Þ])")
WRITING = re.compile(r"(?:written|posted|published|words|story|guide|review|reported|text|reporting) $", re.IGNORECASE)
NAME_JOINT = re.compile(r" ?[,;/] ?| (?:and|und|y|et|e|&|og|och) ")
ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|columnist|contributor|director|manager|co-founder|founder|"
    r"ceo|cto|author|producer|photographer|analyst|redakteur(?:in)?|staff|intern|fellow|professor|specialist|strategist|"
    r"lead|head|senior|chief|marketing|vice|president|team leader|guest|expert|phd|md)\b",
    re.IGNORECASE,
)
MAX_LINE_WORDS = 40


class BylineWord(Entry):
    """Words of one use in bylines."""

    kind: str
    words: frozenset[str]


def parse_author(line: Line) -> str | None:
    """The author that a line names after a word such as "By"; None where it is no such line."""
    if not line.words or len(line.words) > MAX_WORDS:
        return None
    size = _measure_lead(line)
    if size == 0 or (line.text[-1] in ".!?…" and len(line.words) > MAX_NAME_WORDS):
        return None
    found = _extract_name(line.text[size : size + MAX_NAME_CHARS].lstrip(" :\t"))
    if found is not None:
        _count_hits(line.words)
    return found


def parse_authors(line: Line) -> list[str]:
    """All authors that a line names after a word such as "By", behind a date too: `3 May 2024 by Ida Holm`."""
    if not line.words or len(line.words) > MAX_LINE_WORDS:
        return []
    size = _measure_lead(line)
    if size and not (line.text[-1] in ".!?…" and len(line.words) > MAX_NAME_WORDS):
        return parse_name_list(line.text[size : size + 2 * MAX_NAME_CHARS].lstrip(" :\t"))
    for match in INNER_BY.finditer(line.text[:300]):
        before = line.text[: match.start()]
        if find_days(before) or WRITING.search(before[-24:]):
            return parse_name_list(line.text[match.end() : match.end() + 2 * MAX_NAME_CHARS])
    return []


def parse_name_list(text: str) -> list[str]:
    """The names that a text begins with, `A, B and C`; what is no name ends the list."""
    names: list[str] = []
    for part in NAME_JOINT.split(" ".join(text.split())[: 2 * MAX_NAME_CHARS]):
        name = _extract_name(part.strip(" ,;:.-–—"))
        if name is None or (names and len(name.split()) < 2) or (names and ROLE.search(part)) or _is_date_word(name):
            break
        names.append(_cut_role(name))
        if len(name) < len(part.strip(" ,;:.-–—")):
            break  # something else follows the name
    return names


def parse_continued_names(line: Line) -> list[str]:
    """The names in a line that goes on with the authors of the line above: `and Per Lund`."""
    if not 1 < len(line.words) <= MAX_WORDS or line.words[0] not in ("and", "und", "y", "et"):
        return []
    return parse_name_list(line.text[len(line.words[0]) :])


def is_lead(line: Line) -> bool:
    """Whether a line is nothing but the word before an author's name: `By`, `Written by:`, `The author`."""
    if not 0 < len(line.words) <= 2 or not set(line.words[:-1]) <= _select_words("written") | {"the"}:
        return False
    return line.words[-1] in _select_words("before") or (line.words == ("written",) and line.text.endswith(":"))


def _is_date_word(name: str) -> bool:
    kinds = {get_word_kind(word.casefold()) for word in name.split()}
    return not kinds.isdisjoint(("month", "weekday", "published", "updated", "unit"))


def _cut_role(name: str) -> str:
    """A name without the role that is printed right behind it: `Ida Holm Senior Editor`."""
    role = ROLE.search(name)
    kept = name[: role.start()].strip(" ,") if role else name
    return kept if len(kept.split()) >= 2 else name


def parse_bare_name(line: Line) -> str | None:
    """The name that a line consists of, two to five capitalised words; None where it is anything else."""
    found = _extract_name(line.text[:MAX_NAME_CHARS])
    if found is None or found.isupper() or _is_date_word(found) or "&" in found:
        return None
    return found if 2 <= len(found.split()) <= MAX_NAME_WORDS else None


def parse_named_date(line: Line) -> str | None:
    """The name that stands before the date in one line, such as `Ida Holm October 14, 2025`; None for other lines."""
    if not line.words or len(line.words) > MAX_WORDS:
        return None
    days = find_days(line.text)
    before = line.text[: days[0].start].rstrip(" |•·,–—-:") if days else ""
    parts = before.split()
    while parts and get_word_kind(parts[-1].strip(",.").casefold()) in ("weekday", "published", "updated", "joint"):
        parts.pop()
    name = " ".join(parts)
    return name if 2 <= len(parts) <= MAX_NAME_WORDS and is_name(name) else None


def is_name(text: str) -> bool:
    """Whether a text is a name by its look: capitalised words of letters, joined by particles."""
    return _extract_name(text[:MAX_NAME_CHARS]) == text.strip(" ,;:.")


def is_author_word(word: str) -> bool:
    """Whether a word stands before an author's name, such as `by`."""
    return word in _select_words("before")


def _measure_lead(line: Line) -> int:
    """The letters before the name: those of `By`, `Written by`, `By:`; 0 where the line has no such lead."""
    if glued := GLUED_BY.match(line.text):
        return glued.end()
    if len(line.words) < 2:
        return 0
    if line.words[0] in _select_words("before"):
        return len(line.words[0])
    if line.words[0] in _select_words("written") and line.words[1] in _select_words("before"):
        return line.text.casefold().find(line.words[1], len(line.words[0])) + len(line.words[1])
    return 0


def _extract_name(text: str) -> str | None:
    text = " ".join(text.split())
    cut = AFTER_NAME.search(text, 1)
    kept = (text[: cut.start()] if cut else text).strip(" ,;:.")
    parts = kept.split()
    if not parts or len(parts) > 10 or parts[-1].lower() in _select_words("between"):
        return None
    if get_word_kind(parts[0].casefold()) is not None and len(parts) == 1:
        return None  # `By Friday`, `By March`
    named = all(_is_capitalised(part) or part.lower() in _select_words("between") for part in parts)
    return kept if named and _is_capitalised(parts[0]) else None


def _is_capitalised(part: str) -> bool:
    return part[0].isupper() and all(letter.isalpha() or letter in ".,-'’" for letter in part)


@cache
def _load_byline_words() -> Lexicon[BylineWord]:
    return load_lexicon(LEXICONS / "byline_words.yml", BylineWord)


def _count_hits(words: tuple[str, ...]) -> None:
    for entry in _load_byline_words():
        if not entry.words.isdisjoint(words):
            _load_byline_words().record_hit(entry)


@cache
def _select_words(kind: str) -> frozenset[str]:
    return frozenset(word for entry in _load_byline_words() if entry.kind == kind for word in entry.words)
