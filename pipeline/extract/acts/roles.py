"""The parties of an act: the nouns that fill its slots, named or understood, and the first that is an actor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.content import SPOKEN
from pipeline.extract.acts.lexicon import among, words
from pipeline.extract.acts.nouns import Nouns, Party
from pipeline.extract.acts.triggers import Trigger
from pipeline.extract.records import Reading, Statement

# Acts whose aim may stand in a phrase of place beside them, where no slot is filled (`shelled targets in the port`).
AIMED = frozenset(
    {"ASSAULT", "COERCE", "CONCEDE", "AID", "SANCTION", "THREATEN", "REJECT", "AGREE", "ACCUSE", "REQUEST"}
)
# Acts upon words or means, whose parties may stand deep inside what they are about.
CONCERNING = AIMED - {"ASSAULT", "COERCE"}
# Words against somebody, after which further words are against the same.
AGAINST = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION"})
VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE", "ACCIDENT"})
# Clauses that tell of another time or thing than the act that they stand beside.
APART = frozenset({"advcl", "relcl", "conj", "appos", "parataxis"})
VERB_SLOTS = ("subject",)
NOUN_SLOTS = ("owner", "by", "origin", "subject")


def _up(token: Token, head: Token) -> Iterator[Token]:
    """A token and those above it, below the head."""
    while token.i != head.i:
        yield token
        token = token.head


class Parties:
    """Fills the slots of the triggers of one sentence in one reading."""

    def __init__(self, reading: Reading, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.reading = reading
        self.nouns = Nouns(reading, found, statements)
        self.by_head = self.nouns.by_head

    def of(self, trigger: Trigger) -> tuple[Party | None, Party | None]:
        """Actor and recipient of an act; each is None where the text names nobody."""
        act = trigger.act
        noun = act.kind == "noun"
        actor = self._actor(trigger, act.actor if act.actor is not None else NOUN_SLOTS if noun else VERB_SLOTS)
        if actor is None and (between := self._between(trigger.head)) is not None:
            return between
        if act.mutual:
            actor, recipient = self._sides(trigger.head, actor)
            if recipient is not None:
                return actor, recipient
        slots = act.recipient if act.recipient is not None else () if noun else ("object",)
        recipient = self._recipient(trigger, slots, actor)
        named = recipient is not None and recipient.key is not None
        if named or trigger.event_type not in CONCERNING | {"SUPPORT"}:
            return actor, recipient
        return actor, self._answered(trigger.head, actor) or recipient

    def _answered(self, head: Token, actor: Party | None) -> Party | None:
        """Whoever did what is answered: `a step that Oslo praised`, `drawing a protest from Oslo`; or the other side.

        Of two acts that share their doer the second is aimed where the first is: `denounced Bern and vowed revenge`.
        """
        verb = head if grammar.is_verb(head) else grammar.governor(head) or head
        before = self.by_head.get(verb.head.i) if verb.dep_ == "conj" else None
        if before is not None and before.head.i < head.i and before.event_type in AGAINST:
            shared, other = self.of(before)
            if shared is not None and actor is not None and shared.head == actor.head:
                return other
        deed = verb.head if verb.dep_ == "relcl" and among(verb.head, "deeds") else verb
        if deed.i == verb.i and not (verb.dep_ == "advcl" and among(verb, "draws")):
            return None
        above = next((one for one in deed.ancestors if grammar.is_verb(one)), None)
        doer = grammar.logical(above) if above is not None else None
        if doer is None or not self.nouns.is_actor(doer) or (actor is not None and doer.i == actor.head):
            return None
        return self.nouns.party(doer)

    def _actor(self, trigger: Trigger, slots: tuple[str, ...]) -> Party | None:
        nouns = [noun for slot in slots for noun in self._slot(trigger, slot)]
        doer = next((noun for noun in nouns if self.nouns.is_actor(noun)), None)
        if doer is not None:
            return self.nouns.party(doer)
        # A thing may act (`a bomb`), an act or a time does not: its people are looked for, then the word itself stands.
        for noun in nouns:
            within = next(self.nouns.inside(noun, 0, "@whose"), None)
            if within is not None:
                return self.nouns.party(within)
        named = next((noun for noun in nouns if self.nouns.nameable(noun)), None)
        return replace(self.nouns.party(named), thing=not self.nouns.counted(named)) if named is not None else None

    def _recipient(self, trigger: Trigger, slots: tuple[str, ...], actor: Party | None) -> Party | None:
        nouns = [noun for slot in slots for noun in self._slot(trigger, slot)]
        nouns = [noun for noun in nouns if actor is None or noun.i != actor.head]
        content = self._content(trigger) if slots and trigger.event_type in SPOKEN else []
        content += self._called_for(trigger) if trigger.event_type == "PROTEST" else []
        for noun in (*nouns, *content):
            if noun.i in self.by_head and self.by_head[noun.i].event_type == "PROTEST":
                return self._actor(self.by_head[noun.i], NOUN_SLOTS)  # who is put down with a protest protests
            candidates = [noun] if self.nouns.is_actor(noun) else self.nouns.inside(noun, 0)
            for one in candidates:
                party = self.nouns.party(one)
                if party.differs(actor):
                    return party
        for noun in self._around(trigger, slots, actor):
            party = self.nouns.party(noun)
            if party.differs(actor):
                return party
        others = (noun for noun in (*nouns, *content) if actor is None or noun.i != actor.head)
        return next((self.nouns.party(noun) for noun in others if self.nouns.nameable(noun)), None)

    def _around(self, trigger: Trigger, slots: tuple[str, ...], actor: Party | None) -> Iterator[Token]:
        """Nouns outside the slots that may name whom an act is aimed at, the likeliest first."""
        head, kind = trigger.head, trigger.event_type
        found = [self._destination(head, actor)] if kind == "MOBILIZE" else []
        found += [self._beside(head, actor)] if slots and kind in AIMED else []
        found += [self._concerned(head, actor)] if kind in CONCERNING else []
        yield from (noun for noun in found if noun is not None)

    def _concerned(self, head: Token, actor: Party | None) -> Token | None:
        """Whoever is named first behind the act inside its clause: `promised to mend the roads of Peru`."""
        for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
            mention = self.reading.cast.mention_at(token.i)
            if mention is None or mention.last != token.i + 1 or not head.is_ancestor(token):
                continue
            between = list(_up(token, head))
            own = actor is not None and (mention.key == actor.key or any(above.i == actor.head for above in between))
            apart = any(above.dep_ in APART or above.lower_ == "as" for above in between)  # called it as bad as Rome
            if not own and not apart and self.nouns.is_actor(token):
                return token
        return None

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
                if (
                    name in words(("@towards",))
                    and self.nouns.is_actor(noun)
                    and (actor is None or noun.i != actor.head)
                ):
                    return noun
        return None

    def _destination(self, head: Token, actor: Party | None) -> Token | None:
        """Whose land forces move to or stand at: `sent ships to the coast of Chile`, `along its border with Peru`."""
        thing = grammar.theme(head) if grammar.is_verb(head) else None
        for token in (head, thing):
            for name, noun in grammar.prepositions(token) if token is not None else ():
                if name not in words(("@destinations",)):
                    continue
                for one in [noun] if self.nouns.is_actor(noun) else self.nouns.inside(noun, 0):
                    key = self.nouns.key(one)
                    if actor is None or (one.i != actor.head and (key is None or key != actor.key)):
                        return one
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
        return self.nouns.is_actor(kid) and not (where and trigger.event_type in VIOLENT)

    def _doers(self, trigger: Trigger) -> Iterator[Token]:
        head = trigger.head
        if trigger.act.kind == "adjective":
            found = grammar.logical(head) if grammar.is_verb(head) else grammar.subject(head.head)
            yield from [found] if found is not None else []
        elif grammar.is_verb(head) and (trigger.act.kind == "verb" or head.tag_ == "VBG"):
            own = grammar.child(head, *grammar.SUBJECTS) if not grammar.is_passive(head) else None
            if own is not None and own.pos_ == "PRON" and self.reading.cast.key_at(own.i) is not None:
                yield own  # the cast knows better than the tree whom a relative pronoun means
            # Who tells of harm has not done it; who tells of words has often said them.
            yield from grammar.subjects(head, tellers=trigger.event_type not in VIOLENT | {"OFFICE", "SANCTION"})
        else:
            found = grammar.holder(head)
            suffers = found is not None and found.dep_ == "poss" and "owner" in (trigger.act.recipient or ())
            yield from [found] if found is not None and not suffers else []

    def _after(self, trigger: Trigger, name: str) -> Iterator[Token]:
        """What a preposition governs beside the act, its object, or the verb of which it is the object."""
        head = trigger.head
        found = [noun for own, noun in grammar.prepositions(head) if own == name]
        if not found and name == "by" and trigger.act.kind == "noun":  # the expulsion of the monks by Peru
            undergone = (inner for own, inner in grammar.prepositions(head) if own == "of")
            found = [noun for inner in undergone for own, noun in grammar.prepositions(inner) if own == name]
        verb = grammar.governor(head) if not found and trigger.act.kind != "verb" else None
        if verb is not None:
            found = [noun for own, noun in grammar.prepositions(verb) if own == name]
        if not found and trigger.act.kind == "verb" and (thing := grammar.theme(head)) is not None:
            found = [noun for own, noun in grammar.prepositions(thing) if own == name]
        yield from found

    @staticmethod
    def _clause(head: Token) -> Iterator[Token]:
        inner = grammar.complement(head)
        if inner is not None:
            own = grammar.child(inner, *grammar.SUBJECTS, *grammar.PASSIVE)
            yield from [own] if own is not None and own.i != head.i else []

    def _between(self, head: Token) -> tuple[Party, Party] | None:
        """The two sides of what comes about without a doer: `a truce between Oslo and Bern was signed`."""
        made = grammar.theme(head) if grammar.is_verb(head) and grammar.is_passive(head) else None
        named = [noun for name, noun in grammar.prepositions(made) if name == "between"] if made is not None else []
        others = [other for noun in named for other in noun.conjuncts if other.i > noun.i]
        return (self.nouns.party(named[0]), self.nouns.party(others[0])) if others else None

    def _sides(self, head: Token, actor: Party | None) -> tuple[Party | None, Party | None]:
        """Two parties that do the same to one another: the first named is the actor, the next the recipient."""
        named = [noun for name, noun in grammar.prepositions(head) if name in ("between", "among")]
        first = named[0] if named else self.reading.parsed.doc[actor.head] if actor is not None else None
        others = [other for other in first.conjuncts if other.i > first.i] if first is not None else []
        if first is None or not others or any(name == "with" for name, _ in grammar.prepositions(head)):
            return actor, None
        return self.nouns.party(first), self.nouns.party(others[0])
