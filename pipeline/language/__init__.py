"""The parse: one model, loaded once; tokens and sentences in offsets of the document."""

from pipeline.language.speedups.spacy_import import import_spacy

import_spacy()
