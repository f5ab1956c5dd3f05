"""What can be seen of each line with text and of its surroundings, as numbers for the model."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.clean.features import position_features
from pipeline.clean.features.date_lines import DateLine
from pipeline.clean.features.feature_columns import FeatureColumns
from pipeline.clean.features.line_rules import LineRule
from pipeline.clean.features.page_letters import DIGIT, LOWER, QUOTE, SEPARATOR, UPPER, WIDE, PageLetters
from pipeline.clean.features.page_vocabulary import PageVocabulary
from pipeline.clean.text_lines import Line

Floats = npt.NDArray[np.float64]

# What is looked at of a long line; its length is known anyway.
MAX_SAMPLE_CHARS = 600
SENTENCE_ENDS = frozenset(".!?…。！？؟।")
CLOSING_MARKS = "\"'”’»)]」』"
OPENING_MARKS = frozenset("\"'“‘«„「『")
BULLETS = frozenset("-–—•*·○▪►■✓")
MAX_COPIES = 4
# Lines that begin with so many words in common are of one kind, or one is the excerpt of the other.
BEGINNING_WORDS = 4

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
GROUP_BY_LABEL = {label: group for group, labels in enumerate(RULE_GROUPS.values()) for label in labels}


def compute_line_features(
    lines: Sequence[Line], rules: Sequence[LineRule | None], dates: Sequence[DateLine | None]
) -> FeatureColumns:
    """What is seen of the lines with text, by the feature's name; empty where no line has text."""
    shown = [place for place, line in enumerate(lines) if line.text]
    if not shown:
        return {}
    shown_lines = [lines[place] for place in shown]
    shown_rules = [rules[place] for place in shown]
    vocabulary = PageVocabulary(shown_lines)
    found = {
        **_compute_letter_features(shown_lines),
        **vocabulary.compute_kind_shares(),
        "shared": vocabulary.count_sharing_lines(),
        "firm": np.array([0 if rule is None else 2 if rule.firm else 1 for rule in shown_rules]),
        "dated": np.array([dates[place] is not None for place in shown]),
        "blank_above": np.array([place == 0 or not lines[place - 1].text for place in shown]),
        "blank_below": np.array([place + 1 == len(lines) or not lines[place + 1].text for place in shown]),
        **_count_repeated_lines(shown_lines),
        **_flag_rule_groups(shown_rules),
    }
    around = position_features.compute_position_features(
        found, [rule.opens_section if rule else None for rule in shown_rules]
    )
    taken_up = vocabulary.compute_overlap(
        (position_features.count_prose_words(found) > 0) & around["in_run"].astype(bool)
    )
    return {**found, **around, "taken_up": taken_up, "window_taken_up": position_features.average_window(taken_up, 2)}


def _compute_letter_features(lines: Sequence[Line]) -> FeatureColumns:
    texts = [line.text for line in lines]
    letters = PageLetters([text[:MAX_SAMPLE_CHARS] for text in texts])
    parts = letters.count_per_line(letters.token_starts)
    lengths = np.array([len(text) for text in texts])
    initials = letters.kinds[letters.token_starts]
    inside = np.bitwise_or.reduceat(letters.kinds, letters.token_starts)
    capitals = ((inside & UPPER) > 0) & ((inside & LOWER) == 0)
    ends = [text.rstrip(CLOSING_MARKS)[-1:] for text in texts]
    return {
        "units": np.log1p(np.maximum(lengths * parts / letters.lengths, 1.0) + letters.count_kind(WIDE) / 2),
        "chars": np.log1p(lengths),
        "word_length": np.minimum(letters.lengths / parts, 30.0),
        "lower": letters.count_per_line(letters.token_starts[(initials & LOWER) > 0]) / parts,
        "upper": letters.count_per_line(letters.token_starts[(initials & UPPER) > 0]) / parts,
        "capitals": letters.count_per_line(letters.token_starts[capitals]) / parts,
        "digits": letters.count_kind(DIGIT) / letters.lengths,
        "ends_sentence": np.array([end in SENTENCE_ENDS for end in ends]),
        "ends_colon": np.array([end == ":" for end in ends]),
        "ends_open": np.array([end == "…" or text.endswith("...") for end, text in zip(ends, texts, strict=True)]),
        "ends_bracket": np.array([text[-1] in ")]" for text in texts]),
        "commas": letters.count(",") / parts,
        "sentences": letters.count(".", " ") + letters.count("。"),
        "quotes": letters.count_kind(QUOTE) > 0,
        "separators": letters.count_kind(SEPARATOR),
        "starts_lower": letters.starts_with_kind(LOWER),
        "starts_digit": letters.starts_with_kind(DIGIT),
        "starts_quote": np.array([text[0] in OPENING_MARKS for text in texts]),
        "starts_bullet": np.array([text[0] in BULLETS for text in texts]),
        "asks": letters.count("?") > 0,
        "exclaims": letters.count("!") > 0,
        "wide": np.array([text[len(text) // 2] > "\u2e7f" for text in texts]),
        "alike": _measure_alike_runs(letters),
    }


def _measure_alike_runs(letters: PageLetters) -> Floats:
    """How many lines in a row (log of 1 + n) begin alike, as those of a list do: a number, then a capital and so on."""
    first = np.searchsorted(letters.token_starts, letters.line_starts)
    kinds = letters.kinds[letters.token_starts] & (LOWER | UPPER | DIGIT)
    second = np.where(letters.count_per_line(letters.token_starts) > 1, kinds[np.minimum(first + 1, len(kinds) - 1)], 0)
    beginning = kinds[first].astype(np.int64) << 8 | second
    bounds = np.flatnonzero(np.diff(beginning, prepend=-1, append=-1))
    return np.repeat(np.log1p(np.diff(bounds)), np.diff(bounds))


def _count_repeated_lines(lines: Sequence[Line]) -> FeatureColumns:
    """How many lines have the same words, and how many begin with the same words."""
    copies = Counter(line.words for line in lines)
    starts = Counter(line.words[:BEGINNING_WORDS] for line in lines)
    return {
        "copies": np.array([min(copies[line.words], MAX_COPIES) for line in lines]),
        "begins_alike": np.array(
            [
                min(starts[line.words[:BEGINNING_WORDS]], MAX_COPIES) if len(line.words) >= BEGINNING_WORDS else 0
                for line in lines
            ]
        ),
    }


def _flag_rule_groups(rules: Sequence[LineRule | None]) -> FeatureColumns:
    groups = np.array([GROUP_BY_LABEL.get(rule.label, -1) if rule else -1 for rule in rules])
    return {name: groups == group for group, name in enumerate(RULE_GROUPS)}
