"""The explanation names each line's label, score and reason."""

from io import StringIO

from rich.console import Console

from pipeline.clean.label_explanations import render_explanation
from tests.clean.support import cleaned
from tests.clean.test_page import HEADLINE, PROSE, page


def shown(text):
    console = Console(width=160, record=True, file=StringIO())
    console.print(render_explanation(text, cleaned(text)))
    return [line.rstrip() for line in console.export_text().splitlines()]


def test_each_line_has_its_label_and_reason():
    lines = shown(page(below=["Donate now"]))
    row = next(line for line in lines if line.endswith("Donate now"))
    assert row.split()[1:4] == ["donation", "0.95", "donation-prompt"]
    assert any("title" in line and HEADLINE in line for line in lines)
    assert any(" body " in line and PROSE[0][:40] in line for line in lines)


def test_what_is_not_stated_is_said_to_be_so():
    assert any(line.split() == ["byline", "not", "stated"] for line in shown(page()))


def test_a_page_cannot_steer_the_terminal():
    assert not any("\x1b" in line for line in shown(page(below=["Donate\x1b[2J now"])))
