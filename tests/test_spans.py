"""What holds of every row of every document: its words are where it says, its references resolve, its key is its own.

The texts are strung together from pieces of news and from anything that Unicode has, with the line ends and the white
space of the web, and are read as text and as a page, as an article and with all around it.
"""

import html
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.document_rows import TableRows
from pipeline.intake.document_text import open_document
from pipeline.intake.source_document import RawDocument, SuppliedMetadata
from schemas import table_registry
from tests.support import SEEDS

Row = dict[str, Any]

# One example takes a third of a second to read: making a failing one smaller would take minutes, and they are small.
PROPERTY = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)

NAMES = [
    "Ana Kovač",
    "President O'Neill",
    "Dr. Søren Ørsted",
    "the Foreign Ministry of Peru",
    "U.S.",
    "UN",
    "محمد",
    "王伟",
    "Kyiv",
]
FIGURES = [
    "12",
    "1,500",
    "some 3.5 million",
    "between 20 and 30",
    "$4bn",
    "40%",
    "dozens of",
    "٣٠",
    "½",
    "5–7",
    "two-thirds of",
]
DATES = [
    "on Monday (January 10)",
    "last week",
    "on 31 February",
    "in 2019",
    "since Thursday",
    "2022-01-10",
    "the 1990s",
]
ACTS = [
    "killed",
    "said that",
    "arrested",
    "met",
    "will sanction",
    "told reporters",
    "denied that it had attacked",
    "fined",
]
THINGS = ["protesters", "people in Lima", "the prime minister", "soldiers", "its troops", "the deal", "him", "houses"]
MARKS = ['"', "“", "”", "‘", "’", "«", "»", "(", ")", "—", "...", "!", "?", ",", ";", ":", ".", "'s"]
ODD = [
    "👩‍👩‍👧",
    "🇰🇿",
    "e\u0301",
    "\u200f",
    "\u202e",
    "\u00ad",
    "\u200b",
    "ﬁ",
    "İ",
    "ß",
    "\ufeff",
    "\x85",
    "𝟙𝟚",
    "\u2028",
]
SPACES = [" ", " ", " ", " ", "  ", "\u00a0", "\t", "\n", "\r\n", "\n\n", "\r", "\u3000", ""]
PAGE = [
    "Share",
    "By Ana Kovač",
    "Published: 10 January 2022",
    "Read more: Riots in Lima",
    "12 Comments",
    "© Reuters",
    "TAGS:",
]

BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " \n", ""]
FOREIGN = [
    "Le ministre a dit lundi que 20 personnes étaient mortes. ",
    "Министр сказал, что убиты 20 человек. Их ищут. ",
    "部長は「二十人が死んだ」と言った。雨だ。",
    "قال الوزير إن 20 شخصا قتلوا. لماذا؟ ",
]

