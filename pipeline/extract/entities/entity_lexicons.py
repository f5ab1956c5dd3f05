"""Nouns that describe, title or classify actors, from the lexicons, indexed for lookup by token."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import Field

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.entities.entity_registry import LEXICON_FOLDER, split_name

NAME_GENDERS_FILE = LEXICON_FOLDER.parents[1] / "name_genders.tsv"


class Title(Entry):
    """Words before a name: an office, a rank, a form of address."""

    forms: list[str]
    gender: str | None = None
    is_office: bool = True


class Institution(Entry):
    """A body that every state has; `is_abroad`, in other states.

    `bare` has for a form the body of no state that it means where the text tells of no state's.
    """

    name: str
    kind: str
    forms: list[str]
    is_abroad: bool = False
    bare: dict[str, str] = Field(default_factory=dict)


class NominalHead(Entry):
    """Nouns that head the description of an actor by its nationality or organisation."""

    entity_type: str
    nouns: list[str]
    is_one_entity: bool = False
    is_relational: bool = False


class AnaphoricNouns(Entry):
    """Nouns by which a text goes on about an actor that it has named."""

    entity_type: str
    nouns: list[str]
    antecedent_kinds: list[str]


class GivenNames(Entry):
    """Given names of one gender."""

    names: list[str]


class NameTypeWords(Entry):
    """Words that tell what a capitalised name is by standing in it."""

    entity_type: str
    words: list[str]


class City(Entry):
    """A city that is no capital: `aliases` are names by which English news calls it before the gazetteer's."""

    name: str
    country: str
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()


class WordSet(Entry):
    """A closed set of words that the rules ask for by its id."""

    words: list[str]


EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True)
class PhraseIndex(Generic[EntryT]):
    """Phrases of one lexicon, found in a list of lower-case tokens; the longest wins."""

    lexicon: Lexicon[EntryT]
    entries: dict[tuple[str, ...], EntryT]
    max_words: dict[str, int]

    def match(self, lower: list[str], start: int) -> tuple[int, EntryT] | None:
        """The end of the longest phrase that begins at a token, and its entry."""
        for size in range(min(self.max_words.get(lower[start], 0), len(lower) - start), 0, -1):
            if entry := self.entries.get(tuple(lower[start : start + size])):
                return start + size, entry
        return None

    def get(self, *tokens: str) -> EntryT | None:
        """The entry of just these words."""
        return self.entries.get(tokens)


def _index_phrases(lexicon: Lexicon[EntryT], forms: Iterable[tuple[EntryT, list[str]]]) -> PhraseIndex[EntryT]:
    entries: dict[tuple[str, ...], EntryT] = {}
    longest: dict[str, int] = {}
    for entry, words in forms:
        for form in words:
            key = tuple(part.lower() for part in split_name(form))
            entries.setdefault(key, entry)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return PhraseIndex(lexicon, entries, longest)


@cache
def load_titles() -> PhraseIndex[Title]:
    """Titles by their forms."""
    lexicon = load_lexicon(LEXICON_FOLDER / "titles.yml", Title)
    return _index_phrases(lexicon, ((entry, entry.forms) for entry in lexicon))


@cache
def load_institutions() -> PhraseIndex[Institution]:
    """Institutions by their forms."""
    lexicon = load_lexicon(LEXICON_FOLDER / "institutions.yml", Institution)
    return _index_phrases(lexicon, ((entry, entry.forms) for entry in lexicon))


@cache
def load_nominal_heads() -> PhraseIndex[NominalHead]:
    """Heads of descriptions by noun."""
    lexicon = load_lexicon(LEXICON_FOLDER / "nominal_heads.yml", NominalHead)
    return _index_phrases(lexicon, ((entry, entry.nouns) for entry in lexicon))


@cache
def load_anaphoric_nouns() -> dict[str, tuple[AnaphoricNouns, ...]]:
    """Kinds by the nouns that stand for them."""
    by_noun: dict[str, tuple[AnaphoricNouns, ...]] = {}
    for entry in load_lexicon(LEXICON_FOLDER / "anaphoric_nouns.yml", AnaphoricNouns):
        for noun in entry.nouns:
            by_noun[noun] = (*by_noun.get(noun, ()), entry)
    return by_noun


@cache
def load_name_type_words() -> PhraseIndex[NameTypeWords]:
    """Words that tell what a name is."""
    lexicon = load_lexicon(LEXICON_FOLDER / "name_type_words.yml", NameTypeWords)
    return _index_phrases(lexicon, ((entry, entry.words) for entry in lexicon))


@cache
def load_name_genders() -> dict[str, str]:
    """The gender of given names, by name."""
    return {
        name: entry.id for entry in load_lexicon(LEXICON_FOLDER / "given_names.yml", GivenNames) for name in entry.names
    }


@cache
def load_counted_name_genders() -> dict[str, str]:
    """The gender of further given names, in lower case, by how often parents gave them to girls and boys."""
    rows = (line.partition("\t")[::2] for line in NAME_GENDERS_FILE.read_text(encoding="utf-8").splitlines())
    return dict(rows)


@cache
def load_cities() -> dict[tuple[str, str], City]:
    """Large cities by name and country."""
    return {(city.name, city.country): city for city in load_lexicon(LEXICON_FOLDER / "cities.yml", City)}


@cache
def load_word_set(name: str) -> frozenset[str]:
    """A closed set of words. Raises StopIteration for one that the lexicon does not have."""
    lexicon = load_lexicon(LEXICON_FOLDER / "word_sets.yml", WordSet)
    entry = next(entry for entry in lexicon if entry.id == name)
    lexicon.record_hit(entry)
    return frozenset(entry.words)
