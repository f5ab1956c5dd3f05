"""The table of what did not pass: nothing is lost."""

from schemas.column_types import Table, define_key, define_string


class Rejects(Table):
    """One row for each document or row that was set aside, with the reason."""

    reject_id: str = define_key("rej", "Identifier, made of the table, the check and the record.")
    table: str = define_string("Table that the row was meant for.")
    document_id: str = define_string("Document that it belongs to, where one could be made.", nullable=True)
    check: str = define_string("The check that it did not pass.")
    failure: str = define_string("What was wrong, and what to do.")
    record: str = define_string("The row as it was, JSON; texts are left out.")