piece = st.one_of(
    *(st.sampled_from(pieces) for pieces in (NAMES, FIGURES, DATES, ACTS, THINGS, MARKS, ODD, PAGE)),
    st.sampled_from(ACTS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)
sentence = st.builds(
    lambda who, act, count, thing, when, end: f"{who} {act} {count} {thing} {when}{end}",
    *(st.sampled_from(pieces) for pieces in (NAMES, ACTS, FIGURES, THINGS, DATES)),
    st.sampled_from([".", ".", '."', ".”", "!", "", ". "]),
)
noise = st.lists(st.tuples(piece, st.sampled_from(SPACES)), max_size=4).map(
    lambda parts: "".join(words + space for words, space in parts)
)
paragraph = st.builds(
    "".join, st.lists(st.one_of(sentence, sentence, sentence, noise, st.sampled_from(FOREIGN)), min_size=1, max_size=4)
)
text = st.lists(st.tuples(paragraph, st.sampled_from(BREAKS)), min_size=1, max_size=5).map(
    lambda parts: "".join(words + end for words, end in parts)
)
published = st.sampled_from([None, None, date(2022, 1, 13), date.min, date.max])


@st.composite
def items(draw: st.DrawFn) -> list[RawDocument]:
    """Two or three documents."""
    made = []
    for number in range(draw(st.integers(2, 3))):
        body, given_ = draw(text), SuppliedMetadata(published=draw(published))
        if draw(st.integers(0, 3)) == 0:
            page = "".join(f"<p>{html.escape(line)}</p>" for line in body.split("\n"))
            made.append(RawDocument(f"{number}", f"{number}.html", "text/html", page.encode(), "utf-8", given_))
        else:
            made.append(RawDocument(f"{number}", f"{number}.txt", "text/plain", body.encode(), None, given_))
    return made


# What may be told of a text that was read: that it has no body, that its day is past the calendar, or how it was read.
NOTES = {"no_body", "bad_field", "nul_dropped", "bad_bytes", "false_label", "mojibake_mended", "carried_article"}


def text_of(item: RawDocument) -> str:
    """The document's text, by the first room alone."""
    return open_document(item).text


def rows_of(read: TableRows) -> Iterator[tuple[str, Row]]:
    """Every row with its table."""
    return ((name, row) for name, rows in read.tables.items() for row in rows)


def check_spans(body: str, read: TableRows) -> None:
    """Every span holds the words that its row gives, and claims are not empty."""
    for name, row in rows_of(read):
        for start, end, words in (
            ("char_start", "char_end", "text"),
            ("speaker_start", "speaker_end", "speaker_text"),
            ("cue_start", "cue_end", "cue_text"),
        ):
            if row.get(start) is not None:
                assert body[row[start] : row[end]] == row[words], (name, row)
                assert row[start] < row[end] or name == "segments", (name, row)
        for words in (
            "actor_text",
            "recipient_text",
            "location_text",
            "theme_text",
            "date_text",
            "unit_text",
            "concept",
        ):
            assert row.get(words) is None or row[words] in body, (name, words, row)


def check_references(read: TableRows) -> None:
    """Keys are given once; what a row refers to is there, and claims begin inside their sentence."""
    ids = {name: {row[table_registry.find_key(name)] for row in rows} for name, rows in read.tables.items()}
    for name, rows in read.tables.items():
        assert len(ids[name]) == len(rows), f"a key of {name} stands twice"
    for name, row in rows_of(read):
        for column in table_registry.list_columns(name):
            target = "actors" if column.references == "entities" else column.references
            if target and column.is_foreign_key and row.get(column.name) is not None:
                assert row[column.name] in ids[target], (name, column.name, row)
    sentences = {row["sentence_id"]: row for row in read.tables.get("sentences", [])}
    for name in ("mentions", "statements", "figures", "events"):
        for row in read.tables.get(name, []):
            own = sentences[row["sentence_id"]]
            assert own["char_start"] <= row["char_start"] < own["char_end"], (name, row)


def check_cover(body: str, read: TableRows) -> None:
    """Segments follow one another, and between them lies nothing but line ends; sentences do not overlap."""
    for name in ("segments", "sentences"):
        place = 0
        for row in read.tables.get(name, []):
            assert place <= row["char_start"] <= row["char_end"], (name, row)
            assert name == "sentences" or not body[place : row["char_start"]].strip(), (name, row)
            place = row["char_end"]
        assert name == "sentences" or not body[place:].strip()


def check_schema(reads: list[TableRows]) -> None:
    """Every row is one that its table takes."""
    for name in {name for read in reads for name in read.tables}:
        rows = [row for read in reads for row in read.tables.get(name, [])]
        found = table_registry.split_rows(name, table_registry.make_frame(name, rows))
        assert found.invalid.height == 0, (name, found.findings.rows(), found.invalid.rows(named=True))


@given(items(), st.booleans())
@settings(PROPERTY, max_examples=40)
def test_every_row_of_any_text_is_in_its_place(made: list[RawDocument], assume_clean: bool) -> None:
    """Whatever the text, and whatever is read beside it, before it or after it."""
    how = Settings(assume_clean=assume_clean)
    together = document_processing.process_documents(made, how)
    for item, read in zip(made, together, strict=True):
        told = {row["check"] for row in read.tables.get("rejects", [])}
        assert told <= NOTES, read.tables["rejects"]
        body = text_of(item)
        check_spans(body, read)
        check_references(read)
        check_cover(body, read)
    assert [read.tables for read in document_processing.process_documents(made[::-1], how)[::-1]] == [
        read.tables for read in together
    ]
    assert document_processing.process_documents(made[-1:], how)[0].tables == together[-1].tables


@given(st.lists(text, min_size=5, max_size=20))
@settings(PROPERTY, max_examples=4)
def test_every_row_of_any_text_is_one_that_its_table_takes(texts: list[str]) -> None:
    """Types, closed lists, and whatever else a table asks of its rows."""
    made = [RawDocument(f"{n}", f"{n}.txt", "text/plain", body.encode()) for n, body in enumerate(texts)]
    check_schema(document_processing.process_documents(made, Settings()))


@pytest.fixture(scope="module")
def seeds() -> list[RawDocument]:
    """The seed documents."""
    return [RawDocument(path.name, path.name, "text/plain", path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))]


def test_every_row_of_the_seeds_is_in_its_place(seeds: list[RawDocument]) -> None:
    """The same, on real articles."""
    reads = document_processing.process_documents(seeds, Settings())
    for item, read in zip(seeds, reads, strict=True):
        check_spans(text_of(item), read)
        check_references(read)
        check_cover(text_of(item), read)
    check_schema(reads)
    assert [read.tables for read in reads] == [
        document_processing.process_documents([item], Settings())[0].tables for item in seeds
    ]
