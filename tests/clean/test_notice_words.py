"""Sentences of the press that hold a notice's words stay body; notices of the site stay out."""

from html import escape
from pathlib import Path

import pytest

from pipeline.intake.html_rendering import render_html
from tests.clean.support import cleaned
from tests.clean.test_page import HEADLINE, PROSE

DATA = Path(__file__).parent / "data"
PRESS = (DATA / "press_sentences.txt").read_text("utf-8").splitlines()
NOTICES = (DATA / "notices.txt").read_text("utf-8").splitlines()
FRAME = """<html><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav><main>
<article><h1>{title}</h1>{paragraphs}</article></main><footer><p>About us</p></footer></body></html>"""


def is_body(line: str, form: str, last: bool) -> bool:
    lines = [*PROSE, line] if last else [*PROSE[:2], line, *PROSE[2:]]
    if form == "text":
        page = shown = "\n\n".join([HEADLINE, *lines])
    else:
        page = FRAME.format(title=HEADLINE, paragraphs="".join(f"<p>{escape(own)}</p>" for own in lines))
        shown, _ = render_html(page)
    (found,) = [
        segment.is_body
        for segment in cleaned(page, html=form == "html").segments
        if segment.span.slice_text(shown).strip() == line
    ]
    return found


@pytest.mark.parametrize("last", [False, True], ids=["amid", "last"])
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_notices_words_in_a_sentence_of_the_press_do_not_make_it_a_notice(form, last):
    assert [line for line in PRESS if not is_body(line, form, last)] == []


@pytest.mark.parametrize("last", [False, True], ids=["amid", "last"])
@pytest.mark.parametrize("form", ["text", "html"])
def test_notices_are_no_body(form, last):
    assert [line for line in NOTICES if is_body(line, form, last)] == []
