"""What can be seen of each line with text and of its surroundings, as numbers for the model."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean.calendar import Dated
from pipeline.clean.lines import Line
from pipeline.clean.rules import RULES, Rule

Matrix = npt.NDArray[np.float32]

# What is looked at of a long line; its length is known anyway.
SAMPLE = 600
# A line of so many words that ends as a sentence does is prose.
PROSE_UNITS = 10
WIDE = "\u2e7f"
SENTENCE_ENDS = frozenset(".!?…。！？؟।")
CLOSING = "\"'”’»)]」』"
OPENING = frozenset("\"'“‘«„「『")
QUOTES = re.compile('["“”«»„]')
SEPARATORS = "|•·›»/→>@#"
DIGITS = "0123456789"
BULLETS = frozenset("-–—•*·○▪►■✓")
FAR = 200

RULE_GROUPS = {
    "rule_advertisement": ("advertisement",),
    "rule_appeal": ("subscription", "donation"),
    "rule_widget": ("widget",),
    "rule_navigation": ("navigation",),
    "rule_related": ("related",),
    "rule_comment": ("comment", "comment_form"),
    "rule_tags": ("tags",),
    "rule_notice": ("disclaimer", "licence_notice"),
    "rule_picture": ("caption", "credit"),
    "rule_byline": ("byline", "dateline"),
}
NO_GROUP = [0.0] * len(RULE_GROUPS)
OWN = (
    *("units", "chars", "word_length", "lower", "upper", "capitals", "digits", "function", "address", "self"),
    *("ends_sentence", "ends_colon", "ends_open", "ends_bracket", "commas", "sentences", "quotes", "separators"),
    *("starts_lower", "starts_digit", "starts_quote", "starts_bullet", "asks", "exclaims", "firm", "dated"),
    *("blank_above", "blank_below", "copies", "shared", "wide", *RULE_GROUPS),
)
SHIFTED = ("units", "ends_sentence", "firm", "function", "upper", "digits", "dated", "shared", "blank_above")
SHAPE = (
    *("units", "lower", "upper", "digits", "function", "ends_sentence", "commas", "quotes", "separators"),
    *("starts_digit", "starts_bullet"),
)
SHIFTS = (-3, -2, -1, 1, 2, 3)
PLACE = (
    *("position", "from_top", "from_bottom", "prose_before", "prose_after", "to_prose_above", "to_prose_below"),
    *(
        "to_long_above",
        "to_long_below",
        "since_comments",
        "since_related",
        "window_prose",
        "window_firm",
        "window_wide",
    ),
    *(
        "unlike_above",
        "unlike_below",
        "in_run",
        "from_run_start",
        "from_run_end",
        "run_share",
        "page_lines",
        "page_prose",
        "short_above",
        "short_below",
    ),
)
NAMES = (*OWN, *(f"{name}{shift:+d}" for shift in SHIFTS for name in SHIFTED), *PLACE)


class SmallWords(Entry):
    """Small words of one kind."""

    kind: str
    words: frozenset[str]


def matrix(lines: Sequence[Line], rules: Sequence[Rule | None], dated: Sequence[Dated | None]) -> Matrix:
    """The features (columns as in NAMES) of the lines with text, in order; float32, one row a line."""
    shown = [place for place, line in enumerate(lines) if not line.blank]
    if not shown:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    spread = Counter(word for place in shown for word in set(lines[place].words) if len(word) > 3)
    copies = Counter(lines[place].words for place in shown)
    rows = []
    for place in shown:
        line = lines[place]
        above = place == 0 or lines[place - 1].blank
        below = place + 1 == len(lines) or lines[place + 1].blank
        rows.append(
            [
                *_own(line),
                *_ruled(rules[place], dated[place]),
                float(above),
                float(below),
                float(min(copies[line.words], 4)),
                _shared(line, spread),
                *_wide(line),
                *_groups(rules[place]),
            ]
        )
    own = np.array(rows, dtype=np.float32)
    opened = [rule.opens if (rule := rules[place]) else None for place in shown]
    comments = np.array([label == "comment" for label in opened])
    related = np.array([label == "related" for label in opened])
    return np.hstack([own, _shifted(own), _places(own, comments, related)])


def prose(own: Matrix) -> npt.NDArray[np.float64]:
    """The words of each line that is prose by its looks, 0 for others."""
    units = np.expm1(own[:, OWN.index("units")]).astype(np.float64)
    looks = (units >= PROSE_UNITS) & (own[:, OWN.index("ends_sentence")] > 0) & (own[:, OWN.index("firm")] < 2)
    return np.where(looks, units, 0.0)


def _own(line: Line) -> list[float]:
    text = line.text[:SAMPLE]
    parts = text.split()
    count = len(parts)
    initials = [part[0] for part in parts]
    words = line.words
    known = [entry for entry in map(_small_words().get, words) if entry]
    _lexicon().hits.update([entry.id for entry in known])
    kinds = [entry.kind for entry in known]
    end = line.text.rstrip(CLOSING)[-1:]
    first = text[0]
    wide = 0 if text.isascii() else sum(letter > WIDE for letter in text)
    units = max(len(line.text) * count / len(text), 1.0) + wide / 2
    return [
        math.log1p(units),
        math.log1p(len(line.text)),
        min(len(text) / count, 30.0),
        sum(map(str.islower, initials)) / count,
        sum(map(str.isupper, initials)) / count,
        sum(map(str.isupper, parts)) / count,
        sum(map(text.count, DIGITS)) / len(text),
        kinds.count("function") / max(len(words), 1),
        kinds.count("address") / max(len(words), 1),
        kinds.count("self") / max(len(words), 1),
        float(end in SENTENCE_ENDS),
        float(end == ":"),
        float(end == "…" or line.text.endswith("...")),
        float(line.text[-1] in ")]"),
        text.count(",") / count,
        float(text.count(". ") + text.count("。")),
        float(QUOTES.search(text) is not None),
        float(sum(map(text.count, SEPARATORS))),
        float(first.islower()),
        float(first.isdigit()),
        float(first in OPENING),
        float(first in BULLETS),
        float("?" in text),
        float("!" in text),
    ]


def _ruled(rule: Rule | None, dated: Dated | None) -> tuple[float, float]:
    return (0.0 if rule is None else 2.0 if rule.firm else 1.0), float(dated is not None)


def _groups(rule: Rule | None) -> list[float]:
    if rule is None:
        return NO_GROUP
    return [float(rule.label in labels) for labels in RULE_GROUPS.values()]


def _wide(line: Line) -> tuple[float]:
    return (float(line.text[len(line.text) // 2] > WIDE),)


def _shared(line: Line, spread: Counter[str]) -> float:
    """How far the longer words of a line come back in other lines of the page: the mean of up to 4 other lines."""
    known = [min(spread[word] - 1, 4) for word in line.words if len(word) > 3]
    return sum(known) / len(known) if known else -1.0


def _shifted(own: Matrix) -> Matrix:
    columns = [OWN.index(name) for name in SHIFTED]
    kept = own[:, columns]
    out = []
    for shift in SHIFTS:
        moved = np.full_like(kept, -1.0)
        if shift < 0:
            moved[-shift:] = kept[:shift]
        else:
            moved[:-shift] = kept[shift:]
        out.append(moved)
    return np.hstack(out)


def _places(own: Matrix, comments: npt.NDArray[np.bool_], related: npt.NDArray[np.bool_]) -> Matrix:
    count = len(own)
    units = np.expm1(own[:, OWN.index("units")])
    firm = own[:, OWN.index("firm")] > 1
    weight = prose(own)
    is_prose = weight > 0
    total = max(float(weight.sum()), 1.0)
    before = np.cumsum(weight) - weight
    index = np.arange(count)
    start, end = _run(np.where(is_prose, units, np.where(firm, -12.0, -8.0)))
    short = units < 5
    shape = own[:, [OWN.index(name) for name in SHAPE]]
    unlike = np.concatenate([[9.0], np.abs(np.diff(shape, axis=0)).sum(axis=1)])
    columns = [
        index / count,
        np.log1p(index),
        np.log1p(count - 1 - index),
        before / total,
        (total - before - weight) / total,
        _since(is_prose),
        _since(is_prose[::-1])[::-1],
        _since(is_prose & (units >= 25)),
        _since((is_prose & (units >= 25))[::-1])[::-1],
        _since(comments & (before > 0)),
        _since(related),
        _window(is_prose.astype(float), 4),
        _window(firm.astype(float), 4),
        _window(weight, 10),
        unlike,
        np.append(unlike[1:], 9.0),
        (index >= start) & (index < end),
        np.sign(index - start) * np.log1p(np.abs(index - start)),
        np.sign(index - end + 1) * np.log1p(np.abs(index - end + 1)),
        np.full(count, weight[start:end].sum() / total),
        np.full(count, math.log1p(count)),
        np.full(count, math.log1p(float(weight.sum()))),
        _stretch(short),
        _stretch(short[::-1])[::-1],
    ]
    return np.column_stack(columns).astype(np.float32)


def _since(flag: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Lines (log of 1 + n) since the flag was last set, above the line itself; FAR where it never was."""
    count = len(flag)
    index = np.arange(count)
    last = np.maximum.accumulate(np.where(flag, index, -1))
    above = np.concatenate([[-1], last[:-1]])
    return np.asarray(np.log1p(np.where(above < 0, FAR, np.minimum(index - above - 1, FAR))))


def _stretch(flag: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """How many lines (log of 1 + n) directly above have the flag."""
    index = np.arange(len(flag))
    last = np.maximum.accumulate(np.where(~flag, index, -1))
    above = np.concatenate([[-1], last[:-1]])
    return np.asarray(np.log1p(index - above - 1))


def _window(values: npt.NDArray[np.float64], half: int) -> npt.NDArray[np.float64]:
    """The mean over the lines up to `half` above and below."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    index = np.arange(len(values))
    low, high = np.maximum(index - half, 0), np.minimum(index + half + 1, len(values))
    return np.asarray((sums[high] - sums[low]) / (high - low))


def _run(gains: npt.NDArray[np.float64]) -> tuple[int, int]:
    """The stretch of lines with the largest sum."""
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1]))
    return start, end


@cache
def _lexicon() -> Lexicon[SmallWords]:
    return load(RULES / "words.yml", SmallWords)


@cache
def _small_words() -> dict[str, SmallWords]:
    found: dict[str, SmallWords] = {}
    for entry in _lexicon():
        for word in entry.words:
            found.setdefault(word, entry)
    return found
