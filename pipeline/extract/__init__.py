"""What the prose claims: actors, dates, statements, figures, events."""
