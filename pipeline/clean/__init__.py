"""What each line of a page was, and what the page says of itself: title, author, day, terms."""
