"""Tables that pass from single documents to the whole build and are not published."""

import pandera.polars as pa
import polars as pl

from schemas.column_types import (
    Table,
    define_count,
    define_key,
    define_number,
    define_reference,
    define_string,
    define_strings,
    define_term,
)
from schemas.table_info import describe_table


class Actors(Table):
    """One row an actor or place as one document knows it; `entities` joins them."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id", "entity_id"),
            package="pipeline.extract",
            method="Actors and places are joined within the document.",
            made_from=("sentences",),
            is_per_document=True,
        )

    entity_id: str = define_key("ent", "Identifier within the document, made of the document and the actor.")
    document_id: str = define_reference("documents", "doc", "The document.")
    name: str = define_string("The fullest name that the document gives.")
    entity_type: str = define_term("entity_type", "What kind of actor or place.")
    country: str = define_string("Country, ISO 3166-1 alpha-3.", nullable=True, str_matches=r"^[A-Z]{3}$")
    wikidata_id: str = define_string("Wikidata item.", nullable=True, str_matches=r"^Q[1-9][0-9]*$")
    geonames_id: int = define_count("GeoNames feature.", nullable=True)
    latitude: float = define_number("Latitude, WGS 84.", unit="degree", in_range={"min_value": -90, "max_value": 90})
    longitude: float = define_number(
        "Longitude, WGS 84.", unit="degree", in_range={"min_value": -180, "max_value": 180}
    )
    aliases: pl.List = define_strings("Further names by which the document calls it, sorted.")
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
    role: str = define_string("Office or title beside the name, as in the text.", nullable=True)


class Signatures(Table):
    """One row a document whose body has words: what it takes to tell whether two documents are copies."""

    class Config(Table.Config):
        """How the table comes about."""

        metadata = describe_table(
            sort=("document_id",),
            package="pipeline.clean",
            method="MinHash of the words of the body.",
            made_from=("segments",),
            is_per_document=True,
        )

    document_id: str = define_key("doc", "The document.")
    shingle_count: int = define_count("Distinct runs of five words in the body.")
    signature: pl.List = pa.Field(
        description="MinHash of those runs.", dtype_kwargs={"inner": pl.UInt32()}, metadata={}
    )


INTERNAL_TABLES: dict[str, type[Table]] = {"actors": Actors, "signatures": Signatures}
