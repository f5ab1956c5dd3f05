"""Drafts of places: the registry's and the gazetteer's, with their points and what contains them."""

from pipeline.base.lexicon_loader import Entry
from pipeline.extract.entities.entity_lexicons import load_cities
from pipeline.extract.entities.entity_registry import (
    Organisation,
    Region,
    RegistryName,
    State,
    build_state_key,
    load_registry,
)
from pipeline.extract.entities.gazetteer import (
    GazetteerPlace,
    find_division,
    find_places,
    load_countries,
    name_container,
)
from pipeline.extract.entities.index_builder import EntityDraft
from pipeline.extract.entities.place_resolution import ResolvedPlace

# How finely the kinds of the gazetteer tell where something is.
PRECISION_BY_KIND = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "town": "town",
    "continent": "region",
}
# Names of the gazetteer in these letters stand as they are; others are transliterations that news writes otherwise.
PLAIN_LETTERS = frozenset(chr(code) for code in range(0x250)) - set("āēīōūḩşţḑz̧")


def build_registry_draft(registry_name: RegistryName) -> EntityDraft:
    """The draft of a registry entry, with what the gazetteer adds: identifier and coordinates."""
    entity = registry_name.entity
    draft = EntityDraft(
        entity.key, entity.name, entity.entity_type, entity.country, entity.wikidata_id, kind=registry_name.kind
    )
    draft.adjective = _find_adjective(registry_name.entry)
    if isinstance(registry_name.entry, Region):
        draft.member_states = frozenset(registry_name.entry.states)
    if place := find_registry_place(registry_name):
        set_location(draft, place)
    if isinstance(registry_name.entry, Region):
        draft.place_precision = "region"
    return draft


def find_registry_place(registry_name: RegistryName) -> GazetteerPlace | None:
    """The gazetteer's row for a place of the registry."""
    entity, country = registry_name.entity, registry_name.entity.country
    if registry_name.is_capital:
        towns = (each for each in find_places(entity.name) if each.kind == "town" and each.country == country)
        return next(towns, None)
    if entity.key.startswith("state:"):
        return load_countries().get(country or "")
    if isinstance(registry_name.entry, Region):
        if country is None:
            return next((each for each in find_places(entity.name) if each.kind == "continent"), None)
        names = (entity.name, *registry_name.entry.aliases)
        return next((place for name in names if (place := find_division(name, country))), None)
    if entity.key.startswith("geonames:") and country:
        return find_division(entity.name, country)
    return None


def _find_adjective(entry: Entry) -> str | None:
    """How an actor of the registry stands before a noun: a state by its nationality, a body by its short form."""
    if isinstance(entry, State):
        return entry.demonyms[0] if entry.demonyms else None
    if isinstance(entry, Organisation):
        return next((name for name in (entry.name, *entry.aliases) if name.isupper() and "." not in name), None)
    return None


def set_location(draft: EntityDraft, place: GazetteerPlace) -> None:
    """Set where a place is: identifier, point, how finely that tells it, and the divisions that contain it."""
    draft.geonames_id, draft.latitude, draft.longitude = place.geonames_id, place.latitude, place.longitude
    draft.place_precision = PRECISION_BY_KIND[place.kind]
    draft.admin1, draft.admin2 = name_container(place, "admin1"), name_container(place, "admin2")


def build_state_draft(iso3: str) -> EntityDraft:
    """The draft of a state by its code."""
    state = load_registry().states_by_code[iso3]
    draft = EntityDraft(
        build_state_key(iso3), state.name, "place", iso3, state.wikidata, adjective=_find_adjective(state)
    )
    if place := load_countries().get(iso3):
        set_location(draft, place)
    return draft


def build_gazetteer_draft(place: GazetteerPlace, written: str) -> EntityDraft:
    """The draft of a place of the gazetteer; a country of the registry is that state."""
    if place.kind == "country" and place.country in load_registry().states_by_code:
        return build_state_draft(place.country)
    city = load_cities().get((place.name, place.country))
    is_plain = place.kind == "town" and set(place.name) <= PLAIN_LETTERS
    name = city.aliases[0] if city is not None and city.aliases else place.name if is_plain else written
    draft = EntityDraft(f"geonames:{place.geonames_id}", name, "place", place.country or None)
    draft.kind = {"town": "city", "admin1": "state"}.get(place.kind)
    if city is not None:
        draft.wikidata_id = city.wikidata
    set_location(draft, place)
    return draft


def set_link(draft: EntityDraft, resolved: ResolvedPlace) -> None:
    """Keep how sure the choice of a place is, and the others that the name may mean, likeliest first."""
    draft.link_score = round(resolved.score, 3) if resolved.place is not None else None
    draft.link_candidates = tuple(
        f"geonames:{place.geonames_id} {score:.2f}" for place, score in resolved.candidates if place != resolved.place
    )
