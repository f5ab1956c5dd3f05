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

Words = tuple[str, ...]


class Rule(Entry):
    """A rule for lines; phrases are compared word by word, `#` is any number."""

    label: str
    firm: bool = False
    opens: str | None = None
    whole: list[str] = Field(default_factory=list)
    start: list[str] = Field(default_factory=list)
    holds: list[str] = Field(default_factory=list)
    longest: int | None = None  # words that a line with `start` or `holds` may have

    def allows(self, length: int, otherwise: int) -> bool:
        """Whether a line of so many words is short enough."""
        return length <= (self.longest if self.longest is not None else otherwise)


@dataclass(slots=True)
class _Index:
    whole: dict[Words, Rule] = field(default_factory=dict)
    start: dict[str, list[tuple[Words, Rule]]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[str, list[tuple[Words, Rule]]] = field(default_factory=lambda: defaultdict(list))  # by their first word
    glued: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by their first three letters
    glued_rule: dict[str, Rule] = field(default_factory=dict)


def match(line: Words, text: str) -> Rule | None:
    """The rule that fits a line best: as a whole, by its beginning, by what it holds, or as phrases run together."""
    if not line:
        return None
    index = _index()
    found = index.whole.get(line)
    if found is None:
        found = _starting(index, line) or _holding(index, line)
    if found is None and len(text) <= GLUED_LINE:
        found = _glued(index, "".join(line).replace(NUMBER, ""))
    return found


@cache
def lexicon() -> Lexicon[Rule]:
    """The rules as they stand in the file, with the count of what they decided."""
    return load(RULES / "lines.yml", Rule)


def _starting(index: _Index, line: Words) -> Rule | None:
    best: tuple[int, Rule] | None = None
    for phrase, rule in index.start.get(line[0], ()):
        if line[: len(phrase)] == phrase and rule.allows(len(line), 12) and (best is None or len(phrase) > best[0]):
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
                and rule.allows(len(line), 40)
                and (best is None or len(phrase) > best[0])
            ):
                best = len(phrase), rule
    return best[1] if best else None


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
        for phrase in rule.start:
            key = words(phrase.replace(NUMBER, "0"))
            index.start[key[0]].append((key, rule))
        for phrase in rule.holds:
            key = words(phrase.replace(NUMBER, "0"))
            index.holds[key[0]].append((key, rule))
    return index
