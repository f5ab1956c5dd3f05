"""The same parse in less time: shared embeddings and a tabulated attribute ruler."""
