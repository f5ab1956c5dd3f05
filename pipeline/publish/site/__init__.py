"""The evidence site of a release: pages that open from disk, ask no other host, and lead from each row to its sentence.

It is made from the published (redacted) tables and flat views alone, so it can show no text that they do not hold.
"""
