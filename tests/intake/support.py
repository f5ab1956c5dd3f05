"""What the tests of intake share: documents and rejects of some inputs, and small stories of our own."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.intake.document_text import open_document
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import Document, RawDocument, RejectedInput, UnreadableError

STORY = (
    "HOLMVIK, 4 June 2024 - Police in Holmvik arrested 12 people on Tuesday after a march of about 3,000 farmers, the "
    "interior ministry said."
)
PAGE = f"<!DOCTYPE html><html><head><title>March</title></head><body><article><p>{STORY}</p></article></body></html>"


def find(*inputs: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> tuple[list[RawDocument], list[RejectedInput]]:
    """The documents of some inputs, and what was set aside."""
    everything = list(find_documents(inputs, bounds))
    return (
        [entry for entry in everything if isinstance(entry, RawDocument)],
        [entry for entry in everything if isinstance(entry, RejectedInput)],
    )


def open_all(*inputs: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> Iterator[Document | RejectedInput]:
    """The same, each document opened; one that is no text is a reject too."""
    for found in find_documents(inputs, bounds):
        if isinstance(found, RejectedInput):
            yield found
            continue
        try:
            yield open_document(found, bounds)
        except UnreadableError as error:
            yield RejectedInput(found.external_id, found.source_path, error.check, str(error))


def texts_of(*inputs: Path) -> dict[str, str]:
    """The text of each document by its external id."""
    return {found.external_id: found.text for found in open_all(*inputs) if isinstance(found, Document)}


def checks_of(*inputs: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> dict[str, str]:
    """The check by which each external id was set aside."""
    return {
        found.external_id: found.check for found in open_all(*inputs, bounds=bounds) if isinstance(found, RejectedInput)
    }
