"""The parties of an event: the nouns that fill the slots of its sense, named or understood, and the first actor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.extract.events.argument_slots import ArgumentSlots
from pipeline.extract.events.demanded_acts import drop_acted_on
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.joined_arguments import extend_to_conjuncts
from pipeline.extract.events.mutual_arguments import find_between_arguments, split_mutual_arguments
from pipeline.extract.events.noun_parties import fill_from_clause
from pipeline.extract.events.outside_parties import find_adjacent_noun, find_destination, find_foe
from pipeline.extract.events.party_links import are_befallen_nationals
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.events.violence_parties import (
    find_assailant_around,
    find_attack_around,
    find_attacked_thing,
    find_doer_in_phrase,
    find_doer_of_attack,
    is_described_building,
    is_place_within,
    is_scene_of_violence,
    is_setting_of_thing,
)
from pipeline.extract.records import DocumentAnalysis, Statement
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    get_relation,
    is_verb,
    list_markers,
    list_obliques,
)
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_logical_subject, find_object_verb
from schemas.event_ontology import get_event_type

# Clauses that tell of another time or thing than the event that they stand beside.
SEPARATE_PLACES = frozenset(
    {
        Relation.ADVERBIAL_CLAUSE,
        Relation.RELATIVE_CLAUSE,
        Relation.CONJUNCT,
        Relation.APPOSITION,
        Relation.PARATAXIS,
    }
)
# Words that open the condition of a refusal or a threat: `will not lift the ban until Cuba frees them`.
CONDITION_MARKERS = frozenset({"if", "unless", "whether", "until", "before"})
# Event types whose object is what is asked or agreed, and no party, unless it names people.
TOPIC_TYPES = frozenset({"REQUEST", "AGREE", "CONCEDE"})
# Event types whose words are aimed at who did or is to do a deed, not at whom it befalls.
AIMED_TYPES = frozenset({"ACCUSE", "REQUEST"})
VERB_SLOTS = ("subject",)
NOUN_SLOTS = ("owner", "by", "origin", "subject")


class ArgumentFinder:
    """Fills the slots of the triggers of one sentence."""

    def __init__(self, analysis: DocumentAnalysis, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.analysis = analysis
        self.nouns = ArgumentNouns(analysis, found, statements)
        self.slots = ArgumentSlots(self.nouns)
        self.tree = self.nouns.tree
        self.triggers_by_head = self.nouns.triggers_by_head

    def find_arguments(self, trigger: Trigger) -> tuple[Argument | None, Argument | None]:
        """Find the actor and recipient of an event; each is None where the text names nobody."""
        actor, recipient = self._find_named_arguments(trigger)
        recipient = drop_acted_on(self.tree, trigger, recipient)
        if actor is None or recipient is None:
            actor, recipient = fill_from_clause(self.nouns, trigger, actor, recipient)
        index = self.analysis.entity_index
        if actor is not None and recipient is not None and actor.entity_key is not None:
            mixed_up = actor.entity_key == recipient.entity_key and self.tree.pos[recipient.head] != "PRON"
            recipient = replace(recipient, entity_key=None) if mixed_up else recipient  # nobody meets himself
        if recipient is not None and are_befallen_nationals(self.tree, index, trigger.event_type, recipient.head):
            recipient = replace(recipient, entity_key=None)
        whole = extend_to_conjuncts(self.nouns, actor, recipient)
        return whole, extend_to_conjuncts(self.nouns, recipient, actor)

    def _find_named_arguments(self, trigger: Trigger) -> tuple[Argument | None, Argument | None]:
        """Find the parties that the event's own phrase and slots name."""
        sense = trigger.sense
        noun = sense.part_of_speech == "noun"
        actor_slots = sense.actor if sense.actor is not None else NOUN_SLOTS if noun else VERB_SLOTS
        actor = self._find_actor(trigger, actor_slots)
        if actor is None and (between := find_between_arguments(self.nouns, trigger.head)) is not None:
            return between
        if sense.mutual:
            actor, recipient = split_mutual_arguments(self.nouns, trigger.head, actor)
            if recipient is not None:
                return actor, recipient
        slots = sense.recipient if sense.recipient is not None else () if noun else ("object",)
        recipient = self._find_recipient(trigger, slots, actor)
        named = recipient is not None and recipient.entity_key is not None
        if named or not get_event_type(trigger.event_type).may_answer:
            return actor, recipient
        return actor, self._find_answered_argument(trigger.head, actor) or recipient

    def _find_answered_argument(self, head: int, actor: Argument | None) -> Argument | None:
        """Whoever did what is answered: `a step that Oslo praised`, `drawing a protest from Oslo`; or the other side.

        Of two events that share their doer the second is aimed where the first is: `denounced Bern and vowed revenge`.
        """
        tree = self.tree
        governing = None if is_verb(tree, head) else find_object_verb(tree, head)
        verb = governing if governing is not None else head
        relation, above = get_relation(tree, verb), tree.head[verb]
        before = self.triggers_by_head.get(above) if relation is Relation.CONJUNCT else None
        if before is not None and before.head < head and get_event_type(before.event_type).is_hostile_speech:
            shared, other = self.find_arguments(before)
            if shared is not None and actor is not None and shared.head == actor.head:
                return other
        deed = above if relation is Relation.RELATIVE_CLAUSE and is_in_class(tree, above, "deeds") else verb
        drawn = relation is Relation.ADVERBIAL_CLAUSE and is_in_class(tree, verb, "draws")
        if deed == verb and not drawn:
            return None
        outer = next((one for one in tree.iterate_ancestors(deed) if is_verb(tree, one)), None)
        doer = find_logical_subject(tree, outer) if outer is not None else None
        if doer is None or not self.nouns.is_actor(doer) or (actor is not None and doer == actor.head):
            return None
        return self.nouns.build_argument(doer)

    def _find_actor(self, trigger: Trigger, slots: tuple[str, ...]) -> Argument | None:
        nouns = [noun for slot in slots for noun in self.slots.walk_nouns(trigger, slot, is_actor=True)]
        violent = get_event_type(trigger.event_type).is_violent
        if violent:
            nouns = [noun for noun in nouns if not is_described_building(self.tree, trigger, noun)]
        doers = (noun for noun in nouns if self.nouns.is_actor(noun) or self.slots.is_agent_before(trigger, noun))
        if (doer := next(doers, None)) is not None:
            return self.nouns.build_argument(doer)
        beside = find_doer_in_phrase(self.nouns, trigger) if violent and not nouns else None
        if beside is not None:
            return self.nouns.build_argument(beside)
        attack = find_attack_around(self.nouns, trigger) if violent and not nouns else None
        if attack is not None:
            return self._find_actor(attack, attack.sense.actor if attack.sense.actor is not None else VERB_SLOTS)
        assailant = find_assailant_around(self.nouns, trigger) if violent and not nouns else None
        if assailant is not None:
            return self.nouns.build_argument(assailant)
        # A thing may act (`a bomb`), an event or a time may not: its people are looked for, then the word itself.
        for noun in nouns:
            agent = find_doer_of_attack(self.nouns, noun) if violent else None
            if agent is not None:
                return self.nouns.build_argument(agent)
            within = next(self.nouns.find_nested_actors(noun, 0, "@whose"), None)
            tells = violent and within is not None and get_relation(self.tree, within) is Relation.SUBJECT
            if within is not None and not tells:  # a blast that the mayor described
                return self.nouns.build_argument(within)
        named = next((noun for noun in nouns if self.nouns.can_be_argument(noun)), None)
        kinds = ("weapons", "charges_set", "assaults", "fights")
        if violent and named is not None and any(is_in_class(self.tree, named, one) for one in kinds):
            return None  # neither the instrument nor the attack is the doer
        if named is None:
            return None
        return replace(self.nouns.build_argument(named), is_inanimate=not self.nouns.is_counted(named))

    def _find_recipient(self, trigger: Trigger, slots: tuple[str, ...], actor: Argument | None) -> Argument | None:
        nouns = [noun for slot in slots for noun in self.slots.walk_nouns(trigger, slot)]
        nouns += self.slots.list_undergoers(trigger)
        nouns = [noun for noun in nouns if actor is None or noun != actor.head]
        nouns = [noun for noun in nouns if not is_scene_of_violence(self.nouns, trigger, noun)]
        tells = slots and get_event_type(trigger.event_type).embeds_content
        content = self._list_content_nouns(trigger) if tells else []
        content += self._list_demanded_nouns(trigger) if trigger.event_type == "PROTEST" else []
        violent = get_event_type(trigger.event_type).is_violent
        harms = get_event_type(trigger.event_type).harms_people
        if violent and nouns and not self.nouns.is_actor(nouns[0]):
            thing = find_attacked_thing(self.nouns, nouns, is_any_made_thing=harms)
            if thing is not None and thing.is_distinct_from(actor):
                return thing
        counted = bool(nouns) and self.tree.pos[nouns[0]] == "NUM" and not self.nouns.is_time(nouns[0])
        if violent and counted:  # wounded 65 near Pell
            return self.nouns.build_argument(nouns[0])
        spared = self._list_sufferers_of_deeds(nouns) if trigger.event_type in AIMED_TYPES else []
        for noun in (*nouns, *content):
            inner = self.triggers_by_head.get(noun)
            if inner is not None and inner.event_type == "PROTEST":
                return self._find_actor(inner, NOUN_SLOTS)  # who is put down with a protest protests
            doer = self.nouns.find_doer_of_deed(noun) if noun not in spared else None
            candidates = [noun] if self.nouns.is_actor(noun) else self.nouns.find_nested_actors(noun, 0)
            for one in candidates if doer is None or not spared else [doer]:
                if one in spared:
                    continue
                if one != noun and is_setting_of_thing(self.nouns, one):
                    continue
                held = harms or is_in_class(self.tree, noun, "rally")  # broke up a march in Gao
                if held and one != noun and is_place_within(self.nouns, noun, one):
                    continue
                party = self.nouns.build_argument(one)
                if party.is_distinct_from(actor) and (harms or not is_scene_of_violence(self.nouns, trigger, one)):
                    return party
        for noun in self._find_outside_recipients(trigger, slots, actor, befalls=bool(nouns)):
            party = self.nouns.build_argument(noun)
            if party.is_distinct_from(actor) and noun not in spared:
                return party
        if trigger.event_type in TOPIC_TYPES:
            nouns = [noun for noun in nouns if not self.nouns.is_topic(noun)]
        if trigger.event_type == "ACCUSE":  # condemned the launch: whose it was is not said
            nouns = [noun for noun in nouns if not self.nouns.is_deed(noun)]
        others = (one for one in (*nouns, *content) if one not in spared and (actor is None or one != actor.head))
        last = (self.nouns.build_argument(noun) for noun in others if self.nouns.can_be_argument(noun))
        return next((party for party in last if actor is None or party.head != actor.head), None)

    def _list_sufferers_of_deeds(self, nouns: Sequence[int]) -> list[int]:
        """Who suffers what is condemned or looked into, which is not aimed at them: `condemned the arrest of monks`."""
        harm = (one for one in nouns if self.tree.lemma[one] in get_syntax_words("patient_nouns"))
        patients = (read_predicate(self.tree, noun).patient for noun in harm)
        return [patient for patient in patients if patient is not None]

    def _find_outside_recipients(
        self, trigger: Trigger, slots: tuple[str, ...], actor: Argument | None, *, befalls: bool
    ) -> Iterator[int]:
        """Nouns outside the slots that may name whom an event is aimed at, the likeliest first.

        `befalls` where the slots hold somebody or something, though no party.
        """
        head, properties = trigger.head, get_event_type(trigger.event_type)
        moves = trigger.event_type == "MOBILIZE" and trigger.sense.recipient != ()
        found = [find_destination(self.nouns, head, actor)] if moves else []
        found += [find_foe(self.nouns, head)] if moves else []
        if slots and properties.aims_beside:
            found.append(find_adjacent_noun(self.nouns, trigger, actor, befalls=befalls))
        found += [self._find_concerned_noun(head, actor)] if properties.aims_within else []
        for noun in found:
            setting = noun is not None and is_setting_of_thing(self.nouns, noun)
            if noun is not None and not setting and not is_scene_of_violence(self.nouns, trigger, noun):
                yield noun

    def _find_concerned_noun(self, head: int, actor: Argument | None) -> int | None:
        """Whoever is named first behind the event inside its clause: `promised to mend the roads of Peru`."""
        tree, index = self.tree, self.analysis.entity_index
        for token in range(head + 1, find_phrase_span(tree, head)[1]):
            mention = index.mention_at(token)
            if mention is None or mention.last != token + 1 or head not in tree.iterate_ancestors(token):
                continue
            between = [token]
            while tree.head[between[-1]] != head:
                between.append(tree.head[between[-1]])
            own = actor is not None and (mention.entity_key == actor.entity_key or actor.head in between)
            apart = any(
                get_relation(tree, above) in SEPARATE_PLACES or tree.lower[above] in ("as", "according")
                for above in between
            )  # called it as bad as Rome
            if not own and not apart and self.nouns.is_actor(token):
                return token
        return None

    def _list_content_nouns(self, trigger: Trigger) -> list[int]:
        """To whom the event that is asked, promised or refused would be done."""
        tree = self.tree
        verb = find_content_clause(tree, trigger.head)
        if verb is None:
            return self._list_condition_subjects(trigger.head)
        inner = self.triggers_by_head.get(verb)
        slots = (inner.sense.recipient or ("object",)) if inner is not None else ()
        nouns = [noun for slot in slots if inner is not None for noun in self.slots.walk_nouns(inner, slot)]
        thing = find_object_noun(tree, verb) if is_verb(tree, verb) else None
        own = [found.object for found in list_obliques(tree, verb)]
        return [*nouns, *([thing] if thing is not None else []), *own]

    def _list_condition_subjects(self, head: int) -> list[int]:
        """Of whom a condition is made: `will leave unless the owners pay`."""
        tree, found = self.tree, []
        for clause in tree.children[head]:
            if get_relation(tree, clause) is not Relation.ADVERBIAL_CLAUSE:
                continue
            conditional = any(tree.lower[mark] in CONDITION_MARKERS for mark in list_markers(tree, clause))
            doer = find_subject(tree, clause)
            if conditional and doer is not None:
                found.append(doer)
        return found

    def _list_demanded_nouns(self, trigger: Trigger) -> list[int]:
        """Of whom protesters demand something."""
        tree = self.tree
        governing = find_object_verb(tree, trigger.head)
        around = governing if governing is not None else trigger.head
        asked = [
            one
            for one in self.triggers_by_head.values()
            if get_event_type(one.event_type).makes_demands and one != trigger
        ]
        inner = [one for one in asked if around in tree.iterate_ancestors(one.head)]
        return [
            noun for one in inner for slot in one.sense.recipient or ("object",)
            for noun in self.slots.walk_nouns(one, slot)
        ]  # fmt: skip
