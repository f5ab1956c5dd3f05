"""The parties of an act: whose words fill its slots, and which actor of the cast they mean.

A slot gives a noun; where that noun is no actor itself, the one it belongs to or comes from is looked for inside its
phrase: `refused an offer from Oslo`, `the Danish plan`, `lifted the curfew in Lagos`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.base.span import Span
from pipeline.extract.acts import grammar
from pipeline.extract.acts.content import SPOKEN
from pipeline.extract.acts.lexicon import words
from pipeline.extract.acts.triggers import Trigger
from pipeline.extract.records import Reading, Statement

# Acts whose aim may stand in a phrase of place beside them, where no slot is filled (`shelled targets in the port`).
AIMED = frozenset(
    {"ASSAULT", "COERCE", "CONCEDE", "AID", "SANCTION", "THREATEN", "REJECT", "AGREE", "ACCUSE", "REQUEST"}
)
VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE", "ACCIDENT"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
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
    thing: bool = False  # words that are no actor's and name nobody inside


class Parties:
    """Fills the slots of the triggers of one sentence in one reading."""

    def __init__(self, reading: Reading, found: Sequence[Trigger], statements: Sequence[Statement] = ()) -> None:
        self.reading = reading
        self.statements = statements
        self.by_head = {trigger.head.i: trigger for trigger in found}

    def of(self, trigger: Trigger) -> tuple[Party | None, Party | None]:
        """Actor and recipient of an act; each is None where the text names nobody."""
        act = trigger.act
        noun = act.kind == "noun"
        actor = self._actor(trigger, act.actor if act.actor is not None else NOUN_SLOTS if noun else VERB_SLOTS)
        if act.mutual:
            actor, recipient = self._sides(trigger.head, actor)
            if recipient is not None:
                return actor, recipient
        slots = act.recipient if act.recipient is not None else () if noun else ("object",)
        return actor, self._recipient(trigger, slots, actor)

    def _actor(self, trigger: Trigger, slots: tuple[str, ...]) -> Party | None:
        nouns = [noun for slot in slots for noun in self._slot(trigger, slot)]
        doer = next((noun for noun in nouns if self.is_actor(noun)), None)
        if doer is not None:
            return self.party(doer)
        # A thing may act (`a bomb`), an act or a time does not: its people are looked for, then the word itself stands.
        for noun in nouns:
            within = next(self._inside(noun, 0, "@whose"), None)
            if within is not None:
                return self.party(within)
        named = next((noun for noun in nouns if self._nameable(noun)), None)
        return replace(self.party(named), thing=not self._counted(named)) if named is not None else None

    @staticmethod
    def _counted(noun: Token) -> bool:
        """Whether a noun stands for people by their number or for a text that speaks for them."""
        lemma = noun.lemma_.lower()
        return noun.pos_ in ("NUM", "PRON") or lemma in words(("@measures",)) or lemma in words(("@texts",))

    def _recipient(self, trigger: Trigger, slots: tuple[str, ...], actor: Party | None) -> Party | None:
        nouns = [noun for slot in slots for noun in self._slot(trigger, slot)]
        nouns = [noun for noun in nouns if actor is None or noun.i != actor.head]
        content = self._content(trigger) if slots and trigger.event_type in SPOKEN else []
        content += self._called_for(trigger) if trigger.event_type == "PROTEST" else []
        for noun in (*nouns, *content):
            if noun.i in self.by_head and self.by_head[noun.i].event_type == "PROTEST":
                return self._actor(self.by_head[noun.i], NOUN_SLOTS)  # who is put down with a protest protests
            candidates = [noun] if self.is_actor(noun) else self._inside(noun, 0)
            for one in candidates:
                party = self.party(one)
                if actor is None or (party.head != actor.head and (party.key is None or party.key != actor.key)):
                    return party
        if slots and trigger.event_type in AIMED and (found := self._beside(trigger.head, actor)) is not None:
            return self.party(found)
        return next((self.party(noun) for noun in (*nouns, *content) if self._nameable(noun)), None)

    def _content(self, trigger: Trigger) -> list[Token]:
        """To whom the act that is asked, promised or refused would be done."""
        verb = grammar.complement(trigger.head)
        if verb is None:
            return self._on_condition(trigger.head)
        inner = self.by_head.get(verb.i)
        nouns = (
            [] if inner is None else [n for slot in inner.act.recipient or ("object",) for n in self._slot(inner, slot)]
        )
        thing = grammar.theme(verb) if grammar.is_verb(verb) else None
        own = [noun for _, noun in grammar.prepositions(verb)]
        return [*nouns, *([thing] if thing is not None else []), *own]

    @staticmethod
    def _on_condition(head: Token) -> list[Token]:
        """Of whom a condition is made: `will leave unless the owners pay`."""
        clauses = [kid for kid in head.children if kid.dep_ == "advcl"]
        met = [c for c in clauses if any(kid.lower_ in words(("@condition",)) for kid in c.children)]
        return [doer for clause in met if (doer := grammar.child(clause, *grammar.SUBJECTS)) is not None]

    def _called_for(self, trigger: Trigger) -> list[Token]:
        """Of whom protesters demand something."""
        around = grammar.governor(trigger.head) or trigger.head
        asked = [t for t in self.by_head.values() if t.event_type in ("REQUEST", "PROTEST") and t is not trigger]
        inner = [t for t in asked if around.is_ancestor(t.head)]
        return [noun for t in inner for slot in t.act.recipient or ("object",) for noun in self._slot(t, slot)]

    def _beside(self, head: Token, actor: Party | None) -> Token | None:
        """The last resort: an actor or place that a preposition ties to the act or its object."""
        thing = grammar.theme(head) if grammar.is_verb(head) else None
        for token in (head, thing):
            for name, noun in grammar.prepositions(token) if token is not None else ():
                if name in words(("@towards",)) and self.is_actor(noun) and (actor is None or noun.i != actor.head):
                    return noun
        return None

    def _slot(self, trigger: Trigger, slot: str) -> Iterator[Token]:
        head = trigger.head
        match slot:
            case "subject":
                yield from self._doers(trigger)
            case "object":
                thing = grammar.theme(head) if grammar.is_verb(head) else None
                yield from [thing] if thing is not None else []
            case "iobj":
                yield from (kid for kid in head.children if kid.dep_ == "dative" and grammar.is_noun(kid))
            case "clause":
                yield from self._clause(head)
            case "owner":
                yield from (kid for kid in head.children if kid.dep_ == "poss")
            case "origin":
                labels = ("amod", "compound", "nmod")
                yield from (kid for kid in head.children if kid.dep_ in labels and self._doer_before(trigger, kid))
            case _:
                yield from self._after(trigger, slot)

    def _doer_before(self, trigger: Trigger, kid: Token) -> bool:
        """Whether a word before a noun tells who acts; the name of a place before an attack or a riot tells where."""
        mention = self.reading.cast.mention_at(kid.i)
        named = mention is not None and mention.form != "demonym" and kid.tag_.startswith("NN")
        where = named and mention is not None and self.reading.cast.actors[mention.key].entity_type == "place"
        return self.is_actor(kid) and not (where and trigger.event_type in VIOLENT)

    def _doers(self, trigger: Trigger) -> Iterator[Token]:
        head = trigger.head
        if trigger.act.kind == "adjective":
            found = grammar.logical(head) if grammar.is_verb(head) else grammar.subject(head.head)
            yield from [found] if found is not None else []
        elif grammar.is_verb(head):
            own = grammar.child(head, *grammar.SUBJECTS)
            if own is not None and own.pos_ == "PRON" and self.reading.cast.key_at(own.i) is not None:
                yield own  # the cast knows better than the tree whom a relative pronoun means
            yield from grammar.subjects(head)
        else:
            found = grammar.holder(head)
            yield from [found] if found is not None else []

    def _after(self, trigger: Trigger, name: str) -> Iterator[Token]:
        """What a preposition governs beside the act, its object, or the verb of which it is the object."""
        head = trigger.head
        found = [noun for own, noun in grammar.prepositions(head) if own == name]
        if (
            not found
            and trigger.act.kind != "verb"
            and head.dep_ in ("dobj", "nsubjpass")
            and grammar.is_verb(head.head)
        ):
            found = [noun for own, noun in grammar.prepositions(head.head) if own == name]
        if not found and trigger.act.kind == "verb" and (thing := grammar.theme(head)) is not None:
            found = [noun for own, noun in grammar.prepositions(thing) if own == name]
        yield from found

    @staticmethod
    def _clause(head: Token) -> Iterator[Token]:
        inner = grammar.complement(head)
        if inner is not None:
            own = grammar.child(inner, *grammar.SUBJECTS, *grammar.PASSIVE)
            yield from [own] if own is not None and own.i != head.i else []

    def _nameable(self, noun: Token) -> bool:
        """Whether a noun can stand for a party: no time, no clause, no pronoun without a person."""
        if noun.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or grammar.is_verb(noun):
            return False
        if noun.pos_ == "PRON":
            return noun.lower_ in words(("@persons",))
        return grammar.is_noun(noun) or noun.pos_ == "NUM"

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

    def _inside(self, noun: Token, level: int, ties: str = "@towards") -> Iterator[Token]:
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
                    yield from self._inside(inner, level + 1, ties)
        clause = grammar.child(noun, "acl")
        if clause is not None:
            yield from (inner for _, inner in grammar.prepositions(clause) if self.is_actor(inner))

    def _sides(self, head: Token, actor: Party | None) -> tuple[Party | None, Party | None]:
        """Two parties that do the same to one another: the first named is the actor, the next the recipient."""
        named = [noun for name, noun in grammar.prepositions(head) if name in ("between", "among")]
        first = named[0] if named else self.reading.parsed.doc[actor.head] if actor is not None else None
        others = [other for other in first.conjuncts if other.i > first.i] if first is not None else []
        if first is None or not others or any(name == "with" for name, _ in grammar.prepositions(head)):
            return actor, None
        return self.party(first), self.party(others[0])

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
        if pronoun.lower_ not in words(("@anaphors",)):
            return None
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

    def key(self, noun: Token) -> str | None:
        """The actor of the cast that a noun means: by its own mention, or the state that its body acts for."""
        cast = self.reading.cast
        own = cast.key_at(noun.i)
        if own is None and noun.lemma_.lower() in words(("@measures",)):
            counted = next((inner for name, inner in grammar.prepositions(noun) if name == "of"), None)
            return self.key(counted) if counted is not None else None
        if own is not None or noun.lemma_.lower() not in words(("@bodies",)):
            return own
        return next((cast.key_at(inner.i) for inner in self._inside(noun, DEEP - 1) if cast.key_at(inner.i)), None)

    def words(self, noun: Token) -> Span:
        """The words of a noun phrase: its head with what stands before it, and an `of` or `in` phrase after it."""
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
