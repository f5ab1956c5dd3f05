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
INNER_BY = re.compile(r"\b(?:by|By|BY|von|por|par):? (?=[A-ZÀ-Þ])")
WRITING = re.compile(r"(?:written|posted|published|words|story|guide|review|reported|text|reporting) $", re.IGNORECASE)
NAME_JOINT = re.compile(r" ?[,;/] ?| (?:and|und|y|et|e|&|og|och) ")
ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|columnist|contributor|director|manager|co-founder|founder|"
    r"ceo|cto|author|producer|photographer|analyst|redakteur(?:in)?|staff|intern|fellow|professor|specialist|strategist|"
    r"lead|head|senior|chief|marketing|vice|president|team leader|guest|expert|former|deputy|contributing|freelance|"
    r"phd|md)\b",
    re.IGNORECASE,
)
MAX_LINE_WORDS = 40
# Who checked a text did not write it.
CHECKERS = frozenset({"reviewed", "edited", "checked"})
# Agencies sign in small letters: `Von dpa`.
AGENCIES = frozenset({"dpa", "afp", "apa", "ap", "kna", "epd", "sda", "ots", "sid", "ntb", "ritzau", "ansa", "efe"})
# A Korean byline: two to four syllables before the word for reporter.
KOREAN_REPORTER = re.compile(r"(?<![가-힣])([가-힣]{2,4}) ?(?:선임|수석|인턴)?기자(?![가-힣])")
MAX_KOREAN_CHARS = 60
# How the author of a page is described below it; of others one reads that they are presidents or professors.
DESCRIPTION = re.compile(
    r"([^.!?:]{3,60}?) (?:is|was|covers|writes|ist|es) (?:[^.!?]{0,80}? )?"
    r"(?:writer|journalist|reporter|columnist|correspondent|editor|contributor|blogger|author of this|Redakteur(?:in)?|"
    r"Journalist(?:in)?|periodista)\b"
)
# What stands around a name beside a date: marks, and the time of day.
BESIDE_NAME = re.compile(r"[\s|•·,;:–—/-]+|\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|Uhr))?")
# Words that may follow a bare name in its line: `Ida Holm in Velsund`.
MAX_WORDS_BEHIND_NAME = 3
MAX_WORDS_BEFORE_ROLE = 3


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
    if not line.words or len(line.words) > MAX_LINE_WORDS or not CHECKERS.isdisjoint(line.words[:2]):
        return []
    size = _measure_lead(line)
    has_colon = line.text[size : size + 2].lstrip().startswith(":")
    if size and (has_colon or not (line.text[-1] in ".!?…" and len(line.words) > MAX_NAME_WORDS)):
        return parse_name_list(line.text[size : size + 2 * MAX_NAME_CHARS].lstrip(" :\t"))
    if len(line.text) <= MAX_KOREAN_CHARS and (korean := KOREAN_REPORTER.findall(line.text)):
        return korean
    for match in INNER_BY.finditer(line.text[:300]):
        before = line.text[: match.start()]
        if find_days(before) or WRITING.search(before[-24:]):
            return parse_name_list(line.text[match.end() : match.end() + 2 * MAX_NAME_CHARS])
    return []


def parse_name_list(text: str) -> list[str]:
    """The names that a text begins with, `A, B and C`; what is no name ends the list."""
    names: list[str] = []
    for part in NAME_JOINT.split(" ".join(text.split())[: 2 * MAX_NAME_CHARS]):
        part = part.strip(" ,;:.-–—")
        if not names and part.partition(" ")[0] in AGENCIES:
            return [part.partition(" ")[0]]
        name = _extract_name(part)
        kept = _cut_date(name, part[len(name) :]) if name is not None else None
        if name is None or kept is None or (names and (len(kept.split()) < 2 or ROLE.search(part))):
            break
        names.append(_cut_role(kept))
        if len(kept) < len(part):
            break  # something else follows the name
    return names


def parse_bare_names(line: Line) -> list[str]:
    """The names of a line that consists of several, `Ida Holm, Per Lund`; none for other lines."""
    parts = NAME_JOINT.split(line.text) if len(line.text) <= 2 * MAX_NAME_CHARS else []
    names = [name for part in parts if (name := _parse_bare_text(part)) is not None]
    return names if 1 < len(names) == len(parts) else []


def parse_name_and_role(line: Line) -> list[str]:
    """The names in a line that goes on with what they do: `Ida Holm | Columnist`, `Per Lund Senior Editor`."""
    role = ROLE.search(line.text[:MAX_NAME_CHARS]) if len(line.words) <= MAX_WORDS else None
    before = line.text[: role.start()].rstrip(" |•·,–—-(/") if role else ""
    parts = NAME_JOINT.split(before)
    names = [name for part in parts if (name := _parse_bare_text(part)) is not None]
    return (
        names if len(names) == len(parts) and max(len(name.split()) for name in names) <= MAX_WORDS_BEFORE_ROLE else []
    )


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


def parse_described_author(line: Line) -> str | None:
    """The name that a line begins with that says what its bearer writes: `Ida Holm is a writer in Velsund.`"""
    described = DESCRIPTION.match(line.text[: 3 * MAX_NAME_CHARS])
    return _parse_bare_text(described.group(1)) if described else None


def _cut_date(name: str, rest: str) -> str | None:
    """A name without the month of a date right behind it, `Ida Holm January 21`; None where it is a date itself.

    A name may be that of a month, too: `Tom May`.
    """
    parts = name.split()
    kinds = [get_word_kind(part.strip(",.").casefold()) for part in parts]
    if kinds[0] in ("published", "updated", "unit") or (kinds[0] in ("month", "weekday") and len(parts) < 2):
        return None
    ends = [at for at, kind in enumerate(kinds) if at and kind in ("published", "updated", "weekday")]
    if kinds[-1] == "month" and rest.lstrip()[:1].isdigit():
        ends.append(len(parts) - 1)
    return " ".join(parts[: min(ends)]).strip(" ,|") if ends else name


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
    return _parse_bare_text(line.text)


def _parse_bare_text(text: str) -> str | None:
    found = _extract_name(text[:MAX_NAME_CHARS])
    if found is None or found.isupper() or _is_date_word(found) or "&" in found:
        return None
    behind = " ".join(text.split())[len(found) :].split()
    if len(behind) > MAX_WORDS_BEHIND_NAME and behind[0][0].isalpha():
        return None
    return found if 2 <= len(found.split()) <= MAX_NAME_WORDS else None


def parse_named_date(line: Line) -> str | None:
    """The name before or behind the date in one line, `Ida Holm October 14, 2025`; None for other lines."""
    if not line.words or len(line.words) > MAX_WORDS:
        return None
    days = find_days(line.text)
    before = line.text[: days[0].start].rstrip(" |•·,–—-:") if days else ""
    parts = before.split()
    while parts and get_word_kind(parts[-1].strip(",.").casefold()) in ("weekday", "published", "updated", "joint"):
        parts.pop()
    name = _extract_name(" ".join(parts)[:MAX_NAME_CHARS]) if parts else None
    if days and not parts:
        rest = line.text[days[-1].end :]
        while opening := BESIDE_NAME.match(rest):
            rest = rest[opening.end() :]
        name = _extract_name(rest[:MAX_NAME_CHARS]) if rest else None
    if name is None or "&" in name:
        return None
    return name if 2 <= len(name.split()) <= MAX_NAME_WORDS else None


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
