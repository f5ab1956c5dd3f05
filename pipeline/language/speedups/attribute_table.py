"""The model's attribute ruler as a table: the same parts of speech, morphs and lemmas, in a fraction of the time.

spaCy holds every token against each of some two hundred patterns. Nearly all of them ask for a tag, a word or a
relation, so what they say of a token is looked up here by these; only what asks for a spelling, or for the next token
too, is tried each time. Later patterns go over earlier ones, as in spaCy.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

PIPE_NAME = "attribute_table"
# What a pattern may ask of a token, in the order of a row; further attributes and operators are left to spaCy.
TOKEN_ATTRIBUTES: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
TokenRow = Sequence[int]


def replace_attribute_ruler(nlp: Language) -> None:
    """Put the table in the place of a model's attribute ruler, where there is one whose patterns it can read."""
    ruler = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.pipe_names else None
    if not isinstance(ruler, AttributeRuler):
        return
    entries: list[Any] = list(ruler.patterns)
    if all(
        set(asked) <= set(TOKEN_ATTRIBUTES) for entry in entries for pattern in entry["patterns"] for asked in pattern
    ):
        nlp.replace_pipe("attribute_ruler", PIPE_NAME)
        nlp.get_pipe("attribute_ruler").initialize(None, patterns=entries)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class TokenTest:
    """That a column has one of `values`, or none of them where `within` is false; or how the word is spelled."""

    column: int
    values: frozenset[int]
    is_included: bool = True
    spelling: re.Pattern[str] | None = None

    def is_met(self, row: TokenRow, strings: StringStore) -> bool:
        """Whether a token is as asked."""
        if self.spelling:
            return self.spelling.search(strings[row[self.column]]) is not None
        return (row[self.column] in self.values) is self.is_included


@dataclass(frozen=True, slots=True)
class RulerPattern:
    """Tests of one token and the next; the token `index` gets the attributes of this `rank`."""

    rank: int
    index: int
    tokens: tuple[tuple[TokenTest, ...], ...]


@Language.factory(PIPE_NAME)
class AttributeTable(AttributeRuler):
    """An attribute ruler that looks up what it can."""

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp.vocab, name)
        self._patterns: list[RulerPattern] = []
        self._known_words: set[int] = set()
        self._lookup_cache: dict[TokenRow, tuple[tuple[int, ...], tuple[RulerPattern, ...]]] = {}
        self._merged_attributes: dict[tuple[int, ...], dict[int, int]] = {}

    def add(self, patterns: Iterable[Any], attrs: dict[Any, Any], index: int = 0) -> None:
        """Add patterns under one rank."""
        patterns = list(patterns)
        super().add(patterns, attrs, index)
        for pattern in patterns:
            tests = tuple(tuple(self._build_test(*asked) for asked in spec.items()) for spec in pattern)
            self._patterns.append(RulerPattern(len(self.attrs) - 1, index % len(tests), tests))
            self._known_words.update(
                word for token in tests for test in token if test.column == 0 for word in test.values
            )

    def _build_test(self, name: str, asked: Any) -> TokenTest:
        column = TOKEN_ATTRIBUTES.index(name)
        if isinstance(asked, bool):
            return TokenTest(column, frozenset({1}), asked)
        if isinstance(asked, str):
            asked = {"IN": [asked]}
        ((kind, values),) = asked.items()
        if kind == "REGEX":
            return TokenTest(column, frozenset(), spelling=re.compile(values))
        if kind not in {"IN", "NOT_IN"}:
            raise ValueError(f"a pattern asks {kind} of {name}: the table knows only IN, NOT_IN and REGEX")
        return TokenTest(column, frozenset(map(self.vocab.strings.add, values)), kind == "IN")

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a document's tokens."""
        rows = doc.to_array(TOKEN_ATTRIBUTES).tolist()
        decided_ranks, further = [], defaultdict(list)
        for place, (word, tag, dep, space) in enumerate(rows):
            ranks, undecided = self._look_up_row((word if word in self._known_words else 0, tag, dep, space))
            decided_ranks.append(ranks)
            for pattern in undecided:
                if self._has_match(pattern, rows, place):
                    further[place + pattern.index].append(pattern.rank)
        for place, ranks in enumerate(decided_ranks):
            ranks = tuple(sorted({*ranks, *further[place]})) if place in further else ranks
            if ranks:
                set_token_attrs(doc[place], self._merge_attributes(ranks))
        return doc

    def _look_up_row(self, row: TokenRow) -> tuple[tuple[int, ...], tuple[RulerPattern, ...]]:
        """The ranks of the patterns that hold for a token, and the patterns that its row does not decide."""
        if row not in self._lookup_cache:
            decided: set[int] = set()
            undecided = []
            for pattern in self._patterns:
                first = pattern.tokens[0]
                if all(test.spelling or test.is_met(row, self.vocab.strings) for test in first):
                    if len(pattern.tokens) > 1 or any(test.spelling for test in first):
                        undecided.append(pattern)
                    else:
                        decided.add(pattern.rank)
            self._lookup_cache[row] = tuple(sorted(decided)), tuple(undecided)
        return self._lookup_cache[row]

    def _has_match(self, pattern: RulerPattern, rows: list[TokenRow], place: int) -> bool:
        if place + len(pattern.tokens) > len(rows):
            return False
        return all(
            test.is_met(rows[place + at], self.vocab.strings)
            for at, tests in enumerate(pattern.tokens)
            for test in tests
        )

    def _merge_attributes(self, ranks: tuple[int, ...]) -> dict[int, int]:
        if ranks not in self._merged_attributes:
            self._merged_attributes[ranks] = {key: value for rank in ranks for key, value in self.attrs[rank].items()}
        return self._merged_attributes[ranks]
