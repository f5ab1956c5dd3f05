"""Hand-made frames: say what matters, the rest is filled in."""

from datetime import date
from functools import cache
from typing import Any

import polars as pl

from pipeline.base.ids import make_identifier
from pipeline.extract.events.trigger_lexicon import load_trigger_lexicon
from pipeline.reconcile.event_rules import stem_word
from schemas import table_registry

DAY = date(2021, 5, 4)
STORY = "Herring quotas divide dockers, trawlermen and wholesalers around the fjord."
IRREGULAR = {"dismiss": ("dismissed",), "meet": ("met",), "send": ("sent",), "sweep": ("swept",)}


def key(prefix: str, name: str | None) -> str | None:
    return make_identifier(prefix, name) if name else None


def documents(*rows: dict[str, Any]) -> pl.DataFrame:
    filled = []
    for row in rows:
        on = row.get("on", DAY)
        filled.append(
            {
                "document_id": key("doc", row["name"]),
                "external_id": row["name"],
                "publisher": row.get("publisher"),
                "published_on": on,
                "published_earliest": on,
                "published_latest": on,
                "duplicate_of": key("doc", row.get("copies")),
            }
        )
    return table_registry.make_frame("documents", filled)


def actors(*rows: dict[str, Any]) -> pl.DataFrame:
    filled = []
    for row in rows:
        own = {"document_id": key("doc", row["document"]), "aliases": row.get("aliases", [])}
        local = key("ent", f"{row['document']} {row['name']} {row.get('country')}")
        names = ("name", "country", "wikidata_id", "geonames_id", "role")
        told = {name: row[name] for name in names if name in row}
        filled.append({"entity_id": local, "entity_type": row.get("type", "person"), **own, **told})
    return table_registry.make_frame("actors", filled)


def entities(**countries: Any) -> pl.DataFrame:
    """Entities by name: `(type, country)` each; underscores in a name are spaces."""
    rows = [
        {
            "entity_id": key("ent", name.replace("_", " ")),
            "name": name.replace("_", " "),
            "entity_type": kind,
            "country": country,
            "aliases": [],
            "mention_count": 1,
            "document_count": 1,
        }
        for name, (kind, country) in countries.items()
    ]
    return table_registry.make_frame("entities", rows)


def figures(*rows: dict[str, Any]) -> pl.DataFrame:
    filled = []
    for number, row in enumerate(rows):
        value = row.get("value")
        qualifier = row.get("qualifier", "exact")
        as_of = row.get("as_of")
        filled.append(
            {
                "figure_id": key("fig", f"{row['document']} {number} {value} {row.get('low')}"),
                "document_id": key("doc", row["document"]),
                "sentence_id": key("sen", row["document"]),
                "char_start": number,
                "char_end": number + 1,
                "value": float(value) if value is not None else None,
                "value_low": float(low) if (low := row.get("low")) is not None else None,
                "value_high": float(high) if (high := row.get("high")) is not None else None,
                "qualifier": qualifier,
                "unit": row.get("unit"),
                "concept": row.get("concept"),
                "concept_lemma": row.get("concept"),
                "relates_to": row.get("relates"),
                "measure": row.get("measure", "killed"),
                "location_entity_id": key("ent", row.get("place")),
                "as_of_start": as_of,
                "as_of_end": as_of,
                "event_id": row.get("event_id"),
            }
        )
    return table_registry.make_frame("figures", filled)


def events(*rows: dict[str, Any]) -> pl.DataFrame:
    filled = []
    for number, row in enumerate(rows):
        on, until = row.get("on"), row.get("until", row.get("on"))
        filled.append(
            {
                "event_id": event_id(row["document"], number),
                "document_id": key("doc", row["document"]),
                "sentence_id": key("sen", row["document"]),
                "char_start": number,
                "char_end": number + 1,
                "text": row["text"],
                "event_type": row["type"],
                "rule": row.get("rule", trigger_rule(row["type"], row["text"])),
                "event_mode": row.get("mode"),
                "actor_entity_id": key("ent", row.get("actor")),
                "actor_text": row.get("doer"),
                "recipient_entity_id": key("ent", row.get("recipient")),
                "recipient_text": row.get("sufferer"),
                "theme_text": row.get("about"),
                "location_entity_id": key("ent", row.get("place")),
                "date_start": on,
                "date_end": until,
                "date_precision": "unknown" if on is None else "day" if on == until else "range",
                "status": row.get("status", "asserted"),
                "confidence": row.get("confidence", 1.0),
                "tier": row.get("tier", "published"),
            }
        )
    return table_registry.make_frame("events", filled)


@cache
def trigger_rule(event_type: str, text: str) -> str:
    """The plainest sense of the type's triggers whose head is the first word of a text, as an event cites it."""
    stem, lexicon = stem_word(text.split()[0].casefold()), load_trigger_lexicon()
    bases = {form: verb for verb, forms in IRREGULAR.items() for form in forms}
    senses = [
        sense
        for sense in lexicon.lexicons[event_type]
        if stem_word(sense.phrase_words[0]) in (stem, stem_word(bases.get(text, text)))
    ]
    plainest = min(senses, key=lambda sense: sense.specificity, default=None)
    return lexicon.make_rule_id(event_type, plainest) if plainest is not None else "unknown/unknown"


def event_id(document: str, number: int) -> str:
    return make_identifier("eve", document, number)


def shuffled(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sample(fraction=1.0, shuffle=True, seed=3)


def one_story(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables `sentences`, `mentions` and `statements` of documents whose first sentences tell of one thing."""
    rows = [
        {
            "sentence_id": key("sen", f"{name} lead"),
            "document_id": own,
            "segment_id": key("seg", name),
            "sentence_no": 0,
            "char_start": 0,
            "char_end": len(STORY),
            "text": STORY,
        }
        for own, name in documents.select("document_id", "external_id").iter_rows()
    ]
    empty = {name: table_registry.make_empty_frame(name) for name in ("mentions", "statements")}
    return {"sentences": table_registry.make_frame("sentences", rows), **empty}
