"""The year of a date: told after it, relative, that of the story, or left open."""

from collections.abc import Callable

from pipeline.base.date_interval import Interval
from pipeline.extract.temporal.timex_patterns import FixedDate, OffsetDate, TimexPattern, YearlyDate, narrow_pattern
from pipeline.extract.temporal.timex_words import SplitSentence

YearBuilder = Callable[[int], Interval | None]

# Bare numbers of four digits outside these are hardly ever years in news.
FIRST_YEAR, LAST_YEAR = 1000, 2199
OPENING_BRACKET, CLOSING_BRACKET = "(", ")"


def parse_year(line: SplitSentence, i: int) -> int | None:
    """A year of four digits."""
    number = line.parse_number(i, 4)
    good = number is not None and len(line.get_lower(i)) == 4 and FIRST_YEAR <= number <= LAST_YEAR
    counts = line.is_noun_count(i) and line.get_lower(i - 1) not in ("the", "those")  # `the 2016 floods` of a year
    counts = counts or (line.get_word(i + 1, "unit") is not None and line.get_lower(i + 2) == "old")
    return number if good and not counts else None


def attach_year(
    line: SplitSentence, i: int, build: YearBuilder, weekday: int | None = None
) -> tuple[TimexPattern, int]:
    """The days with the year that follows, told (`, 2019`) or relative (`last year`), or else of every year."""
    end, stated_year, shift = i, None, None
    for j in (i, i + 1):
        if j > i and line.get_lower(i) not in (",", "of", "in"):
            break
        if (stated_year := parse_year(line, j)) is not None:
            end = j + 1
            break
        shift, unit = line.get_word(j, "shift"), line.get_word(j + 1, "unit")
        if shift and unit and unit.id == "year":
            end = j + 2
            break
        shift = None
    told, story_end = _match_story_year(line, end) if end == i else (None, end)
    bracketed = line.get_word(end + 1, "weekday")
    if line.get_lower(end) == OPENING_BRACKET and bracketed and line.get_lower(end + 2) == CLOSING_BRACKET:
        weekday, end = bracketed.value, end + 3
    yearly = YearlyDate(build, weekday)
    if told is not None:  # in March of the same year
        return narrow_pattern(
            OffsetDate("year", told, is_anaphoric=True), lambda whole: yearly.check_weekday(build(whole.start.year))
        ), story_end
    if stated_year is not None:
        return FixedDate(yearly.check_weekday(build(stated_year))), end
    if shift:
        return narrow_pattern(
            OffsetDate("year", shift.value), lambda whole: yearly.check_weekday(build(whole.start.year))
        ), end
    return yearly, end


def _match_story_year(line: SplitSentence, i: int) -> tuple[int | None, int]:
    """`(of) the same year`, `of that year`, `the following year`: how far from the year told last, and the end."""
    j = i + (line.get_lower(i) in (",", "of", "in"))
    unit = line.get_word(j + 1, "unit")
    if line.get_lower(j) == "that" and unit is not None and unit.id == "year":
        return 0, j + 2
    shift, unit = line.get_word(j + 1, "story_shift"), line.get_word(j + 2, "unit")
    if line.get_lower(j) == "the" and shift is not None and unit is not None and unit.id == "year":
        return shift.value, j + 3
    return None, i
