"""Which events are published as such: those whose confidence passes a threshold."""

import polars as pl


def assign_tiers(events: pl.DataFrame, threshold: float) -> pl.DataFrame:
    """The events with their tier by a threshold: the least confidence of a published row."""
    passes = pl.col("confidence") >= threshold
    tier = pl.when(passes).then(pl.lit("published")).otherwise(pl.lit("candidate"))
    return events.with_columns(tier.cast(events.schema["tier"]).alias("tier"))


def select_published(events: pl.DataFrame) -> pl.DataFrame:
    """The events of the tier `published`."""
    return events.filter(pl.col("tier") == "published")
