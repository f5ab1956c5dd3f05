"""The dependency tree of a Doc as plain lists, built once, mended where the model errs, and kept with the Doc."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from pipeline.language.syntax import parse_repairs

# The attributes read, in order; HEAD is relative to the token.
ATTRIBUTES: list[int | str] = ["LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD", "SENT_START", "SPACY"]
KEY = "newsledger.dependency_tree"


@dataclass(slots=True, eq=False)
class DependencyTree:
    """Token by token: lower case, lemma, fine tag, part of speech, label, head, kind of entity; and the children.

    `memo` keeps what the functions of this package have worked out, by the function's name and the token.
    """

    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    label: list[str]
    head: list[int]
    entity: list[str]
    starts: list[bool]  # whether a sentence begins here
    spaced: list[bool]  # whether a space follows
    children: list[list[int]]
    memo: dict[tuple[str, int], Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lower)

    def list_children(self, token: int, labels: frozenset[str]) -> list[int]:
        """The children that have one of the labels, in order."""
        return [child for child in self.children[token] if self.label[child] in labels]

    def find_child(self, token: int, labels: frozenset[str]) -> int | None:
        """The first child that has one of the labels."""
        return next((child for child in self.children[token] if self.label[child] in labels), None)

    def iterate_ancestors(self, token: int) -> Iterator[int]:
        """The tokens above a token, the closest first."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def attach(self, token: int, head: int, label: str) -> None:
        """Hang a token on another head under a label; nothing changes where that would make a circle."""
        if head != token and token in self.iterate_ancestors(head):
            return
        if self.head[token] != token:
            self.children[self.head[token]].remove(token)
        self.head[token], self.label[token] = head, label
        if head != token:
            self.children[head] = sorted([*self.children[head], token])

    def find_sentence_bounds(self, token: int) -> tuple[int, int]:
        """The sentence of a token as `[first, last)`."""
        first = token
        while first > 0 and not self.starts[first]:
            first -= 1
        last = token + 1
        while last < len(self) and not self.starts[last]:
            last += 1
        return first, last


def get_tree(doc: Doc) -> DependencyTree:
    """The tree of a Doc; built at the first call and kept in the Doc's `user_data`."""
    found = doc.user_data.get(KEY)
    if not isinstance(found, DependencyTree):
        found = build_tree(doc)
        doc.user_data[KEY] = found
    return found


def build_tree(doc: Doc) -> DependencyTree:
    """Read the parse of a Doc into lists and mend the model's systematic errors."""
    columns = doc.to_array(ATTRIBUTES).astype("int64").T.tolist() if len(doc) else [[] for _ in ATTRIBUTES]
    lower, lemma, tag, pos, label, entity = (_name_codes(doc, column) for column in columns[:6])
    lemma = [word.lower() for word in lemma]
    head = [at + step for at, step in enumerate(columns[6])]
    children: list[list[int]] = [[] for _ in head]
    for at, above in enumerate(head):
        if above != at:
            children[above].append(at)
    starts = [code == 1 for code in columns[7]]
    spaced = [code == 1 for code in columns[8]]
    tree = DependencyTree(lower, lemma, tag, pos, label, head, entity, starts, spaced, children)
    parse_repairs.repair_parse(tree)
    return tree


def _name_codes(doc: Doc, codes: list[int]) -> list[str]:
    """The strings behind the codes of one attribute; "" for none."""
    strings = doc.vocab.strings
    names = {code: strings[code % 2**64] if code else "" for code in set(codes)}
    return [names[code] for code in codes]
