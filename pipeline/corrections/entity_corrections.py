"""Corrections of entities: which are one, which are not, how they are called, which item of Wikidata they are."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipeline.corrections.correction_entries import Correction, EntityCorrection
from pipeline.corrections.outcomes import Outcome
from pipeline.reconcile.entities.entity_linkage import LocalPair, link_entities


@dataclass(frozen=True, slots=True)
class CorrectedEntities:
    """The table `entities`, the links from local ids to it, and what became of each correction."""

    entities: pl.DataFrame
    links: pl.DataFrame
    outcomes: list[Outcome]


def link_corrected_entities(
    actors: pl.DataFrame, mentions: pl.DataFrame, documents: pl.DataFrame, corrections: Iterable[Correction]
) -> CorrectedEntities:
    """Link the actors of all documents as the corrections say.

    What the corrections find is compared with the links made without them, so that one that says what is found anyway
    can be told.
    """
    own = [entry for entry in corrections if isinstance(entry, EntityCorrection)]
    days = documents.select("document_id", "published_on").drop_nulls().iter_rows()
    years = {document: day.year for document, day in days}
    entities, links = link_entities(actors, mentions, years=years)
    if not own:
        return CorrectedEntities(entities, links, [])
    finder = _ActorFinder(actors, documents)
    before = _LinkedNames(entities, links)
    outcomes = [_judge(entry, finder, before) for entry in own]
    applied = [outcome.correction for outcome in outcomes if outcome.note is None]
    same: list[LocalPair] = []
    apart: list[LocalPair] = []
    items: dict[str, str] = {}
    names: list[tuple[list[str], str]] = []
    for entry in applied:
        if not isinstance(entry, EntityCorrection):
            continue
        ids = finder.find_actors(entry.entity, entry.document)
        if other := entry.same_as or entry.not_same_as:
            (same if entry.same_as else apart).append((ids, finder.find_actors(other, entry.other_document)))
        elif entry.wikidata_id:
            items |= dict.fromkeys(ids, entry.wikidata_id)
        elif entry.name:
            names.append((ids, entry.name))
    given = pl.col("entity_id").replace_strict(items, default=pl.col("wikidata_id"), return_dtype=pl.String)
    entities, links = link_entities(
        actors.with_columns(wikidata_id=given), mentions, years=years, same=same, apart=apart
    )
    after = _LinkedNames(entities, links)
    for ids, name in names:
        entities = _rename(entities, after.find_entity(ids), name)
    final = _LinkedNames(entities, links)
    told = [_add_row_id(outcome, finder, final) for outcome in outcomes]
    return CorrectedEntities(entities, links, told)


class _ActorFinder:
    """Finds the local actors of a name, in all documents or in one."""

    def __init__(self, actors: pl.DataFrame, documents: pl.DataFrame) -> None:
        external = dict(documents.select("document_id", "external_id").iter_rows())
        self._found: dict[tuple[str, str | None], list[str]] = {}
        for own, document, name, aliases in actors.select("entity_id", "document_id", "name", "aliases").iter_rows():
            for each in {name, *aliases}:
                self._found.setdefault((each, None), []).append(own)
                self._found.setdefault((each, external.get(document)), []).append(own)

    def find_actors(self, name: str, document: str | None) -> list[str]:
        """Local ids, empty where no document names such an actor."""
        return self._found.get((name, document), [])


class _LinkedNames:
    """Which entity local actors are, and what is known of it."""

    def __init__(self, entities: pl.DataFrame, links: pl.DataFrame) -> None:
        self._links = dict(links.select("local_id", "entity_id").iter_rows())
        self._rows = {row["entity_id"]: row for row in entities.iter_rows(named=True)}

    def find_entities(self, local_ids: list[str]) -> set[str]:
        return {self._links[each] for each in local_ids if each in self._links}

    def find_entity(self, local_ids: list[str]) -> str | None:
        """The entity of most of the actors (of several alike the first by id)."""
        found = [self._links[each] for each in local_ids if each in self._links]
        return min(set(found), key=lambda own: (-found.count(own), own), default=None)

    def get_value(self, entity_id: str | None, column: str) -> object:
        return self._rows[entity_id][column] if entity_id in self._rows else None


def _judge(entry: EntityCorrection, finder: _ActorFinder, before: _LinkedNames) -> Outcome:
    """Whether a correction has something to do; with a note where it has not."""
    ids = finder.find_actors(entry.entity, entry.document)
    own = before.find_entity(ids)
    right = getattr(entry, entry.field)
    was = before.get_value(own, "wikidata_id" if entry.field == "wikidata_id" else "name")
    note = None
    if not ids:
        note = f"no document names {entry.entity}"
    elif entry.same_as or entry.not_same_as:
        others = finder.find_actors(str(right), entry.other_document)
        together = before.find_entities(ids) | before.find_entities(others)
        shared = before.find_entities(ids) & before.find_entities(others)
        if not others:
            note = f"no document names {right}"
        elif (entry.same_as and len(together) == 1) or (entry.not_same_as and not shared):
            note = "this is what is found anyway; take the correction out"
    elif was == right:
        note = "this is what is found anyway; take the correction out"
    return Outcome(entry, own, entry.field, was, right, note)


def _add_row_id(outcome: Outcome, finder: _ActorFinder, final: _LinkedNames) -> Outcome:
    entry = outcome.correction
    if not isinstance(entry, EntityCorrection):
        return outcome
    own = final.find_entity(finder.find_actors(entry.entity, entry.document))
    return Outcome(entry, own, outcome.field, outcome.was, outcome.right, outcome.note)


def _rename(entities: pl.DataFrame, entity_id: str | None, name: str) -> pl.DataFrame:
    """The entities with a new name for one; the old one becomes an alias."""
    here = pl.col("entity_id") == entity_id
    others = pl.concat_list("aliases", "name").list.set_difference(pl.lit([name])).list.sort()
    return entities.with_columns(
        aliases=pl.when(here).then(others).otherwise("aliases"),
        name=pl.when(here).then(pl.lit(name)).otherwise("name"),
    )
