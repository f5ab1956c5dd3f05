"""Words that report an act: the entries of the lexicon that fit a token and its surroundings in the parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.conditions import taken_in
from pipeline.extract.acts.lemma import first, lemmas, mended
from pipeline.extract.acts.lexicon import Act, acts

# Where a noun stands, and where the parse puts one that it takes for a verb.
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "compound", "advcl", "dep"})
# How far the words of a phrase may lie apart: an object may come between the first two (`took two men into custody`).
REACH = 8
STEP = 3
# Where the words of a phrase may hang: on the object of its verb (`took two men into custody`).
HELD = frozenset({"dobj", "nsubj", "nsubjpass", "oprd", "ccomp", "prt", "advmod"})


@dataclass(frozen=True)
class Trigger:
    """An act found: its entry, its head, the tokens `[first, last)` of its span, and what its conditions took in."""

    event_type: str
    act: Act
    head: Token
    first: int
    last: int
    taken: frozenset[int]


@dataclass(frozen=True)
class After:
    """The tokens after a word, within its sentence, among which the further words of its phrase may stand."""

    tokens: Sequence[Token]
    forms: frozenset[str]

    def has(self, further: Sequence[str]) -> bool:
        """Whether all these words are there, in whatever order: most phrases that begin with `take` are ruled out."""
        return self.forms.issuperset(further)


def find(doc: Doc, start: int, end: int) -> list[Trigger]:
    """The triggers among the tokens `[start, end)`, in order; what one takes in is not found again on its own."""
    found = [trigger for token in doc[start:end] if (trigger := _at(token)) is not None]
    taken = {i for trigger in found for i in trigger.taken}
    return [trigger for trigger in found if trigger.head.i not in taken]


def _at(token: Token) -> Trigger | None:
    after: After | None = None
    for kind in _kinds(token):
        entries = _entries(kind, token)
        if not entries or _compounded(token):
            continue
        for event_type, act in entries:
            trail: list[int] | None = []
            if act.further:
                after = _after(token) if after is None else after
                trail = _phrase(act, token, after) if after.has(act.further) else None
            if trail is None:
                continue
            taken = taken_in(act, token, trail)
            if taken is not None:
                return _trigger(event_type, act, token, trail, taken)
    return None


def _after(token: Token) -> After:
    tokens = list(token.doc[token.i + 1 : min(token.i + 1 + REACH + 2 * STEP, token.sent.end)])
    return After(tokens, frozenset(form for one in tokens for form in (one.lower_, one.lemma_.lower())))


def _compounded(token: Token) -> bool:
    """Whether a word is part of a hyphened one that describes: `war-torn`, `rebel-held`."""
    doc = token.doc
    before = token.i > 1 and doc[token.i - 1].text == "-" and token.dep_ in ("amod", "acl", "compound")
    return before or (token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_)


def _entries(kind: str, token: Token) -> Sequence[tuple[str, Act]]:
    """The entries for a token, under the first of its lemmas that the lexicon has."""
    by_head = acts().by_head
    forms = [token.lower_] if kind == "adjective" else mended(token) if kind == "verb" else lemmas(token)
    if kind == "noun" and token.tag_ == "VBG":
        forms = [token.lower_, *forms]
    return next((by_head[kind, form] for form in forms if (kind, form) in by_head), ())


def _kinds(token: Token) -> Iterator[str]:
    if grammar.is_verb(token):
        yield "verb"
        if token.tag_ in ("VBN", "JJ") and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "relcl"):
            yield "adjective"
        if token.tag_ == "VBG" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "compound", "attr"):
            yield "noun"
        if token.tag_ == "VBZ" and token.dep_ in NOMINAL and grammar.child(token, "nsubj", "dobj", "mark") is None:
            yield "noun"  # a plural that was taken for a verb
    elif token.tag_ in ("NN", "NNS") or (token.tag_.startswith("NNP") and token.is_sent_start):
        yield "noun"  # as part of a name (`the Civil War`) a noun tells no act
    elif token.tag_.startswith("JJ"):
        yield "adjective"
        if first(token) < token.i:
            yield "noun"  # a go-slow


def _trigger(event_type: str, act: Act, token: Token, trail: list[int], taken: set[int]) -> Trigger:
    together = [token.i]
    for i in trail:
        if i - together[-1] <= STEP - 1:
            together.append(i)
    return Trigger(event_type, act, token, first(token), together[-1] + 1, frozenset(taken | set(trail)))


def _phrase(act: Act, token: Token, after: After) -> list[int] | None:
    """Tokens of the phrase's further words, in order; None where one is missing."""
    trail: list[int] = []
    start, reach = 0, REACH
    for word in act.further:
        ahead = after.tokens[start : start + reach]
        met = next((one for one in ahead if word in (one.lower_, one.lemma_.lower())), None)
        if met is None or not _belongs(met, token, trail):
            return None
        trail.append(met.i)
        start, reach = met.i - token.i, STEP
    # `took office in May` is no `take in`: a phrase's last word, away from its verb, governs nothing of its own.
    last = token.doc[trail[-1]]
    return None if last.i > token.i + len(trail) and last.dep_ == "prep" and _governs(last) else trail


def _governs(token: Token) -> bool:
    return grammar.child(token, "pobj") is not None


def _belongs(word: Token, head: Token, trail: Sequence[int]) -> bool:
    """Whether a further word hangs on the phrase so far or on its object, not deeper: `opened a hearing into fire`."""
    if word.i == head.i + 1:
        return True
    above = word.head.head if word.dep_ in ("det", "aux", "compound") else word.head
    while above.i != head.i:
        held = above.head.i == head.i and (above.dep_ in HELD or above.i == head.i + 1)
        if above.i == above.head.i or not (above.i in trail or held):
            return False
        above = above.head
    return True
