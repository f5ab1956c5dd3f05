"""When a text was published, read from its own dates."""

from datetime import date

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.records import PublicationDate
from pipeline.extract.temporal import publication_dating, timex_extraction
from pipeline.language.document_parser import parse_documents
from pipeline.language.parsed_document import ParsedDocument

HIS_75TH_YEAR = date(2006, 11, 29), date(2007, 11, 28)


def parsed(text: str) -> ParsedDocument:
    """One paragraph, parsed."""
    return parse_documents([(text, [(0, Span(0, len(text)))])], Settings().model)[0]


def test_what_the_imprint_states_holds() -> None:
    """No inference where the day is known."""
    day = date(2020, 5, 4)
    assert publication_dating.infer_publication_date(parsed("It rained on 3 March 2021."), day) == PublicationDate(
        day, day, day
    )


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The bridge fell.", None, None),
        ("The bridge fell on Monday.", None, None),
        ("The bridge fell on 6 January.", None, None),
        ("The bridge fell on 6 January 2020.", date(2020, 1, 6), None),
        ("The bridge fell in 2019. It fell again in March 2020.", date(2020, 3, 1), None),
        ("The bridge will open on 6 January 2020.", None, date(2020, 1, 6)),
        ("The bridge fell on 6 January 2020. It will open on 3 March.", date(2020, 1, 6), date(2020, 3, 3)),
        ("The town hopes to be clean by 2050. The bridge fell in 2019.", date(2019, 1, 1), None),
        ("The bridge was new in June 2021. It fell on 7 August.", date(2021, 8, 7), None),
        ("The bridge fell on 6 May 2020 and will open on 6 May 2019.", None, None),
    ],
)
def test_past_dates_bound_below_and_coming_ones_above(text: str, earliest: date | None, latest: date | None) -> None:
    """An end that nothing bounds stays open; a text that contradicts itself tells nothing."""
    assert publication_dating.infer_publication_date(parsed(text), None) == PublicationDate(None, earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        (
            "The club won in 2018. It lost on Tuesday (June 4), and fans left. The coach said Tuesday he would stay.",
            date(2019, 6, 4),
            date(2019, 6, 10),
        ),
        ("The club won in 2018. It lost on Tuesday (June 4), and fans left.", date(2019, 6, 4), None),
        ("The club lost on Tuesday (June 4), and fans left.", None, None),
        ("The club won in 2008. It lost on Tuesday (June 3) and won on Friday (June 4).", date(2008, 1, 1), None),
    ],
)
def test_the_year_is_that_in_which_weekday_and_day_agree(text: str, earliest: date | None, latest: date | None) -> None:
    """Near the latest year told, and only where one year is better than the others."""
    assert publication_dating.infer_publication_date(parsed(text), None) == PublicationDate(None, earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Jacques Chirac, 74, planted a tree.", date(2006, 11, 29), date(2007, 11, 28)),
        ("Jacques Chirac spoke first. The 74-year-old former mayor Chirac planted a tree.", *HIS_75TH_YEAR),
        (
            "Jacques Chirac (74) planted a tree, and Tony Blair (54) held the spade.",
            date(2007, 5, 6),
            date(2007, 11, 28),
        ),
        ("Jacques Chirac, 20, planted a tree.", None, None),
        ("Mr Chirac, 74, planted a tree.", None, None),
        ("Jacques Chirac, 74, planted a tree. Tony Blair, 61, held the spade.", None, None),
    ],
)
def test_an_age_tells_the_year(text: str, earliest: date | None, latest: date | None) -> None:
    """Of somebody known and named in full, and not of years before the office; ages that differ tell nothing."""
    assert publication_dating.infer_publication_date(parsed(text), None) == PublicationDate(None, earliest, latest)


@pytest.mark.parametrize(
    ("more", "earliest", "latest"),
    [
        ("It fell on 6 March.", date(2007, 3, 6), date(2007, 7, 4)),
        ("It fell on 6 March. It will be cut on 12 March.", date(2007, 3, 6), date(2007, 3, 12)),
        # The 6th was a Tuesday, on which "Wednesday" would be read as tomorrow.
        (
            "It fell on 6 March, the mayor said Wednesday. It will be cut on 9 March.",
            date(2007, 3, 7),
            date(2007, 3, 9),
        ),
    ],
)
def test_days_without_a_year_narrow_what_is_known(more: str, earliest: date, latest: date) -> None:
    """A day gone or to come lies near, and what was reported on a weekday happened by then."""
    text = f"Jacques Chirac, 74, planted a tree. {more}"
    assert publication_dating.infer_publication_date(parsed(text), None) == PublicationDate(None, earliest, latest)


def test_weekdays_are_placed_once_the_week_is_known() -> None:
    """The inferred week serves the phrases that lean on it."""
    text = "It won in 2018. It lost on Tuesday (June 4). The coach left Tuesday. On Monday he had wept, as last week."
    read = parsed(text)
    placed = {
        p.span.slice_text(text): p.interval
        for p in timex_extraction.extract_timexes(read, publication_dating.infer_publication_date(read, None))
    }
    assert placed["Monday"].start == date(2019, 6, 3)
    assert placed["last week"].start == date(2019, 5, 27)
