"""Corrections that people make to rows, entities and the timeline: read, checked against their evidence, applied."""
