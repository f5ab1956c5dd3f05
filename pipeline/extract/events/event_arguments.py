"""The parties of an act: the nouns that fill its slots, named or understood, and the first that is an actor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.mutual_arguments import find_between_arguments, split_mutual_arguments
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.records import DocumentAnalysis, Statement
from schemas.event_ontology import get_event_type

# Clauses that tell of another time or thing than the act that they stand beside.
SEPARATE_CLAUSE_LABELS = frozenset({"advcl", "relcl", "conj", "appos", "parataxis"})
VERB_SLOTS = ("subject",)
NOUN_SLOTS = ("owner", "by", "origin", "subject")


def _walk_up(token: Token, head: Token) -> Iterator[Token]:
    """A token and those above it, below the head."""
    while token.i != head.i:
        yield token
        token = token.head


class ArgumentFinder:
    """Fills the slots of the triggers of one sentence in one reading."""

    def __init__(self, analysis: DocumentAnalysis, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.analysis = analysis
        self.nouns = ArgumentNouns(analysis, found, statements)
        self.triggers_by_head = self.nouns.triggers_by_head

    def find_arguments(self, trigger: Trigger) -> tuple[Argument | None, Argument | None]:
        """Actor and recipient of an act; each is None where the text names nobody."""
        act = trigger.sense
        noun = act.part_of_speech == "noun"
        actor = self._find_actor(trigger, act.actor if act.actor is not None else NOUN_SLOTS if noun else VERB_SLOTS)
        if actor is None and (between := find_between_arguments(self.nouns, trigger.head)) is not None:
            return between
        if act.mutual:
            actor, recipient = split_mutual_arguments(self.nouns, trigger.head, actor)
            if recipient is not None:
                return actor, recipient
        slots = act.recipient if act.recipient is not None else () if noun else ("object",)
        recipient = self._find_recipient(trigger, slots, actor)
        named = recipient is not None and recipient.entity_key is not None
        if named or not get_event_type(trigger.event_type).may_answer:
            return actor, recipient
        return actor, self._find_answered_argument(trigger.head, actor) or recipient

    def _find_answered_argument(self, head: Token, actor: Argument | None) -> Argument | None:
        """Whoever did what is answered: `a step that Oslo praised`, `drawing a protest from Oslo`; or the other side.

        Of two acts that share their doer the second is aimed where the first is: `denounced Bern and vowed revenge`.
        """
        verb = head if deep_syntax.is_verb(head) else deep_syntax.find_governor(head) or head
        before = self.triggers_by_head.get(verb.head.i) if verb.dep_ == "conj" else None
        if before is not None and before.head.i < head.i and get_event_type(before.event_type).is_hostile_speech:
            shared, other = self.find_arguments(before)
            if shared is not None and actor is not None and shared.head == actor.head:
                return other
        deed = verb.head if verb.dep_ == "relcl" and is_in_class(verb.head, "deeds") else verb
        if deed.i == verb.i and not (verb.dep_ == "advcl" and is_in_class(verb, "draws")):
            return None
        above = next((one for one in deed.ancestors if deep_syntax.is_verb(one)), None)
        doer = deep_syntax.find_clause_subject(above) if above is not None else None
        if doer is None or not self.nouns.is_actor(doer) or (actor is not None and doer.i == actor.head):
            return None
        return self.nouns.build_argument(doer)

    def _find_actor(self, trigger: Trigger, slots: tuple[str, ...]) -> Argument | None:
        nouns = [noun for slot in slots for noun in self._walk_slot_nouns(trigger, slot)]
        doer = next((noun for noun in nouns if self.nouns.is_actor(noun)), None)
        if doer is not None:
            return self.nouns.build_argument(doer)
        # A thing may act (`a bomb`), an act or a time does not: its people are looked for, then the word itself stands.
        for noun in nouns:
            within = next(self.nouns.find_nested_actors(noun, 0, "@whose"), None)
            if within is not None:
                return self.nouns.build_argument(within)
        named = next((noun for noun in nouns if self.nouns.can_be_argument(noun)), None)
        return (
            replace(self.nouns.build_argument(named), is_inanimate=not self.nouns.is_counted(named))
            if named is not None
            else None
        )

    def _find_recipient(self, trigger: Trigger, slots: tuple[str, ...], actor: Argument | None) -> Argument | None:
        nouns = [noun for slot in slots for noun in self._walk_slot_nouns(trigger, slot)]
        nouns = [noun for noun in nouns if actor is None or noun.i != actor.head]
        content = (
            self._list_content_nouns(trigger) if slots and get_event_type(trigger.event_type).embeds_content else []
        )
        content += self._list_demanded_nouns(trigger) if trigger.event_type == "PROTEST" else []
        for noun in (*nouns, *content):
            if noun.i in self.triggers_by_head and self.triggers_by_head[noun.i].event_type == "PROTEST":
                return self._find_actor(
                    self.triggers_by_head[noun.i], NOUN_SLOTS
                )  # who is put down with a protest protests
            candidates = [noun] if self.nouns.is_actor(noun) else self.nouns.find_nested_actors(noun, 0)
            for one in candidates:
                party = self.nouns.build_argument(one)
                if party.is_distinct_from(actor):
                    return party
        for noun in self._find_outside_recipients(trigger, slots, actor):
            party = self.nouns.build_argument(noun)
            if party.is_distinct_from(actor):
                return party
        others = (noun for noun in (*nouns, *content) if actor is None or noun.i != actor.head)
        return next((self.nouns.build_argument(noun) for noun in others if self.nouns.can_be_argument(noun)), None)

    def _find_outside_recipients(
        self, trigger: Trigger, slots: tuple[str, ...], actor: Argument | None
    ) -> Iterator[Token]:
        """Nouns outside the slots that may name whom an act is aimed at, the likeliest first."""
        head, properties = trigger.head, get_event_type(trigger.event_type)
        found = [self._find_destination(head, actor)] if trigger.event_type == "MOBILIZE" else []
        found += [self._find_adjacent_noun(head, actor)] if slots and properties.aims_beside else []
        found += [self._find_concerned_noun(head, actor)] if properties.aims_within else []
        yield from (noun for noun in found if noun is not None)

    def _find_concerned_noun(self, head: Token, actor: Argument | None) -> Token | None:
        """Whoever is named first behind the act inside its clause: `promised to mend the roads of Peru`."""
        for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
            mention = self.analysis.entity_index.mention_at(token.i)
            if mention is None or mention.last != token.i + 1 or not head.is_ancestor(token):
                continue
            between = list(_walk_up(token, head))
            own = actor is not None and (
                mention.entity_key == actor.entity_key or any(above.i == actor.head for above in between)
            )
            apart = any(
                above.dep_ in SEPARATE_CLAUSE_LABELS or above.lower_ == "as" for above in between
            )  # called it as bad as Rome
            if not own and not apart and self.nouns.is_actor(token):
                return token
        return None

    def _list_content_nouns(self, trigger: Trigger) -> list[Token]:
        """To whom the act that is asked, promised or refused would be done."""
        verb = deep_syntax.find_complement(trigger.head)
        if verb is None:
            return self._list_condition_subjects(trigger.head)
        inner = self.triggers_by_head.get(verb.i)
        nouns = (
            []
            if inner is None
            else [n for slot in inner.sense.recipient or ("object",) for n in self._walk_slot_nouns(inner, slot)]
        )
        thing = deep_syntax.deep_object(verb) if deep_syntax.is_verb(verb) else None
        own = [noun for _, noun in deep_syntax.list_prepositions(verb)]
        return [*nouns, *([thing] if thing is not None else []), *own]

    @staticmethod
    def _list_condition_subjects(head: Token) -> list[Token]:
        """Of whom a condition is made: `will leave unless the owners pay`."""
        clauses = [kid for kid in head.children if kid.dep_ == "advcl"]
        conditional = [
            c for c in clauses if any(kid.lower_ in expand_word_classes(("@condition",)) for kid in c.children)
        ]
        return [
            doer
            for clause in conditional
            if (doer := deep_syntax.find_child(clause, *deep_syntax.SUBJECT_LABELS)) is not None
        ]

    def _list_demanded_nouns(self, trigger: Trigger) -> list[Token]:
        """Of whom protesters demand something."""
        around = deep_syntax.find_governor(trigger.head) or trigger.head
        asked = [
            t for t in self.triggers_by_head.values() if get_event_type(t.event_type).makes_demands and t is not trigger
        ]
        inner = [t for t in asked if around.is_ancestor(t.head)]
        return [
            noun for t in inner for slot in t.sense.recipient or ("object",) for noun in self._walk_slot_nouns(t, slot)
        ]

    def _find_adjacent_noun(self, head: Token, actor: Argument | None) -> Token | None:
        """The last resort: an actor or place that a preposition ties to the act or its object."""
        thing = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) else None
        for token in (head, thing):
            for name, noun in deep_syntax.list_prepositions(token) if token is not None else ():
                if (
                    name in expand_word_classes(("@towards",))
                    and self.nouns.is_actor(noun)
                    and (actor is None or noun.i != actor.head)
                ):
                    return noun
        return None

    def _find_destination(self, head: Token, actor: Argument | None) -> Token | None:
        """Whose land forces move to or stand at: `sent ships to the coast of Chile`, `along its border with Peru`."""
        thing = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) else None
        for token in (head, thing):
            for name, noun in deep_syntax.list_prepositions(token) if token is not None else ():
                if name not in expand_word_classes(("@destinations",)):
                    continue
                for one in [noun] if self.nouns.is_actor(noun) else self.nouns.find_nested_actors(noun, 0):
                    key = self.nouns.resolve_entity_key(one)
                    if actor is None or (one.i != actor.head and (key is None or key != actor.entity_key)):
                        return one
        return None

    def _walk_slot_nouns(self, trigger: Trigger, slot: str) -> Iterator[Token]:
        head = trigger.head
        match slot:
            case "subject":
                yield from self._walk_agents(trigger)
            case "object":
                thing = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) else None
                yield from [thing] if thing is not None else []
            case "iobj":
                yield from (kid for kid in head.children if kid.dep_ == "dative" and deep_syntax.is_noun(kid))
            case "clause":
                yield from self._walk_clause_subjects(head)
            case "owner":
                yield from (kid for kid in head.children if kid.dep_ == "poss")
            case "origin":
                labels = ("amod", "compound", "nmod")
                yield from (
                    kid for kid in head.children if kid.dep_ in labels and self._is_agent_modifier(trigger, kid)
                )
            case _:
                yield from self._walk_prepositional_nouns(trigger, slot)

    def _is_agent_modifier(self, trigger: Trigger, kid: Token) -> bool:
        """Whether a word before a noun tells who acts; the name of a place before an attack or a riot tells where."""
        mention = self.analysis.entity_index.mention_at(kid.i)
        named = mention is not None and mention.form != "demonym" and kid.tag_.startswith("NN")
        where = (
            named
            and mention is not None
            and self.analysis.entity_index.entities[mention.entity_key].entity_type == "place"
        )
        return self.nouns.is_actor(kid) and not (where and get_event_type(trigger.event_type).is_violent)

    def _walk_agents(self, trigger: Trigger) -> Iterator[Token]:
        head = trigger.head
        if trigger.sense.part_of_speech == "adjective":
            found = (
                deep_syntax.find_clause_subject(head)
                if deep_syntax.is_verb(head)
                else deep_syntax.deep_subject(head.head)
            )
            yield from [found] if found is not None else []
        elif deep_syntax.is_verb(head) and (trigger.sense.part_of_speech == "verb" or head.tag_ == "VBG"):
            own = (
                deep_syntax.find_child(head, *deep_syntax.SUBJECT_LABELS) if not deep_syntax.is_passive(head) else None
            )
            if own is not None and own.pos_ == "PRON" and self.analysis.entity_index.entity_key_at(own.i) is not None:
                yield own  # the cast knows better than the tree whom a relative pronoun means
            # Who tells of harm has not done it; who tells of words has often said them.
            yield from deep_syntax.find_subject_candidates(
                head, include_reporters=get_event_type(trigger.event_type).reporter_may_act
            )
        else:
            found = deep_syntax.find_nominal_agent(head)
            suffers = found is not None and found.dep_ == "poss" and "owner" in (trigger.sense.recipient or ())
            yield from [found] if found is not None and not suffers else []

    def _walk_prepositional_nouns(self, trigger: Trigger, name: str) -> Iterator[Token]:
        """What a preposition governs beside the act, its object, or the verb of which it is the object."""
        head = trigger.head
        found = [noun for own, noun in deep_syntax.list_prepositions(head) if own == name]
        if not found and name == "by" and trigger.sense.part_of_speech == "noun":  # the expulsion of the monks by Peru
            undergone = (inner for own, inner in deep_syntax.list_prepositions(head) if own == "of")
            found = [noun for inner in undergone for own, noun in deep_syntax.list_prepositions(inner) if own == name]
        verb = deep_syntax.find_governor(head) if not found and trigger.sense.part_of_speech != "verb" else None
        if verb is not None:
            found = [noun for own, noun in deep_syntax.list_prepositions(verb) if own == name]
        if (
            not found
            and trigger.sense.part_of_speech == "verb"
            and (thing := deep_syntax.deep_object(head)) is not None
        ):
            found = [noun for own, noun in deep_syntax.list_prepositions(thing) if own == name]
        yield from found

    @staticmethod
    def _walk_clause_subjects(head: Token) -> Iterator[Token]:
        inner = deep_syntax.find_complement(head)
        if inner is not None:
            own = deep_syntax.find_child(inner, *deep_syntax.SUBJECT_LABELS, *deep_syntax.PASSIVE_SUBJECT_LABELS)
            yield from [own] if own is not None and own.i != head.i else []
