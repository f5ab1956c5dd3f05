"""News articles in, an open dataset out; each folder is a room, and a datum goes through them from intake to publish."""
