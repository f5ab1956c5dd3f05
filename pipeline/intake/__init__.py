"""Bytes to documents: find the files, tell their formats, decode them, render HTML with offsets."""
