"""Speech: quotations, the words that tell of saying, and who says it."""
