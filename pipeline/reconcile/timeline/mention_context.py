"""Context of event mentions: their stories, their sentences' terms, and the words of their arguments."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.event_rules import stem_word
from pipeline.reconcile.folded_names import WORD_PATTERN
from pipeline.reconcile.stories.document_terms import TermVectors
from pipeline.reconcile.stories.story_clusters import Stories
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags, encode_values
from pipeline.reconcile.timeline.event_mention_columns import EventMentions

WORD_FIELDS = ("actor_text", "recipient_text", "theme_text", "location_text")
# Words of an argument that are compared, its last ones: in English the head stands there.
MAX_ARGUMENT_WORDS = 6
MIN_WORD_LENGTH = 3
# Measures by which a text sums up many events.
CASUALTY_MEASURES = ("killed", "wounded")
# Numbers of the parties that are compared.
MAX_NUMBERS = 3
MAX_NUMBER = 2**31 - 1
NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
}  # fmt: skip

WordMatrix = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class MentionContext:
    """What stands around each mention, in the order of `EventMentions`."""

    story: Codes
    document_row: Codes  # its row in the vectors of documents
    sentence_row: Codes  # its row in the vectors of sentences
    documents: TermVectors
    local_documents: TermVectors
    sentences: TermVectors
    words: Mapping[str, WordMatrix]  # by argument, the numbers of its words' stems; null codes fill up
    numbers: WordMatrix  # numbers in its parties' words, as written
    is_lead: Flags
    is_claimed: Flags  # stands inside what somebody said
    is_planned: Flags
    is_total: Flags  # tells the dead or wounded of many events, as its sentence counts them
    is_plural: Flags  # the trigger is a noun in the plural, as far as its ending tells
    stem_share: NDArray[np.float32]  # share of its story's documents that use its trigger
    rival_count: NDArray[np.float32]  # mentions in its document with the same trigger


def build_mention_context(
    event_mentions: EventMentions, events: pl.DataFrame, figures: pl.DataFrame, stories: Stories
) -> MentionContext:
    """The context of the mentions; `events` are the rows that they were made from."""
    rows = event_mentions.rows.select("event_id").join(
        events.select("event_id", "document_id", "sentence_id", "text", "status", "statement_id", *WORD_FIELDS),
        on="event_id",
        how="left",
        maintain_order="left",
    )
    story = np.array([stories.numbers[document] for document in rows["document_id"]], dtype=np.int32)
    sentence_rows = {own: number for number, own in enumerate(stories.sentence_ids)}
    leads = stories.lead_sentences
    stem = event_mentions.trigger_stem.astype(np.int64)
    texts = [(text or "").split(" ")[0] for text in rows["text"]]
    return MentionContext(
        story=story,
        document_row=np.array([stories.document_rows[document] for document in rows["document_id"]], dtype=np.int32),
        sentence_row=np.array([sentence_rows.get(own, NULL_CODE) for own in rows["sentence_id"]], dtype=np.int32),
        documents=stories.document_vectors,
        local_documents=stories.local_vectors,
        sentences=stories.sentence_vectors,
        words=_encode_words(rows),
        numbers=_encode_numbers(rows),
        is_lead=np.array([own in leads for own in rows["sentence_id"]], dtype=np.bool_),
        is_claimed=rows["statement_id"].is_not_null().to_numpy(),
        is_planned=(rows["status"] == "planned").fill_null(False).to_numpy(),
        is_total=event_mentions.is_outcome
        & rows["sentence_id"].is_in(_list_total_sentences(figures).implode()).fill_null(False).to_numpy(),
        is_plural=np.array([text.endswith("s") and not text.endswith("ss") for text in texts], dtype=np.bool_),
        stem_share=_compute_shares(story, stem, event_mentions.document),
        rival_count=_count_equal(event_mentions.document.astype(np.int64) * (stem.max(initial=0) + 2) + stem + 1),
    )


def _list_total_sentences(figures: pl.DataFrame) -> pl.Series:
    """The sentences whose counts of people are all totals of many events: "47 were killed this month"."""
    counts = figures.filter(pl.col("measure").is_in(CASUALTY_MEASURES) & pl.col("part_of").is_null())
    scopes = counts.group_by("sentence_id").agg(is_total=(pl.col("scope") == "total").fill_null(False).all())
    return scopes.filter("is_total")["sentence_id"]


def _encode_words(rows: pl.DataFrame) -> dict[str, WordMatrix]:
    listed = {field: [_list_stems(text) for text in rows[field]] for field in WORD_FIELDS}
    known = sorted({word for texts in listed.values() for words in texts for word in words})
    return {
        field: encode_values(
            [word for words in texts for word in (*words, *[None] * (MAX_ARGUMENT_WORDS - len(words)))], known
        ).reshape(len(texts), MAX_ARGUMENT_WORDS)
        for field, texts in listed.items()
    }


def _encode_numbers(rows: pl.DataFrame) -> WordMatrix:
    """The numbers in the words of the two parties: "23 pirates" are not "26 pirates"."""
    texts = rows.select(pl.concat_str(["actor_text", "recipient_text"], separator=" ", ignore_nulls=True)).to_series()
    found = [
        [
            int(word) if word.isdecimal() else NUMBER_WORDS[word]
            for word in words
            if word.isdecimal() or word in NUMBER_WORDS
        ]
        for words in (WORD_PATTERN.findall((text or "").casefold().replace(",", "")) for text in texts)
    ]
    return (
        np.array([(numbers + [NULL_CODE] * MAX_NUMBERS)[:MAX_NUMBERS] for numbers in found], dtype=np.float64)
        .clip(max=MAX_NUMBER)
        .astype(np.int32)
        .reshape(len(found), MAX_NUMBERS)
    )


def _list_stems(text: str | None) -> list[str]:
    words = [word for word in WORD_PATTERN.findall((text or "").casefold()) if len(word) >= MIN_WORD_LENGTH]
    return [stem_word(word) for word in words[-MAX_ARGUMENT_WORDS:]]


def _compute_shares(story: Codes, stem: NDArray[np.int64], document: Codes) -> NDArray[np.float32]:
    """For each mention the share of its story's documents that have its trigger."""
    frame = pl.DataFrame({"story": story, "stem": stem, "document": document})
    sizes = pl.col("document").n_unique()
    shares = frame.select((sizes.over("story", "stem") / sizes.over("story")).cast(pl.Float32)).to_series()
    return shares.to_numpy()


def _count_equal(keys: NDArray[np.int64]) -> NDArray[np.float32]:
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[inverse].astype(np.float32)
