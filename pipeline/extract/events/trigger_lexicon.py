"""The lexicon of triggers: which words report which type of event, under what constraints, and where its parties stand.

One file for each event type under `lexicons/en/triggers/`, named for the type; words that constraints share are classes
in `word_classes.yml`, written `@name` in an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field, model_validator

from pipeline.base.lexicon_loader import Entry, Lexicon, LexiconError, load_lexicon
from pipeline.language.syntax.dependency_tree import DependencyTree
from schemas.event_ontology import load_ontology

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"


class WordClass(Entry):
    """Words that conditions share; an entry names the class as `@id`."""

    words: frozenset[str]


class VerbForms(Entry):
    """Forms of a verb, the entry's id, that the model takes for words of their own."""

    forms: tuple[str, ...]


class TriggerSense(Entry):
    """One sense of a verb, noun or adjective: the act that it reports and where its parties stand.

    A phrase is its head and the words that follow it, with room for an object between (`take into custody`). Slots are
    `subject`, `object`, `clause` (the subject of the complement), `owner` (possessor), `origin` (nationality or place
    inside the noun phrase), `place`, or a preposition; the first that is filled by words of an actor decides.
    """

    verb: str | None = None
    noun: str | None = None
    adjective: str | None = None
    example: str
    mode: str | None = None
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    subject: tuple[str, ...] = Field(default=(), description="One of these is who does it.")
    object: tuple[str, ...] = Field(default=(), description="One of these is the object.")
    no_object: bool = Field(default=False, description="The verb has no object.")
    with_: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, alias="with", description="One of these prepositions, before one of these or any words."
    )
    clause: tuple[str, ...] = Field(default=(), description="The complement holds one of these beside its verb.")
    requires_complement: bool = Field(default=False, description="An infinitive or a that-clause follows.")
    no_complement: bool = Field(default=False, description="No infinitive and no that-clause follows.")
    complement_subject: bool = Field(default=False, description="What follows is a clause with a doer of its own.")
    predicate: tuple[str, ...] = Field(default=(), description="The object is called one of these.")
    governed_by: tuple[str, ...] = Field(default=(), description="The noun is the object of one of these verbs.")
    modifiers: tuple[str, ...] = Field(default=(), description="The noun or verb has one of these modifiers.")
    excluded_agents: tuple[str, ...] = Field(
        default=(), description="None of these is the noun's owner or modifier, or does what the verb says."
    )
    excluded_context: tuple[str, ...] = Field(default=(), description="Not beside one of these words.")
    unaimed: bool = Field(default=False, description="Nothing that can be attacked is fired at, and nobody is harmed.")
    together: bool | None = Field(default=None, description="Two sides hold the exercise (true), or one does (false).")
    mutual: bool = Field(default=False, description="Both sides do it: the second named is the recipient.")
    is_outcome: bool = Field(
        default=False, description="Another event of the type is beside it, and this is what it led to."
    )
    factuality: str | None = Field(default=None, description="What the words themselves say of whether it happened.")

    @model_validator(mode="after")
    def _check_one_head(self) -> "TriggerSense":
        if sum(word is not None for word in (self.verb, self.noun, self.adjective)) != 1:
            raise ValueError("an act has one of verb, noun, adjective")
        return self

    @cached_property
    def phrase_words(self) -> list[str]:
        """The head's lemma and the words that follow it."""
        return (self.verb or self.noun or self.adjective or "").split()

    @cached_property
    def following_words(self) -> list[str]:
        """The words of a phrase that follow its head."""
        return self.phrase_words[1:]

    @property
    def part_of_speech(self) -> str:
        """Part of speech of the head."""
        return "verb" if self.verb else "noun" if self.noun else "adjective"

    @property
    def specificity(self) -> int:
        """How much the entry asks for; of those that fit, the one that asks for most decides."""
        lists = (self.subject, self.object, self.with_, self.clause, self.predicate, self.governed_by, self.modifiers)
        flags = (
            self.no_object,
            self.requires_complement,
            self.no_complement,
            self.complement_subject,
            self.unaimed,
            self.together is not None,
            any(self.with_.values()),
        )
        return 2 * len(self.phrase_words) + 2 * sum(map(bool, lists)) + sum(flags)


