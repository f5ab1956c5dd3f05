"""What can be seen of each line with text and of its surroundings, as numbers for the model."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.clean import surroundings
from pipeline.clean.calendar import Dated
from pipeline.clean.columns import Columns
from pipeline.clean.letters import DIGIT, LOWER, QUOTE, SEPARATOR, UPPER, WIDE, Letters
from pipeline.clean.lines import Line
from pipeline.clean.rules import Rule
from pipeline.clean.vocabulary import Vocabulary

Floats = npt.NDArray[np.float64]

# What is looked at of a long line; its length is known anyway.
SAMPLE = 600
SENTENCE_ENDS = frozenset(".!?…。！？؟।")
CLOSING = "\"'”’»)]」』"
OPENING = frozenset("\"'“‘«„「『")
BULLETS = frozenset("-–—•*·○▪►■✓")
MOST_COPIES = 4
# Lines that begin with so many words in common are of one kind, or one is the excerpt of the other.
BEGINNING = 4

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


def columns(lines: Sequence[Line], rules: Sequence[Rule | None], dated: Sequence[Dated | None]) -> Columns:
    """What is seen of the lines with text, by the feature's name; empty where no line has text."""
    shown = [place for place, line in enumerate(lines) if line.text]
    if not shown:
        return {}
    own = [lines[place] for place in shown]
    ruled = [rules[place] for place in shown]
    vocabulary = Vocabulary(own)
    found = {
        **_letters(own),
        **vocabulary.kinds(),
        "shared": vocabulary.shared(),
        "firm": np.array([0 if rule is None else 2 if rule.firm else 1 for rule in ruled]),
        "dated": np.array([dated[place] is not None for place in shown]),
        "blank_above": np.array([place == 0 or not lines[place - 1].text for place in shown]),
        "blank_below": np.array([place + 1 == len(lines) or not lines[place + 1].text for place in shown]),
        **_repeated(own),
        **_groups(ruled),
    }
    around = surroundings.columns(found, [rule.opens if rule else None for rule in ruled])
    taken_up = vocabulary.taken_up((surroundings.prose(found) > 0) & around["in_run"].astype(bool))
    return {**found, **around, "taken_up": taken_up, "window_taken_up": surroundings.window(taken_up, 2)}


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
        "alike": _alike(letters),
    }


def _alike(letters: Letters) -> Floats:
    """How many lines in a row (log of 1 + n) begin alike, as those of a list do: a number, then a capital and so on."""
    first = np.searchsorted(letters.parts, letters.starts)
    kinds = letters.kinds[letters.parts] & (LOWER | UPPER | DIGIT)
    second = np.where(letters.tally(letters.parts) > 1, kinds[np.minimum(first + 1, len(kinds) - 1)], 0)
    beginning = kinds[first].astype(np.int64) << 8 | second
    bounds = np.flatnonzero(np.diff(beginning, prepend=-1, append=-1))
    return np.repeat(np.log1p(np.diff(bounds)), np.diff(bounds))


def _repeated(lines: Sequence[Line]) -> Columns:
    """How many lines have the same words, and how many begin with the same words."""
    copies = Counter(line.words for line in lines)
    starts = Counter(line.words[:BEGINNING] for line in lines)
    return {
        "copies": np.array([min(copies[line.words], MOST_COPIES) for line in lines]),
        "begins_alike": np.array(
            [min(starts[line.words[:BEGINNING]], MOST_COPIES) if len(line.words) >= BEGINNING else 0 for line in lines]
        ),
    }


def _groups(rules: Sequence[Rule | None]) -> Columns:
    groups = np.array([GROUP_OF.get(rule.label, -1) if rule else -1 for rule in rules])
    return {name: groups == group for group, name in enumerate(RULE_GROUPS)}
