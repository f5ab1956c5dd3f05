"""What a document is about, by the words that it uses."""
