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
