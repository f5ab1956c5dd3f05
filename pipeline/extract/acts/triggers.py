"""Words that report an act: the entries of the lexicon that fit a token and its surroundings in the parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import Act, acts, words

# How far the words of a phrase may lie apart: an object may come between the first two (`took two men into custody`).
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "compound", "advcl", "dep"})
REACH = 8
STEP = 3


@dataclass(frozen=True)
class Trigger:
    """An act found: its entry, its head, the tokens `[first, last)` of its span, and what its conditions took in."""

    event_type: str
    act: Act
    head: Token
    first: int
    last: int
    taken: frozenset[int]


def find(doc: Doc, first: int, last: int) -> list[Trigger]:
    """The triggers among the tokens `[first, last)`, in order; what one takes in is not found again on its own."""
    found = [trigger for token in doc[first:last] if (trigger := _at(token)) is not None]
    taken = {i for trigger in found for i in trigger.taken}
    return [trigger for trigger in found if trigger.head.i not in taken]


def _at(token: Token) -> Trigger | None:
    if _compounded(token):
        return None
    for kind in _kinds(token):
        for event_type, act in _entries(kind, token):
            trail = _phrase(act, token)
            if trail is None:
                continue
            taken = _conditions(act, token)
            if taken is not None:
                return _trigger(event_type, act, token, trail, taken)
    return None


def _compounded(token: Token) -> bool:
    """Whether a word is part of a hyphened one that describes: `war-torn`, `rebel-held`."""
    doc = token.doc
    before = token.i > 1 and doc[token.i - 1].text == "-" and token.dep_ in ("amod", "acl", "compound")
    return before or (token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_)


def _entries(kind: str, token: Token) -> Sequence[tuple[str, Act]]:
    """The entries for a token; the lemmatizer's `rap` for `raped` is mended by what the lexicon has."""
    by_head = acts().by_head
    lemma = _lemma(token)
    if kind == "adjective":
        return by_head.get((kind, token.lower_), ())
    if (kind, lemma) in by_head or kind != "verb":
        return by_head.get((kind, lemma), ())
    for mended in (lemma + "e", lemma + lemma[-1:], lemma.removesuffix("e"), token.lower_.removesuffix("ed")):
        if (kind, mended) in by_head:
            return by_head[(kind, mended)]
    return ()


def _kinds(token: Token) -> Iterator[str]:
    if grammar.is_verb(token):
        yield "verb"
        if token.tag_ == "VBN" and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "relcl"):
            yield "adjective"
        if token.tag_ == "VBG" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "compound"):
            yield "noun"
        if token.tag_ == "VBZ" and token.dep_ in NOMINAL and grammar.child(token, "nsubj", "dobj", "mark") is None:
            yield "noun"  # a plural that was taken for a verb
    elif token.tag_ in ("NN", "NNS") or (token.tag_.startswith("NNP") and token.is_sent_start):
        yield "noun"  # as part of a name (`the Civil War`) a noun tells no act
    elif token.tag_.startswith("JJ"):
        yield "adjective"


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _trigger(event_type: str, act: Act, token: Token, trail: list[int], taken: set[int]) -> Trigger:
    together = [token.i]
    for i in trail:
        if i - together[-1] <= STEP - 1:
            together.append(i)
    return Trigger(event_type, act, token, token.i, together[-1] + 1, frozenset(taken | set(trail)))


def _phrase(act: Act, token: Token) -> list[int] | None:
    """Tokens of the phrase's further words, in order; None where one is missing."""
    trail: list[int] = []
    at, reach = token.i, REACH
    doc, end = token.doc, token.sent.end
    for word in act.words[1:]:
        ahead = range(at + 1, min(at + 1 + reach, end))
        at = next((i for i in ahead if doc[i].lower_ == word or _lemma(doc[i]) == word), -1)
        if at < 0 or not _belongs(doc[at], token):
            return None
        trail.append(at)
        reach = STEP
    # `took office in May` is no `take in`: a phrase's last word, away from its verb, governs nothing of its own.
    if trail and trail[-1] > token.i + len(trail) and doc[trail[-1]].dep_ == "prep" and _governs(doc[trail[-1]]):
        return None
    return trail


