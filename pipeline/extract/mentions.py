"""The cast of a document: who and what it names, and where."""

from pipeline.extract.records import Actor, Cast, Mention
from pipeline.language.parsed import Parsed

TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group", "FAC": "facility"}


def find(parsed: Parsed) -> Cast:
    """The actors of a document and their mentions."""
    actors: dict[str, Actor] = {}
    mentions = []
    for ent in parsed.doc.ents:
        if kind := TYPES.get(ent.label_):
            key = f"{kind}:{ent.text}"
            actors.setdefault(key, Actor(key, ent.text, kind))
            mentions.append(Mention(key, parsed.span(ent.start, ent.end), ent.start, ent.end, "name"))
    return Cast(actors, tuple(mentions))
