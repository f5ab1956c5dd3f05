"""Rules for what a line is by its words: `rules/lines.yml`, looked up by word, so that many rules cost little."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from pydantic import Field

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.features import notice_evidence
from pipeline.clean.features.lexicon_folder import LEXICONS
from pipeline.clean.text_lines import NUMBER_TOKEN, Line, Words, normalize_words

# Glued phrases: only short lines are taken apart, and only into phrases of three letters or more.
MAX_GLUED_CHARS = 60
MIN_GLUED_LETTERS = 3
# Words of a line to which a rule without `longest` applies, by how its phrase fits.
MAX_START_WORDS, MAX_CONTAINS_WORDS, MAX_BRACKETED_WORDS = 12, 40, 60
# A label before a colon, such as `Image credit:`, is no longer.
MAX_LABEL_CHARS = 40
BRACKETS = {")": "(", "]": "["}
# What is longer than this stands in brackets for another reason than to name a source.
MAX_BRACKETS_CHARS = 80


class LineRule(Entry):
    """A rule for lines; phrases are compared word by word, `#` is any number."""

    label: str
    firm: bool = False
    opens_section: str | None = None
    whole: list[str] = Field(default_factory=list)
    start: list[str] = Field(default_factory=list)
    contains: list[str] = Field(default_factory=list)
    bracketed: list[str] = Field(default_factory=list)
    max_words: int | None = None  # words that a line may have unless the phrase is the whole of it

    def allows_length(self, length: int, default_words: int) -> bool:
        """Whether a line of so many words is short enough."""
        return length <= (self.max_words if self.max_words is not None else default_words)


# Phrases with their rules, by the first word of the phrase.
PhraseIndex = dict[str, list[tuple[Words, LineRule]]]


@dataclass(slots=True)
class _RuleIndex:
    whole: dict[Words, LineRule] = field(default_factory=dict)
    start: PhraseIndex = field(default_factory=lambda: defaultdict(list))
    contains: PhraseIndex = field(default_factory=lambda: defaultdict(list))
    bracketed: PhraseIndex = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by their first three letters
    rule_by_glued: dict[str, LineRule] = field(default_factory=dict)


def match_rule(line: Line) -> LineRule | None:
    """The rule that fits a line best: as a whole, by its beginning, by what it holds, how it closes, or glued.

    A rule fits a line of running prose only where evidence of another kind says that it is a notice; see
    `notice_evidence`.
    """
    if not line.words:
        return None
    index = _build_index()
    found = index.whole.get(line.words)
    if found is None:
        start = _match_start(index.start, line.words, len(line.words), MAX_START_WORDS)
        start = start or _match_label(index.start, line)
        inside = start[1] if start else _match_inside(index, line.words)
        found = inside or _match_brackets(index, line.words, line.text)
        if found is not None and notice_evidence.is_running_prose(line):
            return found if _is_notice(index, line, start) else None
    if found is None and len(line.text) <= MAX_GLUED_CHARS:
        found = _match_glued(index, "".join(line.words).replace(NUMBER_TOKEN, ""))
    return found


def _is_notice(index: _RuleIndex, line: Line, start: tuple[int, LineRule] | None) -> bool:
    """Whether more than one kind of evidence says that a line of running prose is a notice."""
    places = _find_phrases(index, line.words)
    phrase_count = len(places) + (start is not None and not any(place < start[0] for place in places))
    label_ends = start is not None and normalize_words(line.text.partition(":")[0]) == line.words[: start[0]]
    return notice_evidence.weigh_notice(line, phrase_count, label_ends) >= notice_evidence.MIN_EVIDENCE


def _find_phrases(index: _RuleIndex, line: Words) -> list[int]:
    """Where phrases of rules that lines may hold begin, each beyond the end of the one before."""
    places: list[int] = []
    end = 0
    for place, word in enumerate(line):
        lengths = [
            len(phrase) for phrase, rule in index.contains.get(word, ()) if line[place : place + len(phrase)] == phrase
        ]
        if lengths and place >= end:
            places.append(place)
            end = place + max(lengths)
    return places


@cache
def load_line_rules() -> Lexicon[LineRule]:
    """The rules as they stand in the file, with the count of what they decided."""
    return load_lexicon(LEXICONS / "line_rules.yml", LineRule)


def _match_start(phrases: PhraseIndex, line: Words, length: int, default_words: int) -> tuple[int, LineRule] | None:
    """The rule with the longest phrase that a line begins with, and the number of its words."""
    best: tuple[int, LineRule] | None = None
    for phrase, rule in phrases.get(line[0], ()):
        if (
            line[: len(phrase)] == phrase
            and rule.allows_length(length, default_words)
            and (best is None or len(phrase) > best[0])
        ):
            best = len(phrase), rule
    return best


def _match_label(phrases: PhraseIndex, line: Line) -> tuple[int, LineRule] | None:
    """The rule of a label and its colon that open a line of any length, such as `Sources: ...`."""
    label, colon, _ = line.text[:MAX_LABEL_CHARS].partition(":")
    words = normalize_words(label)
    best = _match_start(phrases, words, len(words), len(words)) if colon and words else None
    return best if best is not None and best[0] == len(words) else None


def _match_inside(index: _RuleIndex, line: Words) -> LineRule | None:
    if index.contains.keys().isdisjoint(line):
        return None
    best: tuple[int, LineRule] | None = None
    for place, word in enumerate(line):
        for phrase, rule in index.contains.get(word, ()):
            if (
                line[place : place + len(phrase)] == phrase
                and rule.allows_length(len(line), MAX_CONTAINS_WORDS)
                and (best is None or len(phrase) > best[0])
            ):
                best = len(phrase), rule
    return best[1] if best else None


def _match_brackets(index: _RuleIndex, line: Words, text: str) -> LineRule | None:
    """The rule of what stands in the brackets that a line closes with, such as the source of a picture."""
    if text[-1] not in BRACKETS:
        return None
    opening = text.rfind(BRACKETS[text[-1]], max(0, len(text) - MAX_BRACKETS_CHARS))
    inside = normalize_words(text[opening:]) if opening >= 0 else ()
    best = _match_start(index.bracketed, inside, len(line), MAX_BRACKETED_WORDS) if inside else None
    return best[1] if best else None


def _match_glued(index: _RuleIndex, letters: str) -> LineRule | None:
    """The first rule of a line that is nothing but phrases run together, such as a label and its button."""
    if letters[:MIN_GLUED_LETTERS] not in index.glued:
        return None
    ends: dict[int, LineRule | None] = {0: None}
    for start in range(len(letters)):
        if start not in ends:
            continue
        for phrase in index.glued.get(letters[start : start + MIN_GLUED_LETTERS], ()):
            if letters.startswith(phrase, start):
                ends.setdefault(start + len(phrase), ends[start] or index.rule_by_glued[phrase])
    return ends.get(len(letters))


@cache
def _build_index() -> _RuleIndex:
    index = _RuleIndex()
    for rule in load_line_rules():
        for phrase in rule.whole:
            key = normalize_words(phrase.replace(NUMBER_TOKEN, "0"))
            index.whole.setdefault(key, rule)
            letters = "".join(key).replace(NUMBER_TOKEN, "")
            if len(letters) >= MIN_GLUED_LETTERS:
                index.glued[letters[:MIN_GLUED_LETTERS]].add(letters)
                index.rule_by_glued.setdefault(letters, rule)
        for phrases, found in (
            (rule.start, index.start),
            (rule.contains, index.contains),
            (rule.bracketed, index.bracketed),
        ):
            for phrase in phrases:
                key = normalize_words(phrase.replace(NUMBER_TOKEN, "0"))
                found[key[0]].append((key, rule))
    return index
