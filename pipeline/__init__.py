"""News articles in, an open dataset out; each package is a stage on the way from a file to a release."""