def _governs(token: Token) -> bool:
    return grammar.child(token, "pobj") is not None


def _belongs(token: Token, head: Token) -> bool:
    return head.is_ancestor(token) or head.i + 1 == token.i


def _conditions(act: Act, token: Token) -> set[int] | None:
    """What the conditions took in; None where one does not hold."""
    taken: set[int] = set()
    if act.unless and any(_lemma(near) in words(act.unless) for near in _near(token)):
        return None
    if act.kind == "noun":
        return taken if _noun(act, token) else None
    if act.kind == "verb" and (particle := _particle(token)) is not None and particle not in act.words:
        return None  # `backed out` is no `back`
    if act.subject and not _is(grammar.subject(token), act.subject):
        return None
    if act.object or act.no_object:
        thing = grammar.theme(token)
        if act.no_object and thing is not None:
            return None
        if act.object:
            met = _which(thing, act.object) if thing is not None and thing.lower_ != "it" else None
            if met is None:
                return None
            taken.add(met)
    if act.with_ and not _prepositions(act, token, taken):
        return None
    if act.to_do and grammar.complement(token) is None:
        return None
    return taken if not act.clause or _clause(act, token) else None


def _particle(verb: Token) -> str | None:
    own = grammar.child(verb, "prt")
    if own is not None:
        return None if grammar.is_limit(own) else own.lower_
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if after is None or after.head.i != verb.i or after.lower_ not in words(("@particles",)):
        return None
    return None if grammar.child(after, "pobj") is not None else after.lower_


def _noun(act: Act, token: Token) -> bool:
    if act.like and not any(_lemma(near) in words(act.like) for near in token.children if near.i < token.i):
        return False
    if act.under and _governor(token) not in words(act.under):
        return False
    if act.with_ and not _prepositions(act, token, set()):
        return False
    if act.to_do and grammar.complement(token) is None:
        return False
    return not act.clause or _clause(act, token)


def _governor(token: Token) -> str:
    verb = grammar.governor(token)
    if verb is None and token.dep_ == "pobj":
        verb = token.head.head
    return _lemma(verb) if verb is not None else ""


def _near(token: Token) -> Iterator[Token]:
    for kid in token.children:
        yield kid
        if kid.dep_ in ("prep", "dobj"):
            yield from kid.children
    if token.dep_ in ("compound", "dobj", "pobj"):
        yield token.head
        yield token.head.head


def _is(token: Token | None, wanted: tuple[str, ...]) -> bool:
    return token is not None and _which(token, wanted) is not None


def _which(token: Token, wanted: tuple[str, ...]) -> int | None:
    """The token, of a noun and those coordinated with it, that is wanted."""
    named = words(wanted)
    for one in grammar.conjuncts(token):
        if _lemma(one) in named or one.lower_ in named or (one.ent_type_ and one.ent_type_ in named):
            return one.i
        # `thousands of troops`, `a wave of arrests`: the noun behind a measure or a collection
        inner = next((noun for name, noun in grammar.prepositions(one) if name == "of"), None)
        if inner is not None and _lemma(inner) in named:
            return inner.i
    return None


def _prepositions(act: Act, token: Token, taken: set[int]) -> bool:
    thing = grammar.theme(token) if grammar.is_verb(token) else None
    near = [*grammar.prepositions(token), *(grammar.prepositions(thing) if thing is not None else ())]
    for name, governed in near:
        if name in act.with_:
            wanted = act.with_[name]
            if not wanted:
                return True
            if (met := _which(governed, wanted)) is not None:
                taken.add(met)
                return True
    return False


def _clause(act: Act, token: Token) -> bool:
    complement = grammar.complement(token)
    if complement is None:
        return False
    named = words(act.clause)
    return any({kid.lower_, _lemma(kid), kid.ent_type_} & named for kid in (complement, *complement.children))
