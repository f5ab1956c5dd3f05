"""The lines above the body: which is the title, which a standfirst."""

from collections.abc import Sequence

from pipeline.clean.text_lines import Line, normalize_words

# A headline is seldom longer.
MAX_WORDS = 30
MAX_LETTERS = 200
# How far above the body a title stands, in lines with text.
MAX_DISTANCE = 40
# The lines of the body whose words a headline takes up.
BODY_SAMPLE_LINES = 12
# A headline ends in none of these; a dash follows the name of a place.
NON_TITLE_ENDS = ".;:,-–—"
# Links to other pages of the site, and the path to this one, have these.
LINK_ARROWS = frozenset("«»‹›<>←→")


def find_title(
    lines: Sequence[Line],
    unnamed: Sequence[bool],
    body_lines: Sequence[int],
    stated_title: str | None,
    h1_lines: frozenset[int],
) -> int | None:
    """The number of the title's line, None where no line above the body looks like one.

    `free` tells for each line above the body whether no rule has named it; `body` are the numbers of the body's lines;
    `told` is what the page's metadata give as title; `top` are the lines in an `h1`. A title is near, of headline
    length, no sentence, and shares words with the text under it.
    """
    stated_words = normalize_words(stated_title) if stated_title else ()
    vocabulary = {word for place in body_lines[:BODY_SAMPLE_LINES] for word in lines[place].words if len(word) > 3}
    best: tuple[float, int] | None = None
    distance = 0
    repeated: dict[tuple[str, ...], int] = {}
    for place in range(body_lines[0] - 1, -1, -1):
        line = lines[place]
        if line.is_blank:
            continue
        distance += 1
        if distance > MAX_DISTANCE:
            break
        if not unnamed[place] or not _is_headline(line):
            continue
        score = _score_headline(line, vocabulary) - 0.12 * distance + (2.0 if place in h1_lines else 0.0)
        if stated_words and line.words == stated_words[: len(line.words)]:
            score += 3.0 * len(line.words) / len(stated_words)
        repeated[line.words] = repeated.get(line.words, 0) + 1
        if repeated[line.words] > 1:
            score += 0.5
        if best is None or score > best[0]:
            best = score, place
    return best[1] if best and best[0] > 0 else None


def _is_headline(line: Line) -> bool:
    if not LINK_ARROWS.isdisjoint((line.text[0], line.text[-1])) or line.text.count(">") > 1:
        return False
    letters = sum(map(str.isalpha, line.text[: MAX_LETTERS + 1]))
    return letters >= 4 and len(line.text) <= MAX_LETTERS and len(line.words) <= MAX_WORDS


def _score_headline(line: Line, vocabulary: set[str]) -> float:
    long_words = [word for word in line.words if len(word) > 3]
    shared = sum(word in vocabulary for word in long_words) / len(long_words) if long_words else 0.0
    wide = any(ord(letter) > 0x2E7F for letter in line.text)
    length = min(len(line.text) / 3 if wide else len(line.words), 8)
    return 0.3 * length + 2.0 * shared - (1.5 if line.text[-1] in NON_TITLE_ENDS else 0.0) - 0.9
