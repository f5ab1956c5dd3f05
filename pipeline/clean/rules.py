"""Rules for what a line is by its words: `rules/lines.yml`, looked up by word, so that many rules cost little."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import Field

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.clean.lines import NUMBER, words

RULES = Path(__file__).parent / "rules"
# Glued phrases: only short lines are taken apart, and only into phrases of three letters or more.
GLUED_LINE = 60
GLUED_PHRASE = 3
# Words of a line to which a rule without `longest` applies, by how its phrase fits.
STARTING, HOLDING, CLOSING = 12, 40, 60
BRACKETS = {")": "(", "]": "["}
# What is longer than this stands in brackets for another reason than to name a source.
LONGEST_BRACKETS = 80

Words = tuple[str, ...]


class Rule(Entry):
    """A rule for lines; phrases are compared word by word, `#` is any number."""

    label: str
    firm: bool = False
    opens: str | None = None
    whole: list[str] = Field(default_factory=list)
    start: list[str] = Field(default_factory=list)
    holds: list[str] = Field(default_factory=list)
    closes: list[str] = Field(default_factory=list)
    longest: int | None = None  # words that a line may have unless the phrase is the whole of it

    def allows(self, length: int, otherwise: int) -> bool:
        """Whether a line of so many words is short enough."""
        return length <= (self.longest if self.longest is not None else otherwise)


# Phrases with their rules, by the first word of the phrase.
Phrases = dict[str, list[tuple[Words, Rule]]]


@dataclass(slots=True)
class _Index:
    whole: dict[Words, Rule] = field(default_factory=dict)
    start: Phrases = field(default_factory=lambda: defaultdict(list))
    holds: Phrases = field(default_factory=lambda: defaultdict(list))
    closes: Phrases = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by their first three letters
    glued_rule: dict[str, Rule] = field(default_factory=dict)


def match(line: Words, text: str) -> Rule | None:
    """The rule that fits a line best: as a whole, by its beginning, by what it holds, how it closes, or glued."""
    if not line:
        return None
    index = _index()
    found = index.whole.get(line)
    if found is None:
        found = _starting(index.start, line, len(line), STARTING)
        found = found or _holding(index, line) or _closing(index, line, text)
    if found is None and len(text) <= GLUED_LINE:
        found = _glued(index, "".join(line).replace(NUMBER, ""))
    return found


@cache
def lexicon() -> Lexicon[Rule]:
    """The rules as they stand in the file, with the count of what they decided."""
    return load(RULES / "lines.yml", Rule)


def _starting(phrases: Phrases, line: Words, length: int, otherwise: int) -> Rule | None:
    best: tuple[int, Rule] | None = None
    for phrase, rule in phrases.get(line[0], ()):
        if line[: len(phrase)] == phrase and rule.allows(length, otherwise) and (best is None or len(phrase) > best[0]):
            best = len(phrase), rule
    return best[1] if best else None


def _holding(index: _Index, line: Words) -> Rule | None:
    if index.holds.keys().isdisjoint(line):
        return None
    best: tuple[int, Rule] | None = None
    for place, word in enumerate(line):
        for phrase, rule in index.holds.get(word, ()):
            if (
                line[place : place + len(phrase)] == phrase
                and rule.allows(len(line), HOLDING)
                and (best is None or len(phrase) > best[0])
            ):
                best = len(phrase), rule
    return best[1] if best else None


def _closing(index: _Index, line: Words, text: str) -> Rule | None:
    """The rule of what stands in the brackets that a line closes with, such as the source of a picture."""
    if text[-1] not in BRACKETS:
        return None
    opening = text.rfind(BRACKETS[text[-1]], max(0, len(text) - LONGEST_BRACKETS))
    inside = words(text[opening:]) if opening >= 0 else ()
    return _starting(index.closes, inside, len(line), CLOSING) if inside else None


def _glued(index: _Index, letters: str) -> Rule | None:
    """The first rule of a line that is nothing but phrases run together, such as a label and its button."""
    if letters[:GLUED_PHRASE] not in index.glued:
        return None
    ends: dict[int, Rule | None] = {0: None}
    for start in range(len(letters)):
        if start not in ends:
            continue
        for phrase in index.glued.get(letters[start : start + GLUED_PHRASE], ()):
            if letters.startswith(phrase, start):
                ends.setdefault(start + len(phrase), ends[start] or index.glued_rule[phrase])
    return ends.get(len(letters))


@cache
def _index() -> _Index:
    index = _Index()
    for rule in lexicon():
        for phrase in rule.whole:
            key = words(phrase.replace(NUMBER, "0"))
            index.whole.setdefault(key, rule)
            letters = "".join(key).replace(NUMBER, "")
            if len(letters) >= GLUED_PHRASE:
                index.glued[letters[:GLUED_PHRASE]].add(letters)
                index.glued_rule.setdefault(letters, rule)
        for phrases, found in ((rule.start, index.start), (rule.holds, index.holds), (rule.closes, index.closes)):
            for phrase in phrases:
                key = words(phrase.replace(NUMBER, "0"))
                found[key[0]].append((key, rule))
    return index
