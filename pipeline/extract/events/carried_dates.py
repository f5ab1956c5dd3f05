"""The day of an event whose sentence names none: that of another mention of it, or the day that the story is at.

Only days are carried: a month or a year is told of too much at once. The basis is `carried`, or `sentence` for what
the same sentence tells of the event's cause; what goes on in the present holds on the day of publication (`published`).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.extract.events.story_days import StoryDays
from pipeline.extract.events.told_events import HEADING_REACH, MentionRelations, ToldEvent, is_dated
from pipeline.extract.records import DocumentAnalysis, Event
from pipeline.language.parsed_document import Sentence
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_tree import get_tree
from schemas.event_ontology import get_event_type

# The longest interval that is carried: a weekend, or a night from one day to the next.
MAX_CARRIED_DAYS = 2


class DateCarrier:
    """Carries days between the event mentions of one document; `quoted` are its direct quotations."""

    def __init__(self, analysis: DocumentAnalysis, relations: MentionRelations, quoted: Sequence[Span]) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)
        self.relations = relations
        self.story = StoryDays(analysis, quoted)

    def carry(self, one: ToldEvent, earlier: Sequence[ToldEvent], later: Sequence[ToldEvent]) -> Event:
        """Give an event the day that the text tells elsewhere; `earlier` are the mentions before it, the last first."""
        event = one.event
        if event.date_interval is not None or event.date_text is not None:
            return event
        known = [other for other in earlier if is_dated(other)]
        told = self.relations.find_described_event(one, known) or self.relations.find_cause(one, known)
        if told is not None:
            return replace(event, date_interval=told.event.date_interval, date_basis="sentence")
        if self._has_date(self.relations.find_sentence(one)):
            return event
        day = self._find_mentioned_day(one, earlier, later)
        if day is None and get_event_type(event.event_type).is_located:
            day = self.story.find_day(one.trigger.head) or self.story.find_heading_day(one.trigger.head)
            day = day or self.story.find_only_day(one.trigger.head)
        if day is not None:
            return replace(event, date_interval=day, date_basis="carried")
        published = self.story.find_report_day(one.trigger.head)
        return event if published is None else replace(event, date_interval=published, date_basis="published")

    def _find_mentioned_day(
        self, one: ToldEvent, earlier: Sequence[ToldEvent], later: Sequence[ToldEvent]
    ) -> Interval | None:
        """Find the day that another mention of the event tells, or the event before it in the story."""
        before, behind = _select_dated(earlier), _select_dated(later)
        source = self.relations.find_same_event(one, before)
        if source is None and self.relations.is_heading(one):
            near = [other for other in behind if self.relations.count_sentences(one, other) <= HEADING_REACH]
            source = self.relations.find_same_event(one, near) or self.relations.find_announced_event(one, near)
        if source is None and not self.story.is_quoted(one.trigger.head):
            if self.relations.is_narrated(one):
                source = next((other for other in before if self.relations.is_near(one, other)), None)
            if source is None and not self.relations.is_perfect(one):
                source = self._find_only_day(one, [*before, *behind])
        return None if source is None else source.event.date_interval

    def _find_only_day(self, one: ToldEvent, others: Sequence[ToldEvent]) -> ToldEvent | None:
        """Find the event that gives the day where a document that opens with it tells of one day for its kind alone."""
        kind = get_event_type(one.event.event_type)
        if not kind.is_violent:
            return None
        alike = [
            other
            for other in others
            if other.event.event_type == one.event.event_type and other.event.date_basis != "carried"
        ]
        opening = next((other for other in alike if self.relations.find_sentence(other).number <= HEADING_REACH), None)
        if opening is None or len({other.event.date_interval for other in alike}) > 1:
            return None
        return None if self.story.has_left(opening.trigger.head, one.trigger.head) else opening

    def _has_date(self, sentence: Sentence) -> bool:
        """Whether a sentence tells a date, behind its dateline."""
        dash = find_dateline_end(self.tree, sentence.first)
        first = sentence.first if dash is None else dash
        return any(first <= timex.first < sentence.last for timex in self.analysis.timexes)


def _select_dated(told: Sequence[ToldEvent]) -> list[ToldEvent]:
    """The events among those told that happened on a known day."""
    return [one for one in told if is_dated(one) and _is_day(one.event.date_interval)]


def _is_day(when: Interval | None) -> bool:
    return when is not None and (when.end - when.start).days < MAX_CARRIED_DAYS
