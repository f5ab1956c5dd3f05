"""Nouns as parties: whether one names an actor, which actor of the cast it means, and in which words.

Where a noun is no actor itself, the one it belongs to or comes from is looked for inside its phrase: `refused an offer
from Oslo`, `the Danish plan`, `lifted the curfew in Lagos`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.base.span import Span
from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import words
from pipeline.extract.acts.triggers import Trigger
from pipeline.extract.records import Reading, Statement

NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
# How many levels of a phrase are searched for the actor that it belongs to.
DEEP = 3


@dataclass(frozen=True)
class Party:
    """The words of one side of an act and the actor they mean, where the cast has one."""

    span: Span
    key: str | None
    head: int
    thing: bool = False  # words that are no actor's and name nobody inside

    def differs(self, other: "Party | None") -> bool:
        """Whether this is not the other side itself, named again or meant by a pronoun."""
        return other is None or (self.head != other.head and (self.key is None or self.key != other.key))


class Nouns:
    """The nouns of one sentence, as parties that acts may have."""

    def __init__(self, reading: Reading, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.reading = reading
        self.statements = statements
        self.by_head = {trigger.head.i: trigger for trigger in found}

    def party(self, noun: Token) -> Party:
        """The party that a noun names: what a pronoun stands for where the sentence says, else its own words."""
        key = self.reading.cast.key_at(noun.i)
        if key is None and noun.pos_ == "PRON":
            key = self._first_person(noun)
            noun = noun if key else self._spoken_for(noun) or noun
        return Party(self.words(noun), key or self.key(noun), noun.i)

    def _first_person(self, pronoun: Token) -> str | None:
        """Who says `I` or `we`: the speaker of the statement around it."""
        if pronoun.lower_ not in words(("@selves",)):
            return None
        parsed = self.reading.parsed
        own = parsed.span(pronoun.i, pronoun.i + 1)
        return next((said.speaker_key for said in self.statements if said.content.contains(own)), None)

    def _spoken_for(self, pronoun: Token) -> Token | None:
        """Whom a pronoun in reported speech stands for: the speaker (`the rebels said they would leave`)."""
        if pronoun.lower_ not in words(("@anaphors",)) or grammar.is_small(pronoun.head):
            return None  # `the king wants him jailed`: somebody else
        token = pronoun.head
        for _ in range(grammar.DEPTH):
            if token.head.i == token.i:
                return None
            inner, token = token, token.head
            speaker = grammar.child(token, *grammar.SUBJECTS)
            if speaker is None or speaker.i == pronoun.i or speaker.pos_ == "PRON" or inner.dep_ == "relcl":
                continue
            return speaker if self.is_actor(speaker) else None
        return None

    def is_actor(self, noun: Token) -> bool:
        """Whether a noun or adjective names people, a body or a place, rather than a thing, a time or an act."""
        if noun.i in self.by_head and self.by_head[noun.i].act.kind == "noun":
            return False
        mention = self.reading.cast.mention_at(noun.i)
        if noun.pos_ == "PRON":
            return mention is not None or (self._spoken_for(noun) is not None)
        if noun.ent_type_ in ("DATE", "TIME"):
            return False
        if noun.dep_ == "amod" or noun.pos_ == "ADJ":
            return noun.ent_type_ in NAMES or (
                mention is not None and mention.form != "nominal" and mention.last == noun.i + 1
            )
        if mention is not None or noun.ent_type_ in NAMES:
            return True
        named = noun.pos_ == "PROPN" and noun.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj") and noun.ent_type_ == ""
        return named or (noun.lemma_.lower() in words(("@people",)) and noun.dep_ != "compound")

    def inside(self, noun: Token, level: int, ties: str = "@towards") -> Iterator[Token]:
        """Actors inside a noun phrase: possessor, nationality, `of` and `from`, then places; the closest first."""
        if level >= DEEP:
            return
        for label in ("poss", "amod", "compound", "nmod"):
            for kid in noun.children:
                if kid.dep_ == label and self.is_actor(kid):
                    yield kid
        for name, inner in grammar.prepositions(noun):
            if name in words((ties,)):
                if self.is_actor(inner):
                    yield inner
                else:
                    yield from self.inside(inner, level + 1, ties)
        relative = grammar.child(noun, "relcl")
        owner = grammar.child(relative, *grammar.SUBJECTS) if relative is not None else None
        if owner is not None and owner.pos_ != "PRON" and self.is_actor(owner):
            yield owner  # the sum Ghana owes
        clause = grammar.child(noun, "acl")
        if clause is not None and clause.i not in self.by_head:
            yield from (inner for _, inner in grammar.prepositions(clause) if self.is_actor(inner))

    def nameable(self, noun: Token) -> bool:
        """Whether a noun can stand for a party: no time, no clause, no pronoun without a person."""
        if noun.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or grammar.is_verb(noun):
            return False
        if noun.pos_ == "PRON":
            return noun.lower_ in words(("@persons",))
        return grammar.is_noun(noun) or noun.pos_ == "NUM"

    @staticmethod
    def counted(noun: Token) -> bool:
        """Whether a noun stands for people by their number or for a text that speaks for them."""
        lemma = noun.lemma_.lower()
        return noun.pos_ in ("NUM", "PRON") or lemma in words(("@measures",)) or lemma in words(("@texts",))

    def key(self, noun: Token) -> str | None:
        """The actor of the cast that a noun means: by its own mention, or the state that its body acts for."""
        cast = self.reading.cast
        own = cast.key_at(noun.i)
        if own is None and noun.lemma_.lower() in words(("@measures",)):
            counted = next((inner for name, inner in grammar.prepositions(noun) if name == "of"), None)
            return self.key(counted) if counted is not None else None
        if own is None and (apposed := grammar.child(noun, "appos")) is not None:
            own = cast.key_at(apposed.i)  # `its neighbour Samoa`
        if own is not None or noun.lemma_.lower() not in words(("@bodies",)):
            return own
        owners = (inner for inner in self.inside(noun, DEEP - 1) if inner.head.lower_ != "by")
        return next((cast.key_at(inner.i) for inner in owners if cast.key_at(inner.i)), None)

    def words(self, noun: Token) -> Span:
        """The words of a noun phrase: its head with what stands before it, and an `of` or `in` phrase after it."""
        mention = self.reading.cast.mention_at(noun.i)
        first, last = noun.i, noun.i + 1
        if mention is not None and mention.form == "name":
            first, last = mention.first, max(mention.last, last)
        first = min([first, *(t.i for kid in noun.lefts if kid.dep_ not in ("relcl", "advcl") for t in kid.subtree)])
        named = mention is not None and self.reading.cast.actors[mention.key].entity_type == "person"
        for kid in noun.rights:
            if not named and kid.dep_ == "prep" and kid.lower_ in ("of", "in", "from", "for") and kid.i == last:
                inner = grammar.child(kid, "pobj")
                if inner is not None:
                    last = max(last, inner.i + 1)
        doc = self.reading.parsed.doc
        while first < noun.i and (doc[first].is_punct or doc[first].pos_ in ("CCONJ", "ADP", "ADV")):
            first += 1
        return self.reading.parsed.span(first, last)
