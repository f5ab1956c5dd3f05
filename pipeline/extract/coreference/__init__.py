"""Coreference: which descriptions and pronouns of a document mean which of its actors."""
