"""Review of a release by people: a sample to read, and what their verdicts say of its quality."""
