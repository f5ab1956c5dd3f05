"""Which date phrase dates an act."""

from datetime import date

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.records import PublicationDate
from pipeline.extract.temporal import temporal_links, timex_extraction
from pipeline.language.document_parser import parse_documents

THURSDAY = date(2022, 1, 13)


def dated(text: str, act: str) -> str | None:
    """The words that date the act told by a word of the text."""
    parsed = parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0]
    phrases = timex_extraction.extract_timexes(parsed, PublicationDate(THURSDAY, THURSDAY, THURSDAY))
    found = temporal_links.find_event_timex(parsed, phrases, parsed.find_token(text.index(act)))
    return found.span.slice_text(text) if found else None


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Police arrested two men on Monday.", "arrested", "Monday"),
        ("On Monday police arrested two men and freed a third.", "freed", "Monday"),
        ("Police began to arrest the men on Monday.", "arrest", "Monday"),
        ("Police fined the club on Monday, closing its doors.", "closing", "Monday"),
        ("Two clerks were hurt in a blast that occurred on Monday.", "hurt", "Monday"),
        ("Riots that shook the town last week are over.", "Riots", "last week"),
        ("The minister praised Monday's march.", "march", "Monday"),
        ("Monday's storm killed two people.", "killed", "Monday"),
        ("She criticised the mayor at Monday's march.", "criticised", "Monday"),
        ("The talks in May failed.", "talks", "May"),
        ("The ministry said on Sunday that planes were carrying troops.", "carrying", "Sunday"),
        ("He left in May 2019, when he handed over his office.", "handed", "May 2019"),
        ("It was in May 2019 that he handed over his office.", "handed", "May 2019"),
        ("The mayor said on Sunday that she opposed the plan.", "opposed", "Sunday"),
    ],
)
def test_an_act_takes_the_date_of_its_time(text: str, act: str, expected: str) -> None:
    """Its own, its noun's, or that of a verb which it leans on."""
    assert dated(text, act) == expected


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The ministry said on Sunday that police had killed a man.", "killed"),
        ("Troops landed on Monday after a plea for help.", "plea"),
        ("It is to their credit that they agreed and that the help arrived on Monday.", "agreed"),
        ("After Monday's storm, crews rebuilt the bridge.", "rebuilt"),
        ("The council repaired the damage of the 2019 flood.", "repaired"),
        ("Police arrested a man who married in 2019.", "arrested"),
        ("Police arrested two men. The court sat on Monday.", "arrested"),
    ],
)
def test_an_act_takes_no_other_date(text: str, act: str) -> None:
    """Not that of its telling if it was over, of what followed, of a relative clause, of another sentence."""
    assert dated(text, act) is None
