"""Tables of who and where: entities of the whole build, and where each document mentions them."""

import polars as pl

from schemas.columns import (
    Spanned,
    Table,
    count,
    key,
    number,
    offset,
    reference,
    string,
    strings,
    term,
)
from schemas.text import TEXT_POLICY


class Entities(Table):
    """One row an actor or place of the whole build."""

    entity_id: str = key("ent", "Identifier, made of the curated registry's id, or of the canonical name and type.")
    name: str = string("Canonical name.")
    entity_type: str = term("entity_type", "What kind of actor or place.")
    country: str = string("Country it belongs to, ISO 3166-1 alpha-3.", nullable=True, str_matches=r"^[A-Z]{3}$")
    wikidata_id: str = string("Wikidata item.", nullable=True, str_matches=r"^Q[1-9][0-9]*$")
    geonames_id: int = count("GeoNames feature.", nullable=True)
    latitude: float = number("Latitude, WGS 84.", unit="degree", in_range={"min_value": -90, "max_value": 90})
    longitude: float = number("Longitude, WGS 84.", unit="degree", in_range={"min_value": -180, "max_value": 180})
    aliases: pl.List = strings("Further names by which the documents call it, sorted.")
    mention_count: int = count("Mentions in the build.")
    document_count: int = count("Documents that mention it.")


class Mentions(Spanned):
    """One row a place in the text where an entity is named or described."""

    mention_id: str = key("men", "Identifier, made of the document and the span.")
    document_id: str = reference("documents", "doc", "The document.")
    sentence_id: str = reference("sentences", "sen", "The sentence.")
    entity_id: str = reference("entities", "ent", "Who or what is mentioned.")
    char_start: int = offset("First code point of the mention.")
    char_end: int = offset("Code point after the last.")
    text: str = string(f"The words. {TEXT_POLICY}", nullable=True)
