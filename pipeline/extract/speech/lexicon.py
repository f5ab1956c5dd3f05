"""The words that tell of speech: verbs, nouns and adjectives with what they govern, and fixed phrases."""

from functools import cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load

FOLDER = Path(__file__).resolve().parent.parent / "lexicons"
Frame = Literal["quote", "clause", "infinitive", "object"]


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
    """Fixed words that credit a clause to whoever is named after them."""

    words: tuple[str, ...]


class Document(Entry):
    """A kind of document that speaks for its author; the id is the lemma."""


VERBS, NOUNS, ADJECTIVES = (FOLDER / f"cue_{name}.yml" for name in ("verbs", "nouns", "adjectives"))
PHRASES, DOCUMENTS = FOLDER / "cue_phrases.yml", FOLDER / "cue_documents.yml"


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
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), None)
    return known.get((lemma, particle)) or known.get((lemma, None))


def document_of(token: Token) -> Document | None:
    """The entry of a document that speaks for its author."""
    lexicon = load(DOCUMENTS, Document)
    entry = next((entry for entry in lexicon if entry.id == token.lemma_.lower()), None)
    if entry:
        lexicon.hit(entry)
    return entry


def hit(token: Token, cue: Cue) -> None:
    """Count that an entry decided something."""
    path = {"NOUN": NOUNS, "ADJ": ADJECTIVES}.get(token.pos_, VERBS)
    _index(path)[0].hit(cue)
