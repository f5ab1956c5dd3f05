"""News articles in, an open dataset out; each folder is a room on the way of a datum, from intake to publish."""
