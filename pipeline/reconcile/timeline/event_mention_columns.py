"""Mentions: the rows of `events` as they are compared, as columns of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from pipeline.reconcile.documents.independent_sources import identify_sources
from pipeline.reconcile.event_rules import EventSubtype, find_subtype, find_topic_subtype, stem_trigger
from pipeline.reconcile.series.measure_rules import select_publication_days
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags, convert_to_ordinals, encode_values
from pipeline.reconcile.timeline.described_parties import find_head_stem
from pipeline.reconcile.timeline.entity_columns import EntityIndex, RoleColumns
from pipeline.reconcile.timeline.event_topics import find_topic
from schemas.event_ontology import load_event_types

# Who did it, whom it befell or who was addressed, and where. A resignation befalls whoever resigns.
ROLE_NAMES = ("by", "upon", "at")
# News tells mostly what is new: what has no date of its own is taken to lie within so many days of publication.
UNDATED_REACH = 30
# Who is told of in a type with more others or themes than this has done, or suffered, the like many times.
MAX_COUNTERPARTS = 6
# A publication known no better than this tells nothing about the day of what it reports.
MAX_PUBLICATION_SPAN = 31
FIRST_DAY, LAST_DAY = -1_000_000, 1_000_000  # days before and after all others

INPUT_COLUMNS = ["char_start", "sentence_id", "actor_text", "recipient_text", "theme_text", "rule"]
MENTION_COLUMNS = [
    "event_id", "document_id", "original_id", "source", "text", "event_type", "event_mode", "actor_entity_id",
    "recipient_entity_id", "location_entity_id", "date_start", "date_end", "date_precision", "status",
]  # fmt: skip


class EventCount(NamedTuple):
    """What the figure that is tied to an event counts, and the number of its series."""

    measure: str
    concept: str | None
    series_number: int


@dataclass(frozen=True, slots=True)
class EventMentions:
    """Columns of all mentions, sorted so that their order does not depend on how they arrived."""

    rows: pl.DataFrame  # the columns TOLD
    event_type: Codes
    trigger_stem: Codes
    merged_subtype: Codes  # acts of one kind have one number
    subtype: Codes  # the act itself
    topic: Codes  # what it is about
    has_separating_topic: Flags  # whether another theme would be another act
    is_outcome: Flags  # tells what came of it, and not what it was
    is_generic: Flags  # its words fit any act of the type
    has_many_parties: Flags  # many take part
    is_national: Flags  # done to a whole state
    duration_days: Codes  # days over which it may stretch
    has_frequent_agent: Flags  # whoever acts is told to have done the like to many, or about many things
    has_frequent_patient: Flags  # whoever suffers it, from many
    has_frequent_country: Flags  # in the country the like is told of many places
    mode: Codes
    document: Codes  # copies have the number of their original
    sentence: Codes
    is_bare: Flags  # names no day, nobody new whom it befell, no number: "the arrest", "the recall of the envoy"
    is_dated: Flags
    is_single_day: Flags
    start: Codes
    end: Codes
    anchor_day: Codes  # the day around which it happened, or else was told
    is_vague: Flags  # neither the day nor that of publication is known to a month or so
    document_country: Codes  # the country that the document is about
    measure: Codes  # of the figure tied to it
    counted_concept: Codes  # measure and thing of that figure; none where the words tell no thing
    series: Codes  # the series of that figure
    is_unrealised: Flags  # hypothetical or denied: tells of no deed
    agent: RoleColumns
    patient: RoleColumns
    location: RoleColumns

    def __len__(self) -> int:
        return self.rows.height

    def select_role(self, name: str) -> RoleColumns:
        """One of `SIDES`."""
        return {"by": self.agent, "upon": self.patient, "at": self.location}[name]


def prepare_event_mentions(
    events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame, counts: dict[str, EventCount]
) -> EventMentions:
    """The events with what is needed to compare them: their entities' countries and kinds, their days, their words.

    `counts` has, by event id, the figure that is tied to the event.
    """
    rows = (
        events.select(*INPUT_COLUMNS, *(name for name in MENTION_COLUMNS if name in events.columns))
        .join(select_publication_days(documents), on="document_id", how="left")
        .join(identify_sources(documents), on="document_id", how="left")
        .sort("told_start", "document_id", "char_start", "event_id", nulls_last=True)
    )
    # Where a word that fits many acts has one as its object, the object tells it: "joined the protests".
    topic_texts = rows.select("event_type", "event_mode", "rule", "theme_text").iter_rows()
    subtypes = [
        find_subtype(event_type, rule, mode) or find_topic_subtype(event_type, topic)
        for event_type, mode, rule, topic in topic_texts
    ]
    topics = [
        find_topic(kind, about) or find_topic(kind, whom) or find_topic(kind, text)
        for kind, text, about, whom in _iterate_topic_texts(rows)
    ]
    durations = [
        load_event_types()[kind].duration_days if told is None or told.duration_days is None else told.duration_days
        for kind, told in zip(rows["event_type"], subtypes, strict=True)
    ]
    swap = np.array([told is not None and told.office_holder == "actor" for told in subtypes], dtype=np.bool_)
    dated = rows["date_start"].is_not_null() & rows["date_end"].is_not_null()
    reach = pl.duration(days=UNDATED_REACH)
    day_bounds = rows.select(
        start=pl.coalesce("date_start", "date_end", pl.col("told_start") - reach),
        end=pl.coalesce("date_end", "date_start", pl.col("told_end") + reach),
        near=pl.coalesce("date_start", "date_end", "told_start", "told_end"),
    )
    document = encode_values(rows["original_id"].to_list())
    entity_index = EntityIndex(entities)
    actor, recipient, place = (
        entity_index.encode_ids(rows[f"{role}_entity_id"]) for role in ("actor", "recipient", "location")
    )
    start, end = convert_to_ordinals(day_bounds["start"], FIRST_DAY), convert_to_ordinals(day_bounds["end"], LAST_DAY)
    event_counts = [counts.get(event) for event in rows["event_id"]]
    series = np.array([NULL_CODE if count is None else count.series_number for count in event_counts], dtype=np.int32)
    heads = [[find_head_stem(text) for text in rows[f"{role}_text"]] for role in ("actor", "recipient")]
    known = sorted({word for words in heads for word in words if word is not None})
    agent_heads, patient_heads = (encode_values(words, known) for words in heads)
    patient = entity_index.build_role(np.where(swap, actor, recipient), np.where(swap, agent_heads, patient_heads))
    agent = entity_index.build_role(np.where(swap, recipient, actor), np.where(swap, patient_heads, agent_heads))
    is_definite = rows["recipient_text"].str.to_lowercase().str.contains(r"^(the|this|these|those|their|his|her|its) ")
    silent = (is_definite.fill_null(True) & ~dated).to_numpy()
    bare = silent & (patient.entity == NULL_CODE) & (series == NULL_CODE) & ~agent.is_person
    event_type = encode_values(rows["event_type"].to_list(), list(load_event_types()))
    location = entity_index.build_role(place, np.full(len(place), NULL_CODE, dtype=np.int32))
    below = np.where(location.is_country, np.int32(NULL_CODE), location.entity)
    setting = _find_document_countries(
        document, location.country, [entity_index.country[actor], entity_index.country[recipient]]
    )
    # A place that something is done to is where it is done, whether or not the words make it suffer: `swept the town`.
    is_located = np.array([not kind.acts_for_body and kind.is_located for kind in load_event_types().values()])[
        event_type
    ]
    patient = entity_index.build_role(
        np.where(is_located & (patient.entity == place), np.int32(NULL_CODE), patient.entity),
        np.where(swap, agent_heads, patient_heads),
    )
    about = encode_values([None if told is None else told.id for told in topics])
    return EventMentions(
        rows=rows.select(MENTION_COLUMNS),
        event_type=event_type,
        trigger_stem=encode_values([stem_trigger(text) for text in rows["text"]]),
        merged_subtype=encode_values([_merge_subtype(told) for told in subtypes]),
        subtype=encode_values([None if told is None else told.id for told in subtypes]),
        topic=about,
        has_separating_topic=np.array([told is not None and told.separates_events for told in topics], dtype=np.bool_),
        is_outcome=np.array([told is not None and told.is_outcome for told in subtypes], dtype=np.bool_),
        is_generic=np.array([told is not None and told.is_generic for told in subtypes], dtype=np.bool_),
        has_many_parties=np.array([told is not None and told.has_many_parties for told in subtypes], dtype=np.bool_),
        is_national=np.array([told is not None and told.is_national for told in subtypes], dtype=np.bool_),
        duration_days=np.array(durations, dtype=np.int32),
        has_frequent_agent=_is_frequent(event_type, agent.entity, [patient.entity, patient.description, about]),
        has_frequent_patient=_is_frequent(event_type, patient.entity, [agent.entity, agent.description]),
        has_frequent_country=_is_frequent(
            event_type, np.where(location.country == NULL_CODE, setting, location.country), [below]
        ),
        mode=encode_values(rows["event_mode"].to_list()),
        document=document,
        sentence=encode_values(rows["sentence_id"].to_list()),
        is_bare=bare,
        measure=encode_values([None if count is None else count.measure for count in event_counts]),
        counted_concept=encode_values(
            [None if count is None or count.concept is None else count[:2] for count in event_counts]
        ),
        series=series,
        is_dated=dated.to_numpy(),
        is_single_day=(dated & (rows["date_start"] == rows["date_end"]).fill_null(False)).to_numpy(),
        start=start,
        end=end,
        is_vague=~dated.to_numpy() & (end - start > 2 * UNDATED_REACH + MAX_PUBLICATION_SPAN),
        anchor_day=convert_to_ordinals(day_bounds["near"], 0),
        is_unrealised=rows["status"].is_in(["hypothetical", "denied"]).to_numpy(),
        document_country=setting,
        agent=agent,
        patient=patient,
        location=location,
    )


def _iterate_topic_texts(rows: pl.DataFrame) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Each mention's type, its words, those of what it is about, and of a recipient without a name: a thing stormed."""
    unnamed = pl.when(pl.col("recipient_entity_id").is_null()).then("recipient_text")
    yield from rows.select("event_type", "text", "theme_text", unnamed.alias("whom")).iter_rows()


