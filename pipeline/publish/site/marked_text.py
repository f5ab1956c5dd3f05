"""Text with its rows marked: cut wherever a span begins or ends, each piece in the elements of the spans over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document that a row stands on. `kind` is `figure`, `event`, `statement` or `speaker`."""

    start: int
    end: int
    kind: str
    row: str

    @property
    def is_claim(self) -> bool:
        """Whether it is a link of its own; statements and speakers are only tinted."""
        return self.kind in ("figure", "event")


def mark_text(text: str, start: int, spans: Iterable[Span], anchored: set[str]) -> Markup:
    """Mark the spans in a text that begins at offset `start` of its document.

    Spans may overlap and nest. Rows whose anchor was set are added to `anchored`; no row gets two.

    >>> str(mark_text("About 300 marched", 10, [Span(10, 19, "figure", "fig_1")], set()))
    '<a class="mark figure" href="#row-fig_1" id="fig_1">About 300</a> marched'
    """
    end = start + len(text)
    within = sorted(
        (span for span in spans if span.start < end and span.end > start),
        key=lambda span: (span.start, -span.end, span.kind, span.row),
    )
    edges = {start, end}
    for span in within:
        edges |= {max(start, span.start), min(end, span.end)}
    cuts = sorted(edges)
    pieces = [
        _mark_piece(
            text[left - start : right - start], [s for s in within if s.start < right and s.end > left], anchored
        )
        for left, right in pairwise(cuts)
    ]
    return Markup("").join(pieces)


def _mark_piece(text: str, spans: Sequence[Span], anchored: set[str]) -> Markup:
    claims = sorted((span for span in spans if span.is_claim), key=lambda span: (span.end - span.start, span.row))
    shaded = sorted({span.kind for span in spans if not span.is_claim})
    new = [row for row in dict.fromkeys(span.row for span in spans if span.kind != "speaker") if row not in anchored]
    anchored.update(new)
    piece = escape(text)
    own = claims[0].row if claims else None
    if claims:
        names = " ".join(dict.fromkeys(span.kind for span in claims))
        anchor = Markup(' id="{}"').format(own) if own in new else Markup("")
        piece = Markup('<a class="mark {}" href="#row-{}"{}>{}</a>').format(names, own, anchor, piece)
    anchors = Markup("").join(Markup('<span class="anchor" id="{}"></span>').format(row) for row in new if row != own)
    piece = anchors + piece
    return Markup('<span class="{}">{}</span>').format(" ".join(shaded), piece) if shaded else piece
