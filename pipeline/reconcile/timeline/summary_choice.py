"""The mention of a row whose sentence tells the event best."""

from collections.abc import Sequence
from typing import Any

from pipeline.reconcile.timeline.event_summary import MAX_SENTENCE_WORDS
from pipeline.reconcile.timeline.mention_rows import Row
from pipeline.reconcile.timeline.summary_readability import measure_openness
from pipeline.reconcile.timeline.summary_sentences import count_open_references, is_pronoun

# What a field that the sentence tells makes up for, against what it leaves open, and what a pronoun takes.
FIELD_WORTH = 0.1
PRONOUN_COST = 0.05


def choose_clearest(members: Sequence[Row], status: str) -> Row:
    """The mention whose summary leaves the least open, and of equals tells most parties, place and day.

    `status` is that of the row, which the summary must have.
    """
    return members[0] if len(members) == 1 else min(members, key=lambda row: _rank(row, status))


def _rank(row: Row, status: str) -> tuple[Any, ...]:
    sentence = row["sentence"]
    if sentence is None:
        return (row["status"] != status, True, -FIELD_WORTH * _count_fields(row), 0, row["event_id"])
    words = len(sentence.split())
    left_open = (
        measure_openness(row) + PRONOUN_COST * count_open_references(sentence) - FIELD_WORTH * _count_fields(row)
    )
    return (row["status"] != status, False, round(left_open, 6), words > MAX_SENTENCE_WORDS, words)


def _count_fields(row: Row) -> int:
    """How many fields the sentence tells; a party that it calls by a pronoun is told elsewhere."""
    told = sum(row[name] is not None for name in ("location_name", "date_start"))
    for role in ("actor", "recipient"):
        if row[f"{role}_text"] is not None and not is_pronoun(row[f"{role}_text"]):
            told += 1 + (row[f"{role}_name"] is not None)
    return told
