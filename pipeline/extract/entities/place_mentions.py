"""Places: the registry's, the gazetteer's by the countries of the document, and those that only have a name."""

from rapidfuzz import fuzz, process

from pipeline.base.lexicon_loader import Entry
from pipeline.extract.entities.entity_lexicons import (
    load_cities,
    load_nominal_heads,
    load_state_abbreviations,
    load_word_set,
)
from pipeline.extract.entities.entity_registry import (
    Organisation,
    Region,
    RegistryName,
    State,
    build_state_key,
    load_registry,
)
from pipeline.extract.entities.gazetteer import (
    DOMINANCE_RATIO,
    find_country,
    find_us_state,
    load_gazetteer,
    resolve_place,
)
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder
from pipeline.extract.entities.name_spans import NameSpan, is_after_town_noun
from pipeline.extract.entities.name_spelling import fold_name
from pipeline.extract.entities.person_mentions import join_tokens
from pipeline.language.syntax.grammatical_relations import Relation

MENTION_FORMS = {"name": "name", "demonym": "demonym", "people": "demonym"}
# From this length and likeness (0 to 100) on a word is a state's name misspelt: no two states' names are so near.
MIN_STATE_NAME_LENGTH, MIN_STATE_SIMILARITY = 7, 92.0
MIN_TOWN_LENGTH = 4
AGENT_RELATIONS = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.AGENT_PREPOSITION})


def build_registry_draft(registry_name: RegistryName) -> EntityDraft:
    """The draft of a registry entry, with what the gazetteer adds: identifier and coordinates."""
    entity = registry_name.entity
    draft = EntityDraft(
        entity.key, entity.name, entity.entity_type, entity.country, entity.wikidata_id, kind=registry_name.kind
    )
    draft.adjective = _find_adjective(registry_name.entry)
    draft.member_states = (
        frozenset(registry_name.entry.states) if isinstance(registry_name.entry, Region) else frozenset()
    )
    if registry_name.is_capital and (place := resolve_place(entity.name, entity.country, ())):
        set_location(draft, place.geonames_id, place.latitude, place.longitude)
    elif entity.key.startswith("state:") and entity.country and (row := find_country(entity.country)):
        set_location(draft, row.geonames_id, None, None)
    return draft


def _find_adjective(entry: Entry) -> str | None:
    """How an actor of the registry stands before a noun: a state by its nationality, a body by its short form."""
    if isinstance(entry, State):
        return entry.demonyms[0] if entry.demonyms else None
    if isinstance(entry, Organisation):
        return next((name for name in (entry.name, *entry.aliases) if name.isupper() and "." not in name), None)
    return None


def set_location(draft: EntityDraft, geonames_id: int, latitude: float | None, longitude: float | None) -> None:
    """Set where a place is."""
    draft.geonames_id, draft.latitude, draft.longitude = geonames_id, latitude, longitude


def build_state_draft(iso3: str) -> EntityDraft:
    """The draft of a state by its code."""
    state = load_registry().states_by_code[iso3]
    draft = EntityDraft(
        build_state_key(iso3), state.name, "place", iso3, state.wikidata, adjective=_find_adjective(state)
    )
    if row := find_country(iso3):
        set_location(draft, row.geonames_id, None, None)
    return draft


def add_registry_name(builder: EntityIndexBuilder, name: NameSpan) -> None:
    """Put a registry name on the stage; a capital that acts stands for its state."""
    registry_name = name.registry_name
    assert registry_name is not None
    if (
        registry_name.form == "name"
        and registry_name.entity.key.startswith(("state:", "capital:"))
        and _is_namesake(builder, name, registry_name)
    ):
        add_place(builder, name)
        return
    registry_name.count_hit()
    draft = build_registry_draft(registry_name)
    if registry_name.is_capital and registry_name.entity.country and is_metonym(builder, name):
        draft = build_state_draft(registry_name.entity.country)
    kept = builder.add_entity(draft, name.first, name.last, MENTION_FORMS[registry_name.form], registry_name.rule)
    if (registry_name.form == "name" and not registry_name.is_capital) or kept.key.startswith("capital:"):
        kept.aliases.add(join_tokens(builder.tokens.text[name.first : name.last]))


def has_namesakes(name: NameSpan) -> bool:
    """Whether a registry name may have namesakes, so that the others had better tell the countries first."""
    registry_name = name.registry_name
    return registry_name is not None and (
        registry_name.is_capital or find_us_state(registry_name.entity.name) is not None
    )


def _is_namesake(builder: EntityIndexBuilder, name: NameSpan, registry_name: RegistryName) -> bool:
    """Whether a capital or state here is rather its namesake elsewhere (Tripoli in Lebanon, Georgia in the USA).

    It is where a comma says so, or where the document has no other word of its country but has one of the namesake's.
    """
    own = registry_name.entity.country or ""
    near = _find_country_after(builder, name)
    if near is not None:
        return near != own
    if own in builder.country_counts:
        return False
    size = max(
        (
            place.population
            for place in load_gazetteer().get(fold_name(registry_name.entity.name), ())
            if place.country == own
        ),
        default=0,
    )
    others = (
        place
        for place in load_gazetteer().get(fold_name(builder.tokens.text[name.last - 1]), ())
        if place.country != own
    )
    return any(
        place.country in builder.country_counts and DOMINANCE_RATIO * place.population > size for place in others
    )


