"""Rules for what a line is by its words: `rules/lines.yml`, looked up by word, so that many rules cost little."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import Field

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.text_lines import NUMBER_TOKEN, normalize_words

LEXICONS = Path(__file__).parent / "lexicons"
# Glued phrases: only short lines are taken apart, and only into phrases of three letters or more.
MAX_GLUED_CHARS = 60
MIN_GLUED_LETTERS = 3
# Words of a line to which a rule without `longest` applies, by how its phrase fits.
MAX_START_WORDS, MAX_CONTAINS_WORDS, MAX_BRACKETED_WORDS = 12, 40, 60
BRACKETS = {")": "(", "]": "["}
# What is longer than this stands in brackets for another reason than to name a source.
MAX_BRACKETS_CHARS = 80

Words = tuple[str, ...]


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


def match_rule(line: Words, text: str) -> LineRule | None:
    """The rule that fits a line best: as a whole, by its beginning, by what it holds, how it closes, or glued."""
    if not line:
        return None
    index = _build_index()
    found = index.whole.get(line)
    if found is None:
        found = _match_start(index.start, line, len(line), MAX_START_WORDS)
        found = found or _match_inside(index, line) or _match_brackets(index, line, text)
    if found is None and len(text) <= MAX_GLUED_CHARS:
        found = _match_glued(index, "".join(line).replace(NUMBER_TOKEN, ""))
    return found


@cache
def load_line_rules() -> Lexicon[LineRule]:
    """The rules as they stand in the file, with the count of what they decided."""
    return load_lexicon(LEXICONS / "line_rules.yml", LineRule)


def _match_start(phrases: PhraseIndex, line: Words, length: int, default_words: int) -> LineRule | None:
    best: tuple[int, LineRule] | None = None
    for phrase, rule in phrases.get(line[0], ()):
        if (
            line[: len(phrase)] == phrase
            and rule.allows_length(length, default_words)
            and (best is None or len(phrase) > best[0])
        ):
            best = len(phrase), rule
    return best[1] if best else None


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
    return _match_start(index.bracketed, inside, len(line), MAX_BRACKETED_WORDS) if inside else None


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
