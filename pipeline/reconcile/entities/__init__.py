"""Entities: the actors and places of single documents, linked over the whole build."""
