"""Days told by their distance from another event: `two days after the raid`, `a week before the mayor resigned`.

Where one of the two events is dated, the distance dates the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal.counted_units import parse_count, parse_unit
from pipeline.extract.temporal.date_offsets import Unit, shift_unit
from pipeline.extract.temporal.timex_words import SplitSentence
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_relations import get_relation, is_verb, list_complements, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation

DIRECTIONS = {"after": 1, "before": -1}
# A month is shifted by months and years, a year by years.
EQUAL_PRECISION = frozenset({("month", "month"), ("year", "month"), ("year", "year")})
CLAUSE_PLACES = frozenset({Relation.PARATAXIS, Relation.CLAUSE})
# Words before a number by which the distance is not that number.
HEDGES = frozenset({"than", "least", "most", "about", "around", "nearly", "almost", "some", "over", "under"})
# Units of distances within a day, and how many of them are told of one.
SHORT_UNITS = frozenset({"hour", "hours", "minute", "minutes", "moments", "seconds"})
MAX_HOURS = 9


@dataclass(frozen=True, slots=True)
class TemporalDistance:
    """An event so many units after (or, where negative, before) another; `later` and `anchor` are their words."""

    later: int
    anchor: int
    count: int
    unit: Unit

    def shift(self, interval: Interval, direction: int) -> Interval | None:
        """The days of the one event by those of the other; null past the end of the calendar or for vague days."""
        count = self.count * direction
        if not count and interval.precision == "day":
            return interval
        if interval.precision == "day" or (self.unit, interval.precision) in EQUAL_PRECISION:
            return shift_unit(interval.start, self.unit, count)
        return None


def find_distances(parsed: ParsedDocument, sentence: Sentence) -> list[TemporalDistance]:
    """The distances between events that a sentence tells; not those that are hedged (`less than a week after`)."""
    tree, found = get_tree(parsed.doc), []
    if not DIRECTIONS.keys() & set(tree.lower[sentence.first : sentence.last]):
        return []
    line = SplitSentence(parsed, sentence)
    for i in range(len(line)):
        direction = DIRECTIONS.get(line.get_lower(i), 0)
        token = line.get_token(i)
        if direction and token is not None and _is_hours(line, i):
            events = _find_events(tree, token.i)
            found += [TemporalDistance(*events, 0, "day")] if events is not None else []
            continue
        unit = parse_unit(line, i - 1) if direction and i > 1 else None
        if unit is None:
            continue
        counted = parse_count(line, i - 2)
        count = counted[0] if counted and counted[1] == i - 1 else 1 if line.get_lower(i - 2) == "the" else None
        if count is None or token is None or line.get_lower(i - 3) in HEDGES:
            continue
        events = _find_events(tree, token.i)
        if events is not None:
            found.append(TemporalDistance(*events, count * direction, unit))
    return found


def _is_hours(line: SplitSentence, i: int) -> bool:
    """Whether a distance is so short that both events are of one day: `a few hours after`, not `36 hours after`."""
    number = line.parse_number(i - 2, 3)
    few = number is None or number <= MAX_HOURS
    return line.get_lower(i - 1) in SHORT_UNITS and few and line.get_lower(i - 2) not in HEDGES


def _find_events(tree: DependencyTree, word: int) -> tuple[int, int] | None:
    """The two events that `after` or `before` sets apart: the main one, and the one that it opens or governs."""
    above = tree.head[word]
    if get_relation(tree, word) is Relation.MARKER:
        if tree.head[above] != above:
            return tree.head[above], above
        # Behind words of telling (`, police said, a day after`) the clause is read as the main one.
        before = (one for one in tree.children[above] if one < word and _is_clause(tree, one))
        main = next(before, None)
        told = next((one for one in list_complements(tree, main) if one < main), main) if main is not None else None
        return (told, above) if told is not None else None
    anchor = next((tie.object for tie in list_obliques(tree, above) if tie.preposition == word), None)
    if anchor is None:
        anchor = next((child for child in tree.children[word] if is_verb(tree, child)), None)
    return (above, anchor) if anchor is not None else None


def _is_clause(tree: DependencyTree, token: int) -> bool:
    return get_relation(tree, token) in CLAUSE_PLACES and is_verb(tree, token)


def date_by_distance(
    parsed: ParsedDocument, head: int, same_time: set[int], find_interval: Callable[[int], Interval | None]
) -> Interval | None:
    """The days of an event whose distance from a dated one its sentence tells.

    `same_time` are the words of the event and its verbs of the same time; `find_interval` dates another event's word.
    """
    for distance in find_distances(parsed, parsed.find_sentence(head)):
        for own, other, direction in ((distance.anchor, distance.later, -1), (distance.later, distance.anchor, 1)):
            if own in same_time and other not in same_time and (known := find_interval(other)) is not None:
                return distance.shift(known, direction)
    return None
