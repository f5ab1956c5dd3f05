"""Tables of who and where: entities of the whole build, and where each document mentions them."""

import polars as pl

from schemas.column_types import (
    SpanTable,
    Table,
    define_count,
    define_key,
    define_number,
    define_offset,
    define_quotation,
    define_reference,
    define_rule,
    define_string,
    define_strings,
    define_term,
    derive_from,
)
from schemas.table_info import describe_table


class Entities(Table):
    """One row an actor or place of the whole build."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("entity_id",),
            package="pipeline.reconcile",
            method="Actors and places of all documents are joined by registry, then by name and kind.",
            made_from=("mentions",),
        )

    entity_id: str = derive_from(
        define_key(
            "ent",
            "Identifier, made of the Wikidata item, else the GeoNames id, else kind and name as they are compared; "
            "country and occupation come in only where two differ in nothing else.",
        ),
        "articles.document_id",
    )
    name: str = define_string(
        "Canonical name. Null where no document that may be quoted uses it.", policy="name", nullable=True
    )
    entity_type: str = define_term("entity_type", "What kind of actor or place.")
    country: str = define_string("Country it belongs to, ISO 3166-1 alpha-3.", nullable=True, str_matches=r"^[A-Z]{3}$")
    wikidata_id: str = define_string("Wikidata item.", nullable=True, str_matches=r"^Q[1-9][0-9]*$")
    geonames_id: int = define_count("GeoNames feature.", nullable=True)
    latitude: float = define_number("Latitude, WGS 84.", unit="degree", in_range={"min_value": -90, "max_value": 90})
    longitude: float = define_number(
        "Longitude, WGS 84.", unit="degree", in_range={"min_value": -180, "max_value": 180}
    )
    aliases: pl.List = define_strings(
        "Further names by which documents that may be quoted call it, sorted.", policy="name"
    )
    place_precision: str = define_term(
        "place_precision", "How finely the point tells a place; null for what is no place.", nullable=True
    )
    admin1: str = define_string("First-level division that contains a place, by name.", nullable=True)
    admin2: str = define_string("Second-level division that contains a place, by name.", nullable=True)
    link_score: float = define_number(
        "Probability that the registry's item is the right one, where it was weighed against others.",
        in_range={"min_value": 0, "max_value": 1},
    )
    link_candidates: pl.List = define_strings(
        "What else the name may mean, likeliest first: registry, identifier and probability."
    )
    mention_count: int = define_count("Mentions in the build, pronouns included.")
    document_count: int = define_count("Documents that mention it.")


class Mentions(SpanTable):
    """One row a place in the text where an entity is named, described or meant by a pronoun."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "char_start", "char_end", "mention_id"),
            package="pipeline.extract",
            method=(
                "Names, demonyms, descriptions and pronouns that mean actors and places are found in the parse and "
                "joined within the document."
            ),
            made_from=("sentences",),
            is_per_document=True,
            rows_per_document=(0, 5000),
        )

    mention_id: str = define_key(
        "men", "Identifier, made of the document, the sentence without its numbers, and the words."
    )
    document_id: str = define_reference("documents", "doc", "The document.")
    sentence_id: str = define_reference("sentences", "sen", "The sentence.")
    entity_id: str = derive_from(
        define_reference("entities", "ent", "Who or what is mentioned."), "entity_links.entity_id"
    )
    char_start: int = define_offset("First code point of the mention.")
    char_end: int = define_offset("Code point after the last.")
    text: str = define_quotation("The words.", within="sentences")
    mention_kind: str = define_term("mention_kind", "Whether the words name the entity, describe it or are a pronoun.")
    rule: str = define_rule(
        "What decided, such as `states/nor` (an entry of the registry), `nominal_heads/troops` (the head of a "
        "description), `names/person` (a name that the parser's model found) or `coreference/nominal`."
    )
