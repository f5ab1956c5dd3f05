"""The table of corrections that people made: what was applied, and what is stale."""

import polars as pl

from schemas.column_types import Table, define_day, define_key, define_string, define_term
from schemas.table_info import describe_table


class Corrections(Table):
    """One row for each correction of the files beside the inputs, with what became of it."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("table", "correction_id"),
            package="pipeline.corrections",
            method="What people corrected is compared with the rows at its evidence, and applied where it fits.",
            made_from=("mentions", "statements", "figures", "events", "entities", "timeline"),
        )

    correction_id: str = define_key("cor", "Identifier, made of all that the correction says.")
    table: str = define_term("corrected_table", "Table that it corrects.")
    row_id: str = define_string("Key of the row; null where no row fits the evidence.", nullable=True)
    field: str = define_string("Column that it sets, or relation; null where the row is no such thing.", nullable=True)
    was: str = define_string("What was found there.", nullable=True)
    is_: str = define_string("What is right.", nullable=True, alias="is")
    reason: str = define_string("Why, in the words of whoever made it.")
    author: str = define_string("Who made it.")
    made_on: pl.Date = define_day("Day on which it was made.")
    state: str = define_term("correction_state", "Whether it was applied.")
    note: str = define_string("Why it is stale.", nullable=True)
