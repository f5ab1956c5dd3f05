"""Words that report an act: the entries of the lexicon that fit a token and its surroundings in the parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.lemma_candidates import find_word_start, list_lemmas, list_repaired_lemmas
from pipeline.extract.events.trigger_constraints import match_constraints
from pipeline.extract.events.trigger_lexicon import TriggerSense, load_trigger_lexicon

# Where a noun stands, and where the parse puts one that it takes for a verb.
NOMINAL_LABELS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "compound", "advcl", "dep"})
# How far the words of a phrase may lie apart: an object may come between the first two (`took two men into custody`).
MAX_OBJECT_GAP = 8
MAX_WORD_GAP = 3
# Where the words of a phrase may hang: on the object of its verb (`took two men into custody`).
PHRASE_LABELS = frozenset({"dobj", "nsubj", "nsubjpass", "oprd", "ccomp", "prt", "advmod"})


@dataclass(frozen=True)
class Trigger:
    """An act found: its entry, its head, the tokens `[first, last)` of its span, and what its conditions took in."""

    event_type: str
    sense: TriggerSense
    head: Token
    first: int
    last: int
    consumed: frozenset[int]


@dataclass(frozen=True)
class FollowingTokens:
    """The tokens after a word, within its sentence, among which the further words of its phrase may stand."""

    tokens: Sequence[Token]
    forms: frozenset[str]

    def has_all(self, further: Sequence[str]) -> bool:
        """Whether all these words are there, in whatever order: most phrases that begin with `take` are ruled out."""
        return self.forms.issuperset(further)


def find_triggers(doc: Doc, start: int, end: int) -> list[Trigger]:
    """The triggers among the tokens `[start, end)`, in order; what one takes in is not found again on its own."""
    found = [trigger for token in doc[start:end] if (trigger := _find_trigger_at(token)) is not None]
    consumed = {i for trigger in found for i in trigger.consumed}
    return [trigger for trigger in found if trigger.head.i not in consumed]


def _find_trigger_at(token: Token) -> Trigger | None:
    after: FollowingTokens | None = None
    for kind in _walk_parts_of_speech(token):
        entries = _find_senses(kind, token)
        if not entries or _is_hyphenated_modifier(token):
            continue
        for event_type, act in entries:
            trail: list[int] | None = []
            if act.following_words:
                after = _collect_following_tokens(token) if after is None else after
                trail = _match_phrase(act, token, after) if after.has_all(act.following_words) else None
            if trail is None:
                continue
            consumed = match_constraints(act, token, trail)
            if consumed is not None:
                return _build_trigger(event_type, act, token, trail, consumed)
    return None


def _collect_following_tokens(token: Token) -> FollowingTokens:
    tokens = list(token.doc[token.i + 1 : min(token.i + 1 + MAX_OBJECT_GAP + 2 * MAX_WORD_GAP, token.sent.end)])
    return FollowingTokens(tokens, frozenset(form for one in tokens for form in (one.lower_, one.lemma_.lower())))


def _is_hyphenated_modifier(token: Token) -> bool:
    """Whether a word is part of a hyphened one that describes: `war-torn`, `rebel-held`."""
    doc = token.doc
    before = token.i > 1 and doc[token.i - 1].text == "-" and token.dep_ in ("amod", "acl", "compound")
    return before or (token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_)


def _find_senses(kind: str, token: Token) -> Sequence[tuple[str, TriggerSense]]:
    """The entries for a token, under the first of its lemmas that the lexicon has."""
    by_head = load_trigger_lexicon().by_head
    forms = (
        [token.lower_] if kind == "adjective" else list_repaired_lemmas(token) if kind == "verb" else list_lemmas(token)
    )
    if kind == "noun" and token.tag_ == "VBG":
        forms = [token.lower_, *forms]
    return next((by_head[kind, form] for form in forms if (kind, form) in by_head), ())


def _walk_parts_of_speech(token: Token) -> Iterator[str]:
    if deep_syntax.is_verb(token):
        yield "verb"
        if token.tag_ in ("VBN", "JJ") and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "relcl"):
            yield "adjective"
        if token.tag_ == "VBG" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "compound", "attr"):
            yield "noun"
        if (
            token.tag_ == "VBZ"
            and token.dep_ in NOMINAL_LABELS
            and deep_syntax.find_child(token, "nsubj", "dobj", "mark") is None
        ):
            yield "noun"  # a plural that was taken for a verb
    elif token.tag_ in ("NN", "NNS") or (token.tag_.startswith("NNP") and token.is_sent_start):
        yield "noun"  # as part of a name (`the Civil War`) a noun tells no act
    elif token.tag_.startswith("JJ"):
        yield "adjective"
        if find_word_start(token) < token.i:
            yield "noun"  # a go-slow


def _build_trigger(event_type: str, sense: TriggerSense, token: Token, trail: list[int], consumed: set[int]) -> Trigger:
    together = [token.i]
    for i in trail:
        if i - together[-1] <= MAX_WORD_GAP - 1:
            together.append(i)
    return Trigger(event_type, sense, token, find_word_start(token), together[-1] + 1, frozenset(consumed | set(trail)))


def _match_phrase(sense: TriggerSense, token: Token, after: FollowingTokens) -> list[int] | None:
    """Tokens of the phrase's further words, in order; None where one is missing."""
    trail: list[int] = []
    start, reach = 0, MAX_OBJECT_GAP
    for word in sense.following_words:
        ahead = after.tokens[start : start + reach]
        matched = next((one for one in ahead if word in (one.lower_, one.lemma_.lower())), None)
        if matched is None or not _is_part_of_phrase(matched, token, trail):
            return None
        trail.append(matched.i)
        start, reach = matched.i - token.i, MAX_WORD_GAP
    # `took office in May` is no `take in`: a phrase's last word, away from its verb, governs nothing of its own.
    last = token.doc[trail[-1]]
    return None if last.i > token.i + len(trail) and last.dep_ == "prep" and _has_object(last) else trail


def _has_object(token: Token) -> bool:
    return deep_syntax.find_child(token, "pobj") is not None


def _is_part_of_phrase(word: Token, head: Token, trail: Sequence[int]) -> bool:
    """Whether a further word hangs on the phrase so far or on its object, not deeper: `opened a hearing into fire`."""
    if word.i == head.i + 1:
        return True
    above = word.head.head if word.dep_ in ("det", "aux", "compound") else word.head
    while above.i != head.i:
        held = above.head.i == head.i and (above.dep_ in PHRASE_LABELS or above.i == head.i + 1)
        if above.i == above.head.i or not (above.i in trail or held):
            return False
        above = above.head
    return True
