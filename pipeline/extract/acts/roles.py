"""The parties of an act: whose words fill its slots, and which actor of the cast they mean.

A slot gives a noun; where that noun is no actor itself, the one it belongs to or comes from is looked for inside its
phrase: `refused an offer from Oslo`, `the Danish plan`, `lifted the curfew in Lagos`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.base.span import Span
from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import words
from pipeline.extract.acts.triggers import Trigger
from pipeline.extract.records import Reading

# Children that end a party's words: what follows describes it and is often a sentence of its own.
OUTSIDE = frozenset({"relcl", "appos", "advcl", "cc", "conj", "punct", "acl", "parataxis", "prep", "npadvmod", "dep"})
VERB_SLOTS = ("subject",)
NOUN_SLOTS = ("owner", "by", "origin", "subject")
# How many levels of a phrase are searched for the actor that it belongs to.
DEEP = 3


@dataclass(frozen=True)
class Party:
    """The words of one side of an act and the actor they mean, where the cast has one."""

    span: Span
    key: str | None
    head: int


class Parties:
    """Fills the slots of triggers in one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def of(self, trigger: Trigger) -> tuple[Party | None, Party | None]:
        """Actor and recipient of an act; each is None where the text names nobody."""
        act, head = trigger.act, trigger.head
        noun = act.kind == "noun"
        actor = self._first(trigger, act.actor if act.actor is not None else NOUN_SLOTS if noun else VERB_SLOTS, False)
        slots = act.recipient if act.recipient is not None else () if noun else ("object",)
        recipient = self._first(trigger, slots, True, actor)
        if act.mutual and recipient is None:
            actor, recipient = self._sides(head, actor)
        return actor, recipient

    def _first(self, trigger: Trigger, slots: tuple[str, ...], inner: bool, other: Party | None = None) -> Party | None:
        for slot in slots:
            for noun in self._slot(trigger, slot):
                party = self.party(noun, inner)
                if party is not None and (other is None or party.head != other.head):
                    return party
        return None

    def _slot(self, trigger: Trigger, slot: str) -> Iterator[Token]:
        head = trigger.head
        verb = trigger.act.kind == "verb"
        found: Token | None = None
        match slot:
            case "subject":
                found = grammar.subject(head) if grammar.is_verb(head) else grammar.holder(head)
                if trigger.act.kind == "adjective":
                    found = grammar.subject(head.head) if not grammar.is_verb(head) else self._logical(head)
            case "object":
                found = grammar.theme(head) if grammar.is_verb(head) else None
            case "clause":
                found = self._clause(head)
            case "owner":
                found = grammar.child(head, "poss")
            case "origin":
                yield from self._inside(head, 0)
                return
            case "place":
                for name, noun in grammar.prepositions(head):
                    if name in ("in", "at", "near", "across", "throughout", "inside", "outside"):
                        yield noun
                return
            case _:
                nouns = [noun for name, noun in grammar.prepositions(head) if name == slot]
                if not nouns and not verb and head.dep_ in ("dobj", "nsubjpass") and grammar.is_verb(head.head):
                    nouns = [noun for name, noun in grammar.prepositions(head.head) if name == slot]
                if not nouns and verb:
                    thing = grammar.theme(head)
                    nouns = [n for name, n in grammar.prepositions(thing) if name == slot] if thing is not None else []
                yield from nouns
                return
        if found is not None:
            yield found

    @staticmethod
    def _logical(head: Token) -> Token | None:
        return grammar.child(head, *grammar.SUBJECTS, *grammar.PASSIVE) or grammar.subject(head)

    @staticmethod
    def _clause(head: Token) -> Token | None:
        inner = grammar.complement(head)
        if inner is None:
            return None
        return grammar.child(inner, *grammar.SUBJECTS, *grammar.PASSIVE) or grammar.theme(inner)

    def party(self, noun: Token, inner: bool) -> Party | None:
        """The actor that a noun names or belongs to; with `inner`, a mere thing gives way to whom it belongs to."""
        noun = grammar.antecedent(noun)
        if grammar.is_verb(noun) and noun.dep_ == "pcomp":
            return None
        if inner and not self.is_actor(noun):
            for candidate in self._inside(noun, 0):
                return self._made(candidate)
        if noun.pos_ == "PRON" and self.reading.cast.key_at(noun.i) is None and noun.tag_ not in ("PRP", "PRP$"):
            return None
        return self._made(noun)

    def is_actor(self, noun: Token) -> bool:
        """Whether a noun names people, a body or a place, rather than a thing or an act."""
        if noun.pos_ == "PRON" or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC"):
            return True
        if self.reading.cast.mention_at(noun.i) is not None:
            return True
        return noun.lemma_.lower() in words(("@people",))

    def _inside(self, noun: Token, level: int) -> Iterator[Token]:
        """Actors inside a noun phrase: possessor, nationality, `of` and `from`, then places; the closest first."""
        if level >= DEEP:
            return
        for label in ("poss", "amod", "compound", "nmod"):
            for kid in noun.children:
                if kid.dep_ == label and self.is_actor(kid):
                    yield kid
        for name, inner in grammar.prepositions(noun):
            if name in ("of", "from", "by", "against", "on", "to", "with", "for", "in", "between", "over", "at"):
                if self.is_actor(inner):
                    yield inner
                else:
                    yield from self._inside(inner, level + 1)
        clause = grammar.child(noun, "acl")
        if clause is not None:
            for name, inner in grammar.prepositions(clause):
                if name in ("by", "against", "on", "to") and self.is_actor(inner):
                    yield inner

    def _sides(self, head: Token, actor: Party | None) -> tuple[Party | None, Party | None]:
        named = [noun for name, noun in grammar.prepositions(head) if name in ("between", "among")]
        first = named[0] if named else self.reading.parsed.doc[actor.head] if actor is not None else None
        if first is None:
            return actor, None
        others = [other for other in first.conjuncts if other.i > first.i]
        return self.party(first, False), self.party(others[0], False) if others else None

    def _made(self, noun: Token) -> Party:
        return Party(self.words(noun), self.key(noun), noun.i)

    def key(self, noun: Token) -> str | None:
        """The actor of the cast that a noun means: by its own mention, or the state that its body acts for."""
        cast = self.reading.cast
        own = cast.key_at(noun.i)
        if own is not None:
            return own
        if noun.lemma_.lower() not in words(("@bodies",)):
            return None
        return next((cast.key_at(inner.i) for inner in self._inside(noun, DEEP - 1) if cast.key_at(inner.i)), None)

    def words(self, noun: Token) -> Span:
        """The words of a noun phrase: its head with what stands before it, and `of` and `in` phrases after it."""
        mention = self.reading.cast.mention_at(noun.i)
        first, last = noun.i, noun.i + 1
        if mention is not None and mention.form == "name":
            first, last = mention.first, max(mention.last, last)
        first = min([first, *(t.i for kid in noun.lefts if kid.dep_ not in ("relcl", "advcl") for t in kid.subtree)])
        for kid in noun.rights:
            if kid.dep_ == "prep" and kid.lower_ in ("of", "in", "from", "for") and kid.i == last:
                inner = grammar.child(kid, "pobj")
                if inner is not None:
                    last = max(last, inner.i + 1)
        doc = self.reading.parsed.doc
        while first < noun.i and (doc[first].is_punct or doc[first].pos_ in ("CCONJ", "ADP", "ADV")):
            first += 1
        return self.reading.parsed.span(first, last)
