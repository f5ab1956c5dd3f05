"""Stories: documents that tell of one thing within some days, by their rare words and the names they share."""
