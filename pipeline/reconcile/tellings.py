"""Tellings: the rows of `events` as they are compared, as columns of numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.descriptions import head
from pipeline.reconcile.names import fold
from pipeline.reconcile.places import regions
from pipeline.reconcile.quantities import days
from pipeline.reconcile.rules import Act, act, note_types, types, wording
from pipeline.reconcile.sources import independent
from pipeline.reconcile.themes import theme

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]

NONE = -1  # the code of null
# Who did it, whom it befell or who was addressed, and where. A resignation befalls whoever resigns.
SIDES = ("by", "upon", "at")
# News tells mostly what is new: what has no date of its own is taken to lie within so many days of publication.
UNDATED_REACH = 30
# Who is told of in a type with more others or themes than this has done, or suffered, the like many times.
FEW = 6
# A publication known no better than this tells nothing about the day of what it reports.
VAGUE_DAYS = 31
LONGEST_NAME = 12  # words of a body's name that are looked for inside another
FIRST, LAST = -1_000_000, 1_000_000  # days before and after all others

ASKED = ["char_start", "sentence_id", "actor_text", "recipient_text", "theme_text"]
TOLD = [
    "event_id", "document_id", "original_id", "source", "text", "event_type", "event_mode", "actor_entity_id",
    "recipient_entity_id", "location_entity_id", "date_start", "date_end", "date_precision", "status",
]  # fmt: skip


class Count(NamedTuple):
    """What the figure that is tied to an event counts, and the number of its series."""

    measure: str
    thing: str | None
    series: int


@dataclass(frozen=True, slots=True)
class Side:
    """Who or what stands on one side of each telling."""

    entity: Codes
    described: Codes  # where it has no name, what the words say it is
    country: Codes
    family: Codes  # of those of no country, the body that they belong to by name
    person: Flags
    crowd: Flags  # a group, such as protesters, or a whole country: sharing it says little
    whole: Flags  # a whole country


@dataclass(frozen=True, slots=True)
class Tellings:
    """Columns of all tellings, sorted so that their order does not depend on how they arrived."""

    rows: pl.DataFrame  # the columns TOLD
    event_type: Codes
    wording: Codes
    act: Codes  # acts of one kind have one number
    deed: Codes  # the act itself
    theme: Codes  # what it is about
    parting: Flags  # whether another theme would be another act
    outcome: Flags  # tells what came of it, and not what it was
    wide: Flags  # its words fit any act of the type
    shared: Flags  # many take part
    national: Flags  # done to a whole state
    lasts: Codes  # days over which it may stretch
    often_by: Flags  # whoever acts is told to have done the like to many, or about many things
    often_upon: Flags  # whoever suffers it, from many
    often_in: Flags  # in the country the like is told of many places
    mode: Codes
    document: Codes  # copies have the number of their original
    sentence: Codes
    bare: Flags  # names no day, nobody new whom it befell, no number: "the arrest", "the recall of the envoy"
    dated: Flags
    single_day: Flags
    start: Codes
    end: Codes
    near: Codes  # the day around which it happened, or else was told
    vague: Flags  # neither the day nor that of publication is known to a month or so
    setting: Codes  # the country that the document is about
    measure: Codes  # of the figure tied to it
    counted: Codes  # measure and thing of that figure; none where the words tell no thing
    series: Codes  # the series of that figure
    open_status: Flags  # hypothetical or denied: tells of no deed
    by: Side
    upon: Side
    at: Side

    def __len__(self) -> int:
        return self.rows.height

    def side(self, name: str) -> Side:
        """One of `SIDES`."""
        return {"by": self.by, "upon": self.upon, "at": self.at}[name]


def prepare(
    events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame, counts: dict[str, Count]
) -> Tellings:
    """The events with what is needed to compare them: their entities' countries and kinds, their days, their words.

    `counts` has, by event id, the figure that is tied to the event.
    """
    rows = (
        events.select(*ASKED, *(name for name in TOLD if name in events.columns))
        .join(days(documents), on="document_id", how="left")
        .join(independent(documents), on="document_id", how="left")
        .sort("told_start", "document_id", "char_start", "event_id", nulls_last=True)
    )
    note_types(rows["event_type"].unique())
    # Where a word that fits many acts has one as its object, the object tells it: "joined the protests".
    said = rows.select("event_type", "event_mode", "text", "theme_text").iter_rows()
    acts = [act(event_type, text, mode) or act(event_type, about) for event_type, mode, text, about in said]
    themes = [theme(kind, about) or theme(kind, whom) or theme(kind, text) for kind, text, about, whom in _abouts(rows)]
    lasts = [
        types()[kind].lasts if told is None or told.lasts is None else told.lasts
        for kind, told in zip(rows["event_type"], acts, strict=True)
    ]
    swap = np.array([told is not None and told.holder == "actor" for told in acts], dtype=np.bool_)
    dated = rows["date_start"].is_not_null() & rows["date_end"].is_not_null()
    reach = pl.duration(days=UNDATED_REACH)
    around = rows.select(
        start=pl.coalesce("date_start", "date_end", pl.col("told_start") - reach),
        end=pl.coalesce("date_end", "date_start", pl.col("told_end") + reach),
        near=pl.coalesce("date_start", "date_end", "told_start", "told_end"),
    )
    document = _codes(rows["original_id"].to_list())
    cast = _Cast(entities)
    actor, recipient, place = (cast.codes(rows[f"{role}_entity_id"]) for role in ("actor", "recipient", "location"))
    start, end = _ordinals(around["start"], FIRST), _ordinals(around["end"], LAST)
    tied = [counts.get(event) for event in rows["event_id"]]
    series = np.array([NONE if count is None else count.series for count in tied], dtype=np.int32)
    heads = [[head(text) for text in rows[f"{role}_text"]] for role in ("actor", "recipient")]
    known = sorted({word for words in heads for word in words if word is not None})
    does, suffers = (_codes(words, known) for words in heads)
    upon = cast.side(np.where(swap, actor, recipient), np.where(swap, does, suffers))
    by = cast.side(np.where(swap, recipient, actor), np.where(swap, suffers, does))
    taken_up = rows["recipient_text"].str.to_lowercase().str.contains(r"^(the|this|these|those|their|his|her|its) ")
    silent = (taken_up.fill_null(True) & ~dated).to_numpy()
    bare = silent & (upon.entity == NONE) & (series == NONE) & ~by.person
    event_type = _codes(rows["event_type"].to_list(), list(types()))
    at = cast.side(place, np.full(len(place), NONE, dtype=np.int32))
    below = np.where(at.whole, np.int32(NONE), at.entity)
    setting = _settings(document, at.country, [cast.country[actor], cast.country[recipient]])
    # A place that something is done to is where it is done, whether or not the words make it suffer: `swept the town`.
    done = np.array([not kind.body and kind.placed for kind in types().values()])[event_type]
    upon = cast.side(
        np.where(done & (upon.entity == place), np.int32(NONE), upon.entity), np.where(swap, does, suffers)
    )
    about = _codes([None if told is None else told.id for told in themes])
    return Tellings(
        rows=rows.select(TOLD),
        event_type=event_type,
        wording=_codes([wording(text) for text in rows["text"]]),
        act=_codes([_act_name(told) for told in acts]),
        deed=_codes([None if told is None else told.id for told in acts]),
        theme=about,
        parting=np.array([told is not None and told.parts for told in themes], dtype=np.bool_),
        outcome=np.array([told is not None and told.outcome for told in acts], dtype=np.bool_),
        wide=np.array([told is not None and told.wide for told in acts], dtype=np.bool_),
        shared=np.array([told is not None and told.shared for told in acts], dtype=np.bool_),
        national=np.array([told is not None and told.national for told in acts], dtype=np.bool_),
        lasts=np.array(lasts, dtype=np.int32),
        often_by=_often(event_type, by.entity, [upon.entity, upon.described, about]),
        often_upon=_often(event_type, upon.entity, [by.entity, by.described]),
        often_in=_often(event_type, np.where(at.country == NONE, setting, at.country), [below]),
        mode=_codes(rows["event_mode"].to_list()),
        document=document,
        sentence=_codes(rows["sentence_id"].to_list()),
        bare=bare,
        measure=_codes([None if count is None else count.measure for count in tied]),
        counted=_codes([None if count is None or count.thing is None else count[:2] for count in tied]),
        series=series,
        dated=dated.to_numpy(),
        single_day=(dated & (rows["date_start"] == rows["date_end"]).fill_null(False)).to_numpy(),
        start=start,
        end=end,
        vague=~dated.to_numpy() & (end - start > 2 * UNDATED_REACH + VAGUE_DAYS),
        near=_ordinals(around["near"], 0),
        open_status=rows["status"].is_in(["hypothetical", "denied"]).to_numpy(),
        setting=setting,
        by=by,
        upon=upon,
        at=at,
    )


def _abouts(rows: pl.DataFrame) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Each telling's type, its words, those of what it is about, and of a recipient without a name: a thing stormed."""
    unnamed = pl.when(pl.col("recipient_entity_id").is_null()).then("recipient_text")
    yield from rows.select("event_type", "text", "theme_text", unnamed.alias("whom")).iter_rows()


