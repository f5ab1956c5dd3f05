"""Flat views of a release: its published tables with names beside ids, one row with all that a reader needs."""
