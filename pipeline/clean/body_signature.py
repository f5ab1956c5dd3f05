"""The MinHash signature of a document's body, from which copies are found later without the text.

Shingles are runs of five words (Broder 1997, On the resemblance and containment of documents), lower case and without
punctuation, so that a changed quotation mark or headline case does not hide a copy. The values are those of the
scheme `affine32` of datasketch 2.0 under its seed 1: the first 32 bits of SHA-1, mixed by the finalizer of MurmurHash3,
then 128 maps `a * h + b` modulo 2^32 with an odd `a`, of each of which the least value over the shingles is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha1
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5
# With 128 permutations the estimate of the Jaccard similarity has a standard error of at most 0.044.
PERMUTATIONS = 128
# Shingles that are permuted at a time, so that a long body needs no memory to speak of.
BATCH_SHINGLES = 2048

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
    shingles = {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)}
    digests = b"".join(sha1(shingle.encode("utf-8", "surrogatepass")).digest()[:4] for shingle in shingles)
    hashes = _mix_bits(np.frombuffer(digests, dtype="<u4"))
    factors, summands = _make_permutations()
    values = np.full(PERMUTATIONS, 0xFFFFFFFF, dtype=np.uint32)
    for start in range(0, len(hashes), BATCH_SHINGLES):
        permuted = hashes[start : start + BATCH_SHINGLES, None] * factors + summands
        np.minimum(values, permuted.min(axis=0), out=values)
    return Signature(len(shingles), tuple(values.tolist()))


def _mix_bits(hashes: NDArray[Any]) -> NDArray[Any]:
    """The finalizer `fmix32` of MurmurHash3, which spreads every bit over all others."""
    mixed: NDArray[Any] = hashes ^ (hashes >> 16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> 13
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> 16
    return mixed


@cache
def _make_permutations() -> tuple[NDArray[Any], NDArray[Any]]:
    """The factors and summands of the maps."""
    generator = np.random.RandomState(1)
    factors = generator.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, generator.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
