"""Identifiers that depend on content and position alone, so that the same input always gives the same ones."""

from hashlib import blake2b

# 16 hexadecimal digits: among ten million rows of a table the chance of one collision is about 3 in a million
# (birthday bound, n^2 / 2^65), and a collision is found by the uniqueness check rather than passed on.
DIGEST_BYTES = 8


def make_identifier(prefix: str, *parts: str | int | float | None) -> str:
    """Make `<prefix>_` and 16 hexadecimal digits of the BLAKE2b hash of the parts; null and the empty string differ.

    >>> make_identifier("doc", "a.txt", None) == make_identifier("doc", "a.txt", "")
    False
    >>> make_identifier("doc", "a.txt", 1)
    'doc_3af5a2f3cf103adb'
    """
    digest = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        value = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(value).to_bytes(4, "big") + value)
    return f"{prefix}_{digest.hexdigest()}"