class _Cast:
    """The entities by number, and what is known of each; the last entry of every column stands for null."""

    def __init__(self, entities: pl.DataFrame) -> None:
        known = entities.sort("entity_id").join(regions(entities), on="entity_id", how="left", maintain_order="left")
        self.names: list[str] = known["entity_id"].to_list()
        kinds = known["entity_type"]
        self.country = np.append(_codes(known["country"].to_list()), np.int32(NONE))
        self.family = np.append(_families(known), np.int32(NONE))
        self.whole = np.append(known["is_country"].to_numpy(), False)
        self.person = np.append((kinds == "person").to_numpy(), False)
        self.crowd = np.append((kinds == "group").to_numpy(), False) | self.whole

    def codes(self, entity_ids: pl.Series) -> Codes:
        return _codes(entity_ids.to_list(), self.names)

    def side(self, entity: Codes, described: Codes) -> Side:
        return Side(
            entity,
            np.where(entity == NONE, described, np.int32(NONE)),
            self.country[entity],
            self.family[entity],
            self.person[entity],
            self.crowd[entity],
            self.whole[entity],
        )


def _families(entities: pl.DataFrame) -> Codes:
    """For each entity of no country the longest named body whose name stands in its own: "troops of X" belongs to X."""
    columns = ("name", "aliases", "country", "entity_type")
    rows = list(entities.select(columns).iter_rows())
    bodies: dict[tuple[str, ...], int] = {}
    for number, (name, aliases, country, kind) in enumerate(rows):
        if country is None and kind == "organisation":
            for called in (name, *aliases):
                if called.isupper() or " " in called:
                    bodies.setdefault(fold(called), number)
    found = []
    for name, _, country, kind in rows:
        words = fold(name) if country is None and kind != "person" else ()
        stretches = [words[a:b] for a in range(len(words)) for b in range(a + 1, min(a + LONGEST_NAME, len(words)) + 1)]
        inside = [stretch for stretch in stretches if stretch in bodies]
        found.append(bodies[max(inside, key=lambda stretch: (len(stretch), stretch))] if inside else NONE)
    return np.array(found, dtype=np.int32)