def is_metonym(builder: EntityIndexBuilder, name: NameSpan) -> bool:
    """Whether a capital stands for the government that sits there, by its place in the clause."""
    tokens = builder.tokens
    head = name.last - 1
    for _ in range(4):
        if tokens.relation[head] != Relation.CONJUNCT:
            break
        head = tokens.head[head]
    relation, governor = tokens.relation[head], tokens.head[head]
    if relation in AGENT_RELATIONS:
        return tokens.lemma[governor] != "be"
    if relation == Relation.POSSESSOR:
        return tokens.lower[governor] not in load_word_set("towns")
    if relation == Relation.PREPOSITIONAL_OBJECT:
        return tokens.lower[governor] in load_word_set("alluding")
    return False


def add_place(builder: EntityIndexBuilder, name: NameSpan) -> None:
    """Put a place that the registry does not have on the stage: from the gazetteer, or by its name alone."""
    tokens = builder.tokens
    written = join_tokens(tokens.text[name.first : name.last])
    near = _find_country_after(builder, name)
    state = load_state_abbreviations().get(written) if tokens.text[name.first - 1 : name.first] == [","] else None
    place = find_us_state(state) if state else resolve_place(written, near, builder.rank_countries())
    iso3 = find_misspelt_state(written) if place is None else None
    if iso3 is not None:
        rule = f"states/{load_registry().states_by_code[iso3].id}"
        builder.add_entity(build_state_draft(iso3), name.first, name.last, "name", rule).aliases.add(written)
        return
    if place is None:
        possessor_country = name.registry_name.entity.country if name.registry_name else None
        builder.add_entity(
            EntityDraft(f"place:{fold_name(written)}", written, "place", near or possessor_country),
            name.first,
            name.last,
            "name",
            "names/place",
        )
        return
    draft = EntityDraft(f"geonames:{place.geonames_id}", place.name, "place", place.country)
    draft.kind = place.kind
    if city := load_cities().get((place.name, place.country)):
        draft.wikidata_id = city.wikidata
    set_location(draft, place.geonames_id, place.latitude, place.longitude)
    rule = f"gazetteer/{place.geonames_id}"
    builder.add_entity(draft, name.first, name.last, "name", rule).aliases.add(written)


def find_misspelt_state(written: str) -> str | None:
    """The state whose name a word nearly is, by its code ("Afganistan"); short names are too near to one another."""
    if len(written) < MIN_STATE_NAME_LENGTH:
        return None
    names = {
        state.name: iso3
        for iso3, state in load_registry().states_by_code.items()
        if len(state.name) >= MIN_STATE_NAME_LENGTH
    }
    best = process.extractOne(written, names.keys(), scorer=fuzz.ratio, score_cutoff=MIN_STATE_SIMILARITY)
    return names[best[0]] if best else None


def add_missed_towns(builder: EntityIndexBuilder) -> None:
    """Add towns that the model passed over, where a place must stand."""
    tokens = builder.tokens
    for token, text in enumerate(tokens.text):
        if (
            token in builder.mention_by_token
            or len(text) < MIN_TOWN_LENGTH
            or tokens.pos[token] != "PROPN"
            or not tokens.is_capitalised(token)
        ):
            continue
        after = load_nominal_heads().get(tokens.lower[token + 1]) if token + 1 < len(tokens) else None
        built = after is not None and after.entity_type == "facility"
        dateline = tokens.is_sentence_start[token] and tokens.text[token + 1 : token + 2] in (["--"], ["—"], ["–"])
        before = tokens.lower[token - 1] in load_word_set("locative") or is_after_town_noun(tokens, token)
        if (built or dateline or before) and not tokens.is_capitalised(token - 1):
            place = resolve_place(text, None, builder.rank_countries())
            if place is not None and tokens.pos[token + 1 : token + 2] != ["PROPN"]:
                add_place(builder, NameSpan(token, token + 1, "place"))


def _find_country_after(builder: EntityIndexBuilder, name: NameSpan) -> str | None:
    """The country that stands after a comma behind the name ("Tripoli, Lebanon", "Reno, Nev.")."""
    tokens = builder.tokens
    if name.last + 1 < len(tokens) and tokens.text[name.last] == ",":
        if tokens.text[name.last + 1] in load_state_abbreviations():
            return "USA"
        draft = builder.find_draft(name.last + 1)
        if (
            draft is not None
            and draft.entity_type == "place"
            and builder.mention_by_token[name.last + 1].form == "name"
        ):
            return draft.country
    return None
