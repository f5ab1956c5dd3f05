"""The model that tells body lines from the rest, and its weights."""
