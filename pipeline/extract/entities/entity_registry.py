"""The curated registry: states, regions, organisations and leaders by every name that texts use for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.entities.gazetteer import find_division
from pipeline.extract.entities.name_spelling import fold_name
from pipeline.extract.records import Entity

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"
INNER_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
# Plural nationals are the adjective with an s, except after these endings (the Chinese, the Irish, the French).
INVARIANT_ENDINGS = ("ese", "sh", "ch", "ss", "yz", "ic", "ine")


class State(Entry):
    """A state or a territory with an ISO code of its own."""

    iso3: str
    name: str
    wikidata: str | None = None
    demonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    capital_aliases: tuple[str, ...] = ()
    capital_wikidata: str | None = None
    aliases: tuple[str, ...] = ()


class Region(Entry):
    """A place that is no state."""

    name: str
    wikidata: str | None = None
    country: str | None = None
    states: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Division(Entry):
    """A first-level division of a country by which news tells a town, and how news shortens it."""

    name: str
    country: str
    forms: list[str]


class Organisation(Entry):
    """An organisation that news names without introducing it."""

    name: str
    kind: str
    country: str | None = None
    wikidata: str | None = None
    is_news_outlet: bool = False
    aliases: tuple[str, ...] = ()


class Leader(Entry):
    """Who was head of a state, a government or an international body, and when."""

    name: str
    surname: str
    gender: str
    born: date | None = None
    country: str | None
    office: str
    since: int
    until: int | None
    wikidata: str | None = None
    is_known_by_surname: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegistryName:
    """What the registry says of one name: the actor, how the name stands for it, and the entry that says so."""

    entity: Entity
    form: str  # "name", "demonym" or "people" (nationals in the plural)
    entry: Entry
    lexicon: Lexicon[Any]
    is_capital: bool = False
    kind: str | None = None

    @property
    def rule(self) -> str:
        """The entry, as a mention cites it."""
        return self.lexicon.make_rule_id(self.entry)

    def count_hit(self) -> None:
        """Note that the entry decided something."""
        self.lexicon.record_hit(self.entry)


@dataclass(frozen=True)
class Registry:
    """All that is known: by the words of a name (case kept), and leaders by surname."""

    names: dict[tuple[str, ...], RegistryName]
    max_words: dict[str, int]  # by the first word of a name: the most words a name so beginning has
    leaders_by_surname: dict[str, tuple[Leader, ...]]
    leader_lexicon: Lexicon[Leader]
    states_by_code: dict[str, State]

    def build_leader_entity(self, leader: Leader) -> Entity:
        """The actor that a leader is."""
        return Entity(
            f"leader:{leader.id}",
            leader.name,
            "person",
            leader.country,
            leader.wikidata,
            aliases=tuple(sorted(leader.aliases)),
        )


def split_name(name: str) -> tuple[str, ...]:
    """The words of a name as the tokenizer would have them: possessive marks, commas, hyphens in words stand alone."""
    parted = name.replace("'s ", " 's ").replace("’s ", " ’s ").replace("s' ", "s ' ").replace(",", " ,")
    return tuple(INNER_HYPHEN.sub(" - ", parted).split())


def pluralise_demonym(demonym: str) -> Iterable[str]:
    """The plural noun for the nationals, where it is regular."""
    return () if demonym.endswith(INVARIANT_ENDINGS) else (f"{demonym}s",)


def _list_case_variants(names: Iterable[str]) -> Iterable[str]:
    """Names of regions, those of several words also with a small first letter, as many papers write them."""
    for name in names:
        yield name
        if " " in name:
            yield name[0].lower() + name[1:]


def build_state_key(iso3: str) -> str:
    """The key of a state within a document."""
    return f"state:{iso3}"


@cache
def read_divisions() -> Lexicon[Division]:
    """First-level divisions of a few countries and their short forms."""
    return load_lexicon(LEXICON_FOLDER / "divisions.yml", Division)


@cache
def load_registry() -> Registry:
    """Read the registry, once a process. Raises LexiconError where a file of it is no good."""
    states = load_lexicon(LEXICON_FOLDER / "states.yml", State)
    regions = load_lexicon(LEXICON_FOLDER / "regions.yml", Region)
    organisations = load_lexicon(LEXICON_FOLDER / "organisations.yml", Organisation)
    leaders = load_lexicon(LEXICON_FOLDER / "leaders.yml", Leader)
    names: dict[tuple[str, ...], RegistryName] = {}

    def register_names(words: Iterable[str], known: RegistryName) -> None:
        for name in words:
            names.setdefault(split_name(name), known)

    for state in states:
        entity = Entity(build_state_key(state.iso3), state.name, "place", state.iso3, state.wikidata)
        register_names([state.name, *state.aliases], RegistryName(entity, "name", state, states))
        register_names([*state.demonyms, *state.adjectives], RegistryName(entity, "demonym", state, states))
        nationals = [*state.people, *(each for demonym in state.demonyms for each in pluralise_demonym(demonym))]
        register_names(nationals, RegistryName(entity, "people", state, states))
        if state.capital and state.capital not in {state.name, *state.aliases}:
            town = Entity(f"capital:{state.iso3}", state.capital, "place", state.iso3, state.capital_wikidata)
            register_names(
                [state.capital, *state.capital_aliases], RegistryName(town, "name", state, states, is_capital=True)
            )
    for division in read_divisions():
        place = find_division(division.name, division.country)
        if place is not None and " " in division.name:  # a lone word is weighed against its namesakes (Georgia)
            own = Entity(f"geonames:{place.geonames_id}", division.name, "place", division.country)
            register_names([division.name], RegistryName(own, "name", division, read_divisions()))
    for region in regions:
        entity = Entity(f"region:{region.id}", region.name, "place", region.country, region.wikidata)
        register_names(
            _list_case_variants([region.name, *region.aliases]), RegistryName(entity, "name", region, regions)
        )
        register_names(_list_case_variants(region.demonyms), RegistryName(entity, "demonym", region, regions))
        nationals = [*region.people, *(each for demonym in region.demonyms for each in pluralise_demonym(demonym))]
        register_names(nationals, RegistryName(entity, "people", region, regions))
    for body in organisations:
        entity = Entity(f"body:{body.id}", body.name, "organisation", body.country, body.wikidata)
        register_names([body.name, *body.aliases], RegistryName(entity, "name", body, organisations, kind=body.kind))
    for leader in leaders:
        entity = Entity(f"leader:{leader.id}", leader.name, "person", leader.country, leader.wikidata)
        full = [name for name in (leader.name, *leader.aliases) if " " in name]
        register_names(full, RegistryName(entity, "name", leader, leaders, kind=leader.office))
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    by_surname: dict[str, tuple[Leader, ...]] = {}
    for leader in leaders:
        surnames = {fold_name(leader.surname), *(fold_name(alias) for alias in leader.aliases if " " not in alias)}
        for surname in surnames:
            by_surname[surname] = (*by_surname.get(surname, ()), leader)
    return Registry(names, longest, by_surname, leaders, {state.iso3: state for state in states})
