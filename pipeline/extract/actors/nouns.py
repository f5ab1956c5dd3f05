"""Nouns that describe, title or classify actors, from the lexicons, indexed for lookup by token."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.actors.registry import FOLDER, split


class Title(Entry):
    """Words before a name: an office, a rank, a form of address."""

    forms: list[str]
    gender: str | None = None
    office: bool = True


class Institution(Entry):
    """A body that every state has; `abroad`, in other states."""

    name: str
    kind: str
    forms: list[str]
    abroad: bool = False


class Collective(Entry):
    """Nouns that head the description of an actor by its nationality or organisation."""

    entity_type: str
    nouns: list[str]
    same: bool = False
    relational: bool = False


class Kind(Entry):
    """Nouns by which a text goes on about an actor that it has named."""

    entity_type: str
    nouns: list[str]
    kinds: list[str]


class GivenNames(Entry):
    """Given names of one gender."""

    names: list[str]


class NameWords(Entry):
    """Words that tell what a capitalised name is by standing in it."""

    entity_type: str
    words: list[str]


class Abbreviated(Entry):
    """A state of the USA, its name as id, and how news shortens it."""

    forms: list[str]


class City(Entry):
    """A large city that is no capital."""

    name: str
    country: str
    wikidata: str


class SmallWords(Entry):
    """A closed set of words that the rules ask for by its id."""

    words: list[str]


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Phrases(Generic[E]):
    """Phrases of one lexicon, found in a list of lower-case tokens; the longest wins."""

    lexicon: Lexicon[E]
    entries: dict[tuple[str, ...], E]
    longest: dict[str, int]

    def match(self, lower: list[str], at: int) -> tuple[int, E] | None:
        """The end of the longest phrase that begins at a token, and its entry."""
        for size in range(min(self.longest.get(lower[at], 0), len(lower) - at), 0, -1):
            if entry := self.entries.get(tuple(lower[at : at + size])):
                return at + size, entry
        return None

    def get(self, *tokens: str) -> E | None:
        """The entry of just these words."""
        return self.entries.get(tokens)


def _phrases(lexicon: Lexicon[E], forms: Iterable[tuple[E, list[str]]]) -> Phrases[E]:
    entries: dict[tuple[str, ...], E] = {}
    longest: dict[str, int] = {}
    for entry, words in forms:
        for form in words:
            key = tuple(part.lower() for part in split(form))
            entries.setdefault(key, entry)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Phrases(lexicon, entries, longest)


@cache
def titles() -> Phrases[Title]:
    """Titles by their forms."""
    lexicon = load(FOLDER / "titles.yml", Title)
    return _phrases(lexicon, ((entry, entry.forms) for entry in lexicon))


@cache
def institutions() -> Phrases[Institution]:
    """Institutions by their forms."""
    lexicon = load(FOLDER / "institutions.yml", Institution)
    return _phrases(lexicon, ((entry, entry.forms) for entry in lexicon))


@cache
def collectives() -> Phrases[Collective]:
    """Heads of descriptions by noun."""
    lexicon = load(FOLDER / "collectives.yml", Collective)
    return _phrases(lexicon, ((entry, entry.nouns) for entry in lexicon))


@cache
def kinds() -> dict[str, tuple[Kind, ...]]:
    """Kinds by the nouns that stand for them."""
    by_noun: dict[str, tuple[Kind, ...]] = {}
    for entry in load(FOLDER / "kinds.yml", Kind):
        for noun in entry.nouns:
            by_noun[noun] = (*by_noun.get(noun, ()), entry)
    return by_noun


@cache
def name_words() -> Phrases[NameWords]:
    """Words that tell what a name is."""
    lexicon = load(FOLDER / "name_words.yml", NameWords)
    return _phrases(lexicon, ((entry, entry.words) for entry in lexicon))


@cache
def genders() -> dict[str, str]:
    """The gender of given names, by name."""
    return {name: entry.id for entry in load(FOLDER / "first_names.yml", GivenNames) for name in entry.names}


@cache
def cities() -> dict[tuple[str, str], City]:
    """Large cities by name and country."""
    return {(city.name, city.country): city for city in load(FOLDER / "cities.yml", City)}


@cache
def us_states() -> dict[str, str]:
    """The names of US states by their short forms."""
    return {form: entry.id for entry in load(FOLDER / "us_states.yml", Abbreviated) for form in entry.forms}


@cache
def small_words(name: str) -> frozenset[str]:
    """A closed set of words. Raises StopIteration for one that the lexicon does not have."""
    lexicon = load(FOLDER / "small_words.yml", SmallWords)
    entry = next(entry for entry in lexicon if entry.id == name)
    lexicon.hit(entry)
    return frozenset(entry.words)
