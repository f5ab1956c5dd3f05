"""Cues: verbs, nouns and adjectives of speech, judgement and intention with what they govern, and fixed phrases."""

from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"
E = TypeVar("E", bound=Entry)
Frame = Literal["quote", "clause", "infinitive", "command", "object", "as", "finding", "amount"]


class Cue(Entry):
    """A word of speech, judgement, attitude or intention; its lemma is the id where no other is given."""

    lemma: str | None = None
    particle: str | None = None
    frames: tuple[Frame, ...]
    prepositions: tuple[str, ...] = ()

    @property
    def headword(self) -> str:
        """The lemma."""
        return self.lemma or self.id


class CreditPhrase(Entry):
    """Fixed words that credit a clause to the speaker named after them.

    `requires_speaker` marks words that a mere thing may follow too ("citing the cold"): then nobody is credited.
    """

    words: tuple[str, ...]
    requires_speaker: bool = False


class DocumentNoun(Entry):
    """A kind of document that speaks for its author; the id is the lemma.

    `reports_data` marks surveys, whose findings a sentence may open with ("In a recent poll, most farmers ...").
    """

    reports_data: bool = False


class StimulusVerb(Entry):
    """A verb whose subject stirs an attitude that others hold: "the plan drew criticism". The id is the lemma.

    `subject_is_target` marks verbs whose subject is what the attitude is about ("the plan won praise").
    """

    subject_is_target: bool = False


VERBS_PATH, NOUNS_PATH, ADJECTIVES_PATH = (
    LEXICON_FOLDER / f"cue_{name}.yml" for name in ("verbs", "nouns", "adjectives")
)
PHRASES_PATH, DOCUMENTS_PATH, STIMULUS_VERBS_PATH = (
    LEXICON_FOLDER / f"cue_{name}.yml" for name in ("phrases", "documents", "stimulus_verbs")
)


PATHS = {"VERB": VERBS_PATH, "AUX": VERBS_PATH, "NOUN": NOUNS_PATH, "ADJ": ADJECTIVES_PATH}


@cache
def _load_cue_index(path: Path) -> tuple[Lexicon[Cue], dict[tuple[str, str | None], Cue]]:
    lexicon = load_lexicon(path, Cue)
    return lexicon, {(cue.headword, cue.particle): cue for cue in lexicon}


@cache
def _load_headwords(part_of_speech: str) -> frozenset[str]:
    path = PATHS.get(part_of_speech)
    return frozenset(cue.headword for cue in load_lexicon(path, Cue)) if path is not None else frozenset()


def load_credit_phrases() -> Lexicon[CreditPhrase]:
    """Load the fixed phrases."""
    return load_lexicon(PHRASES_PATH, CreditPhrase)


def find_cue(tree: DependencyTree, token: int) -> Cue | None:
    """Look up a word by its part of speech and lemma, with its particle where it has one."""
    lemma = tree.lemma[token]
    if lemma not in _load_headwords(tree.pos[token]):
        return None
    _, known = _load_cue_index(PATHS[tree.pos[token]])
    particle = next((tree.lower[child] for child in tree.children[token] if _is_particle(tree, token, child)), None)
    return known.get((lemma, particle)) or known.get((lemma, None))


def _is_particle(tree: DependencyTree, token: int, child: int) -> bool:
    return child > token and (tree.lower[child] == "it" or get_relation(tree, child) is Relation.PARTICLE)


def cite_document_noun(noun: DocumentNoun) -> str:
    """Give the rule id of a document's entry."""
    return load_lexicon(DOCUMENTS_PATH, DocumentNoun).make_rule_id(noun)


def find_document_noun(tree: DependencyTree, token: int) -> DocumentNoun | None:
    """Look up a document that speaks for its author; the name of an organisation ("The Daily Post") is none."""
    other = tree.entity[token] == "ORG" or tree.tag[token].startswith("VB")
    return _find_entry(tree, token, DOCUMENTS_PATH, DocumentNoun) if not other else None


def find_stimulus_verb(tree: DependencyTree, token: int) -> StimulusVerb | None:
    """Look up a verb that stirs, meets or receives what others feel and say."""
    return _find_entry(tree, token, STIMULUS_VERBS_PATH, StimulusVerb)


def _find_entry(tree: DependencyTree, token: int, path: Path, model: type[E]) -> E | None:
    lexicon, known = _load_by_lemma(path, model)
    entry = known.get(tree.lemma[token])
    if entry:
        lexicon.record_hit(entry)
    return entry


@cache
def _load_by_lemma(path: Path, model: type[E]) -> tuple[Lexicon[E], dict[str, E]]:
    lexicon = load_lexicon(path, model)
    return lexicon, {entry.id: entry for entry in lexicon}


def cite_cue(tree: DependencyTree, token: int) -> str | None:
    """Give the rule id of a word's entry, None where the lexicon does not have the word."""
    cue = find_cue(tree, token)
    return _load_cue_index(PATHS[tree.pos[token]])[0].make_rule_id(cue) if cue is not None else None


def record_cue_hit(tree: DependencyTree, token: int, cue: Cue) -> None:
    """Count that an entry decided something."""
    _load_cue_index(PATHS.get(tree.pos[token], VERBS_PATH))[0].record_hit(cue)
