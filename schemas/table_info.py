"""What is true of a table as a whole, beside its columns: the order of its rows, and how it comes about."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One table: how its rows are sorted, what makes them and out of what, and how many there may be."""

    sort: tuple[str, ...]  # the order depends on content and position alone, never on how rows arrived
    package: str  # of the code that makes the rows
    method: str  # by what means, in a sentence for the codebook
    made_from: tuple[str, ...] = ()  # other tables; none where it is made from the inputs
    is_per_document: bool = False  # made while documents are read one by one, and kept in the store
    # Rows for each document of a build. Fewer than the least block the release, more than the most are a warning. The
    # bounds are wide on purpose: a build may hold one long report or ten thousand short notices.
    rows_per_document: tuple[float, float] | None = None


def describe_table(
    *,
    sort: tuple[str, ...],
    package: str,
    method: str,
    made_from: tuple[str, ...] = (),
    is_per_document: bool = False,
    rows_per_document: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """The `metadata` of a table's `Config`, where `table_registry.get_info` finds it."""
    return {"table": TableInfo(sort, package, method, made_from, is_per_document, rows_per_document)}
