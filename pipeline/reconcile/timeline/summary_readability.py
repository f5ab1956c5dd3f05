"""Readability of summaries: how much one leaves open about who or what is meant, for a reader who has nothing else."""

from collections.abc import Mapping
from typing import Any

from pipeline.reconcile.timeline.event_summary import names_speaker, write_summary
from pipeline.reconcile.timeline.open_references import (
    count_comparisons,
    count_names,
    count_open_pronouns,
    counts_as_shell,
    find_open_definites,
    is_title_case,
    speaks_of_self,
    split_tokens,
    tells_day_of_text,
)
from pipeline.reconcile.timeline.summary_sentences import is_clear, is_headline, is_whole, measure_passing

Row = Mapping[str, Any]

# From so much on readers of summaries found that they could not tell who or what was meant.
MAX_OPENNESS = 0.75
# What each sign weighs, set by hand on one half of 153 summaries of news that were read. On the other half the sum has
# an area under the ROC curve of 0.90 for whether a summary can be read alone.
OPENING_DEFINITE = 1.0  # "The victim told police ..."
OPEN_TRIGGER = 0.5  # "... after the raid", where the raid is the event
SHELL_NOUN = 0.4  # "... are reviewing the matter"
OPEN_DEFINITE, MAX_DEFINITES = 0.7, 3  # "... in connection with the bombing"
OPENING_PRONOUN, OPEN_PRONOUN = 1.5, 0.8
NO_NAME = 0.8
COMPARISON, MAX_COMPARISONS = 0.3, 2  # "A guard was also hurt"
PASSING = 0.25  # times what `measure_passing` gives
SPEAKER_SELF = 1.0  # "We were at the mill"
NOT_WHOLE = 1.5
HEADLINE, TITLE_CASE = 0.2, 0.6
DAY_OF_TEXT, IN_QUOTATION = 0.2, 0.2
BARE_NAME = 0.3  # a person of whom only one name is known
CLAIMED = 0.6  # the summary says who said it, the sentence does not
NAMELESS_SPEAKER = 0.4  # and it is a description: "a guard said: ..."


def measure_openness(row: Row) -> float:
    """How much the summary of a mention leaves open; 0 for one that says who did what, and for one made of fields."""
    sentence = row["sentence"]
    if sentence is None:
        return 0.0
    summary = write_summary(row)
    tokens = split_tokens(summary)
    definites = find_open_definites(tokens)
    opening, later = count_open_pronouns(tokens)
    is_claimed = row["statement_id"] is not None and not names_speaker(sentence, row)
    return (
        OPENING_DEFINITE * any(at <= 1 for at, _ in definites)
        + OPEN_TRIGGER * any(noun == _find_trigger(row) for _, noun in definites)
        + SHELL_NOUN * any(counts_as_shell(noun) for _, noun in definites)
        + OPEN_DEFINITE * min(len(definites), MAX_DEFINITES)
        + OPENING_PRONOUN * opening
        + OPEN_PRONOUN * min(later, 1)
        + NO_NAME * (count_names(tokens) == 0)
        + COMPARISON * min(count_comparisons(tokens), MAX_COMPARISONS)
        + PASSING * measure_passing(row)
        + SPEAKER_SELF * speaks_of_self(summary)
        + NOT_WHOLE * (not (is_whole(sentence) and is_clear(row)))
        + HEADLINE * is_headline(sentence)
        + TITLE_CASE * is_title_case(tokens)
        + DAY_OF_TEXT * tells_day_of_text(tokens)
        + IN_QUOTATION * _is_in_quotation(row)
        + BARE_NAME * any(_is_bare_name(row, role) for role in ("actor", "recipient"))
        + CLAIMED * is_claimed
        + NAMELESS_SPEAKER * (is_claimed and (row["speaker"] or "")[:1].islower())
    )


def _is_in_quotation(row: Row) -> bool:
    before: str = row["sentence"][: row["char_start"] - row["sentence_start"]]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_bare_name(row: Row, role: str) -> bool:
    name: str | None = row[f"{role}_name"]
    return bool(row[f"{role}_type"] == "person" and name is not None and " " not in name)


def _find_trigger(row: Row) -> str:
    start, end = (row[name] - row["sentence_start"] for name in ("char_start", "char_end"))
    return str(row["sentence"][start:end]).casefold().split(" ")[-1]
