"""A document through the clean stage: its segments with labels, and its metadata."""

from pipeline.clean.features.observations import observe_lines
from pipeline.clean.labelled_document import CleanDocument
from pipeline.clean.labelling.page_labelling import assume_body, label_lines
from pipeline.clean.metadata.document_metadata import extract_metadata
from pipeline.clean.metadata.markup_metadata import extract_markup_metadata
from pipeline.clean.metadata.page_address import PageAddress
from pipeline.clean.model.boosted_trees import load_model
from pipeline.clean.text_lines import split_lines
from pipeline.intake.source_document import Document


def clean_document(document: Document, assume_clean: bool) -> CleanDocument:
    """Label every line of a document. With `assume_clean` all that is not blank is body.

    The segments cover all of the text, in order, a line each; only line breaks stand between them.
    """
    lines = split_lines(document.text)
    claims = extract_markup_metadata(document.html) if document.html is not None else {}
    titles = (
        [document.supplied.title] if document.supplied.title else [claim.value for claim in claims.get("title", [])]
    )
    address = document.supplied.url or next((claim.value for claim in claims.get("url", [])), None)
    if assume_clean:
        labels = assume_body(lines)
    else:
        observed = observe_lines(lines, document.blocks)
        labels = label_lines(observed, load_model(observed.form), titles, PageAddress(address).title_words)
    segments = labels.build_segments()
    return CleanDocument(segments, extract_metadata(document, labels, segments, claims))