def _find_document_countries(document: Codes, places: Codes, parties: list[Codes]) -> Codes:
    """For each mention the country in which its document places most, else that of most parties (ties: the first)."""
    named = pl.concat(
        pl.DataFrame({"document": document, "country": codes, "placed": codes is places})
        for codes in (places, *parties)
    ).filter(pl.col("country") != NULL_CODE)
    first = (
        named.group_by("document", "country")
        .agg(placed=pl.col("placed").sum(), named=pl.len())
        .sort("document", "placed", "named", "country", descending=[False, True, True, False])
        .unique("document", keep="first", maintain_order=True)
    )
    found = dict(first.select("document", "country").iter_rows())
    return np.array([found.get(number, NULL_CODE) for number in document.tolist()], dtype=np.int32)


def _is_frequent(event_type: Codes, party: Codes, others: list[Codes]) -> Flags:
    """Whether a party is told of in a type together with many others."""
    mentions = pl.DataFrame({"type": event_type, "party": party} | {str(n): codes for n, codes in enumerate(others)})
    seen = pl.sum_horizontal(pl.col(str(n)).filter(pl.col(str(n)) != NULL_CODE).n_unique() for n in range(len(others)))
    counts = mentions.group_by("type", "party").agg(many=seen > MAX_COUNTERPARTS)
    found = mentions.join(counts, on=["type", "party"], how="left", maintain_order="left")
    return (found["many"] & (found["party"] != NULL_CODE)).to_numpy()


def _merge_subtype(subtype: EventSubtype | None) -> str | None:
    return None if subtype is None else subtype.merged_as or subtype.id