@dataclass(frozen=True)
class TriggerLexicon:
    """All entries, by part of speech and head, with the type that each one's file stands for."""

    lexicons: Mapping[str, Lexicon[TriggerSense]]
    by_head: Mapping[tuple[str, str], list[tuple[str, TriggerSense]]]

    def record_hit(self, event_type: str, sense: TriggerSense) -> None:
        """Note that an entry decided something."""
        self.lexicons[event_type].record_hit(sense)

    def make_rule_id(self, event_type: str, sense: TriggerSense) -> str:
        """The name by which an event cites its sense: `assault/kill`."""
        return self.lexicons[event_type].make_rule_id(sense)


@cache
def load_word_classes() -> Mapping[str, frozenset[str]]:
    """The classes of words by name."""
    return {entry.id: entry.words for entry in load_lexicon(LEXICON_FOLDER / "word_classes.yml", WordClass)}


@cache
def load_irregular_forms() -> Mapping[str, str]:
    """Verbs by their forms that the model does not know."""
    return {
        form: entry.id for entry in load_lexicon(LEXICON_FOLDER / "verb_forms.yml", VerbForms) for form in entry.forms
    }


@cache
def expand_word_classes(wanted: tuple[str, ...]) -> frozenset[str]:
    """Words and classes of words, as one set of lemmas. Raises LexiconError for a class that does not exist."""
    found: set[str] = set()
    for word in wanted:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in load_word_classes():
            found |= load_word_classes()[word[1:]]
        else:
            raise LexiconError(f"word_classes.yml: there is no class {word!r}")
    return frozenset(found)


def is_in_class(tree: DependencyTree, token: int, name: str) -> bool:
    """Whether a token's lemma is of a class; the lemmatizer's `stag` for `staged` counts as `stage`."""
    lemma = tree.lemma[token]
    known = expand_word_classes((f"@{name}",))
    return lemma in known or (tree.tag[token].startswith("VB") and lemma + "e" in known)


@cache
def load_trigger_lexicon() -> TriggerLexicon:
    """The lexicon of acts. Raises LexiconError where a file is not valid."""
    lexicons = {
        path.stem.upper(): load_lexicon(path, TriggerSense)
        for path in sorted((LEXICON_FOLDER / "triggers").glob("*.yml"))
    }
    by_head: dict[tuple[str, str], list[tuple[str, TriggerSense]]] = {}
    for event_type, lexicon in lexicons.items():
        for act in lexicon:
            _check_word_classes(act)
            _check_ontology(event_type, act)
            by_head.setdefault((act.part_of_speech, act.phrase_words[0]), []).append((event_type, act))
    for entries in by_head.values():
        entries.sort(key=lambda entry: -entry[1].specificity)
    return TriggerLexicon(lexicons, by_head)


def _check_word_classes(sense: TriggerSense) -> None:
    lists = (
        sense.subject,
        sense.object,
        sense.clause,
        sense.predicate,
        sense.governed_by,
        sense.modifiers,
        sense.excluded_agents,
        sense.excluded_context,
    )
    for wanted in (*lists, *sense.with_.values()):
        expand_word_classes(wanted)


def _check_ontology(event_type: str, sense: TriggerSense) -> None:
    ontology, where = load_ontology(), f"{event_type.lower()}.yml: {sense.id}"
    if event_type not in ontology.types:
        raise LexiconError(f"{where}: ontology.yml has no event type {event_type}; name the file for one that it has")
    if sense.mode is not None and (
        sense.mode not in ontology.modes or event_type not in ontology.modes[sense.mode].types
    ):
        raise LexiconError(f"{where}: ontology.yml has no mode {sense.mode!r} of {event_type}; add it there")
