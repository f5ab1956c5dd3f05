"""The curated registry: states, regions, organisations and leaders by every name that texts use for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.actors.names import fold
from pipeline.extract.records import Actor

FOLDER = Path(__file__).with_name("lexicons")
HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
# Plural nationals are the adjective with an s, except after these endings (the Chinese, the Irish, the French).
INVARIANT = ("ese", "sh", "ch", "ss", "yz", "ic", "ine")


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


class Organisation(Entry):
    """An organisation that news names without introducing it."""

    name: str
    kind: str
    country: str | None = None
    wikidata: str | None = None
    news: bool = False
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
    alone: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry says of one name: the actor, how the name stands for it, and the entry that says so."""

    actor: Actor
    form: str  # "name", "demonym" or "people" (nationals in the plural)
    entry: Entry
    lexicon: Lexicon[Any]
    capital: bool = False
    kind: str | None = None

    def used(self) -> None:
        """Note that the entry decided something."""
        self.lexicon.hit(self.entry)


@dataclass(frozen=True)
class Registry:
    """All that is known: by the words of a name (case kept), and leaders by surname."""

    names: dict[tuple[str, ...], Known]
    longest: dict[str, int]  # by the first word of a name: the most words a name so beginning has
    leaders: dict[str, tuple[Leader, ...]]
    leader_list: Lexicon[Leader]
    states: dict[str, State]

    def leader_actor(self, leader: Leader) -> Actor:
        """The actor that a leader is."""
        return Actor(
            f"leader:{leader.id}",
            leader.name,
            "person",
            leader.country,
            leader.wikidata,
            aliases=tuple(sorted(leader.aliases)),
        )


def split(name: str) -> tuple[str, ...]:
    """The words of a name as the tokenizer would have them: possessive marks, commas, hyphens in words stand alone."""
    parted = name.replace("'s ", " 's ").replace("’s ", " ’s ").replace("s' ", "s ' ").replace(",", " ,")
    return tuple(HYPHEN.sub(" - ", parted).split())


def plural(demonym: str) -> Iterable[str]:
    """The plural noun for the nationals, where it is regular."""
    return () if demonym.endswith(INVARIANT) else (f"{demonym}s",)


def _cases(names: Iterable[str]) -> Iterable[str]:
    """Names of regions, those of several words also with a small first letter, as many papers write them."""
    for name in names:
        yield name
        if " " in name:
            yield name[0].lower() + name[1:]


def state_key(iso3: str) -> str:
    """The key of a state within a document."""
    return f"state:{iso3}"


@cache
def registry() -> Registry:
    """Read the registry, once a process. Raises LexiconError where a file of it is no good."""
    states = load(FOLDER / "states.yml", State)
    regions = load(FOLDER / "regions.yml", Region)
    organisations = load(FOLDER / "organisations.yml", Organisation)
    leaders = load(FOLDER / "leaders.yml", Leader)
    names: dict[tuple[str, ...], Known] = {}

    def put(words: Iterable[str], known: Known) -> None:
        for name in words:
            names.setdefault(split(name), known)

    for state in states:
        actor = Actor(state_key(state.iso3), state.name, "place", state.iso3, state.wikidata)
        put([state.name, *state.aliases], Known(actor, "name", state, states))
        put([*state.demonyms, *state.adjectives], Known(actor, "demonym", state, states))
        nationals = [*state.people, *(each for demonym in state.demonyms for each in plural(demonym))]
        put(nationals, Known(actor, "people", state, states))
        if state.capital and state.capital not in {state.name, *state.aliases}:
            town = Actor(f"capital:{state.iso3}", state.capital, "place", state.iso3, state.capital_wikidata)
            put([state.capital, *state.capital_aliases], Known(town, "name", state, states, capital=True))
    for region in regions:
        actor = Actor(f"region:{region.id}", region.name, "place", region.country, region.wikidata)
        put(_cases([region.name, *region.aliases]), Known(actor, "name", region, regions))
        put(_cases(region.demonyms), Known(actor, "demonym", region, regions))
        nationals = [*region.people, *(each for demonym in region.demonyms for each in plural(demonym))]
        put(nationals, Known(actor, "people", region, regions))
    for body in organisations:
        actor = Actor(f"body:{body.id}", body.name, "organisation", body.country, body.wikidata)
        put([body.name, *body.aliases], Known(actor, "name", body, organisations, kind=body.kind))
    for leader in leaders:
        actor = Actor(f"leader:{leader.id}", leader.name, "person", leader.country, leader.wikidata)
        full = [name for name in (leader.name, *leader.aliases) if " " in name]
        put(full, Known(actor, "name", leader, leaders, kind=leader.office))
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    by_surname: dict[str, tuple[Leader, ...]] = {}
    for leader in leaders:
        surnames = {fold(leader.surname), *(fold(alias) for alias in leader.aliases if " " not in alias)}
        for surname in surnames:
            by_surname[surname] = (*by_surname.get(surname, ()), leader)
    return Registry(names, longest, by_surname, leaders, {state.iso3: state for state in states})
