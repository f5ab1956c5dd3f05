"""Timeline: event mentions of all documents, compared and clustered into events."""
