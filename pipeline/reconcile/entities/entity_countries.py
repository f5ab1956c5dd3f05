"""Places: which entities are whole countries, and whether one place can lie in another."""

import polars as pl
import pycountry

from pipeline.reconcile.folded_names import fold_name


def identify_countries(entities: pl.DataFrame) -> pl.DataFrame:
    """For each entity its `country`, and whether it `is_country` itself: named as its country is."""
    countries = {country.alpha_3: _fold_country_names(country) for country in pycountry.countries}
    rows = [
        (
            entity,
            code,
            kind == "place" and any(fold_name(called) in countries.get(code, ()) for called in (name, *also)),
        )
        for entity, name, kind, code, also in entities.select(
            "entity_id", "name", "entity_type", "country", "aliases"
        ).iter_rows()
    ]
    schema = {"entity_id": pl.String, "country": pl.String, "is_country": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _fold_country_names(country: object) -> set[tuple[str, ...]]:
    fields = ("name", "common_name", "official_name")
    return {fold_name(name) for field in fields if (name := getattr(country, field, None))}
