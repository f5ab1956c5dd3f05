"""Paragraphs that were wrapped at a column are one segment; spans stay those of the text."""

import textwrap

from pipeline.clean.text_lines import split_lines
from pipeline.language.wrapped_text import ReadingText
from tests.clean.pages import STORY, TITLE, body, page
from tests.clean.support import cleaned


def test_wrapped_paragraphs_are_joined():
    text = "\n\n".join([TITLE, "By Nora Feld\nPORT EDRA, 14 June 2024", *(textwrap.fill(line, 70) for line in STORY)])
    page_lines = [(s.label, s.span.slice_text(text)) for s in cleaned(text).segments if s.label != "blank"]
    assert [label for label, _ in page_lines] == ["title", "byline", "dateline", *["body"] * len(STORY)]
    assert [own.replace("\n", " ") for _, own in page_lines[3:]] == STORY


def test_preformatted_text_and_breaks_amid_sentences_are_joined():
    wrapped = [textwrap.fill(line, 66) for line in STORY]
    for html in (page(f"<pre>{chr(10).join(own + chr(10) for own in wrapped)}</pre>"),):
        assert [own.replace("\n", " ") for own in body(html)] == STORY
    broken = "".join(f"<p>{own.replace(chr(10), '<br>')}</p>" for own in wrapped)
    assert [own.replace("\n", " ") for own in body(page(broken))] == STORY


def test_lists_and_verse_are_not_joined():
    text = "Home\nNews from the valley\nSport and more\n\nRoses are red\nand violets are blue\nsugar is sweet"
    assert len(split_lines(text)) == text.count("\n") + 1


def test_offsets_of_the_reading_text_are_found_again():
    source = "The army of Loria\r\n   and the rebels\nagreed."
    reading = ReadingText(source)
    assert reading.text == "The army of Loria and the rebels agreed."
    for word in ("The", "Loria", "and", "rebels", "agreed"):
        place = reading.find_source_offset(reading.text.index(word))
        assert source[place : place + len(word)] == word
