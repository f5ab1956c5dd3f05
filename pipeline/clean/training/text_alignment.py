"""Which lines of a page belong to a known text: the truth of the dev pages, or what an HTML extractor gives."""

import re
from collections import Counter
from collections.abc import Sequence

TOKEN = re.compile(r"\w+")
# The measure of the benchmark: runs of four words in common.
SHINGLE_WORDS = 4
MIN_COVERAGE = 0.5
MIN_SHORT_COVERAGE = 0.6
# How far a short line may stand above and below the known lines, and look for its neighbours.
MAX_GAP_LINES = 6

Words = list[str]


def align_lines(lines: Sequence[str], known: str) -> list[bool]:
    """For each line whether it belongs to the known text.

    A line of four words or more does if half of its runs of four words are in the text, a shorter one if it fits
    between the lines found so far; of a line that the page repeats as many do as the text has, where it is densest.
    """
    text = TOKEN.findall(known)
    shingles = set(_make_shingles(text))
    tokens = [TOKEN.findall(line) for line in lines]
    found = [len(words) >= SHINGLE_WORDS and _measure_coverage(words, shingles) >= MIN_COVERAGE for words in tokens]
    places = [place for place, is_known in enumerate(found) if is_known]
    if not places:
        whole = {tuple(TOKEN.findall(line)) for line in known.split("\n")}
        return [len(words) > 1 and tuple(words) in whole for words in tokens]
    for place in range(max(0, places[0] - MAX_GAP_LINES), min(len(tokens), places[-1] + MAX_GAP_LINES)):
        if 0 < len(tokens[place]) < SHINGLE_WORDS:
            found[place] = _measure_coverage(_join_neighbours(tokens, found, place), shingles) >= MIN_SHORT_COVERAGE
    _drop_extra_copies(tokens, found, text)
    return found


def _make_shingles(words: Words) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1)]


def _measure_coverage(words: Words, shingles: set[tuple[str, ...]]) -> float:
    own = _make_shingles(words)
    return sum(shingle in shingles for shingle in own) / len(own) if own else 0.0


def _join_neighbours(tokens: list[Words], found: list[bool], place: int) -> Words:
    above = next((tokens[at] for at in range(place - 1, max(-1, place - MAX_GAP_LINES), -1) if found[at]), [])
    below = next((tokens[at] for at in range(place + 1, min(len(tokens), place + MAX_GAP_LINES)) if found[at]), [])
    return [*above[1 - SHINGLE_WORDS :], *tokens[place], *below[: SHINGLE_WORDS - 1]]


def _drop_extra_copies(tokens: list[Words], found: list[bool], text: Words) -> None:
    places: dict[tuple[str, ...], list[int]] = {}
    for place, words in enumerate(tokens):
        if found[place]:
            places.setdefault(tuple(words), []).append(place)
    joined = f" {' '.join(text)} "
    for repeated, own in places.items():
        known_count = max(1, joined.count(f" {' '.join(repeated)} "))
        if len(own) > known_count:
            near = Counter({place: sum(found[max(0, place - 4) : place + 5]) for place in own})
            for place, _ in near.most_common()[known_count:]:
                found[place] = False
