"""Place and day carried by discourse: from another mention of the same event, or from the scene that a text has set.

What is carried says so by its basis. Nothing is carried over a place or day that a sentence tells itself, nor into what
lies further back (`had robbed`), what did not happen, or what is only said.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.base.text_span import Span
from pipeline.extract.entities.dateline_places import find_dateline_town
from pipeline.extract.events.carried_dates import DateCarrier
from pipeline.extract.events.dateline_scene import find_scene_country, is_placed_by_country, place_by_scene
from pipeline.extract.events.opened_scenes import find_opened_scene
from pipeline.extract.events.told_events import (
    HEADING_REACH,
    MAX_SCENE_DAYS,
    MentionRelations,
    ToldEvent,
    is_exact,
)
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.parsed_document import Sentence
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_relations import is_verb
from pipeline.language.syntax.dependency_tree import get_tree
from schemas.event_ontology import get_event_type


class SceneCarrier:
    """Carries places and days between the events of one document; `quoted` are its direct quotations."""

    def __init__(self, analysis: DocumentAnalysis, quoted: Sequence[Span]) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)
        self.relations = MentionRelations(analysis)
        self.dates = DateCarrier(analysis, self.relations, quoted)

    def carry(self, told: Sequence[ToldEvent]) -> list[Event]:
        """Fill the places and days that events lack, in the order of the text."""
        filled: list[ToldEvent] = []
        for i, one in enumerate(told):
            event = one.event
            if event.status == "asserted":
                earlier = filled[::-1]
                later = told[i + 1 :] if self.relations.is_heading(one) else []
                event = self.dates.carry(one, earlier, told[i + 1 :])
                event = self._carry_place(replace(one, event=event), earlier, later)
                event = self._add_country(one, event)
            filled.append(replace(one, event=event))
        return [one.event for one in filled]

    def _carry_place(self, one: ToldEvent, earlier: Sequence[ToldEvent], later: Sequence[ToldEvent]) -> Event:
        event = one.event
        properties = get_event_type(event.event_type)
        if event.location is not None or not properties.is_located:
            return event
        placed_before = [other for other in earlier if self._is_placed(other)]
        cause = self.relations.find_cause(one, placed_before)
        if cause is not None:
            told = replace(event, location_key=cause.event.location_key, location=cause.event.location)
            return replace(told, location_basis="sentence")
        same = self.relations.find_same_event(one, placed_before)
        if same is None:
            near = [other for other in later if self.relations.count_sentences(one, other) <= HEADING_REACH]
            same = self.relations.find_same_event(one, [other for other in near if self._is_placed(other)])
        if same is not None:
            return _take_place(event, same.event)
        sentence = self.relations.find_sentence(one)
        if not self._has_place(sentence, event) and self.relations.is_narrated(one):
            placed = next(iter(placed_before), None)
            is_beside = placed is not None and self.relations.count_sentences(one, placed) <= 1
            opened = (
                None if is_beside else find_opened_scene(self.analysis, self.relations.find_sentence(one).number - 1)
            )
            if opened is not None:
                return replace(event, location_key=opened.entity_key, location=opened.span, location_basis="carried")
            if placed is not None and self.relations.is_near(one, placed) and not _is_background(event, placed.event):
                return _take_place(event, placed.event)
            town = find_dateline_town(self.analysis.parsed, self.analysis.entity_index, sentence.first)
            if town is not None:
                return place_by_scene(event, town)
        if self.relations.is_pluperfect(one) or self._is_unspecific(one):
            return event
        country = find_scene_country(self.analysis, event, sentence)
        return event if country is None else place_by_scene(event, country)

    def _add_country(self, one: ToldEvent, event: Event) -> Event:
        """Give a place that no gazetteer knows, as far as the text tells it, the country of the scene."""
        if event.location is None or event.location_key is not None:
            return event
        scene = find_scene_country(self.analysis, event, self.relations.find_sentence(one))
        return event if scene is None else replace(event, location_key=scene.entity_key)

    def _is_placed(self, one: ToldEvent) -> bool:
        """Whether an event has a place, other than the country that the dateline or the other places tell."""
        return one.event.location is not None and not is_placed_by_country(self.analysis.entity_index, one.event)

    def _is_unspecific(self, one: ToldEvent) -> bool:
        """Whether a noun tells of nobody and no day, so that it may mean its kind in general: `a fund for storms`."""
        event = one.event
        tells = event.actor is not None or event.recipient is not None or event.date_interval is not None
        return not is_verb(self.tree, one.trigger.head) and not tells

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


def _is_background(event: Event, scene: Event) -> bool:
    """Whether an event lies apart from the scene by its own date, or is told of a longer time than a scene lasts."""
    when, then = event.date_interval, scene.date_interval
    if when is None or event.date_basis == "carried":
        return False
    return not is_exact(event) or (then is not None and abs((then.start - when.end).days) > MAX_SCENE_DAYS)


def _take_place(event: Event, source: Event) -> Event:
    return replace(event, location_key=source.location_key, location=source.location, location_basis="carried")
