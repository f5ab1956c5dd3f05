"""Tables that pass from single documents to the whole build and are not published."""

import pandera.polars as pa
import polars as pl

from schemas.columns import Table, count, key, number, reference, string, strings, term


class Actors(Table):
    """One row an actor or place as one document knows it; `entities` joins them."""

    entity_id: str = key("ent", "Identifier within the document, made of the document and the actor.")
    document_id: str = reference("documents", "doc", "The document.")
    name: str = string("The fullest name that the document gives.")
    entity_type: str = term("entity_type", "What kind of actor or place.")
    country: str = string("Country, ISO 3166-1 alpha-3.", nullable=True, str_matches=r"^[A-Z]{3}$")
    wikidata_id: str = string("Wikidata item.", nullable=True, str_matches=r"^Q[1-9][0-9]*$")
    geonames_id: int = count("GeoNames feature.", nullable=True)
    latitude: float = number("Latitude, WGS 84.", unit="degree", in_range={"min_value": -90, "max_value": 90})
    longitude: float = number("Longitude, WGS 84.", unit="degree", in_range={"min_value": -180, "max_value": 180})
    aliases: pl.List = strings("Further names by which the document calls it, sorted.")
    role: str = string("Office or title beside the name, as in the text.", nullable=True)


class Signatures(Table):
    """One row a document whose body has words: what it takes to tell whether two documents are copies."""

    document_id: str = key("doc", "The document.")
    shingle_count: int = count("Distinct runs of five words in the body.")
    signature: pl.List = pa.Field(
        description="MinHash of those runs.", dtype_kwargs={"inner": pl.UInt32()}, metadata={}
    )


LOCAL: dict[str, type[Table]] = {"actors": Actors, "signatures": Signatures}
