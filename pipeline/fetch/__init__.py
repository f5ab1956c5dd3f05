"""Fetching: the only part that goes out, and only when asked: feeds and sitemaps are polled, pages land as input."""
