"""Places: the registry's, the gazetteer's as the whole document tells them apart, and those that only have a name."""

from rapidfuzz import fuzz, process

from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.gazetteer import GazetteerPlace, load_gazetteer
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.name_spelling import fold_name, join_tokens
from pipeline.extract.entities.place_candidates import find_qualifier
from pipeline.extract.entities.place_drafts import (
    build_gazetteer_draft,
    build_registry_draft,
    build_state_draft,
    find_registry_place,
    set_link,
)
from pipeline.extract.entities.place_features import is_metonym
from pipeline.extract.entities.place_resolution import ResolvedPlace, resolve_places
from pipeline.extract.entities.token_arrays import TokenArrays

MENTION_FORMS = {"name": "name", "demonym": "demonym", "people": "demonym"}
# From this length and likeness (0 to 100) on a word is a state's name misspelt: no two states' names are so near.
MIN_STATE_NAME_LENGTH, MIN_STATE_SIMILARITY = 7, 92.0

PlaceSenses = dict[tuple[int, int], ResolvedPlace]


def find_place_senses(tokens: TokenArrays, names: list[NameSpan]) -> tuple[list[NameSpan], PlaceSenses]:
    """The names with those places that were missed or taken for something else, and what each place means."""
    groups, resolved = resolve_places(tokens, names)
    senses: PlaceSenses = {}
    added: list[NameSpan] = []
    for group, sense in zip(groups, resolved, strict=True):
        if group.names[0].taken_for != "place" and not sense.is_place:
            continue
        for name in group.names:
            senses[name.first, name.last] = sense
            if name.span is None:
                added.append(NameSpan(name.first, name.last, "place"))
            elif name.span.registry_name is None:
                name.span.entity_type = "place"
    _add_mistaken_persons(tokens, names, senses)
    return sorted([*names, *added], key=lambda name: name.first), senses


def _add_mistaken_persons(tokens: TokenArrays, names: list[NameSpan], senses: PlaceSenses) -> None:
    """Let a lone word that was taken for a person be the place that the document means by it elsewhere.

    Not where a person of the document has the word in a longer name or behind a title.
    """
    sense_by_word = {
        tokens.text[first]: sense for (first, last), sense in senses.items() if last - first == 1 and sense.place
    }
    persons = [name for name in names if name.entity_type == "person" and name.registry_name is None]
    worn = {
        word
        for name in persons
        if name.title is not None or name.last - name.first > 1
        for word in tokens.text[name.first : name.last]
    }
    for name in persons:
        sense = sense_by_word.get(tokens.text[name.first])
        if sense is not None and name.last - name.first == 1 and tokens.text[name.first] not in worn:
            name.entity_type = "place"
            senses[name.first, name.last] = sense


def add_registry_name(builder: EntityIndexBuilder, name: NameSpan, senses: PlaceSenses) -> None:
    """Put a registry name into the index; a capital that acts stands for its state."""
    registry_name = name.registry_name
    assert registry_name is not None
    sense = senses.get((name.first, name.last))
    if sense is not None and not _is_own_place(sense, find_registry_place(registry_name)):
        add_place(builder, name, senses)
        return
    registry_name.count_hit()
    draft = build_registry_draft(registry_name)
    if registry_name.is_capital and registry_name.entity.country and is_metonym(builder.tokens, name.last - 1):
        draft = build_state_draft(registry_name.entity.country)
    elif sense is not None:
        set_link(draft, sense)
    kept = builder.add_entity(draft, name.first, name.last, MENTION_FORMS[registry_name.form], registry_name.rule)
    if (registry_name.form == "name" and not registry_name.is_capital) or kept.key.startswith("capital:"):
        kept.aliases.add(join_tokens(builder.tokens.text[name.first : name.last]))


def _is_own_place(sense: ResolvedPlace, own: GazetteerPlace | None) -> bool:
    """Whether what a registry name means here is the registry's own place, not a namesake (Georgia in the USA).

    A capital and the division of the same name around it are one, and a country is not its own city (Mexico City for
    Mexico). Where nothing is likely enough, the registry's place stands if it is the likeliest of all.
    """
    if own is None:
        return True
    best = sense.place or (sense.candidates[0][0] if sense.candidates else own)
    if own.kind == "country":
        return best.country == own.country
    return best.country == own.country and (best == own or best.number in own.containers)


def add_place(builder: EntityIndexBuilder, name: NameSpan, senses: PlaceSenses) -> None:
    """Put a place that the registry does not have into the index: from the gazetteer, or by its name alone."""
    written = join_tokens(builder.tokens.text[name.first : name.last])
    sense = senses.get((name.first, name.last))
    if sense is not None and sense.place is not None:
        draft, rule = build_gazetteer_draft(sense.place, written), f"gazetteer/{sense.place.geonames_id}"
        set_link(draft, sense)
    elif sense is None and (iso3 := find_misspelt_state(written)):
        draft, rule = build_state_draft(iso3), f"states/{load_registry().states_by_code[iso3].id}"
    else:
        rule = "names/place"
        country = sense.country if sense is not None else _find_qualifying_country(builder.tokens, name)
        possessor_country = name.registry_name.entity.country if name.registry_name and sense is None else None
        draft = EntityDraft(f"place:{fold_name(written)}", written, "place", country or possessor_country)
        if sense is not None:
            set_link(draft, sense)
    builder.add_entity(draft, name.first, name.last, "name", rule).aliases.add(written)


def _find_qualifying_country(tokens: TokenArrays, name: NameSpan) -> str | None:
    """The country of what contains a place by the words behind its name, for a place that the gazetteer lacks."""
    inside = {load_gazetteer().get_place(number).country for number in find_qualifier(tokens, name.last)}
    return inside.pop() if len(inside) == 1 else None


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
