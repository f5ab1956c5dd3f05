"""The lines above the body: which is the title."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.features import byline_lines
from pipeline.clean.features.day_parsing import find_days
from pipeline.clean.labelling.line_labels import LineLabels
from pipeline.clean.text_lines import Line, Words, normalize_words

# A headline is seldom longer.
MAX_WORDS = 30
MAX_LETTERS = 200
# How far above the body a title stands, in lines with text; one that the address names may stand further.
MAX_DISTANCE = 40
MAX_ADDRESSED_DISTANCE = 400
# Lines of the body, from its first, among which the title may be where the address names it.
MAX_BODY_LINES = 8
# The lines of the body whose words a headline takes up.
BODY_SAMPLE_LINES = 12
# A headline ends in none of these; a dash follows the name of a place.
NON_TITLE_ENDS = ".;:,-–—"
# Links to other pages of the site, and the path to this one, have these.
LINK_ARROWS = frozenset("«»‹›<>←→")
# The share of words in common with the address, F1, from which a line is the title that the address was made of.
MIN_ADDRESS_LIKENESS = 0.4
STEM_LETTERS = 5
# What a candidate loses for standing in the body, or for a number before it as headings of sections have.
BODY_LOSS, NUMBERED_LOSS = 1.5, 1.5
# And for being several sentences, a caption with its credit, a note in brackets.
SENTENCES_LOSS = 1.5
SENTENCES = re.compile(
    r"\w{3}[.?!] [^\W\d_]|\b(?:Foto|Photo|Bild|Fotos|Photos|Image|Credit|Bildrechte|Bildquelle|Fotograf|Crédito):"
)
NUMBERED = re.compile(r"\d{1,2}[.)] |#\d")
# What it gains for an author or a day below it, and loses for being such a line itself, with more in it.
BYLINE_GAIN, BYLINE_LOSS = 1.7, 2.0
# A day or an author stands within so many lines below a title.
MAX_BYLINE_DISTANCE = 4


def find_title(labels: LineLabels, unnamed: Sequence[bool], stated: Sequence[str], address_words: Words) -> int | None:
    """The number of the title's line, None where no line looks like one.

    `unnamed` tells of each line whether nothing else is known of it; `stated` are the titles that the page's metadata
    give, `address_words` the words in its address. A title is near the body, of headline length, no sentence, and
    shares words with the text under it, the address, the metadata.
    """
    lines = labels.lines
    first = labels.first_body
    body = [place for place in range(first, len(lines)) if labels.is_body[place] and lines[place].text]
    if not body:
        return None
    vocabulary = {word for place in body[:BODY_SAMPLE_LINES] for word in lines[place].words if len(word) > 3}
    copies = Counter(line.words for line in lines)
    titles = [normalize_words(title) for title in stated]
    best: tuple[float, int] | None = None
    distance = 0
    for place in [*range(first - 1, -1, -1), *body[:MAX_BODY_LINES]]:
        line = lines[place]
        if line.is_blank:
            continue
        distance += place < first
        if not unnamed[place] or not _is_headline(line):
            continue
        likeness = _measure_likeness(line.words, address_words)
        is_addressed = likeness >= MIN_ADDRESS_LIKENESS
        if not is_addressed and (distance > MAX_DISTANCE or place >= first):
            continue
        if distance > MAX_ADDRESSED_DISTANCE:
            continue
        score = _score_headline(line, vocabulary) - 0.08 * min(distance, MAX_DISTANCE)
        score += 6.0 * likeness if is_addressed else 0.0
        score -= BODY_LOSS if place >= first else 0.0
        score -= NUMBERED_LOSS if NUMBERED.match(line.text) else 0.0
        score += max((_score_stated(line, title) for title in titles), default=0.0)
        score += 0.5 if copies[line.words] > 1 else 0.0
        score += BYLINE_GAIN if _is_above_byline(labels, place) else 0.0
        score -= BYLINE_LOSS if _tells_author_or_day(line) else 0.0
        if (block := labels.blocks[place]) is not None and "h1" in block.tag_path:
            score += 2.0
        if best is None or score > best[0]:
            best = score, place
    return best[1] if best and best[0] > 0 else None


def _score_stated(line: Line, title: Words) -> float:
    return 3.0 * len(line.words) / len(title) if title and line.words == title[: len(line.words)] else 0.0


def _measure_likeness(words: Words, address_words: Words) -> float:
    """How like the words of a line are to those of an address: F-measure with recall counted twice.

    Addresses leave words of the title out more often than they add any.
    """
    ours, theirs = {_fold(word) for word in words}, {_fold(word) for word in address_words}
    common = len(ours & theirs)
    return 5 * common / (len(ours) + 4 * len(theirs)) if common > 1 or (common and len(theirs) < 3) else 0.0


def _fold(word: str) -> str:
    """The beginning of a word as addresses write it, umlauts as two letters; endings differ between the two."""
    return word.translate(UMLAUTS)[:STEM_LETTERS]


def _is_above_byline(labels: LineLabels, place: int) -> bool:
    below: int | None = place
    for _ in range(MAX_BYLINE_DISTANCE):
        below = labels.find_neighbour(below, 1) if below is not None else None
        if below is None:
            return False
        rule = labels.rules[below]
        if labels.dates[below] is not None or (rule is not None and rule.label == "byline"):
            return True
    return False


def _tells_author_or_day(line: Line) -> bool:
    """Whether a line names authors or a day of publication: `Posted on May 2, 2025 by Ida Holm - 5 Comments`."""
    return bool(byline_lines.parse_authors(line) or byline_lines.parse_named_date(line)) or any(
        day.cue is not None for day in find_days(line.text)
    )


def _is_headline(line: Line) -> bool:
    is_link = not LINK_ARROWS.isdisjoint((line.text[0], line.text[-1])) and not _has_quotation(line.text)
    if is_link or line.text.count(">") > 1:
        return False
    letters = sum(map(str.isalpha, line.text[: MAX_LETTERS + 1]))
    return letters >= 4 and len(line.text) <= MAX_LETTERS and len(line.words) <= MAX_WORDS


def _has_quotation(text: str) -> bool:
    """Whether angle marks stand in pairs, as around a quotation: `Minister: «No more»`."""
    return any(0 < text.count(first) == text.count(last) for first, last in ("«»", "‹›"))


def _score_headline(line: Line, vocabulary: set[str]) -> float:
    long_words = [word for word in line.words if len(word) > 3]
    shared = sum(word in vocabulary for word in long_words) / len(long_words) if long_words else 0.0
    wide = any(ord(letter) > 0x2E7F for letter in line.text)
    length = min(len(line.text) / 3 if wide else len(line.words), 8)
    score = 0.3 * length + 2.0 * shared - (1.5 if line.text[-1] in NON_TITLE_ENDS else 0.0) - 0.9
    return score - (SENTENCES_LOSS if SENTENCES.search(line.text) or line.text[0] in "([#" else 0.0)


UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "á": "a",
        "é": "e",
        "í": "i",
        "ó": "o",
        "ú": "u",
        "ñ": "n",
        "ç": "c",
        "ã": "a",
        "è": "e",
        "ê": "e",
        "à": "a",
        "å": "a",
        "ø": "o",
    }
)
