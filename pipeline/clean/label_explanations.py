"""Why each line of a document has its label, for a terminal."""

from textwrap import shorten

from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.clean.labelled_document import CleanDocument, Segment

# One look for a kind of label: what stays, what the page says of itself, what asks for something, what leads elsewhere.
LABEL_STYLES = {
    "body": "green",
    "subheading": "bold green",
    "title": "bold",
    "subtitle": "bold",
    "dateline": "cyan",
    "byline": "cyan",
    "credit": "cyan",
    "caption": "cyan",
    "disclaimer": "magenta",
    "licence_notice": "magenta",
    "advertisement": "red",
    "donation": "red",
    "subscription": "red",
    "comment": "yellow",
    "comment_form": "yellow",
}
DEFAULT_STYLE = "dim"
# Characters of a line that are shown: enough to know it by.
MAX_SHOWN_CHARS = 120
# Control characters of a page must not steer the terminal.
CONTROL_CHARACTERS = dict.fromkeys((*range(32), *range(127, 160)), "�")


def render_explanation(text: str, page: CleanDocument) -> Group:
    """A cleaned document to print with rich: what it says of itself, then each line with label, score and reason.

    `text` is the document's text, into which the spans of `page` point. Blank lines are left out.
    """
    return Group(_build_metadata_table(page), "", _build_line_table(text, page))


def _build_metadata_table(page: CleanDocument) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    for name in (
        "title",
        "byline",
        "publisher",
        "published_on",
        "published_reason",
        "modified_on",
        "url",
        "licence",
        "redistribution",
        "language",
    ):
        value = getattr(page.metadata, name)
        table.add_row(
            Text(name, style="bold"), Text("not stated" if value is None else replace_control_characters(str(value)))
        )
    return table


def _build_line_table(text: str, page: CleanDocument) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("line", justify="right", style=DEFAULT_STYLE, no_wrap=True)
    table.add_column("label", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("reason", style=DEFAULT_STYLE, no_wrap=True)
    table.add_column("text")
    for segment in page.segments:
        if segment.label != "blank":
            table.add_row(*_format_row(text, segment))
    return table


def _format_row(text: str, segment: Segment) -> tuple[Text | str, ...]:
    style = LABEL_STYLES.get(segment.label, DEFAULT_STYLE)
    return (
        str(segment.number),
        Text(segment.label, style=style),
        f"{segment.score:.2f}",
        Text(segment.reason),
        Text(
            shorten(replace_control_characters(segment.span.slice_text(text)), MAX_SHOWN_CHARS, placeholder=" …"),
            style=style,
        ),
    )


def replace_control_characters(text: str) -> str:
    """A text on one line, without what could steer a terminal."""
    return text.translate(CONTROL_CHARACTERS)
