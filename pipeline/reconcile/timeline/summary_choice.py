"""The mention of a row whose sentence tells the event best."""

from collections.abc import Sequence
from typing import Any

from pipeline.reconcile.timeline.event_summary import MAX_SENTENCE_WORDS, names_speaker
from pipeline.reconcile.timeline.mention_rows import Row
from pipeline.reconcile.timeline.summary_sentences import (
    count_open_references,
    is_clear,
    is_headline,
    is_pronoun,
    is_whole,
    measure_passing,
)

# What a pronoun takes from a sentence, against a field that it tells.
OPEN_REFERENCE = 0.5


def choose_clearest(members: Sequence[Row], status: str) -> Row:
    """The mention whose sentence tells the event, in the article's own voice, with parties, place and day.

    `status` is that of the row. Sentences that cannot stand alone, or name the event by the way, come last.
    """
    return members[0] if len(members) == 1 else min(members, key=lambda row: _rank(row, status))


def _rank(row: Row, status: str) -> tuple[Any, ...]:
    sentence = row["sentence"]
    if sentence is None:
        return (row["status"] != status, True, 3, True, True, True, True, -_count_fields(row), 0)
    words = len(sentence.split())
    # "He was arrested, police said" tells its speaker itself.
    is_claimed = row["statement_id"] is not None and not names_speaker(sentence, row)
    opens_with_pronoun = is_pronoun(sentence.split(" ", 1)[0])
    return (
        row["status"] != status,
        not (is_whole(sentence) and is_clear(row)),
        measure_passing(row),
        opens_with_pronoun,
        is_headline(sentence),
        is_claimed,
        words > MAX_SENTENCE_WORDS,
        OPEN_REFERENCE * count_open_references(sentence) - _count_fields(row),
        words,
    )


def _count_fields(row: Row) -> int:
    """How many fields the sentence tells; a party that it calls by a pronoun is told elsewhere."""
    told = sum(row[name] is not None for name in ("location_name", "date_start"))
    for role in ("actor", "recipient"):
        if row[f"{role}_text"] is not None and not is_pronoun(row[f"{role}_text"]):
            told += 1 + (row[f"{role}_name"] is not None)
    return told
