"""What a page says of itself: title, author, publisher, day of publication, terms, language."""
