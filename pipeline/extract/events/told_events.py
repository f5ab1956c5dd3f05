"""Events with their triggers, and how two mentions of one document are related: one event, one scene, a cause."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.parsed_document import Sentence
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    get_relation,
    is_noun,
    is_verb,
    list_auxiliaries,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.shared_time import find_top_verb, find_verb_above
from schemas.event_ontology import get_event_type

# Sentences over which a scene lasts without being named again.
SCENE_SENTENCES = 2
# Sentences after a heading among which the event that it announces is looked for.
HEADING_REACH = 3
# An event so many days before the scene is told as its background.
MAX_SCENE_DAYS = 7
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Letters at the beginning that a noun shares with the verb it is made of: `arrest`, `arrested`.
STEM_LENGTH = 5
PLURALS = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True)
class ToldEvent:
    """An event with its trigger."""

    event: Event
    trigger: Trigger


class MentionRelations:
    """Tells how the event mentions of one document are related."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)

    def find_described_event(self, one: ToldEvent, earlier: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the dated event whose outcome a relative clause tells: `the 1999 bombing of a hall that killed six`."""
        tree, head = self.tree, one.trigger.head
        if get_relation(tree, head) is not Relation.RELATIVE_CLAUSE:
            return None
        above = set(tree.iterate_ancestors(head))
        nouns = (other for other in earlier if other.trigger.head in above and not is_verb(tree, other.trigger.head))
        return next(nouns, None)

    def find_cause(self, one: ToldEvent, earlier: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the event whose outcome a verb tells of its subject: `a raid near Gao on Monday killed six`."""
        tree, head = self.tree, one.trigger.head
        subject = find_subject(tree, head) if is_verb(tree, head) else None
        if subject is None or not get_event_type(one.event.event_type).is_violent:
            return None
        told = {subject, *list_relative_clauses(tree, subject)}
        return next((other for other in earlier if other.trigger.head in told and other.trigger.head != head), None)

    def find_announced_event(self, one: ToldEvent, near: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the event of the lead that a heading announces: the first of its type, with no other party or place."""
        return next((other for other in near if self._can_be_same(one, other)), None)

    def find_same_event(self, one: ToldEvent, others: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the closest other mention of an event: of its type, with no other party, place or day than it has."""
        return next((other for other in others if self.is_same_event(one, other)), None)

    def is_same_event(self, one: ToldEvent, other: ToldEvent) -> bool:
        """Whether two mentions tell of one event: a definite noun takes up the other, or a party and the word agree."""
        if not self._can_be_same(one, other):
            return False
        own, told = one.event, other.event
        sides = ((own.actor_key, told.actor_key), (own.recipient_key, told.recipient_key))
        shared = any(first is not None and first == second for first, second in sides)
        same_word = self.tree.lemma[one.trigger.head] == self.tree.lemma[other.trigger.head]
        taken_up = self._is_definite_noun(one) and self._can_take_up(one, other)
        return taken_up or (shared and same_word) or (same_word and self.is_heading(one))

    def _can_be_same(self, one: ToldEvent, other: ToldEvent) -> bool:
        """Whether two mentions are of one type and nothing that they tell speaks against their being one event."""
        own, told = one.event, other.event
        if own.event_type != told.event_type or told.status != "asserted" or self.is_pluperfect(other):
            return False
        sides = (
            (own.actor_key, told.actor_key),
            (own.recipient_key, told.recipient_key),
            (own.location_key, told.location_key),
        )
        if any(first is not None and second is not None and first != second for first, second in sides):
            return False
        return not (own.date_interval and told.date_interval and not own.date_interval.overlaps(told.date_interval))

    def _can_take_up(self, one: ToldEvent, other: ToldEvent) -> bool:
        """Whether a noun may name an event told before by another word: its own word, or of violence any.

        A plural takes up a plural alone: `the tests` are more than the one that a text has dated.
        """
        tree, own, told = self.tree, one.trigger.head, other.trigger.head
        plural = tree.tag[own] in PLURALS and tree.tag[told] not in PLURALS and is_noun(tree, told)
        alike = tree.lemma[own][:STEM_LENGTH] == tree.lemma[told][:STEM_LENGTH]
        return not plural and (alike or get_event_type(one.event.event_type).is_violent)

    def _is_definite_noun(self, one: ToldEvent) -> bool:
        """Whether a noun takes up an event told before: `the attack`."""
        head = one.trigger.head
        nouns = [token for token in (head, *one.trigger.consumed) if is_noun(self.tree, token)]
        return any(
            get_relation(self.tree, child) is Relation.DETERMINER and self.tree.lower[child] in DEFINITE
            for noun in nouns
            if noun == head or is_in_class(self.tree, noun, "attacks")
            for child in self.tree.children[noun]
        )

    def is_narrated(self, one: ToldEvent) -> bool:
        """Whether an event is told in the simple past, as what happened next."""
        tree, head = self.tree, one.trigger.head
        verb = find_verb_above(tree, head)
        if verb is None or not is_verb(tree, head):
            return False
        helpers = list_auxiliaries(tree, verb)
        if any(tree.lemma[helper] in ("have", "will") for helper in helpers):
            return False
        relation = get_relation(tree, verb)
        if relation in (Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE, Relation.ADVERBIAL_CLAUSE):
            return False
        return tree.tag[verb] == "VBD" or any(tree.tag[helper] == "VBD" for helper in helpers)

    def is_near(self, one: ToldEvent, other: ToldEvent) -> bool:
        """Whether an event goes on in the scene of another: both are deeds, and the other is no background."""
        located = all(get_event_type(each.event.event_type).is_located for each in (one, other))
        told = other.event.status == "asserted" and not self.is_pluperfect(other) and not self._is_aside(other)
        return located and told and self.count_sentences(one, other) <= SCENE_SENTENCES

    def _is_aside(self, one: ToldEvent) -> bool:
        """Whether an event only tells which person or thing is meant: `farmers attacked near Gao have fled`."""
        tree, head = self.tree, one.trigger.head
        asides = (Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE)
        return is_verb(tree, head) and any(
            get_relation(tree, token) in asides for token in (head, *tree.iterate_ancestors(head))
        )

    def is_pluperfect(self, one: ToldEvent) -> bool:
        """Whether an event lies further back than the story: `had robbed`."""
        verb = find_verb_above(self.tree, one.trigger.head)
        return verb is not None and any(
            self.tree.lower[helper] == "had" for helper in list_auxiliaries(self.tree, verb)
        )

    def is_perfect(self, one: ToldEvent) -> bool:
        """Whether an event is told in the perfect, which says that it is over and not when: `has fled`."""
        verb = find_verb_above(self.tree, one.trigger.head)
        return verb is not None and any(
            self.tree.lemma[helper] == "have" for helper in list_auxiliaries(self.tree, find_top_verb(self.tree, verb))
        )

    def is_heading(self, one: ToldEvent) -> bool:
        """Whether an event stands in the first sentence, which announces what the next ones tell."""
        return self.find_sentence(one).number == self.analysis.parsed.sentences[0].number

    def find_sentence(self, one: ToldEvent) -> Sentence:
        """Find the sentence of an event."""
        return self.analysis.parsed.find_sentence(one.trigger.head)

    def count_sentences(self, one: ToldEvent, other: ToldEvent) -> int:
        """Count the sentences from one event to another."""
        return abs(self.find_sentence(one).number - self.find_sentence(other).number)


def is_dated(one: ToldEvent) -> bool:
    """Whether a day is known on which an event happened."""
    return one.event.date_interval is not None and one.event.status == "asserted"


def is_exact(event: Event) -> bool:
    """Whether an event is dated to within a week."""
    when = event.date_interval
    return when is not None and (when.end - when.start).days < MAX_SCENE_DAYS
