"""Features of each line of a page, as numbers for the model."""
