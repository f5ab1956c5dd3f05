"""Metadata of a release: dataset card, codebook, data package, Croissant, provenance, citation."""
