"""Dates in news style, placed against a day of publication: Thursday, 13 January 2022."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.records import PublicationDate, Timex
from pipeline.extract.temporal import timex_extraction, timex_words
from pipeline.language.document_parser import parse_documents

THURSDAY = date(2022, 1, 13)


def phrases(text: str, on: date | None = THURSDAY) -> list[tuple[Timex, str]]:
    """The date phrases of one paragraph, with their words."""
    parsed = parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0]
    return [
        (found, found.span.slice_text(text))
        for found in timex_extraction.extract_timexes(parsed, PublicationDate(on, on, on))
    ]


def told(text: str, on: date | None = THURSDAY) -> list[str]:
    """`words: interval precision` of each phrase."""
    lines = []
    for phrase, words in phrases(text, on):
        days = phrase.interval
        if days is None:
            lines.append(f"{words}: -")
        elif days.start == days.end:
            lines.append(f"{words}: {days.start} {days.precision}")
        else:
            lines.append(f"{words}: {days.start}..{days.end} {days.precision}")
    return lines


ABSOLUTE = [
    ("The mayor resigned on Jan. 6.", "Jan. 6: 2022-01-06 day"),
    ("The mayor resigned on the morning of 6 January.", "6 January: 2022-01-06 day"),
    ("The mayor resigned on the 6th of January 2020.", "the 6th of January 2020: 2020-01-06 day"),
    ("The mayor resigned on December 30.", "December 30: 2021-12-30 day"),
    ("The mayor will resign on February 3.", "February 3: 2022-02-03 day"),
    ("The mayor resigned on March 3, 2019, after a vote.", "March 3, 2019: 2019-03-03 day"),
    ("The bridge opened in March 2019.", "March 2019: 2019-03-01..2019-03-31 month"),
    ("The bridge opened in March.", "March: 2021-03-01..2021-03-31 month"),
    ("The bridge opened in 2019.", "2019: 2019-01-01..2019-12-31 year"),
    ("The bridge opened in late March 2019.", "late March 2019: 2019-03-21..2019-03-31 range"),
    ("The bridge opened in mid-2019.", "mid-2019: 2019-05-01..2019-08-31 range"),
    ("The bridge opened in summer 2019.", "summer 2019: 2019-06-01..2019-08-31 range"),
    ("The bridge was built in the 1990s.", "the 1990s: 1990-01-01..1999-12-31 range"),
    ("The bridge opened on 2021-12-30.", "2021-12-30: 2021-12-30 day"),
    ("The bridge opened on 30.12.2021.", "30.12.2021: 2021-12-30 day"),
    ("The bridge opened on 30/12/2021.", "30/12/2021: 2021-12-30 day"),
    ("The bridge opened on 10/12/2021.", "10/12/2021: -"),
    ("The shop closed over New Year's Day.", "New Year's Day: 2022-01-01 day"),
    ("The first week of 2022 was calm.", "The first week of 2022: 2022-01-01..2022-01-07 range"),
    ("Sales fell in the third quarter of 2020.", "the third quarter of 2020: 2020-07-01..2020-09-30 range"),
]

RELATIVE = [
    ("The mayor resigned on Monday.", "Monday: 2022-01-10 day"),
    ("The mayor resigned Thursday.", "Thursday: 2022-01-13 day"),
    ("The mayor will resign on Monday.", "Monday: 2022-01-17 day"),
    ("The mayor is expected to resign on Monday.", "Monday: 2022-01-17 day"),
    ("The mayor praised the planned Saturday march.", "Saturday: 2022-01-15 day"),
    ("The mayor was scheduled to leave on Monday.", "Monday: -"),
    ("The mayor quit 7 days before the vote on January 20.", "January 20: 2022-01-20 day"),
    ("The mayor resigned yesterday.", "yesterday: 2022-01-12 day"),
    ("The mayor resigned last night.", "last night: 2022-01-12 day"),
    ("The mayor resigned last week.", "last week: 2022-01-03..2022-01-09 week"),
    ("The mayor resigned this month.", "this month: 2022-01-01..2022-01-31 month"),
    ("The mayor resigned last year.", "last year: 2021-01-01..2021-12-31 year"),
    ("The mayor resigned last summer.", "last summer: 2021-06-01..2021-08-31 range"),
    ("The mayor resigned over the weekend.", "the weekend: 2022-01-08..2022-01-09 range"),
    ("The mayor resigned two weeks ago.", "two weeks ago: 2021-12-27..2022-01-02 week"),
    ("The mayor resigned 10 days ago.", "10 days ago: 2022-01-03 day"),
    ("The mayor resigned on Friday of last week.", "Friday of last week: 2022-01-07 day"),
    ("The mayor resigned at the end of last year.", "the end of last year: 2021-09-01..2021-12-31 range"),
    ("The party can win the vote in November.", "November: 2022-11-01..2022-11-30 month"),
    ("The party lost the vote in November.", "November: 2021-11-01..2021-11-30 month"),
    ("Mills closed in the early 1990s.", "the early 1990s: 1990-01-01..1993-12-31 range"),
    ("Mills closed 30 years ago.", "30 years ago: -"),
    ("Mills closed a few days ago.", "a few days ago: -"),
    ("Crowds grew over the past two weeks.", "the past two weeks: 2021-12-30..2022-01-13 range"),
]

RANGES = [
    ("Rain fell between 5 and 7 January.", "5 and 7 January: 2022-01-05..2022-01-07 range"),
    ("Rain fell from 3 to 5 May.", "3 to 5 May: 2021-05-03..2021-05-05 range"),
    ("Rain fell from Monday to Wednesday.", "from Monday to Wednesday: 2022-01-10..2022-01-12 range"),
    ("He ruled from 2014 to 2018.", "from 2014 to 2018: 2014-01-01..2018-12-31 range"),
    ("Rain fell between November and March 2019.", "between November and March 2019: 2018-11-01..2019-03-31 range"),
    ("Rain has fallen since Tuesday.", "since Tuesday: 2022-01-11..2022-01-13 range"),
    ("The curfew lasts until Jan. 19.", "until Jan. 19: 2022-01-13..2022-01-19 range"),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + RELATIVE + RANGES)
def test_a_phrase_is_found_whole_and_placed(text: str, expected: str) -> None:
    """One phrase, its words, its days, its precision."""
    assert told(text) == [expected] or told(text) == [expected[:1].upper() + expected[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She spoke on Monday (January 10) in Oslo.", "Monday (January 10): 2022-01-10 day"),
        ("She spoke on Tuesday (January 10) in Oslo.", "Tuesday (January 10): -"),
        ("She spoke on Monday, 11 January 2021, in Oslo.", "Monday, 11 January 2021: 2021-01-11 day"),
        ("She spoke on Friday, 11 January 2021, in Oslo.", "Friday, 11 January 2021: -"),
        ("She spoke on January 10 (Monday) in Oslo.", "January 10 (Monday): 2022-01-10 day"),
    ],
)
def test_weekday_and_day_are_checked_against_each_other(text: str, expected: str) -> None:
    """Where they do not agree, neither is believed."""
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote was on 6 January. The same day riots began.", "The same day: 2022-01-06 day"),
        ("The vote was on 6 January. Three days later riots began.", "Three days later: 2022-01-09 day"),
        (
            "The vote was on 6 January. The following week riots began.",
            "The following week: 2022-01-10..2022-01-16 week",
        ),
        ("It lost in 2008. The next year it won.", "The next year: 2009-01-01..2009-12-31 year"),
        ("It will end in 2025. Three years later we laugh.", "Three years later: -"),
        ("The vote was in May 2015. On 3 July she left.", "3 July: 2015-07-03 day"),
    ],
)
def test_the_story_carries_its_own_day(text: str, expected: str) -> None:
    """Phrases that lean on an earlier one."""
    assert told(text)[1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He served for two weeks and ruled for 30 years.",
        "They may march on the town.",
        "Every Monday he swims, and Mondays are dull.",
        "Black Friday was busy.",
        "Prices rose by 2019 dollars to 2,019 euros.",
        "Theresa May spoke to the Sunday Times.",
        "It took 10 minutes at 9:30.",
        "She won 6-3 and 7-5.",
        "She wrote for Russia Today.",
        "He told This Week that he was well.",
        "She wrote a song in her 40s.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Durations, verbs, names, habits, scores."""
    assert told(text) == []


