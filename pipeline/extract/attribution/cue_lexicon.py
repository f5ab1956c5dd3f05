"""The words that tell of speech: verbs, nouns and adjectives with what they govern, and fixed phrases."""

from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from spacy.tokens import Token

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"
E = TypeVar("E", bound=Entry)
Frame = Literal["quote", "clause", "infinitive", "command", "object", "as", "finding"]


class Cue(Entry):
    """A word that tells of speech, judgement, attitude or intention; the lemma is the id where none is given."""

    lemma: str | None = None
    particle: str | None = None
    frames: tuple[Frame, ...]
    prepositions: tuple[str, ...] = ()

    @property
    def headword(self) -> str:
        """The lemma."""
        return self.lemma or self.id


class CreditPhrase(Entry):
    """Fixed words that credit a clause to whoever is named after them; `somebody` where they may name a thing too."""

    words: tuple[str, ...]
    requires_speaker: bool = False


class DocumentNoun(Entry):
    """A kind of document that speaks for its author; the id is the lemma. What one that counts tells stands "in" it."""

    reports_data: bool = False


class StimulusVerb(Entry):
    """A verb whose subject is not whose attitude its object is, but may be what it is about; the id is the lemma."""

    subject_is_target: bool = False


VERBS_PATH, NOUNS_PATH, ADJECTIVES_PATH = (
    LEXICON_FOLDER / f"cue_{name}.yml" for name in ("verbs", "nouns", "adjectives")
)
PHRASES_PATH, DOCUMENTS_PATH, STIMULUS_VERBS_PATH = (
    LEXICON_FOLDER / f"cue_{name}.yml" for name in ("phrases", "documents", "stimulus_verbs")
)


@cache
def _load_cue_index(path: Path) -> tuple[Lexicon[Cue], dict[tuple[str, str | None], Cue]]:
    lexicon = load_lexicon(path, Cue)
    return lexicon, {(cue.headword, cue.particle): cue for cue in lexicon}


def load_credit_phrases() -> Lexicon[CreditPhrase]:
    """The fixed phrases."""
    return load_lexicon(PHRASES_PATH, CreditPhrase)


def find_cue(token: Token) -> Cue | None:
    """The entry of a word by its part of speech and lemma, with its particle where it has one."""
    path = {"VERB": VERBS_PATH, "AUX": VERBS_PATH, "NOUN": NOUNS_PATH, "ADJ": ADJECTIVES_PATH}.get(token.pos_)
    if path is None:
        return None
    _, known = _load_cue_index(path)
    lemma = token.lemma_.lower()
    particle = next((child.lower_ for child in token.rights if child.dep_ == "prt" or child.lower_ == "it"), None)
    return known.get((lemma, particle)) or known.get((lemma, None))


def cite_document_noun(noun: DocumentNoun) -> str:
    """The entry of a document, as a statement cites it."""
    return load_lexicon(DOCUMENTS_PATH, DocumentNoun).make_rule_id(noun)


def find_document_noun(token: Token) -> DocumentNoun | None:
    """The entry of a document that speaks for its author; a body's name ("The Daily Post") is none."""
    return _find_entry(token, DOCUMENTS_PATH, DocumentNoun) if token.ent_type_ != "ORG" else None


def find_stimulus_verb(token: Token) -> StimulusVerb | None:
    """The entry of a verb that stirs, meets or receives what others feel and say."""
    return _find_entry(token, STIMULUS_VERBS_PATH, StimulusVerb)


def _find_entry(token: Token, path: Path, model: type[E]) -> E | None:
    lexicon, known = _load_by_lemma(path, model)
    entry = known.get(token.lemma_.lower())
    if entry:
        lexicon.record_hit(entry)
    return entry


@cache
def _load_by_lemma(path: Path, model: type[E]) -> tuple[Lexicon[E], dict[str, E]]:
    lexicon = load_lexicon(path, model)
    return lexicon, {entry.id: entry for entry in lexicon}


def cite_cue(token: Token) -> str | None:
    """The entry of a word, as a statement cites it; none where the lexicon does not have the word."""
    cue = find_cue(token)
    return _load_cue_index(_find_cue_path(token))[0].make_rule_id(cue) if cue is not None else None


def _find_cue_path(token: Token) -> Path:
    return {"NOUN": NOUNS_PATH, "ADJ": ADJECTIVES_PATH}.get(token.pos_, VERBS_PATH)


def record_cue_hit(token: Token, cue: Cue) -> None:
    """Count that an entry decided something."""
    _load_cue_index(_find_cue_path(token))[0].record_hit(cue)
