"""Specificity: whether a mention tells one particular event, by its words; habits, series and ideas are none.

"Scores of tenants have accused him" tells no accusation in particular, "a tenant accused him on Monday" does. The
features are words next to the trigger and what the mention names; the weights are those of a logistic regression that
`scripts/timeline_gate/train_timeline_gate.py` fits.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import polars as pl

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.timeline.feature_weights import INTERCEPT, load_feature_weights

LEXICONS = Path(__file__).with_name("lexicons")
WEIGHTS_PATH = Path(__file__).with_name("specificity_weights.csv")
WORD = re.compile(r"[\w'’-]+")
# A number of two and more, and no year, at the end of a text.
COUNT = re.compile(r"(?<![\w.,-])(?!(?:0|1|1[5-9]\d\d|20\d\d)\s)\d[\d,]*\s+$")
# Types in which more mentions than in others tell no event in particular, or fewer.
COMPARED_TYPES = ("SUPPORT", "SANCTION", "OFFICE", "ACCUSE", "MOBILIZE", "ASSAULT", "REQUEST", "CONSULT")
SPECIFICITY_FEATURES = (
    "hypothetical", "denied", "possible", "negated", "habitual", "several", "definite", "definite_phrase", "indefinite",
    "perfect", "relative", "of_after", "ends_in_s", "ends_in_ed", "ends_in_ing", "actor_plural", "actor_many",
    "recipient_plural", "recipient_named", "exact_day", "date_told", "place_told", "counted", "lead",
    *(f"type_{name}" for name in COMPARED_TYPES),
)  # fmt: skip

Row = Mapping[str, Any]


class TriggerWords(Entry):
    """Words near a trigger that tell one thing about it; see `trigger_words.yml`."""

    side: Literal["left", "right", "both", "party"]
    reach: int
    example: str
    words: frozenset[str]


@cache
def _load_trigger_words() -> tuple[Lexicon[TriggerWords], dict[str, TriggerWords]]:
    lexicon = load_lexicon(LEXICONS / "en" / "trigger_words.yml", TriggerWords)
    return lexicon, {entry.id: entry for entry in lexicon}


class TriggerContext:
    """The words left and right of a trigger in its sentence."""

    def __init__(self, sentence: str, start: int, end: int) -> None:
        self._before = sentence[:start]
        self.left = [word.replace("’", "'") for word in WORD.findall(self._before.casefold())]
        self.right = [word.replace("’", "'") for word in WORD.findall(sentence[end:].casefold())]

    def has_words(self, name: str) -> bool:
        """Whether a word of the lexicon's entry stands within its reach."""
        lexicon, entries = _load_trigger_words()
        entry = entries[name]
        near = self.left[-entry.reach :] if entry.side in ("left", "both") else []
        near = near + (self.right[: entry.reach] if entry.side in ("right", "both") else [])
        found = not entry.words.isdisjoint(near)
        if found:
            lexicon.record_hit(entry)
        return found

    def is_counted(self) -> bool:
        """Whether a number stands right before the trigger: "145,000 visits" are no visit in particular."""
        return self.has_words("counted") or bool(COUNT.search(self._before))

    def find_modifier(self) -> str | None:
        """The word right before the trigger, where it may modify a noun: "missile" of "missile test"."""
        if not self.left or not self._before[-1:].isspace() or self.left[-1].endswith("'s"):
            return None
        return None if self.has_words("function") else self.left[-1]


def describe_specificity(row: Row, context: TriggerContext, *, is_lead: bool, is_counted: bool) -> dict[str, float]:
    """The features of one mention, each 0 or 1; `row` is one of `events`, with stated days and places alone."""
    trigger = (row["text"] or "").casefold().split(" ")[0]
    found: dict[str, bool] = {
        name: context.has_words(name)
        for name in ("possible", "habitual", "several", "definite", "indefinite", "perfect", "relative", "of_after")
    }
    found["several"] = found["several"] or context.is_counted()
    found |= {
        "hypothetical": row["status"] == "hypothetical",
        "denied": row["status"] == "denied",
        "negated": context.has_words("negated") or any(word.endswith("n't") for word in context.left[-4:]),
        "definite_phrase": context.has_words("definite_phrase") and not found["definite"],
        "ends_in_s": trigger.endswith("s") and not trigger.endswith("ss"),
        "ends_in_ed": trigger.endswith("ed"),
        "ends_in_ing": trigger.endswith("ing"),
        "actor_plural": is_plural_party(row["actor_text"], row["actor_entity_id"]),
        "actor_many": has_party_words("many_parties", row["actor_text"]),
        "recipient_plural": is_plural_party(row["recipient_text"], row["recipient_entity_id"]),
        "recipient_named": row["recipient_entity_id"] is not None,
        "exact_day": row["date_start"] is not None and row["date_start"] == row["date_end"],
        "date_told": row["date_text"] is not None,
        "place_told": row["location_entity_id"] is not None,
        "counted": is_counted,
        "lead": is_lead,
    }
    found |= {f"type_{name}": row["event_type"] == name for name in COMPARED_TYPES}
    return {name: float(found[name]) for name in SPECIFICITY_FEATURES}


def is_plural_party(words: str | None, entity_id: str | None) -> bool:
    """Whether a party without a name is told in the plural, as far as its last word tells."""
    return bool(words) and entity_id is None and str(words).endswith("s")


def is_counted_party(words: str | None) -> bool:
    """Whether a party is told as a number of people: "two men from Oslo"."""
    first = re.match(r"\d[\d,]*|\w+", (words or "").casefold())
    if first is None or first.group() in ("0", "1"):
        return False
    return first.group()[0].isdecimal() or has_party_words("crowd", first.group())


def has_party_words(name: str, words: str | None) -> bool:
    """Whether a word of the lexicon's entry stands in the words of a party."""
    lexicon, entries = _load_trigger_words()
    found = not entries[name].words.isdisjoint((words or "").casefold().split())
    if found:
        lexicon.record_hit(entries[name])
    return found


def score_specificity(described: Mapping[str, float]) -> float:
    """The log odds that a mention tells one particular event."""
    weights = load_feature_weights(WEIGHTS_PATH)
    return weights[INTERCEPT] + sum(weights[name] * value for name, value in described.items())


def index_sentences(sentences: pl.DataFrame, wanted: pl.Series) -> dict[str, tuple[str, int, int]]:
    """By id the text, the start and the number in its document of each wanted sentence that has a text."""
    columns = ("sentence_id", "text", "char_start", "sentence_no")
    chosen = sentences.filter(pl.col("sentence_id").is_in(wanted.unique().implode()) & pl.col("text").is_not_null())
    return {own: (text, start, number) for own, text, start, number in chosen.select(columns).iter_rows()}
