"""The page of a document: its text as far as it may be shown, what was stripped, and its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from pipeline.publish.site.marked_text import Span, mark_text
from pipeline.publish.site.row_groups import RowGroups
from pipeline.publish.site.site_rows import Row, SiteRows, title_document
from pipeline.publish.site.site_templates import render_page

CLAIM_VIEWS = {"figures": "flat_figures", "events": "flat_events", "statements": "flat_statements"}
KINDS = {"figures": "figure", "events": "event", "statements": "statement"}


@dataclass
class Block:
    """A part of the page: a heading, a paragraph, or stripped lines that are folded away."""

    kind: str  # `title`, `subheading`, `body` or `stripped`
    pieces: list[Markup | int] = field(default_factory=list)  # text, or the characters of a gap
    lines: list[Row] = field(default_factory=list)  # the stripped segments

    @property
    def is_gap(self) -> bool:
        """Whether nothing of it is shown."""
        return all(isinstance(piece, int) for piece in self.pieces)


def render_articles(rows: SiteRows) -> Iterator[tuple[str, bytes]]:
    """The page of each document, with its address."""
    groups = {name: rows.group(name, "document_id") for name in ("segments", "sentences", *CLAIM_VIEWS.values())}
    speakers = rows.group("statements", "document_id")
    for document in rows.documents.values():
        page = _render_article(document, groups, speakers.get(document["document_id"]), rows)
        yield f"articles/{document['document_id']}.html", page


def _render_article(document: Row, groups: Mapping[str, RowGroups], statements: list[Row], rows: SiteRows) -> bytes:
    key = document["document_id"]
    claims = {name: groups[view].get(key) for name, view in CLAIM_VIEWS.items()}
    anchored: set[str] = set()
    blocks = _build_blocks(
        groups["segments"].get(key), groups["sentences"].get(key), list(_list_spans(claims, statements)), anchored
    )
    repeated = document["duplicate_of"]
    return render_page(
        "article.html.j2",
        up="../",
        document=document,
        title=title_document(document),
        repeats=rows.documents.get(repeated) if repeated else None,
        blocks=blocks,
        anchored=anchored,
        with_page=rows.with_page,
        hidden=sum(piece for block in blocks for piece in block.pieces if isinstance(piece, int)),
        stripped=sum(line["char_end"] - line["char_start"] for block in blocks for line in block.lines),
        **claims,
    )


def _list_spans(claims: Mapping[str, list[Row]], statements: list[Row]) -> Iterator[Span]:
    for name, kind in KINDS.items():
        for row in claims[name]:
            yield Span(row["char_start"], row["char_end"], kind, row[f"{kind}_id"])
    for row in statements:
        if row["speaker_start"] is not None:
            yield Span(row["speaker_start"], row["speaker_end"], "speaker", row["statement_id"])


def _build_blocks(segments: list[Row], sentences: list[Row], spans: list[Span], anchored: set[str]) -> list[Block]:
    """The document's segments in order: prose with its marks, the rest in folds; blank lines only part them."""
    by_segment = {key: list(found) for key, found in groupby(sentences, key=lambda row: row["segment_id"])}
    blocks: list[Block] = []
    for segment in segments:
        label = segment["label"]
        if label == "blank":
            continue
        if not segment["is_body"] and label != "title":
            if not blocks or blocks[-1].kind != "stripped":
                blocks.append(Block("stripped"))
            blocks[-1].lines.append(segment)
            continue
        block = Block(label)
        if segment["text"] is not None:
            block.pieces.append(mark_text(segment["text"], segment["char_start"], spans, anchored))
        else:
            block.pieces = _show_sentences(segment, by_segment.get(segment["segment_id"], []), spans, anchored)
        if block.is_gap and blocks and blocks[-1].is_gap and blocks[-1].kind == block.kind == "body":
            blocks[-1].pieces = [_measure(blocks[-1].pieces) + _measure(block.pieces)]
        else:
            blocks.append(block)
    return blocks


def _show_sentences(segment: Row, sentences: list[Row], spans: list[Span], anchored: set[str]) -> list[Markup | int]:
    """The sentences of a segment that may be shown, and the lengths of what stands between them."""
    pieces: list[Markup | int] = []
    position = segment["char_start"]
    for sentence in sentences:
        if sentence["text"] is None:
            continue
        if sentence["char_start"] - position > 1:  # a space between two sentences is no gap
            pieces.append(sentence["char_start"] - position)
        pieces.append(mark_text(sentence["text"], sentence["char_start"], spans, anchored))
        position = sentence["char_end"]
    if segment["char_end"] - position > 1 or not pieces:
        pieces.append(segment["char_end"] - position)
    return pieces


def _measure(pieces: list[Any]) -> int:
    return sum(piece for piece in pieces if isinstance(piece, int))
