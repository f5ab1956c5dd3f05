"""Rows of the table `rejects`: what was set aside, by which check, and why."""

import json
from typing import Any

from pipeline.base.boundary.untrusted_values import make_valid_text
from pipeline.base.ids import make_identifier

# Texts stay out of a record: a row that is set aside must not publish what its document's licence keeps back.
WITHHELD_FIELDS = frozenset({"text"})


def make_reject_row(
    table: str, document_id: str | None, check: str, failure: str, record: dict[str, Any]
) -> dict[str, Any]:
    """A row of `rejects` for a record that did not pass."""
    published_fields = {name: value for name, value in record.items() if name not in WITHHELD_FIELDS}
    body = make_valid_text(json.dumps(published_fields, ensure_ascii=False, sort_keys=True, default=str))
    failure = make_valid_text(failure)
    return {
        "reject_id": make_identifier("rej", table, document_id, check, body),
        "table": table,
        "document_id": document_id,
        "check": check,
        "failure": failure,
        "record": body,
    }


def stamp_reject_row(row: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """A row of `rejects` with other values for fields that its record has; under the identifier that it then has."""
    record = json.loads(row["record"])
    changed = {name: value for name, value in fields.items() if name in record and record[name] != value}
    if not changed:
        return row
    return make_reject_row(row["table"], row["document_id"], row["check"], row["failure"], record | changed)
