"""Pages as they are copied off the web, and what each of their lines was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clean.support import cleaned, labels

PROSE = [
    "The harbour of Velsund reopened on Friday after a week of storms, the port authority said in a statement.",
    "More than forty ships had been waiting outside the breakwater, and the first of them entered before dawn.",
    "“We worked through the night to clear the channel,” said Ida Holm, who runs the pilot station in the town.",
    "Fishermen say that the losses of the week will be felt until spring, because the season is nearly over.",
]
HEADLINE = "Velsund harbour reopens after a week of storms"


def page(*, above=(), amid=(), below=()):
    head = [HEADLINE, *above]
    return "\n\n".join([*head, *PROSE[:2], *amid, *PROSE[2:], *below])


def test_prose_is_body_and_the_line_above_it_the_title():
    found = labels(page())
    assert found[HEADLINE] == "title"
    assert {found[line] for line in PROSE} == {"body"}


ABOVE = [
    ("By Ida Holm and Per Lund", "byline"),
    ("Published: 14 March 2023", "dateline"),
    ("4 min read", "widget"),
    ("Share on Facebook", "widget"),
    ("A ship enters the harbour at dawn. (Photo by Per Lund)", "caption"),
    ("ADVERTISEMENTREMOVE AD", "advertisement"),
]
AMID = [
    ("Advertisement", "advertisement"),
    ("Subscribe to our newsletter and get the news of the coast every morning", "subscription"),
    ("Read also: Ferry line closes for good", "related"),
    ("SOURCE: PORT AUTHORITY", "credit"),
    ("Listen to this article", "widget"),
    ("We use cookies to improve this site.", "widget"),
]
BELOW = [
    ("Donate now", "donation"),
    ("Leave a comment", "comment_form"),
    ("TAGS: harbour, storms, shipping", "tags"),
    ("Related articles", "related"),
    ("The views expressed in this article are those of the author.", "disclaimer"),
    ("© 2023 Velsund Post. All rights reserved.", "licence_notice"),
    ("Back to top", "navigation"),
    ("Comment removed by a moderator", "comment"),
]


@pytest.mark.parametrize(("line", "label"), ABOVE)
def test_lines_above_the_prose(line, label):
    assert labels(page(above=[line]))[line] == label


@pytest.mark.parametrize(("line", "label"), AMID)
def test_lines_amid_the_prose(line, label):
    assert labels(page(amid=[line]))[line] == label


@pytest.mark.parametrize(("line", "label"), BELOW)
def test_lines_below_the_prose(line, label):
    assert labels(page(below=[line]))[line] == label


def test_what_follows_a_heading_belongs_to_it():
    below = ["Related posts", "Ferry line closes for good", "Cod prices climb again"]
    found = labels(page(below=below))
    assert [found[line] for line in below] == ["related"] * 3


def test_comments_are_no_body_however_well_they_are_written():
    comments = [
        "I have lived in Velsund for thirty years and I have never seen a storm like this one, thank you for the work.",
        "What a waste of money!!!",
    ]
    found = labels(page(below=["2 Comments", *comments]))
    assert [found[line] for line in comments] == ["comment"] * 2


def test_what_the_press_writes_about_consent_is_body():
    line = "The regulator said that the app had hidden its privacy settings and used tracking cookies without asking."
    assert labels(page(amid=[line]))[line] == "body"


def test_a_caption_told_twice_is_a_caption_both_times():
    text = page(above=["The breakwater of Velsund on Friday. [Port Authority]"] * 2)
    assert [segment.label for segment in cleaned(text).segments if segment.label != "blank"][1:3] == ["caption"] * 2


def test_a_short_line_between_paragraphs_is_a_subheading():
    assert labels(page(amid=["A long night"]))["A long night"] == "subheading"


def test_text_that_is_said_to_be_clean_is_all_body():
    page = cleaned("Share\n\nTags: none", assume_clean=True)
    assert [segment.label for segment in page.segments] == ["body", "blank", "body"]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab .\n\r\t#1“By ©"), max_size=200))
def test_segments_cover_the_text(text):
    end = 0
    for number, segment in enumerate(cleaned(text).segments):
        assert segment.number == number
        assert text[end : segment.span.start] in ("", "\n", "\r", "\r\n")
        end = segment.span.end
    assert text[end:] in ("", "\n", "\r", "\r\n")


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text):
    assert all(0 <= segment.score <= 1 and segment.reason for segment in cleaned(text).segments)
