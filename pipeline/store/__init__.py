"""Finished work: documents that were read, kept under the fingerprint of whatever could change a row of them."""
