"""The slots of a trigger's sense: which nouns of the sentence stand in each, the likeliest first."""

from collections.abc import Iterator

from pipeline.extract.events.agent_candidates import find_object_noun, list_agent_candidates
from pipeline.extract.events.argument_nouns import ArgumentNouns
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import is_passive, resolve_relative
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_indirect_object,
    find_possessor,
    find_preposition,
    find_subject,
    get_relation,
    is_infinitive,
    is_verb,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.nominal_arguments import find_undergone
from pipeline.language.syntax.predicates import PredicateKind, read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import (
    find_light_verb,
    find_logical_subject,
    find_object_verb,
    is_supporting_phrase,
)
from schemas.event_ontology import get_event_type

# Classes of those who arrest and kill rather than being arrested or killed, where either can be meant.
ARMED = ("fighters", "police", "troops", "bodies")
ORIGIN_PLACES = frozenset({Relation.ADJECTIVE, Relation.COMPOUND})


class ArgumentSlots:
    """Finds the nouns that stand in the slots of triggers."""

    def __init__(self, nouns: ArgumentNouns) -> None:
        self.nouns = nouns
        self.tree = nouns.tree
        self.entity_index = nouns.analysis.entity_index

    def walk_nouns(self, trigger: Trigger, slot: str, is_actor: bool = False) -> Iterator[int]:
        """Walk the nouns of one slot; `is_actor` where the slot is the doer's."""
        head, tree = trigger.head, self.tree
        match slot:
            case "subject" if is_actor:
                yield from self._walk_agents(trigger)
            case "subject" if self._is_who_tells(trigger):
                return  # of whom it is alleged, not who alleges it
            case "subject":
                verb = head if is_verb(tree, head) else find_object_verb(tree, head)
                found = find_logical_subject(tree, verb) if verb is not None else read_predicate(tree, head).agent
                unnamed = found is not None and verb != head and not self.nouns.is_actor(found)
                yield from [found] if found is not None and not unnamed else []  # the plan drew criticism: nobody
            case "object":
                thing = find_object_noun(tree, head)
                hearer = read_predicate(tree, head).recipient if thing is None and is_passive(tree, head) else None
                heard = hearer is not None and hearer == find_subject(tree, head)  # the court was asked to ban it
                yield from [thing] if thing is not None else [hearer] if heard and hearer is not None else []
            case "iobj":
                found = find_indirect_object(tree, head) if is_verb(tree, head) else None
                yield from [found] if found is not None else []
            case "clause":
                inner = find_content_clause(tree, head)
                own = find_subject(tree, inner) if inner is not None else None
                threatens = trigger.event_type == "THREATEN" and inner is not None and not is_passive(tree, inner)
                own = None if threatens else own  # the agency threatened that it would arrest the editor
                yield from [own] if own is not None and own != head else []
            case "owner":
                possessor = find_possessor(tree, head)
                owner = resolve_relative(tree, possessor) if possessor is not None else None  # whose killing
                other = read_predicate(tree, head).patient if is_actor else None
                given = is_actor and self.is_given_support(head)
                yield from [owner] if owner is not None and owner != other and not given else []
            case "origin":
                yield from (
                    child
                    for child in tree.children[head]
                    if get_relation(tree, child) in ORIGIN_PLACES and self._is_agent_modifier(trigger, child)
                )
            case "of" if is_actor and is_supporting_phrase(tree, head):
                return  # who marches in support of the miners supports them
            case _:
                yield from self._walk_prepositional_nouns(trigger, slot)

    def list_undergoers(self, trigger: Trigger) -> list[int]:
        """List who suffers the event of a noun: its possessor (`the envoy's expulsion`), or by the verb around it.

        `drew criticism`, `was handed a fine`: only people and bodies, as what they do or own is criticised in words.
        """
        tree, head = self.tree, trigger.head
        if trigger.sense.part_of_speech != "noun":
            return []
        patient, owner = read_predicate(tree, head).patient, find_possessor(tree, head)
        if owner is not None and self.is_given_support(head):
            return [owner]
        if patient is None or owner == patient:
            return [owner] if owner is not None and owner == patient else []
        received = find_undergone(tree, head) == patient or get_relation(tree, patient) is Relation.INDIRECT_OBJECT
        if not received or is_verb(tree, patient):
            return []
        attacked = get_event_type(trigger.event_type).harms_people and is_in_class(tree, patient, "targets")
        if attacked or self.nouns.is_actor(patient):
            return [patient]
        owner = find_possessor(tree, patient)  # the king's speech drew criticism
        return [owner] if owner is not None and owner == read_predicate(tree, patient).agent else []

    def _is_agent_modifier(self, trigger: Trigger, child: int) -> bool:
        """Whether a word before a noun tells who acts; the name of a place before an attack or a riot tells where."""
        mention = self.entity_index.mention_at(child)
        named = mention is not None and mention.form != "demonym" and self.tree.tag[child].startswith("NN")
        where = named and mention is not None and self.entity_index.entities[mention.entity_key].entity_type == "place"
        acts = self.nouns.is_actor(child) or self.is_agent_before(trigger, child)
        return acts and not (where and get_event_type(trigger.event_type).is_violent)

    def _is_who_tells(self, trigger: Trigger) -> bool:
        """Whether the subject of a verb whose clause names the accused tells it: `a paper alleged`."""
        told = (trigger.sense.recipient or ("",))[0] == "clause" and is_verb(self.tree, trigger.head)
        content = find_content_clause(self.tree, trigger.head) if told else None
        raised = content is not None and is_infinitive(self.tree, content) and is_passive(self.tree, trigger.head)
        return told and not raised

    def is_given_support(self, noun: int) -> bool:
        """Whether the owner of a noun gets what it says from others: `the mayor's support among miners`."""
        tree = self.tree
        if tree.lemma[noun] not in get_syntax_words("had_nouns") or find_possessor(tree, noun) is None:
            return False
        return any(tie.word in ("from", "among") for tie in list_obliques(tree, noun))

    def is_agent_before(self, trigger: Trigger, noun: int) -> bool:
        """Whether a common noun before an event noun names who acts: `a rebel attack`, `the police shooting`."""
        tree, head = self.tree, trigger.head
        if trigger.sense.part_of_speech != "noun" or get_relation(tree, noun) not in ORIGIN_PLACES:
            return False
        if noun != read_predicate(tree, head).agent or not is_in_class(tree, noun, "people"):
            return False
        freed = trigger.event_type == "RETREAT" and is_in_class(tree, noun, "captives")  # a prisoner swap
        if freed or is_in_class(tree, noun, "labels"):
            return False
        suffers = tree.lemma[head] in get_syntax_words("patient_nouns")  # a student killing
        return not suffers or any(is_in_class(tree, noun, one) for one in ARMED)

    def _walk_agents(self, trigger: Trigger) -> Iterator[int]:
        head, tree = trigger.head, self.tree
        predicate = read_predicate(tree, head)
        if predicate.kind is PredicateKind.VERB and trigger.sense.part_of_speech != "adjective":
            # Who tells of harm has not done it; who tells of words has often said them.
            told = get_event_type(trigger.event_type).reporter_may_act
            yield from list_agent_candidates(tree, head, include_reporters=told)
        elif trigger.sense.part_of_speech == "adjective" and predicate.kind is PredicateKind.VERB:
            found = find_logical_subject(tree, head)
            yield from [found] if found is not None else []
        else:
            agent = predicate.agent
            owned = agent is not None and agent == find_possessor(tree, head)
            agent = None if owned and self.is_given_support(head) else agent
            suffers = owned and "owner" in (trigger.sense.recipient or ())
            if agent is not None and "between" in (trigger.sense.recipient or ()):
                suffers = suffers or find_preposition(tree, agent) == "between"
            light = find_light_verb(tree, head)
            doer = find_logical_subject(tree, light) if light is not None and not is_passive(tree, light) else None
            if light is not None and self._puts_an_end_to(light, trigger):
                agent, doer = None if agent == doer else agent, None
            yield from [agent] if agent is not None and not suffers else []
            yield from [doer] if doer is not None and doer not in (agent, predicate.patient) else []

    def _puts_an_end_to(self, verb: int, trigger: Trigger) -> bool:
        """Whether a verb tells that somebody ends violence, which is mostly another's: `tried to stop the attack`."""
        violent = get_event_type(trigger.event_type).harms_people
        return violent and self.tree.lemma[verb] in get_syntax_words("enders")

    def _walk_prepositional_nouns(self, trigger: Trigger, name: str) -> Iterator[int]:
        """What a preposition governs beside the event, its object, or the verb of which it is the object."""
        head, tree = trigger.head, self.tree
        noun = trigger.sense.part_of_speech == "noun"
        foils = name == "by" and is_in_class(tree, head, "foils")  # a plot was foiled by the guards: not theirs
        found = [] if foils else self._list_objects(head, name)
        if not found and name == "by" and noun:  # the expulsion of the monks by Peru
            found = [one for inner in self._list_objects(head, "of") for one in self._list_objects(inner, name)]
        if not found and noun:  # the attack launched by rebels at the barracks
            found = [
                one for verb in list_relative_clauses(tree, head) for one in self._list_carried_objects(verb, name)
            ]
        verb = find_object_verb(tree, head) if not found and trigger.sense.part_of_speech != "verb" else None
        if verb is not None:  # who bans a rally holds none
            carried = name == "by" and noun and is_passive(tree, verb)
            found = self._list_carried_objects(verb, name) if carried else self._list_objects(verb, name)
        thing = find_object_noun(tree, head) if not found and trigger.sense.part_of_speech == "verb" else None
        leaves = thing is not None and name == "from" and is_in_class(tree, thing, "leavings")
        if thing is not None and not leaves:  # demanded the withdrawal of troops from the valley
            found = self._list_objects(thing, name)
        within = sorted(trigger.consumed) if not found and trigger.sense.following_words else []
        yield from found or (noun for token in within for noun in self._list_objects(token, name))

    def _list_carried_objects(self, verb: int, name: str) -> list[int]:
        """What a preposition governs beside a verb that only carries the noun of an event: `launched`, `staged`."""
        carries = is_in_class(self.tree, verb, "carriers_of_attacks") or is_in_class(
            self.tree, verb, "holders_of_gatherings"
        )
        return self._list_objects(verb, name) if carries else []

    def _list_objects(self, token: int, name: str) -> list[int]:
        return [found.object for found in list_obliques(self.tree, token) if found.is_behind(name)]
