"""Links from the entities of a document to items of Wikidata."""

from pipeline.extract.entities.entity_lexicons import load_institutions
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder
from pipeline.extract.entities.known_items import KnownItems, choose_item, load_items

# What a draft's key says of how it came about: only what has a name of its own is looked up.
NAMED_KEYS = ("person:", "leader:", "organisation:", "body:", "seat:")
MAX_LINK_CANDIDATES = 5


def link_known_items(builder: EntityIndexBuilder, registry: str | None) -> None:
    """Give entities without an item the one that name, type and country tell; `registry` is a file of the user's."""
    known = load_items(registry)
    countries = frozenset(builder.country_counts)
    for draft in builder.drafts.values():
        if draft.wikidata_id is not None:
            continue
        if draft.geonames_id is not None:
            item = known.by_geonames_id.get(draft.geonames_id)
            draft.wikidata_id = item.wikidata_id if item is not None else None
        elif draft.key.startswith(NAMED_KEYS):
            _link_by_name(draft, countries, known)


def _link_by_name(draft: EntityDraft, countries: frozenset[str], known: KnownItems) -> None:
    called = {draft.name, *draft.aliases}
    called |= {form for name in called for form in _list_forms(name, draft.country)}
    names = sorted(name for name in called if draft.country or not _is_generic(name))
    item, score, scored = choose_item(names, draft.entity_type, draft.country, countries, known)
    if item is not None:
        draft.wikidata_id, draft.link_score = item.wikidata_id, round(score, 3)
    draft.link_candidates = tuple(
        f"wikidata:{each.wikidata_id} {chance:.2f}" for each, chance in scored[:MAX_LINK_CANDIDATES] if each != item
    )


def _list_forms(name: str, country: str | None) -> list[str]:
    """The other forms of a name: without its own country before it, with that in full, with it before what it owns.

    `U.S. Marine Corps` is `Marine Corps` and `United States Marine Corps`, `Navy of Peru` is `Peru Navy`.
    """
    state = load_registry().states_by_code.get(country) if country else None
    if state is None:
        return []
    owned, _, owner = name.partition(" of ")
    if owner == state.name:
        return [f"{owner} {owned}"]
    rest = _drop_nation(name, country)
    return [rest, f"{state.name} {rest}"] if rest else []


def _drop_nation(name: str, country: str | None) -> str | None:
    """A name without its own country before it ("U.S. Food and Drug Administration"), None where there is none."""
    opening, _, rest = name.partition(" ")
    known = load_registry().names.get((opening,))
    return rest if country and known is not None and known.entity.country == country and " " in rest else None


def _is_generic(name: str) -> bool:
    """Whether a name is that of a body which every state has ("Central Bank"), so that only its country tells which."""
    return load_institutions().get(*name.lower().split()) is not None
