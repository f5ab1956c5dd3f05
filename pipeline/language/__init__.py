"""The parse: one model, loaded once; tokens and sentences in offsets of the document."""
