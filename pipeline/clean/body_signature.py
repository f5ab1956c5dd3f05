"""The MinHash signature of a document's body, from which copies are found later without the text.

Shingles are runs of five words (Broder 1997, On the resemblance and containment of documents), lower case and without
punctuation, so that a changed quotation mark or headline case does not hide a copy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasketch import MinHash

SHINGLE_WORDS = 5
# With 128 permutations the estimate of the Jaccard similarity has a standard error of at most 0.044.
PERMUTATIONS = 128
HASH_SCHEME = "affine32"  # part of what a stored signature means, so it is said and not left to the library's default

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """How many distinct shingles a body has, and their MinHash: 128 numbers below 2^32."""

    shingle_count: int
    values: tuple[int, ...]


def compute_signature(body: Iterable[str]) -> Signature | None:
    """The signature of a body given as its stretches of text, in order; null where there is not one word."""
    words = [word for stretch in body for word in WORD.findall(stretch.casefold())]
    if not words:
        return None
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = sorted({" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)})
    minhash = _make_empty_minhash().copy()
    minhash.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return Signature(len(shingles), tuple(minhash.hashvalues.tolist()))


@cache
def _make_empty_minhash() -> "MinHash":
    """The signature of nothing, to be copied: its permutations take longer to make than to copy."""
    from datasketch import MinHash  # here and not above: it brings in scipy, which those who only join do not need

    return MinHash(num_perm=PERMUTATIONS, scheme=HASH_SCHEME)
