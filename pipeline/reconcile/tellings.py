"""Tellings: the rows of `events` as they are compared, as columns of numbers."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.reconcile.places import regions
from pipeline.reconcile.quantities import days
from pipeline.reconcile.rules import act, types, wording
from pipeline.reconcile.sources import independent

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]

NONE = -1  # the code of null
ROLES = ("actor", "recipient", "location")
# The same as they are compared: who did it, whom it befell or who was addressed, and where. A resignation befalls
# whoever resigns.
SIDES = ("by", "upon", "at")
# News tells mostly what is new: what has no date of its own is taken to lie within so many days of publication.
UNDATED_REACH = 30


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what stands in one role of each telling."""

    entity: Codes
    country: Codes
    person: Flags
    crowd: Flags  # a group, such as protesters, or a whole country: sharing it says little
    whole: Flags  # a whole country


@dataclass(frozen=True, slots=True)
class Tellings:
    """Columns of all tellings, sorted so that their order does not depend on how they arrived."""

    rows: pl.DataFrame
    event_type: Codes
    wording: Codes
    act: Codes
    mode: Codes
    document: Codes
    dated: Flags
    single_day: Flags
    start: Codes
    end: Codes
    open_status: Flags  # planned, hypothetical or denied tells of no deed
    roles: dict[str, Role]

    def __len__(self) -> int:
        return self.rows.height


def prepare(events: pl.DataFrame, documents: pl.DataFrame, entities: pl.DataFrame) -> Tellings:
    """The events with what is needed to compare them: their entities' countries and kinds, their days, their words."""
    acts = [act(*pair) for pair in events.select("event_type", "text").iter_rows()]
    rows = (
        events.with_columns(
            wording=_mapped(events["text"], wording),
            act=pl.Series([told and (told.kind or told.id) for told in acts], dtype=pl.String),
            swap=pl.Series([told is not None and told.holder == "actor" for told in acts], dtype=pl.Boolean),
        )
        .join(days(documents), on="document_id", how="left")
        .join(independent(documents), on="document_id", how="left")
    )
    around = regions(entities).join(
        entities.select(
            "entity_id",
            is_person=pl.col("entity_type") == "person",
            is_group=pl.col("entity_type") == "group",
        ),
        on="entity_id",
    )
    actor, recipient, swap = pl.col("actor_entity_id"), pl.col("recipient_entity_id"), pl.col("swap")
    rows = rows.with_columns(
        by=pl.when(swap).then(recipient).otherwise(actor),
        upon=pl.when(swap).then(actor).otherwise(recipient),
        at="location_entity_id",
    )
    for role in SIDES:
        rows = rows.join(
            around.select(
                pl.col("entity_id").alias(role),
                pl.col("country").alias(f"{role}_country"),
                pl.col("is_country").alias(f"{role}_whole"),
                pl.col("is_person").alias(f"{role}_person"),
                (pl.col("is_group") | pl.col("is_country")).alias(f"{role}_crowd"),
            ),
            on=role,
            how="left",
        )
    rows = rows.sort("told_start", "document_id", "char_start", "event_id", nulls_last=True)
    dated = rows["date_start"].is_not_null() & rows["date_end"].is_not_null()
    reach = pl.duration(days=UNDATED_REACH)
    rows = rows.with_columns(
        start=pl.coalesce("date_start", "date_end", pl.col("told_start") - reach),
        end=pl.coalesce("date_end", "date_start", pl.col("told_end") + reach),
    )
    return Tellings(
        rows=rows,
        event_type=_codes(rows["event_type"], list(types())),
        wording=_codes(rows["wording"]),
        act=_codes(rows["act"]),
        mode=_codes(rows["event_mode"]),
        document=_codes(rows["original_id"]),
        dated=dated.to_numpy(),
        single_day=(dated & (rows["date_start"] == rows["date_end"]).fill_null(False)).to_numpy(),
        start=_ordinals(rows["start"]),
        end=_ordinals(rows["end"]),
        open_status=rows["status"].is_in(["hypothetical", "denied"]).to_numpy(),
        roles=_roles(rows),
    )


def _roles(rows: pl.DataFrame) -> dict[str, Role]:
    people = sorted(set().union(*(rows[role].drop_nulls().unique() for role in SIDES)))
    countries = sorted(set().union(*(rows[f"{role}_country"].drop_nulls().unique() for role in SIDES)))
    return {
        role: Role(
            _codes(rows[role], people),
            _codes(rows[f"{role}_country"], countries),
            *(rows[f"{role}_{flag}"].fill_null(False).to_numpy() for flag in ("person", "crowd", "whole")),
        )
        for role in SIDES
    }


def _mapped(values: pl.Series, function: object) -> pl.Series:
    return pl.Series([function(value) for value in values], dtype=pl.String)  # type: ignore[operator]


def _codes(values: pl.Series, known: list[str] | None = None) -> Codes:
    """Numbers for the values, equal where they are; `NONE` for null."""
    names = known if known is not None else sorted(values.drop_nulls().unique())
    codes = values.replace_strict(names, range(len(names)), default=None, return_dtype=pl.Int32)
    return codes.fill_null(NONE).to_numpy()


def _ordinals(values: pl.Series) -> Codes:
    """Days since 1970; `NONE` for null."""
    return values.to_physical().fill_null(NONE).cast(pl.Int32).to_numpy()
