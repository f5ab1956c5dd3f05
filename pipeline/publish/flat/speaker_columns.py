"""Who answers for a row: the article in its own words, or the speaker of a statement."""

from collections.abc import Mapping

import polars as pl


def compute_told_by(statement_ids: pl.Series) -> pl.Series:
    """`claimed` for rows that stand inside a statement, else `reported`."""
    frame = statement_ids.to_frame("statement_id")
    claimed = pl.col("statement_id").is_not_null()
    return frame.select(pl.when(claimed).then(pl.lit("claimed")).otherwise(pl.lit("reported"))).to_series()


def compute_speaker(tables: Mapping[str, pl.DataFrame], statement_ids: pl.Series) -> pl.Series:
    """The speaker of each statement: the entity's name, or the words where none was resolved; null without either."""
    names = tables["entities"].select("name", speaker_entity_id="entity_id")
    speakers = (
        tables["statements"]
        .join(names, on="speaker_entity_id", how="left")
        .select("statement_id", speaker=pl.coalesce("name", "speaker_text"))
    )
    wanted = statement_ids.to_frame("statement_id")
    return wanted.join(speakers, on="statement_id", how="left", maintain_order="left").get_column("speaker")
