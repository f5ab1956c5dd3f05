"""Frames to a release on disk: tables, metadata, changes, checksums; staged beside the target and swapped in whole."""