def _settings(document: Codes, places: Codes, parties: list[Codes]) -> Codes:
    """For each telling the country in which its document places most, else that of most parties (ties: the first)."""
    named = pl.concat(
        pl.DataFrame({"document": document, "country": codes, "placed": codes is places})
        for codes in (places, *parties)
    ).filter(pl.col("country") != NONE)
    first = (
        named.group_by("document", "country")
        .agg(placed=pl.col("placed").sum(), named=pl.len())
        .sort("document", "placed", "named", "country", descending=[False, True, True, False])
        .unique("document", keep="first", maintain_order=True)
    )
    found = dict(first.select("document", "country").iter_rows())
    return np.array([found.get(number, NONE) for number in document.tolist()], dtype=np.int32)


def _often(event_type: Codes, party: Codes, others: list[Codes]) -> Flags:
    """Whether a party is told of in a type together with many others."""
    told = pl.DataFrame({"type": event_type, "party": party} | {str(n): codes for n, codes in enumerate(others)})
    seen = pl.sum_horizontal(pl.col(str(n)).filter(pl.col(str(n)) != NONE).n_unique() for n in range(len(others)))
    counts = told.group_by("type", "party").agg(many=seen > FEW)
    found = told.join(counts, on=["type", "party"], how="left", maintain_order="left")
    return (found["many"] & (found["party"] != NONE)).to_numpy()


def _act_name(told: Act | None) -> str | None:
    return None if told is None else told.kind or told.id


def _codes(values: Sequence[Any], known: Sequence[Any] | None = None) -> Codes:
    """Numbers for the values, equal where they are and in their order; `NONE` for null and what is not known."""
    names = known if known is not None else sorted({value for value in values if value is not None})
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers.get(value, NONE) for value in values], dtype=np.int32)


def _ordinals(values: pl.Series, missing: int) -> Codes:
    """Days since 1970."""
    return values.to_physical().fill_null(missing).cast(pl.Int32).to_numpy()
