"""Place and day carried by discourse: from another mention of the same event, or from the scene that a text has set.

What is carried says so by its basis. Nothing is carried over a place or day that a sentence tells itself, nor into what
lies further back (`had robbed`), what did not happen, or what is only said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.entities.dateline_places import find_dateline_town
from pipeline.extract.events.dateline_scene import find_dateline_country, place_by_dateline
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.opened_scenes import find_opened_scene
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.parsed_document import Sentence
from pipeline.language.syntax.datelines import find_dateline_end
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
from pipeline.language.syntax.shared_time import find_verb_above
from schemas.event_ontology import get_event_type

# Sentences over which a scene lasts without being named again.
SCENE_SENTENCES = 2
# Sentences after a heading among which the event that it announces is looked for.
HEADING_REACH = 3
# An event so many days before the scene is told as its background.
MAX_SCENE_DAYS = 7
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True)
class ToldEvent:
    """An event with its trigger."""

    event: Event
    trigger: Trigger


class SceneCarrier:
    """Carries places and days between the events of one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)

    def carry(self, told: Sequence[ToldEvent]) -> list[Event]:
        """Fill the places and days that events lack, in the order of the text."""
        filled: list[ToldEvent] = []
        for i, one in enumerate(told):
            event = one.event
            if event.status == "asserted":
                earlier = filled[::-1]
                later = told[i + 1 :] if self._is_heading(one) else []
                event = self._carry_date(one, earlier, later, told[i + 1 :])
                event = self._carry_place(replace(one, event=event), earlier, later)
            filled.append(replace(one, event=event))
        return [one.event for one in filled]

    def _carry_date(
        self, one: ToldEvent, earlier: Sequence[ToldEvent], later: Sequence[ToldEvent], all_later: Sequence[ToldEvent]
    ) -> Event:
        event, sentence = one.event, self._find_sentence(one)
        known = [other for other in earlier if _is_dated(other)]
        described = self._find_described_event(one, known) or self._find_cause(one, known)
        if described is not None and event.date_interval is None and event.date_text is None:
            return replace(event, date_interval=described.event.date_interval, date_basis="sentence")
        if event.date_interval is not None or event.date_text is not None or self._has_date(sentence):
            return event
        source = self._find_same_event(one, [other for other in earlier if _is_dated(other)])
        if source is None:
            near = [other for other in later if _is_dated(other) and self._count_sentences(one, other) <= HEADING_REACH]
            source = self._find_same_event(one, near)
        if source is None and self._is_narrated(one):
            source = next((other for other in earlier if _is_dated(other) and self._is_near(one, other)), None)
            source = source if source is not None and _is_exact(source.event) else None
        if source is None and not self._is_pluperfect(one):
            source = self._find_only_day(one, [*earlier, *all_later])
        if source is None or source.event.date_interval is None:
            return event
        return replace(event, date_interval=source.event.date_interval, date_basis="carried")

    def _carry_place(self, one: ToldEvent, earlier: Sequence[ToldEvent], later: Sequence[ToldEvent]) -> Event:
        event = one.event
        properties = get_event_type(event.event_type)
        if event.location is not None or not properties.is_located:
            return event
        placed_before = [other for other in earlier if self._is_placed(other)]
        cause = self._find_cause(one, placed_before)
        if cause is not None:
            told = replace(event, location_key=cause.event.location_key, location=cause.event.location)
            return replace(told, location_basis="sentence")
        same = self._find_same_event(one, placed_before)
        if same is None:
            near = [other for other in later if self._count_sentences(one, other) <= HEADING_REACH]
            same = self._find_same_event(one, [other for other in near if self._is_placed(other)])
        if same is not None:
            return _take_place(event, same.event)
        sentence = self._find_sentence(one)
        if not self._has_place(sentence, event) and self._is_narrated(one):
            placed = next(iter(placed_before), None)
            is_beside = placed is not None and self._count_sentences(one, placed) <= 1
            opened = None if is_beside else find_opened_scene(self.analysis, self._find_sentence(one).number - 1)
            if opened is not None:
                return replace(event, location_key=opened.entity_key, location=opened.span, location_basis="carried")
            if placed is not None and self._is_near(one, placed) and not _is_background(event, placed.event):
                return _take_place(event, placed.event)
            town = find_dateline_town(self.analysis.parsed, self.analysis.entity_index, sentence.first)
            if town is not None:
                return place_by_dateline(event, town)
        if self._is_pluperfect(one) or self._is_unspecific(one):
            return event
        country = find_dateline_country(self.analysis, event, sentence)
        return event if country is None else place_by_dateline(event, country)

    def _is_placed(self, one: ToldEvent) -> bool:
        """Whether an event has a place, other than the country that only the dateline tells."""
        dateline = self.analysis.entity_index.dateline
        where = one.event.location_key
        by_country = one.event.location_basis == "dateline" and dateline is not None and where == dateline.entity_key
        return one.event.location is not None and not by_country

    def _is_unspecific(self, one: ToldEvent) -> bool:
        """Whether a noun tells of nobody and no day, so that it may mean its kind in general: `a fund for storms`."""
        event = one.event
        tells = event.actor is not None or event.recipient is not None or event.date_interval is not None
        return not is_verb(self.tree, one.trigger.head) and not tells

    def _find_described_event(self, one: ToldEvent, earlier: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the dated event whose outcome a relative clause tells: `the 1999 bombing of a hall that killed six`."""
        tree, head = self.tree, one.trigger.head
        if get_relation(tree, head) is not Relation.RELATIVE_CLAUSE:
            return None
        above = set(tree.iterate_ancestors(head))
        nouns = (other for other in earlier if other.trigger.head in above and not is_verb(tree, other.trigger.head))
        return next(nouns, None)

    def _find_cause(self, one: ToldEvent, earlier: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the event whose outcome a verb tells of its subject: `a raid near Gao on Monday killed six`."""
        tree, head = self.tree, one.trigger.head
        subject = find_subject(tree, head) if is_verb(tree, head) else None
        if subject is None or not get_event_type(one.event.event_type).is_violent:
            return None
        told = {subject, *list_relative_clauses(tree, subject)}
        return next((other for other in earlier if other.trigger.head in told and other.trigger.head != head), None)

    def _find_only_day(self, one: ToldEvent, others: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the event that gives the day where a document that opens with it tells of one day for its kind alone."""
        kind = get_event_type(one.event.event_type)
        if not kind.is_violent:
            return None
        dated = [
            other
            for other in others
            if _is_dated(other)
            and other.event.event_type == one.event.event_type
            and other.event.date_basis != "carried"
        ]
        days = {other.event.date_interval for other in dated}
        opening = [other for other in dated if self._find_sentence(other).number <= HEADING_REACH]
        return opening[0] if len(days) == 1 and opening and _is_exact(opening[0].event) else None

    def _find_same_event(self, one: ToldEvent, others: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the closest other mention of an event: of its type, with no other party, place or day than it has."""
        return next((other for other in others if self._is_same_event(one, other)), None)

    def _is_same_event(self, one: ToldEvent, other: ToldEvent) -> bool:
        own, told = one.event, other.event
        if own.event_type != told.event_type or told.status != "asserted" or self._is_pluperfect(other):
            return False
        sides = (
            (own.actor_key, told.actor_key),
            (own.recipient_key, told.recipient_key),
            (own.location_key, told.location_key),
        )
        if any(first is not None and second is not None and first != second for first, second in sides):
            return False
        if own.date_interval and told.date_interval and not own.date_interval.overlaps(told.date_interval):
            return False
        shared = any(first is not None and first == second for first, second in sides[:2])
        same_word = self.tree.lemma[one.trigger.head] == self.tree.lemma[other.trigger.head]
        return self._is_definite_noun(one) or (shared and same_word) or (same_word and self._is_heading(one))

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

    def _is_narrated(self, one: ToldEvent) -> bool:
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

    def _is_near(self, one: ToldEvent, other: ToldEvent) -> bool:
        """Whether an event goes on in the scene of another: both are deeds, and the other is no background."""
        located = all(get_event_type(each.event.event_type).is_located for each in (one, other))
        told = other.event.status == "asserted" and not self._is_pluperfect(other) and not self._is_aside(other)
        return located and told and self._count_sentences(one, other) <= SCENE_SENTENCES

    def _is_aside(self, one: ToldEvent) -> bool:
        """Whether an event only tells which person or thing is meant: `farmers attacked near Gao have fled`."""
        tree, head = self.tree, one.trigger.head
        asides = (Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE)
        return is_verb(tree, head) and any(
            get_relation(tree, token) in asides for token in (head, *tree.iterate_ancestors(head))
        )

    def _is_pluperfect(self, one: ToldEvent) -> bool:
        verb = find_verb_above(self.tree, one.trigger.head)
        return verb is not None and any(
            self.tree.lower[helper] == "had" for helper in list_auxiliaries(self.tree, verb)
        )

    def _is_heading(self, one: ToldEvent) -> bool:
        """Whether an event stands in the first sentence, which announces what the next ones tell."""
        return self._find_sentence(one).number == self.analysis.parsed.sentences[0].number

    def _find_sentence(self, one: ToldEvent) -> Sentence:
        return self.analysis.parsed.find_sentence(one.trigger.head)

    def _count_sentences(self, one: ToldEvent, other: ToldEvent) -> int:
        return abs(self._find_sentence(one).number - self._find_sentence(other).number)

    def _has_date(self, sentence: Sentence) -> bool:
        """Whether a sentence tells a date, behind its dateline."""
        dash = find_dateline_end(self.tree, sentence.first)
        first = sentence.first if dash is None else dash
        return any(first <= timex.first < sentence.last for timex in self.analysis.timexes)

    def _has_place(self, sentence: Sentence, event: Event) -> bool:
        """Whether a sentence names a place, behind its dateline, that is no party of the event."""
        dash = find_dateline_end(self.tree, sentence.first)
        first = sentence.first if dash is None else dash
        return any(
            first <= mention.first < sentence.last
            and mention.form == "name"
            and self.analysis.entity_index.entities[mention.entity_key].entity_type == "place"
            and mention.entity_key not in (event.actor_key, event.recipient_key)
            for mention in self.analysis.entity_index.mentions
        )


def _is_dated(one: ToldEvent) -> bool:
    return one.event.date_interval is not None and one.event.status == "asserted"


def _is_exact(event: Event) -> bool:
    """Whether an event is dated to within a week."""
    when = event.date_interval
    return when is not None and (when.end - when.start).days < MAX_SCENE_DAYS


def _is_background(event: Event, scene: Event) -> bool:
    """Whether an event lies apart from the scene by its own date, or is told of a longer time than a scene lasts."""
    when, then = event.date_interval, scene.date_interval
    if when is None or event.date_basis == "carried":
        return False
    return not _is_exact(event) or (then is not None and abs((then.start - when.end).days) > MAX_SCENE_DAYS)


def _take_place(event: Event, source: Event) -> Event:
    return replace(event, location_key=source.location_key, location=source.location, location_basis="carried")
