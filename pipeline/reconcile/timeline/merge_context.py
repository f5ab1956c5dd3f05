"""What is known of mentions beyond their fields when a join of theirs is checked: specificity, wording, names."""

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags, encode_values
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.event_specificity import (
    TriggerContext,
    describe_specificity,
    has_party_words,
    index_sentences,
    is_counted_party,
    is_plural_party,
    score_specificity,
)
from pipeline.reconcile.timeline.mention_context import MentionContext

# Days of one type of event in one story that lie farther apart than this are days of several events.
MAX_DAYS_OF_ONE_EVENT = 2
MAX_FURTHER_DAYS = 3
DEFINITE = ("definite", "definite_phrase")
MAX_SPAN_DAYS = 60

Numbers = NDArray[np.float64]
EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MergeContext:
    """Columns of all mentions, in the order of `EventMentions`."""

    described: list[dict[str, float]]  # the features of specificity; none where the sentence is not known
    specificity: Numbers  # log odds that it tells one particular event
    is_read: Flags  # its sentence is known
    modifier: Codes  # the word right before a noun
    tells_many: Flags  # words nearby tell of many events or parties
    befalls_several: Flags  # whom it befell is told without a name and in the plural: "several judges"
    tells_others: Flags  # its party or occasion is another than one told before
    is_long_ago: Flags  # its words put it years back
    is_open: Flags  # hypothetical or denied
    is_possible: Flags  # words before it put it off: "a warrant for her arrest"
    is_definite: Flags  # "the protests": taken to be known, whatever is said of it
    has_article: Flags  # "the" stands right before it
    is_plural: Flags  # it ends as a noun in the plural does
    sentence_number: Codes
    weekday: Codes  # that its words name, Monday being 0
    first_day: Codes  # of what its sentence tells, as an ordinal, where it or another event there is dated; else 0
    last_day: Codes
    is_in_town: Flags  # its place is a town or a spot in one
    has_actor: Flags
    has_recipient: Flags
    entities: list[frozenset[str]]  # those that its sentence names
    entity_weight: dict[str, float]  # the fewer documents name it, the more it says
    further_days: Numbers  # of its type in its story, days beyond the first
    document_mentions: Numbers  # mentions of events in its document
    type_documents: Numbers  # documents of its story that tell of its type
    type_share: Numbers  # as a share of all documents of its story
    story_span: Numbers  # logarithm of the days over which its story tells of its type


def build_merge_context(
    event_mentions: EventMentions,
    context: MentionContext,
    events: pl.DataFrame,
    sentences: pl.DataFrame,
    mentions: pl.DataFrame,
    figures: pl.DataFrame,
    entities: pl.DataFrame,
    wanted: Collection[int],
) -> MergeContext:
    """What the mentions of the `wanted` numbers are checked by; the sentences of others are not read.

    `events` are the rows that the mentions were made from, `mentions` those of entities.
    """
    rows = event_mentions.rows.select("event_id").join(events, on="event_id", how="left", maintain_order="left")
    known = index_sentences(sentences, rows["sentence_id"].gather(sorted(wanted)))
    counted = set(figures["event_id"].drop_nulls())
    described: list[dict[str, float]] = []
    modifiers: list[str | None] = []
    flags: list[tuple[bool, bool, bool]] = []
    for number, row in enumerate(rows.iter_rows(named=True)):
        told = known.get(row["sentence_id"]) if number in wanted else None
        if told is None:
            described.append({})
            modifiers.append(None)
            flags.append((False, False, False))
            continue
        text, start, _ = told
        words = TriggerContext(text, row["char_start"] - start, row["char_end"] - start)
        is_lead = bool(context.is_lead[number])
        described.append(describe_specificity(row, words, is_lead=is_lead, is_counted=row["event_id"] in counted))
        modifiers.append(words.find_modifier())
        parties = (row["actor_text"], row["recipient_text"])
        others = words.has_words("other_occasion") or any(has_party_words("other_parties", text) for text in parties)
        ago = words.has_words("long_ago") and words.has_words("years")
        flags.append((words.has_words("many_told"), others, ago))
    towns = entities.filter(pl.col("place_precision").is_in(["exact", "town"]))["entity_id"]
    many, others_told, long_ago = np.array(flags, dtype=np.bool_).reshape(-1, 3).T
    named = _index_names(mentions, known)
    further, span = _measure_stories(event_mentions, context)
    counts, share = _count_documents(event_mentions, context)
    return MergeContext(
        described=described,
        specificity=np.array([score_specificity(each) for each in described], dtype=np.float64),
        is_read=np.array([bool(each) for each in described], dtype=np.bool_),
        modifier=encode_values(modifiers),
        tells_many=many,
        befalls_several=np.array(
            [
                own is None
                and ((is_plural_party(text, own) and has_party_words("many_parties", text)) or is_counted_party(text))
                for text, own in rows.select("recipient_text", "recipient_entity_id").iter_rows()
            ],
            dtype=np.bool_,
        ),
        tells_others=others_told,
        is_long_ago=long_ago,
        is_open=event_mentions.is_unrealised,
        is_possible=np.array([bool(each.get("possible")) for each in described], dtype=np.bool_),
        is_definite=np.array([any(each.get(name) for name in DEFINITE) for each in described], dtype=np.bool_),
        has_article=np.array([bool(each.get("definite")) for each in described], dtype=np.bool_),
        is_plural=np.array([bool(each.get("ends_in_s")) for each in described], dtype=np.bool_),
        sentence_number=np.array([known[own][2] if own in known else 0 for own in rows["sentence_id"]], dtype=np.int32),
        weekday=np.array([_find_weekday(text) for text in rows["date_text"]], dtype=np.int32),
        first_day=_list_days(rows, "date_start"),
        last_day=_list_days(rows, "date_end"),
        is_in_town=rows["location_entity_id"].is_in(towns.implode()).fill_null(False).to_numpy(),
        has_actor=rows["actor_text"].is_not_null().to_numpy(),
        has_recipient=rows["recipient_text"].is_not_null().to_numpy(),
        entities=[named.get(own, EMPTY) for own in rows["sentence_id"]],
        entity_weight=_weigh_entities(mentions),
        further_days=further,
        document_mentions=np.bincount(event_mentions.document)[event_mentions.document].astype(np.float64),
        type_documents=counts,
        type_share=share,
        story_span=span,
    )


