"""Places: the registry's, the gazetteer's by the countries of the document, and those that only have a name."""

from rapidfuzz import fuzz, process

from pipeline.base.lexicon import Entry
from pipeline.extract.actors.gazetteer import DOMINANT, gazetteer, resolve, us_state
from pipeline.extract.actors.gazetteer import country as country_row
from pipeline.extract.actors.names import fold
from pipeline.extract.actors.nouns import cities, collectives, small_words, us_states
from pipeline.extract.actors.people import joined
from pipeline.extract.actors.registry import Known, Organisation, Region, State, registry, state_key
from pipeline.extract.actors.spans import Name, town_of
from pipeline.extract.actors.stage import Draft, Stage

FORMS = {"name": "name", "demonym": "demonym", "people": "demonym"}
# From this length and likeness (0 to 100) on a word is a state's name misspelt: no two states' names are so near.
LONG, MISSPELT = 7, 92.0
SHORTEST = 4
ACTS = frozenset({"nsubj", "nsubjpass", "agent"})


def known_draft(known: Known) -> Draft:
    """The draft of a registry entry, with what the gazetteer adds: identifier and coordinates."""
    actor = known.actor
    draft = Draft(actor.key, actor.name, actor.entity_type, actor.country, actor.wikidata_id, kind=known.kind)
    draft.adjective = _adjective(known.entry)
    draft.states = frozenset(known.entry.states) if isinstance(known.entry, Region) else frozenset()
    if known.capital and (place := resolve(actor.name, actor.country, ())):
        locate(draft, place.geonames_id, place.latitude, place.longitude)
    elif actor.key.startswith("state:") and actor.country and (row := country_row(actor.country)):
        locate(draft, row.geonames_id, None, None)
    return draft


def _adjective(entry: Entry) -> str | None:
    """How an actor of the registry stands before a noun: a state by its nationality, a body by its short form."""
    if isinstance(entry, State):
        return entry.demonyms[0] if entry.demonyms else None
    if isinstance(entry, Organisation):
        return next((name for name in (entry.name, *entry.aliases) if name.isupper() and "." not in name), None)
    return None


def locate(draft: Draft, geonames_id: int, latitude: float | None, longitude: float | None) -> None:
    """Set where a place is."""
    draft.geonames_id, draft.latitude, draft.longitude = geonames_id, latitude, longitude


def state_draft(iso3: str) -> Draft:
    """The draft of a state by its code."""
    state = registry().states[iso3]
    draft = Draft(state_key(iso3), state.name, "place", iso3, state.wikidata, adjective=_adjective(state))
    if row := country_row(iso3):
        locate(draft, row.geonames_id, None, None)
    return draft


def add_known(stage: Stage, name: Name) -> None:
    """Put a registry name on the stage; a capital that acts stands for its state."""
    known = name.known
    assert known is not None
    if known.form == "name" and known.actor.key.startswith(("state:", "capital:")) and _namesake(stage, name, known):
        add_place(stage, name)
        return
    known.used()
    draft = known_draft(known)
    if known.capital and known.actor.country and acts(stage, name):
        draft = state_draft(known.actor.country)
    kept = stage.add(draft, name.first, name.last, FORMS[known.form])
    if (known.form == "name" and not known.capital) or kept.key.startswith("capital:"):
        kept.aliases.add(joined(stage.words.text[name.first : name.last]))


def doubtful(name: Name) -> bool:
    """Whether a registry name may have namesakes, so that the others had better tell the countries first."""
    known = name.known
    return known is not None and (known.capital or us_state(known.actor.name) is not None)


def _namesake(stage: Stage, name: Name, known: Known) -> bool:
    """Whether a capital or state here is rather its namesake elsewhere (Tripoli in Lebanon, Georgia in the USA).

    It is where a comma says so, or where the document has no other word of its country but has one of the namesake's.
    """
    own = known.actor.country or ""
    near = _beside(stage, name)
    if near is not None:
        return near != own
    if own in stage.countries:
        return False
    size = max(
        (place.population for place in gazetteer().get(fold(known.actor.name), ()) if place.country == own), default=0
    )
    others = (place for place in gazetteer().get(fold(stage.words.text[name.last - 1]), ()) if place.country != own)
    return any(place.country in stage.countries and DOMINANT * place.population > size for place in others)


def acts(stage: Stage, name: Name) -> bool:
    """Whether a capital stands for the government that sits there, by its place in the clause."""
    words = stage.words
    head = name.last - 1
    for _ in range(4):
        if words.dep[head] != "conj":
            break
        head = words.head[head]
    dep, governor = words.dep[head], words.head[head]
    if dep in ACTS:
        return words.lemma[governor] != "be"
    if dep == "poss":
        return words.lower[governor] not in small_words("towns")
    if dep == "pobj":
        return words.lower[governor] in small_words("alluding")
    return False


def add_place(stage: Stage, name: Name) -> None:
    """Put a place that the registry does not have on the stage: from the gazetteer, or by its name alone."""
    words = stage.words
    written = joined(words.text[name.first : name.last])
    near = _beside(stage, name)
    state = us_states().get(written) if words.text[name.first - 1 : name.first] == [","] else None
    place = us_state(state) if state else resolve(written, near, stage.main_countries())
    iso3 = misspelt_state(written) if place is None else None
    if iso3 is not None:
        stage.add(state_draft(iso3), name.first, name.last, "name").aliases.add(written)
        return
    if place is None:
        owner = name.known.actor.country if name.known else None
        stage.add(Draft(f"place:{fold(written)}", written, "place", near or owner), name.first, name.last, "name")
        return
    draft = Draft(f"geonames:{place.geonames_id}", place.name, "place", place.country)
    draft.kind = place.kind
    if city := cities().get((place.name, place.country)):
        draft.wikidata_id = city.wikidata
    locate(draft, place.geonames_id, place.latitude, place.longitude)
    stage.add(draft, name.first, name.last, "name").aliases.add(written)


def misspelt_state(written: str) -> str | None:
    """The state whose name a word nearly is, by its code ("Afganistan"); short names are too near to one another."""
    if len(written) < LONG:
        return None
    names = {state.name: iso3 for iso3, state in registry().states.items() if len(state.name) >= LONG}
    best = process.extractOne(written, names.keys(), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return names[best[0]] if best else None


def unseen(stage: Stage) -> None:
    """Add towns that the model passed over, where a place must stand."""
    words = stage.words
    for token, text in enumerate(words.text):
        if token in stage.at or len(text) < SHORTEST or words.pos[token] != "PROPN" or not words.capital(token):
            continue
        after = collectives().get(words.lower[token + 1]) if token + 1 < len(words) else None
        built = after is not None and after.entity_type == "facility"
        dateline = words.first[token] and words.text[token + 1 : token + 2] in (["--"], ["—"], ["–"])
        before = words.lower[token - 1] in small_words("locative") or town_of(words, token)
        if (built or dateline or before) and not words.capital(token - 1):
            place = resolve(text, None, stage.main_countries())
            if place is not None and words.pos[token + 1 : token + 2] != ["PROPN"]:
                add_place(stage, Name(token, token + 1, "place"))


def _beside(stage: Stage, name: Name) -> str | None:
    """The country that stands after a comma behind the name ("Tripoli, Lebanon", "Reno, Nev.")."""
    words = stage.words
    if name.last + 1 < len(words) and words.text[name.last] == ",":
        if words.text[name.last + 1] in us_states():
            return "USA"
        draft = stage.draft_at(name.last + 1)
        if draft is not None and draft.entity_type == "place" and stage.at[name.last + 1].form == "name":
            return draft.country
    return None
