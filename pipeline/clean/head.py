"""The lines above the body: which is the title, which a standfirst."""

from collections.abc import Sequence

from pipeline.clean.lines import Line, words

# A headline is seldom longer.
MOST_WORDS = 30
MOST_LETTERS = 200
# How far above the body a title stands, in lines with text.
REACH = 40
# The lines of the body whose words a headline takes up.
TAKEN_UP = 12
# A headline ends in none of these; a dash follows the name of a place.
NO_ENDS = ".;:,-–—"
# Links to other pages of the site, and the path to this one, have these.
ARROWS = frozenset("«»‹›<>←→")


def title(
    lines: Sequence[Line], free: Sequence[bool], body: Sequence[int], told: str | None, top: frozenset[int]
) -> int | None:
    """The number of the title's line, None where no line above the body looks like one.

    `free` tells for each line above the body whether no rule has named it; `body` are the numbers of the body's lines;
    `told` is what the page's metadata give as title; `top` are the lines in an `h1`. A title is near, of headline
    length, no sentence, and shares words with the text under it.
    """
    told_words = words(told) if told else ()
    vocabulary = {word for place in body[:TAKEN_UP] for word in lines[place].words if len(word) > 3}
    best: tuple[float, int] | None = None
    distance = 0
    repeated: dict[tuple[str, ...], int] = {}
    for place in range(body[0] - 1, -1, -1):
        line = lines[place]
        if line.blank:
            continue
        distance += 1
        if distance > REACH:
            break
        if not free[place] or not _headline(line):
            continue
        score = _fit(line, vocabulary) - 0.12 * distance + (2.0 if place in top else 0.0)
        if told_words and line.words == told_words[: len(line.words)]:
            score += 3.0 * len(line.words) / len(told_words)
        repeated[line.words] = repeated.get(line.words, 0) + 1
        if repeated[line.words] > 1:
            score += 0.5
        if best is None or score > best[0]:
            best = score, place
    return best[1] if best and best[0] > 0 else None


def _headline(line: Line) -> bool:
    if not ARROWS.isdisjoint((line.text[0], line.text[-1])) or line.text.count(">") > 1:
        return False
    letters = sum(map(str.isalpha, line.text[: MOST_LETTERS + 1]))
    return letters >= 4 and len(line.text) <= MOST_LETTERS and len(line.words) <= MOST_WORDS


def _fit(line: Line, vocabulary: set[str]) -> float:
    long_words = [word for word in line.words if len(word) > 3]
    shared = sum(word in vocabulary for word in long_words) / len(long_words) if long_words else 0.0
    wide = any(ord(letter) > 0x2E7F for letter in line.text)
    length = min(len(line.text) / 3 if wide else len(line.words), 8)
    return 0.3 * length + 2.0 * shared - (1.5 if line.text[-1] in NO_ENDS else 0.0) - 0.9
