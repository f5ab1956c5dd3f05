"""What can be seen of each line with text and of its surroundings, as numbers for the model."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean import surroundings
from pipeline.clean.calendar import Dated
from pipeline.clean.columns import Columns
from pipeline.clean.letters import DIGIT, LOWER, QUOTE, SEPARATOR, UPPER, WIDE, Letters
from pipeline.clean.lines import Line
from pipeline.clean.rules import RULES, Rule

Bytes = npt.NDArray[np.int8]

# What is looked at of a long line; its length is known anyway.
SAMPLE = 600
SENTENCE_ENDS = frozenset(".!?…。！？؟।")
CLOSING = "\"'”’»)]」』"
OPENING = frozenset("\"'“‘«„「『")
BULLETS = frozenset("-–—•*·○▪►■✓")
# Words shorter than this come back on any page.
LONG_WORD = 4
MOST_COPIES = 4
MOST_OTHERS = 4

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
GROUP_OF = {label: group for group, labels in enumerate(RULE_GROUPS.values()) for label in labels}
SMALL_WORDS = ("function", "address", "self")


class SmallWords(Entry):
    """Small words of one kind."""

    kind: str
    words: frozenset[str]


def columns(lines: Sequence[Line], rules: Sequence[Rule | None], dated: Sequence[Dated | None]) -> Columns:
    """What is seen of the lines with text, by the feature's name; empty where no line has text."""
    shown = [place for place, line in enumerate(lines) if line.text]
    if not shown:
        return {}
    own = [lines[place] for place in shown]
    ruled = [rules[place] for place in shown]
    above = [place == 0 or not lines[place - 1].text for place in shown]
    below = [place + 1 == len(lines) or not lines[place + 1].text for place in shown]
    copies = Counter(line.words for line in own)
    found = {
        **_letters(own),
        **_words(own),
        "firm": np.array([0 if rule is None else 2 if rule.firm else 1 for rule in ruled]),
        "dated": np.array([dated[place] is not None for place in shown]),
        "blank_above": np.array(above),
        "blank_below": np.array(below),
        "copies": np.array([min(copies[line.words], MOST_COPIES) for line in own]),
        **_groups(ruled),
    }
    return {**found, **surroundings.columns(found, [rule.opens if rule else None for rule in ruled])}


def _letters(lines: Sequence[Line]) -> Columns:
    texts = [line.text for line in lines]
    letters = Letters([text[:SAMPLE] for text in texts])
    parts = letters.tally(letters.parts)
    lengths = np.array([len(text) for text in texts])
    initials = letters.kinds[letters.parts]
    inside = np.bitwise_or.reduceat(letters.kinds, letters.parts)
    capitals = ((inside & UPPER) > 0) & ((inside & LOWER) == 0)
    ends = [text.rstrip(CLOSING)[-1:] for text in texts]
    return {
        "units": np.log1p(np.maximum(lengths * parts / letters.lengths, 1.0) + letters.of(WIDE) / 2),
        "chars": np.log1p(lengths),
        "word_length": np.minimum(letters.lengths / parts, 30.0),
        "lower": letters.tally(letters.parts[(initials & LOWER) > 0]) / parts,
        "upper": letters.tally(letters.parts[(initials & UPPER) > 0]) / parts,
        "capitals": letters.tally(letters.parts[capitals]) / parts,
        "digits": letters.of(DIGIT) / letters.lengths,
        "ends_sentence": np.array([end in SENTENCE_ENDS for end in ends]),
        "ends_colon": np.array([end == ":" for end in ends]),
        "ends_open": np.array([end == "…" or text.endswith("...") for end, text in zip(ends, texts, strict=True)]),
        "ends_bracket": np.array([text[-1] in ")]" for text in texts]),
        "commas": letters.count(",") / parts,
        "sentences": letters.count(".", " ") + letters.count("。"),
        "quotes": letters.of(QUOTE) > 0,
        "separators": letters.of(SEPARATOR),
        "starts_lower": letters.first(LOWER),
        "starts_digit": letters.first(DIGIT),
        "starts_quote": np.array([text[0] in OPENING for text in texts]),
        "starts_bullet": np.array([text[0] in BULLETS for text in texts]),
        "asks": letters.count("?") > 0,
        "exclaims": letters.count("!") > 0,
        "wide": np.array([text[len(text) // 2] > "\u2e7f" for text in texts]),
    }


def _words(lines: Sequence[Line]) -> Columns:
    """The share of small words of each kind, and `shared`: how far the longer words come back in other lines.

    That is the mean, over the longer words, of the number of other lines that have the word, up to MOST_OTHERS.
    """
    count = len(lines)
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers)) for line in lines for word in line.words], dtype=np.int64)
    lengths = np.array([len(line.words) for line in lines])
    line = np.repeat(np.arange(count), lengths)
    kinds = _kinds(numbers)[words]
    found: Columns = {
        kind: np.bincount(line[kinds == number], minlength=count) / np.maximum(lengths, 1)
        for number, kind in enumerate(SMALL_WORDS)
    }
    long = np.array([len(word) >= LONG_WORD for word in numbers], dtype=bool)[words]
    words, line = words[long], line[long]
    spread = np.bincount(np.unique(words * count + line) // count, minlength=len(numbers))
    others = np.bincount(line, np.minimum(spread[words] - 1, MOST_OTHERS), count)
    told = np.bincount(line, minlength=count)
    found["shared"] = np.where(told > 0, others / np.maximum(told, 1), -1.0)
    return found


def _kinds(numbers: dict[str, int]) -> Bytes:
    """For each word, by its number, the place of its kind in SMALL_WORDS; -1 where it is no small word."""
    kinds = np.full(len(numbers), -1, dtype=np.int8)
    for word in numbers.keys() & _small_words().keys():
        entry = _small_words()[word]
        _lexicon().hit(entry)
        kinds[numbers[word]] = SMALL_WORDS.index(entry.kind)
    return kinds


def _groups(rules: Sequence[Rule | None]) -> Columns:
    groups = np.array([GROUP_OF.get(rule.label, -1) if rule else -1 for rule in rules])
    return {name: groups == group for group, name in enumerate(RULE_GROUPS)}


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
