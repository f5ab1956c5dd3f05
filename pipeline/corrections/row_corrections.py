"""Corrections of single rows, applied to the tables that extraction made, before anything is put together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipeline.corrections.correction_entries import Correction, Evidence, RowCorrection, list_correctable, parse_value
from pipeline.corrections.outcomes import Outcome, format_value
from schemas import table_registry

Tables = dict[str, pl.DataFrame]
CORRECTED_TABLES = ("mentions", "statements", "figures", "events")


class EvidenceIndex:
    """Finds the row of a table that stands at the characters of some evidence."""

    def __init__(self, table: str, rows: pl.DataFrame, documents: pl.DataFrame, wanted: Iterable[Evidence]) -> None:
        self._key = table_registry.find_key(table)
        self._table = table
        names = pl.DataFrame(
            {"external_id": sorted({each.document for each in wanted})}, schema={"external_id": pl.String}
        )
        named = documents.select("document_id", "external_id").join(names, on="external_id", how="semi")
        self._documents = set(named.get_column("external_id"))
        self._found: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
        for row in rows.join(named, on="document_id").iter_rows(named=True):
            self._found[row.pop("external_id"), row["char_start"], row["char_end"]].append(row)

    def find_row(self, evidence: Evidence) -> dict[str, Any] | str:
        """The row, or the reason why there is none."""
        if evidence.document not in self._documents:
            return "its document is not in the build"
        rows = self._found.get((evidence.document, evidence.start, evidence.end), [])
        rows = [row for row in rows if row["text"] == evidence.read]
        if not rows:
            return f"no row of {self._table} stands at these characters with these words"
        rows = [row for row in rows if evidence.row_id in (None, row[self._key])]
        if not rows:
            return f"no row there has the identifier {evidence.row_id}"
        return rows[0] if len(rows) == 1 else "several rows stand there; give `row_id`"


def apply_row_corrections(
    tables: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame,
    entities: pl.DataFrame,
    corrections: Iterable[Correction],
) -> tuple[Tables, list[Outcome]]:
    """Apply what is said of rows of `tables`; the tables as they are then, and what became of each correction.

    Rows that are wrong are removed, and what refers to them refers to nothing. A correction by which a row would not
    fit its schema is not applied.
    """
    corrected, outcomes = dict(tables), []
    names = _index_entities(entities)
    for table in CORRECTED_TABLES:
        own = [entry for entry in corrections if isinstance(entry, RowCorrection) and entry.table == table]
        if own:
            corrected[table], told = _correct_table(table, corrected[table], documents, names, own)
            outcomes += told
    for table in CORRECTED_TABLES:
        gone = tables[table].join(corrected[table], on=table_registry.find_key(table), how="anti")
        corrected = _clear_references(corrected, table, gone.get_column(table_registry.find_key(table)))
    return corrected, outcomes


def _index_entities(entities: pl.DataFrame) -> dict[str, set[str]]:
    """Entity ids by id, name and alias."""
    found: dict[str, set[str]] = defaultdict(set)
    for own, name, aliases in entities.select("entity_id", "name", "aliases").iter_rows():
        for each in (own, name, *aliases):
            found[each].add(own)
    for own, name in entities.select("entity_id", "name").iter_rows():  # a name comes before another's alias
        found[name] = {own} if len(found[name]) > 1 else found[name]
    return found


def _correct_table(
    table: str,
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    names: Mapping[str, set[str]],
    corrections: list[RowCorrection],
) -> tuple[pl.DataFrame, list[Outcome]]:
    index = EvidenceIndex(table, rows, documents, [entry.evidence for entry in corrections])
    key, outcomes = table_registry.find_key(table), list[Outcome]()
    updates: dict[str, dict[str, Any]] = {}
    applied: dict[str, list[int]] = defaultdict(list)
    removed: set[str] = set()
    for entry in corrections:
        outcome = _judge(table, entry, index.find_row(entry.evidence), names, updates, removed)
        if outcome.note is None and outcome.row_id is not None:
            applied[outcome.row_id].append(len(outcomes))
            if outcome.field is None:
                removed.add(outcome.row_id)
            else:
                updates.setdefault(outcome.row_id, {})[outcome.field] = outcome.right
        outcomes.append(outcome)
    changed = _update_rows(table, rows.filter(pl.col(key).is_in(list(updates))), updates)
    split = table_registry.split_rows(table, changed)
    for row_id in split.invalid.get_column(key):
        for number in applied[row_id]:
            old = outcomes[number]
            outcomes[number] = Outcome(
                old.correction, row_id, old.field, old.was, old.right, "the row would not fit its schema"
            )
            removed.discard(row_id)
    valid = split.valid.get_column(key)
    kept = pl.concat([rows.filter(~pl.col(key).is_in(valid.implode())), split.valid])
    return table_registry.sort_rows(table, kept.filter(~pl.col(key).is_in(list(removed)))), outcomes


def _judge(
    table: str,
    entry: RowCorrection,
    row: dict[str, Any] | str,
    names: Mapping[str, set[str]],
    updates: Mapping[str, dict[str, Any]],
    removed: set[str],
) -> Outcome:
    """What is to be done by one correction; with a note where nothing is."""
    if isinstance(row, str):
        return Outcome(entry, None, entry.field, entry.was, entry.right, row)
    row_id = row[table_registry.find_key(table)]
    if row_id in removed:
        return Outcome(entry, row_id, entry.field, None, entry.right, "another correction says that the row is wrong")
    if entry.field is None:
        return Outcome(entry, row_id)
    column = list_correctable(table)[entry.field]
    right: object = parse_value(column, entry.right)
    current = row[entry.field]
    if column.references == "entities" and right is not None:
        candidates = names.get(str(right), set())
        if len(candidates) != 1:
            told = "several entities have" if candidates else "no entity has"
            return Outcome(entry, row_id, entry.field, current, right, f"{told} the name {right}")
        [right] = candidates
    elif (
        "was" in entry.model_fields_set
        and current not in (right, entry.was)
        and format_value(current) != format_value(entry.was)
    ):
        note = f"it was {format_value(entry.was)} when the correction was made, and is {format_value(current)} now"
        return Outcome(entry, row_id, entry.field, current, right, note)
    if current == right:
        return Outcome(
            entry, row_id, entry.field, current, right, "this is what is found anyway; take the correction out"
        )
    if entry.field in updates.get(row_id, {}):
        return Outcome(entry, row_id, entry.field, current, right, "another correction before it sets the same field")
    return Outcome(entry, row_id, entry.field, current, right)


def _update_rows(table: str, rows: pl.DataFrame, updates: Mapping[str, dict[str, Any]]) -> pl.DataFrame:
    key = table_registry.find_key(table)
    changed = [row | updates[row[key]] for row in rows.iter_rows(named=True)]
    return pl.DataFrame(changed, schema=rows.schema, orient="row") if changed else rows


def _clear_references(tables: Tables, parent: str, gone: pl.Series) -> Tables:
    """The tables with null where they refer to rows that are gone."""
    if gone.is_empty():
        return tables
    cleared = dict(tables)
    for name in tables:
        for column in table_registry.list_columns(name):
            if column.references == parent and column.nullable:
                kept = pl.when(~pl.col(column.name).is_in(gone.implode())).then(column.name)
                cleared[name] = cleared[name].with_columns(kept.alias(column.name))
    return cleared
