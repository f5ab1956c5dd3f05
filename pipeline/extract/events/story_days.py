"""The day that a narrative has reached, for what it tells in the simple past without a day of its own.

A reader takes `The gunmen fled` to be of the day that the story is at. That day is set by a dated main clause in the
simple past, whether or not it tells an event of our types; a day on which somebody only spoke sets none.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.extract.events.trigger_lexicon import expand_word_classes
from pipeline.extract.records import DocumentAnalysis, Timex
from pipeline.extract.temporal.temporal_links import list_timex_governors
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_first_conjunct,
    find_preposition,
    find_subject,
    get_relation,
    is_verb,
    list_auxiliaries,
    list_determiners,
    list_markers,
)
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.shared_time import find_top_verb, find_verb_above
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.word_kinds import load_kinds

# Sentences over which the story stays at a day without naming it again.
DAY_REACH = 5
MAX_DAYS = 2  # a night has two days
ASIDES = (Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE, Relation.ADVERBIAL_CLAUSE)
# Verbs that only tell when something was, and words by which their subject takes up what was told.
HAPPENINGS = frozenset({"happen", "occur"})
GOING_ON = frozenset({"continue", "last", "spread", "intensify", "escalate", "rage"})
TAKING_UP = frozenset({"the", "this", "that", "these", "it"})
# Prepositions of what an event is part of, and of a day that is only fixed: `set the vote for Monday`.
CONTAINERS = frozenset({"in", "during", "amid"})
APPOINTING = frozenset({"for", "until", "by", "since", "before"})
SIMULTANEOUS = frozenset({"as", "while", "when"})


class StoryDays:
    """The days that a document's narrative reaches, by sentence."""

    def __init__(self, analysis: DocumentAnalysis, quoted: Sequence[Span]) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)
        self.quoted = sorted(quoted, key=lambda span: span.start)

    def find_day(self, head: int) -> Interval | None:
        """Find the day of an event whose sentence tells none: the last that the narrative has reached before it."""
        number = self.analysis.parsed.find_sentence(head).number
        if not self.is_narrated(head) or self.is_quoted(head) or self._is_moved(number):
            return None
        before = [(at, day) for at, day in self._days if at < number]
        if not before:
            return self._find_later_day(number)
        at, day = before[-1]
        return day if number - at <= DAY_REACH and not self._is_left(at, number, day) else None

    def find_heading_day(self, head: int) -> Interval | None:
        """Find the day of what a heading announces: the first that the narrative of its lead reaches."""
        if not self._is_announced(head):
            return None
        number, day = next(iter(self._days), (None, None))
        if number is None or day is None or number > DAY_REACH or self._is_left(-1, number, day):
            return None
        return day

    def find_only_day(self, head: int) -> Interval | None:
        """Find the day of a text all of one day: it tells that of its publication in the narrative, and no other."""
        published = self.analysis.publication_date.day
        days = {when for _, when in self._told if when is not None and (when.end - when.start).days < MAX_DAYS}
        if published is None or days != {Interval.from_day(published)} or not self._days:
            return None
        is_told = self.is_narrated(head) or (is_verb(self.tree, head) and self._is_announced(head))
        number = self.analysis.parsed.find_sentence(head).number
        return next(iter(days)) if is_told and not self.is_quoted(head) and not self._is_moved(number) else None

    def _is_announced(self, head: int) -> bool:
        """Whether a word stands in a heading: a first line without a full stop, above other text."""
        parsed, sentences = self.analysis.parsed, self.analysis.parsed.sentences
        if parsed.find_sentence(head).number != sentences[0].number or len(sentences) == 1:
            return False
        whole = parsed.text[: sentences[0].span.end].endswith((".", "?", "!"))
        return sentences[0].segment != sentences[1].segment and not whole

    def _is_left(self, first: int, last: int, day: Interval) -> bool:
        """Whether a sentence after the one that sets a day, up to another, names a time that is not of that day."""
        return any(
            first < at <= last and (interval is None or not interval.overlaps(day)) for at, interval in self._told
        )

    @cached_property
    def _told(self) -> list[tuple[int, Interval | None]]:
        """All times that the text names, each with the number of its sentence."""
        find = self.analysis.parsed.find_sentence
        return [(find(timex.first).number, timex.interval) for timex in self.analysis.timexes]

    def _find_later_day(self, number: int) -> Interval | None:
        """Find the day that a sentence soon after gives to what has just been told: `It happened on Sunday.`"""
        later = [(at, day) for at, day in self._days if 0 < at - number < DAY_REACH and self._looks_back(at)]
        if not later or any(number < at < later[0][0] for at, _ in self._told):
            return None
        return later[0][1]

    def _looks_back(self, number: int) -> bool:
        """Whether the main clause of a sentence only tells when something happened that it takes up."""
        tree, sentence = self.tree, self.analysis.parsed.sentences[number]
        for verb in range(sentence.first, sentence.last):
            subject = find_subject(tree, verb) if _only_happens(tree, verb) else None
            if subject is None or get_relation(tree, verb) in ASIDES:
                continue
            articles = {tree.lower[word] for word in list_determiners(tree, subject)}
            if tree.lower[subject] in TAKING_UP or articles & TAKING_UP:
                return True
        return False

    def find_report_day(self, head: int) -> Interval | None:
        """Find the day of publication for what a main clause tells as going on: `Rebels are shelling the port`."""
        published = self.analysis.publication_date.day
        verb = find_first_conjunct(self.tree, head)
        if published is None or self.is_quoted(head) or get_relation(self.tree, verb) in ASIDES:
            return None
        return Interval.from_day(published) if is_verb(self.tree, head) and is_going_on(self.tree, verb) else None

    def has_left(self, dated: int, head: int) -> bool:
        """Whether a sentence after the one with the word `dated`, up to that of an event, names another day."""
        find = self.analysis.parsed.find_sentence
        first, last = find(dated).number, find(head).number
        day = next((when for at, when in self._told if at == first and when is not None), None)
        days = [when for at, when in self._told if first < at <= last and when is not None and when.precision == "day"]
        return day is not None and any(not when.overlaps(day) for when in days)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands in a direct quotation."""
        offset = self.analysis.parsed.token_starts[token]
        at = bisect_right(self.quoted, offset, key=lambda span: span.start) - 1
        return at >= 0 and offset < self.quoted[at].end

    def is_narrated(self, head: int) -> bool:
        """Whether an event is told in the simple past, as what happened next."""
        verb = find_verb_above(self.tree, head)
        if verb is None:
            return False
        top = find_top_verb(self.tree, verb)
        if get_relation(self.tree, top) in ASIDES and not self._is_simultaneous(top):
            return False
        if load_kinds("verb").get(self.tree.lemma[verb]) == "communication":
            return False
        if not is_verb(self.tree, head) and find_preposition(self.tree, head) not in CONTAINERS:
            return self._is_under_way(head, verb) and is_simple_past(self.tree, top)
        return is_simple_past(self.tree, top)

    def _is_under_way(self, noun: int, verb: int) -> bool:
        """Whether a noun is the subject of a verb that only says that it took place or went on: `the riots spread`."""
        happens = self.tree.lemma[verb] in get_syntax_words("happening") | GOING_ON
        return happens and find_subject(self.tree, verb) == noun

    def _is_simultaneous(self, verb: int) -> bool:
        return any(self.tree.lower[mark] in SIMULTANEOUS for mark in list_markers(self.tree, verb))

    @cached_property
    def _days(self) -> list[tuple[int, Interval]]:
        """The days that main clauses set, each with the number of its sentence."""
        found = []
        for timex in self.analysis.timexes:
            sentence = self.analysis.parsed.find_sentence(timex.first)
            dash = find_dateline_end(self.tree, sentence.first)
            if (dash is None or timex.first >= dash) and timex.interval is not None and self._sets_day(timex):
                found.append((sentence.number, timex.interval))
        return found

    def _sets_day(self, timex: Timex) -> bool:
        when, latest = timex.interval, self.analysis.publication_date.latest
        if when is None or (when.end - when.start).days >= MAX_DAYS or self.is_quoted(timex.first):
            return False
        if (latest is not None and when.start > latest) or self.tree.lower[timex.first - 1] in APPOINTING:
            return False
        verb = next((token for token in list_timex_governors(self.tree, timex) if is_verb(self.tree, token)), None)
        if verb is None or load_kinds("verb").get(self.tree.lemma[verb]) == "communication":
            return False
        top = find_top_verb(self.tree, verb)
        return get_relation(self.tree, top) not in ASIDES and is_simple_past(self.tree, top)

    def _is_moved(self, number: int) -> bool:
        """Whether words of a sentence move it off the story's day without naming another: `earlier`, `previously`."""
        sentence = self.analysis.parsed.sentences[number]
        words = expand_word_classes(("@other_times",))
        return any(self.tree.lower[token] in words for token in range(sentence.first, sentence.last))


def _only_happens(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb says of its subject only that it was: `The attack happened`, `took place`."""
    what = find_direct_object(tree, verb)
    takes_place = tree.lemma[verb] == "take" and what is not None and tree.lower[what] == "place"
    return takes_place or tree.lemma[verb] in HAPPENINGS


def is_simple_past(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb stands in the simple past, active or passive, and nothing puts it further back or ahead."""
    helpers = list_auxiliaries(tree, verb)
    if any(tree.lemma[helper] in ("have", "will", "would", "could", "should", "may", "might") for helper in helpers):
        return False
    return tree.tag[verb] == "VBD" or any(tree.tag[helper] == "VBD" for helper in helpers)


def is_going_on(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb tells in the present what goes on: `are fighting`, `is being searched`."""
    helpers = [tree.lower[helper] for helper in list_auxiliaries(tree, verb)]
    present = "is" in helpers or "are" in helpers
    return present and (tree.tag[verb] == "VBG" or (tree.tag[verb] == "VBN" and "being" in helpers))
