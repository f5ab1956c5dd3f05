"""The table of what did not pass: nothing is lost."""

from schemas.column_types import Table, define_key, define_string
from schemas.table_info import describe_table


class Rejects(Table):
    """One row for each document or row that was set aside, with the reason."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("table", "reject_id"),
            package="pipeline.publish",
            method="What could not be read, and rows that did not pass a check.",
            made_from=("documents",),
        )

    reject_id: str = define_key("rej", "Identifier, made of the table, the document, the check and the record.")
    table: str = define_string("Table that the row was meant for.")
    document_id: str = define_string("Document that it belongs to, where one could be made.", nullable=True)
    check: str = define_string("The check that it did not pass.")
    failure: str = define_string("What was wrong, and what to do.")
    record: str = define_string("The row as it was, JSON; texts are left out.", policy="derived")
