"""The table of what did not pass: nothing is lost."""

from schemas.columns import Table, key, string


class Rejects(Table):
    """One row for each document or row that was set aside, with the reason."""

    reject_id: str = key("rej", "Identifier, made of the table, the check and the record.")
    table: str = string("Table that the row was meant for.")
    document_id: str = string("Document that it belongs to, where one could be made.", nullable=True)
    check: str = string("The check that it did not pass.")
    failure: str = string("What was wrong, and what to do.")
    record: str = string("The row as it was, JSON; texts are left out.")
