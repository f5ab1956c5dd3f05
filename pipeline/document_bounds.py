"""Bounds on one document once it is labelled: its metadata, and how much of its body is read for claims."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.boundary.untrusted_values import UntrustedValueError, make_valid_text, parse_day
from pipeline.base.text_span import Span
from pipeline.clean.labelled_document import CleanDocument, DocumentMetadata
from pipeline.intake.source_document import Document, Note

# What the parser makes a token of, near enough: its memory grows with tokens, and a run of signs has one a character.
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")


def bound_metadata(metadata: DocumentMetadata, bounds: InputBounds) -> tuple[DocumentMetadata, Sequence[Note]]:
    """The metadata as valid Unicode within the bounds, and what had to be left out."""
    changed: dict[str, Any] = {}
    notes: list[Note] = []
    for name in (field.name for field in fields(metadata)):
        value = getattr(metadata, name)
        if isinstance(value, str):
            valid = make_valid_text(value)
            if len(valid) > bounds.max_field_chars:
                notes.append(Note("bad_field", f"`{name}` has {len(valid)} characters; it is left out"))
                changed[name] = None
            elif valid != value:
                changed[name] = valid
    try:
        parse_day(metadata.published_on)
    except UntrustedValueError as error:
        notes.append(Note("bad_field", f"the day of publication {error}; it is left out"))
        changed["published_on"] = None
    return (replace(metadata, **changed) if changed else metadata), notes


def choose_body_segments(
    document: Document, page: CleanDocument, bounds: InputBounds
) -> tuple[list[tuple[int, Span]], Sequence[Note]]:
    """Number and span of each body segment that is read for claims, and what is to be told of those that are not."""
    body = [(segment.number, segment.span) for segment in page.segments if segment.is_body]
    if not body:
        shown = len(document.text.strip())
        what = f"none of its {shown} characters are an article's prose" if shown else "it shows no text"
        return [], [Note("no_body", f"warning: {what}; nothing was read from it")]
    chosen: list[tuple[int, Span]] = []
    notes: list[Note] = []
    chars = tokens = 0
    for number, span in body:
        size = span.end - span.start
        if size > bounds.max_paragraph_chars:
            what = f"the paragraph from character {span.start} to {span.end} has {size} characters"
            notes.append(Note("paragraph_too_long", f"{what}, the limit is {bounds.max_paragraph_chars}; not read"))
            continue
        chars += size
        tokens += sum(1 for _ in _WORD_OR_SIGN.finditer(document.text, *span))
        if chars > bounds.max_body_chars or tokens > bounds.max_body_tokens:
            limit = f"{bounds.max_body_chars} characters or {bounds.max_body_tokens} words and signs"
            what = f"the body is longer than {limit}; from character {span.start} on it was not read; split it"
            notes.append(Note("body_too_long", what))
            break
        chosen.append((number, span))
    return chosen, notes
