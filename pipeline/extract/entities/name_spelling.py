"""Names as strings: folding for comparison, likeness, gender of given names."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

# Likeness (0 to 100) from which two surnames under one given name are spellings of one: Petrosian and Petrosyan have
# 89, Clinton and Clifton 86.
MIN_SPELLING_SIMILARITY = 88.0


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """A name without case and accents, quotation marks made straight and hyphens blank, for comparison."""
    if name.isascii():  # nearly all are, and nothing else is to be done then
        return name.casefold().replace("-", " ").strip()
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.replace("’", "'").replace("-", " ").replace("ı", "i").strip()


def is_same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two folded names, each of two words or more, can be one person's in two spellings or lengths."""
    (given, family), (other_given, other_family) = (one[0], one[-1]), (other[0], other[-1])
    if family != other_family and fuzz.ratio(family, other_family) < MIN_SPELLING_SIMILARITY:
        return False
    if family[0] != other_family[0]:
        return False
    return (
        given == other_given
        or is_initial(given, other_given)
        or fuzz.ratio(given, other_given) >= MIN_SPELLING_SIMILARITY
    )


def is_initial(one: str, other: str) -> bool:
    """Whether one of two given names is the initial of the other."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)


def join_tokens(tokens: Iterable[str]) -> str:
    """Tokens as a name is written: hyphens and possessive marks close up."""
    text = " ".join(tokens)
    return text.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s").replace(" ,", ",")