def _find_weekday(date_text: str | None) -> int:
    words = (date_text or "").split()
    return next((number for number, name in enumerate(calendar.day_name) if name in words), NULL_CODE)


def _list_days(rows: pl.DataFrame, column: str) -> Codes:
    """Ordinals of the day of each mention, or else of the first or last day that an event of its sentence has."""
    own = pl.col(column)
    of_sentence = (own.min() if column == "date_start" else own.max()).over("sentence_id")
    days = rows.select(pl.when(pl.col("sentence_id").is_null()).then(own).otherwise(pl.coalesce(own, of_sentence)))
    return np.array([0 if day is None else day.toordinal() for day in days.to_series()], dtype=np.int32)


def _index_names(mentions: pl.DataFrame, wanted: Iterable[str]) -> dict[str, frozenset[str]]:
    chosen = mentions.filter(pl.col("sentence_id").is_in(pl.Series(list(wanted), dtype=pl.String).implode()))
    grouped = chosen.select("sentence_id", "entity_id").drop_nulls().unique().group_by("sentence_id").agg("entity_id")
    return {own: frozenset(entities) for own, entities in grouped.iter_rows()}


def _weigh_entities(mentions: pl.DataFrame) -> dict[str, float]:
    counts = mentions.select("entity_id", "document_id").drop_nulls().group_by("entity_id")
    return {own: 1 / np.log2(2 + count) for own, count in counts.agg(pl.col("document_id").n_unique()).iter_rows()}


def _measure_stories(event_mentions: EventMentions, context: MentionContext) -> tuple[Numbers, Numbers]:
    """For each mention how many further days its story tells for its type, and over how long it does."""
    keys = list(zip(context.story.tolist(), event_mentions.event_type.tolist(), strict=True))
    days: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    told: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for key, is_day, start, anchor in zip(
        keys, event_mentions.is_single_day, event_mentions.start, event_mentions.anchor_day, strict=True
    ):
        if is_day:
            days[key].add(int(start))
        if anchor:
            told[key].append(int(anchor))
    further = {key: min(MAX_FURTHER_DAYS, _count_groups(found) - 1) for key, found in days.items()}
    span = {key: float(np.log1p(min(MAX_SPAN_DAYS, max(found) - min(found)))) for key, found in told.items()}
    return (
        np.array([further.get(key, 0) for key in keys], dtype=np.float64),
        np.array([span.get(key, 0.0) for key in keys], dtype=np.float64),
    )


def _count_documents(event_mentions: EventMentions, context: MentionContext) -> tuple[Numbers, Numbers]:
    """For each mention how many documents of its story tell of its type, and what share of the story's they are."""
    frame = pl.DataFrame(
        {"story": context.story, "type": event_mentions.event_type, "document": event_mentions.document}
    )
    documents = pl.col("document").n_unique()
    counts = frame.select(
        count=documents.over("story", "type").cast(pl.Float64), total=documents.over("story").cast(pl.Float64)
    )
    return counts["count"].to_numpy(), (counts["count"] / counts["total"]).to_numpy()


def _count_groups(days: set[int]) -> int:
    """How many groups of days there are, none of which goes on over a gap."""
    ordered = sorted(days)
    gaps = (after - before > MAX_DAYS_OF_ONE_EVENT for before, after in pairwise(ordered))
    return 1 + sum(gaps)