def test_no_such_day_is_null() -> None:
    """A day that the calendar does not have."""
    assert told("Nothing happened on 31 February 2020.") == ["31 February 2020: -"]


@pytest.mark.parametrize("text", ["He left on Monday.", "He left last week.", "He left on 6 January."])
def test_without_a_day_of_publication_nothing_is_guessed(text: str) -> None:
    """A weekday, a week and a day without a year have no place of their own."""
    assert all(phrase.interval is None for phrase, _ in phrases(text, None))


def test_end_of_the_calendar() -> None:
    """Days beyond the last that Python knows are null, not errors."""
    assert told("He will leave tomorrow, next week or next year.", date.max) == [
        "tomorrow: -",
        "next week: -",
        "next year: -",
    ]


CALENDAR = sorted({word for entry in timex_words.load_calendar() for phrase in entry.words for word in phrase.split()})
LOOSE = [*"(),-–/", "the", "of", "in", "31", "30", "6th", "0", "99", "2019", "9999", "0000", "1990s", "'s"]


@given(
    st.lists(st.sampled_from(CALENDAR).map(str.capitalize) | st.sampled_from(CALENDAR + LOOSE), max_size=12),
    st.sampled_from([None, date.min, date(2020, 2, 29), date.max]),
)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_any_calendar_words_in_any_order(pieces: list[str], on: date | None) -> None:
    """Phrases stand in order and do not overlap, whatever the words and wherever the calendar ends."""
    found = phrases(" ".join(pieces), on)
    ends = [0] + [phrase.span.end for phrase, _ in found]
    assert all(end <= phrase.span.start < phrase.span.end for end, (phrase, _) in zip(ends, found, strict=False))
    assert all(words == words.strip() for _, words in found)
