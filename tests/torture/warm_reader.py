"""Imported before processes are forked: all that reading a document needs, the model and the lexicons included."""

from pipeline.base.reading_settings import Settings
from pipeline.document_processing import process_documents
from pipeline.intake.source_document import RawDocument
from tests.intake.support import PAGE, STORY

for media_type, text in (("text/plain", STORY), ("text/html", PAGE)):
    process_documents([RawDocument("a", "a", media_type, text.encode(), "utf-8")], Settings())
