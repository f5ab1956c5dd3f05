"""Nouns as parties: whether one names an actor, which actor of the cast it means, and in which words.

Where a noun is no actor itself, the one it belongs to or comes from is looked for inside its phrase: `refused an offer
from Oslo`, `the Danish plan`, `lifted the curfew in Lagos`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.base.text_span import Span
from pipeline.extract.events import deep_syntax
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes
from pipeline.extract.records import DocumentAnalysis, Statement

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
# How many levels of a phrase are searched for the actor that it belongs to.
MAX_NESTING = 3


@dataclass(frozen=True)
class Argument:
    """The words of one side of an act and the actor they mean, where the cast has one."""

    span: Span
    entity_key: str | None
    head: int
    is_inanimate: bool = False  # words that are no actor's and name nobody inside

    def is_distinct_from(self, other: "Argument | None") -> bool:
        """Whether this is not the other side itself, named again or meant by a pronoun."""
        return other is None or (
            self.head != other.head and (self.entity_key is None or self.entity_key != other.entity_key)
        )


class ArgumentNouns:
    """The nouns of one sentence, as parties that acts may have."""

    def __init__(self, analysis: DocumentAnalysis, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.analysis = analysis
        self.statements = statements
        self.triggers_by_head = {trigger.head.i: trigger for trigger in found}

    def build_argument(self, noun: Token) -> Argument:
        """The party that a noun names: what a pronoun stands for where the sentence says, else its own words."""
        key = self.analysis.entity_index.entity_key_at(noun.i)
        if key is None and noun.pos_ == "PRON":
            key = self._resolve_first_person(noun)
            noun = noun if key else self._resolve_reported_speaker(noun) or noun
        return Argument(self.get_phrase_span(noun), key or self.resolve_entity_key(noun), noun.i)

    def _resolve_first_person(self, pronoun: Token) -> str | None:
        """Who says `I` or `we`: the speaker of the statement around it."""
        if pronoun.lower_ not in expand_word_classes(("@selves",)):
            return None
        parsed = self.analysis.parsed
        own = parsed.get_span(pronoun.i, pronoun.i + 1)
        return next((said.speaker_key for said in self.statements if said.content.contains(own)), None)

    def _resolve_reported_speaker(self, pronoun: Token) -> Token | None:
        """Whom a pronoun in reported speech stands for: the speaker (`the rebels said they would leave`)."""
        if pronoun.lower_ not in expand_word_classes(("@anaphors",)) or deep_syntax.is_small_clause(pronoun.head):
            return None  # `the king wants him jailed`: somebody else
        token = pronoun.head
        for _ in range(deep_syntax.MAX_DEPTH):
            if token.head.i == token.i:
                return None
            inner, token = token, token.head
            speaker = deep_syntax.find_child(token, *deep_syntax.SUBJECT_LABELS)
            if speaker is None or speaker.i == pronoun.i or speaker.pos_ == "PRON" or inner.dep_ == "relcl":
                continue
            return speaker if self.is_actor(speaker) else None
        return None

    def is_actor(self, noun: Token) -> bool:
        """Whether a noun or adjective names people, a body or a place, rather than a thing, a time or an act."""
        if noun.i in self.triggers_by_head and self.triggers_by_head[noun.i].sense.part_of_speech == "noun":
            return False
        mention = self.analysis.entity_index.mention_at(noun.i)
        if noun.pos_ == "PRON":
            return mention is not None or (self._resolve_reported_speaker(noun) is not None)
        if noun.ent_type_ in ("DATE", "TIME"):
            return False
        if noun.dep_ == "amod" or noun.pos_ == "ADJ":
            return noun.ent_type_ in NAME_TYPES or (
                mention is not None and mention.form != "nominal" and mention.last == noun.i + 1
            )
        if mention is not None or noun.ent_type_ in NAME_TYPES:
            return True
        named = noun.pos_ == "PROPN" and noun.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj") and noun.ent_type_ == ""
        return named or (noun.lemma_.lower() in expand_word_classes(("@people",)) and noun.dep_ != "compound")

    def find_nested_actors(self, noun: Token, level: int, ties: str = "@towards") -> Iterator[Token]:
        """Actors inside a noun phrase: possessor, nationality, `of` and `from`, then places; the closest first."""
        if level >= MAX_NESTING:
            return
        for label in ("poss", "amod", "compound", "nmod"):
            for kid in noun.children:
                if kid.dep_ == label and self.is_actor(kid):
                    yield kid
        for name, inner in deep_syntax.list_prepositions(noun):
            if name in expand_word_classes((ties,)):
                if self.is_actor(inner):
                    yield inner
                else:
                    yield from self.find_nested_actors(inner, level + 1, ties)
        relative = deep_syntax.find_child(noun, "relcl")
        owner = deep_syntax.find_child(relative, *deep_syntax.SUBJECT_LABELS) if relative is not None else None
        if owner is not None and owner.pos_ != "PRON" and self.is_actor(owner):
            yield owner  # the sum Ghana owes
        clause = deep_syntax.find_child(noun, "acl")
        if clause is not None and clause.i not in self.triggers_by_head:
            yield from (inner for _, inner in deep_syntax.list_prepositions(clause) if self.is_actor(inner))

    def can_be_argument(self, noun: Token) -> bool:
        """Whether a noun can stand for a party: no time, no clause, no pronoun without a person."""
        if noun.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or deep_syntax.is_verb(noun):
            return False
        if noun.pos_ == "PRON":
            return noun.lower_ in expand_word_classes(("@persons",))
        return deep_syntax.is_noun(noun) or noun.pos_ == "NUM"

    @staticmethod
    def is_counted(noun: Token) -> bool:
        """Whether a noun stands for people by their number or for a text that speaks for them."""
        lemma = noun.lemma_.lower()
        return (
            noun.pos_ in ("NUM", "PRON")
            or lemma in expand_word_classes(("@measures",))
            or lemma in expand_word_classes(("@texts",))
        )

    def resolve_entity_key(self, noun: Token) -> str | None:
        """The actor of the cast that a noun means: by its own mention, or the state that its body acts for."""
        cast = self.analysis.entity_index
        own = cast.entity_key_at(noun.i)
        if own is None and noun.lemma_.lower() in expand_word_classes(("@measures",)):
            counted = next((inner for name, inner in deep_syntax.list_prepositions(noun) if name == "of"), None)
            return self.resolve_entity_key(counted) if counted is not None else None
        if own is None and (apposed := deep_syntax.find_child(noun, "appos")) is not None:
            own = cast.entity_key_at(apposed.i)  # `its neighbour Samoa`
        if own is not None or noun.lemma_.lower() not in expand_word_classes(("@bodies",)):
            return own
        owners = (inner for inner in self.find_nested_actors(noun, MAX_NESTING - 1) if inner.head.lower_ != "by")
        return next((cast.entity_key_at(inner.i) for inner in owners if cast.entity_key_at(inner.i)), None)

    def get_phrase_span(self, noun: Token) -> Span:
        """The words of a noun phrase: its head with what stands before it, and an `of` or `in` phrase after it."""
        mention = self.analysis.entity_index.mention_at(noun.i)
        first, last = noun.i, noun.i + 1
        if mention is not None and mention.form == "name":
            first, last = mention.first, max(mention.last, last)
        first = min([first, *(t.i for kid in noun.lefts if kid.dep_ not in ("relcl", "advcl") for t in kid.subtree)])
        named = mention is not None and self.analysis.entity_index.entities[mention.entity_key].entity_type == "person"
        for kid in noun.rights:
            if not named and kid.dep_ == "prep" and kid.lower_ in ("of", "in", "from", "for") and kid.i == last:
                inner = deep_syntax.find_child(kid, "pobj")
                if inner is not None:
                    last = max(last, inner.i + 1)
        doc = self.analysis.parsed.doc
        while first < noun.i and (doc[first].is_punct or doc[first].pos_ in ("CCONJ", "ADP", "ADV")):
            first += 1
        return self.analysis.parsed.get_span(first, last)
