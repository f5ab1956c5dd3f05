"""Relations between documents and rows: near-copies, independent sources, foreign keys."""
