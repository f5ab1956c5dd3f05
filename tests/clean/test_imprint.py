"""What pages say of themselves: author, publisher, day, terms, language."""

from datetime import date

import pytest

from tests.clean.support import cleaned
from tests.clean.test_page import page


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ida Holm", "Ida Holm"),
        ("by IDA HOLM", "IDA HOLM"),
        ("By Ida Holm and Per Lund | March 3, 2023", "Ida Holm, Per Lund"),
        ("Von Ida Holm", "Ida Holm"),
        ("By then it was too late for the boats", None),
    ],
)
def test_byline(line, author):
    assert cleaned(page(above=[line])).metadata.byline == author


def test_author_named_in_a_note_below():
    note = "(Ida Holm is a former pilot. The views expressed are her own. Velsund Post does not endorse them.)"
    found = cleaned(page(below=[note])).metadata
    assert (found.byline, found.publisher) == ("Ida Holm", "Velsund Post")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("14 March 2023", date(2023, 3, 14)),
        ("Published: March 14th, 2023 at 10:30 am", date(2023, 3, 14)),
        ("Veröffentlicht am 14. März 2023", date(2023, 3, 14)),
        ("2023-03-14", date(2023, 3, 14)),
        ("14/03/2023", date(2023, 3, 14)),
        ("03/04/2023", None),
        ("Updated: 15 March 2023", None),
        ("Published: Updated:", None),
        ("Tuesday", None),
    ],
)
def test_day_of_publication(line, day):
    assert cleaned(page(above=[line])).metadata.published_on == day


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2023 Velsund Post. All rights reserved.", "Velsund Post"),
        ("All texts published by the Velsund Post may be reprinted if the source is credited.", "Velsund Post"),
        ("All rights reserved.", None),
    ],
)
def test_publisher(line, publisher):
    assert cleaned(page(below=[line])).metadata.publisher == publisher


@pytest.mark.parametrize(
    ("line", "redistribution"),
    [
        ("All texts published by the Velsund Post may be reprinted on condition that the source is credited.", "full"),
        ("This article is published under a Creative Commons Attribution 4.0 licence (CC BY 4.0).", "full"),
        ("Licensed under CC BY-NC-ND 4.0", "excerpt"),
        ("© 2023 Velsund Post. All rights reserved.", "excerpt"),
        ("This material may not be published, broadcast, rewritten or redistributed.", "excerpt"),
        ("Contents may be reproduced only with written permission; credit is not enough.", "excerpt"),
    ],
)
def test_redistribution(line, redistribution):
    assert cleaned(page(below=[line])).metadata.redistribution == redistribution


def test_what_came_with_the_document_wins():
    found = cleaned(page(above=["14 March 2023"]), published=date(2022, 1, 1), title="T", licence="CC BY 4.0").metadata
    assert (found.published_on, found.title, found.redistribution) == (date(2022, 1, 1), "T", "full")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the bridge would be closed for a month.", "en"),
        ("Der Minister sagte, dass die Brücke einen Monat lang gesperrt werde.", "de"),
        ("Министр сказал, что мост закроют. Жители города узнали об этом только вчера вечером.", "ru"),
        ("大臣は橋が一か月閉鎖されると述べた。", "ja"),
        ("Ok", None),
        ("12.5 %", None),
        ("", None),
    ],
)
def test_language(text, language):
    assert cleaned(text, assume_clean=True).metadata.language == language
