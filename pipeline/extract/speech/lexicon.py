"""The words that tell of speech: verbs, nouns and adjectives with what they govern, and fixed phrases."""

from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load

FOLDER = Path(__file__).resolve().parent.parent / "lexicons"
E = TypeVar("E", bound=Entry)
Frame = Literal["quote", "clause", "infinitive", "command", "object", "as", "finding"]


class Cue(Entry):
    """A word that tells of speech, judgement, attitude or intention; the lemma is the id where none is given."""

    lemma: str | None = None
    particle: str | None = None
    takes: tuple[Frame, ...]
    prepositions: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The lemma."""
        return self.lemma or self.id


class Phrase(Entry):
    """Fixed words that credit a clause to whoever is named after them; `somebody` where they may name a thing too."""

    words: tuple[str, ...]
    somebody: bool = False


class Document(Entry):
    """A kind of document that speaks for its author; the id is the lemma. What one that counts tells stands "in" it."""

    counts: bool = False


class Stirrer(Entry):
    """A verb whose subject is not whose attitude its object is, but may be what it is about; the id is the lemma."""

    meets: bool = False


VERBS, NOUNS, ADJECTIVES = (FOLDER / f"cue_{name}.yml" for name in ("verbs", "nouns", "adjectives"))
PHRASES, DOCUMENTS, STIRRERS = (FOLDER / f"cue_{name}.yml" for name in ("phrases", "documents", "stirrers"))


@cache
def _index(path: Path) -> tuple[Lexicon[Cue], dict[tuple[str, str | None], Cue]]:
    lexicon = load(path, Cue)
    return lexicon, {(cue.word, cue.particle): cue for cue in lexicon}


def phrases() -> Lexicon[Phrase]:
    """The fixed phrases."""
    return load(PHRASES, Phrase)


def cue_of(token: Token) -> Cue | None:
    """The entry of a word by its part of speech and lemma, with its particle where it has one."""
    path = {"VERB": VERBS, "AUX": VERBS, "NOUN": NOUNS, "ADJ": ADJECTIVES}.get(token.pos_)
    if path is None:
        return None
    _, known = _index(path)
    lemma = token.lemma_.lower()
    particle = next((child.lower_ for child in token.rights if child.dep_ == "prt" or child.lower_ == "it"), None)
    return known.get((lemma, particle)) or known.get((lemma, None))


def document_of(token: Token) -> Document | None:
    """The entry of a document that speaks for its author; a body's name ("The Daily Post") is none."""
    return _entry(token, DOCUMENTS, Document) if token.ent_type_ != "ORG" else None


def stirrer_of(token: Token) -> Stirrer | None:
    """The entry of a verb that stirs, meets or receives what others feel and say."""
    return _entry(token, STIRRERS, Stirrer)


def _entry(token: Token, path: Path, model: type[E]) -> E | None:
    lexicon, known = _by_lemma(path, model)
    entry = known.get(token.lemma_.lower())
    if entry:
        lexicon.hit(entry)
    return entry


@cache
def _by_lemma(path: Path, model: type[E]) -> tuple[Lexicon[E], dict[str, E]]:
    lexicon = load(path, model)
    return lexicon, {entry.id: entry for entry in lexicon}


def hit(token: Token, cue: Cue) -> None:
    """Count that an entry decided something."""
    path = {"NOUN": NOUNS, "ADJ": ADJECTIVES}.get(token.pos_, VERBS)
    _index(path)[0].hit(cue)
