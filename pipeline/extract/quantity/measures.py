"""What kind of thing a quantity counts or measures: by its unit, its noun, and the verb of its clause."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.anchor import anchor, tokens
from pipeline.extract.quantity.counted import is_person
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import SUBJECTS
from pipeline.extract.quantity.subjects import subject_of
from pipeline.extract.quantity.words import among

LEXICON = Path(__file__).resolve().parent.parent / "lexicons" / "measures.yml"
SUFFERS = frozenset({"nsubjpass", "dobj", "attr", "oprd"})
# Measures that the noun a bare number hangs on may tell.
HEADED = ("population", "killed", "wounded", "detained", "protesters", "troops", "votes")
PASSES_ON = frozenset({"xcomp", "ccomp", "oprd", "advcl"})


class Kind(Entry):
    """Nouns, verbs and places that tell one measure; the file tells what its fields mean."""

    measure: str
    people: bool = False
    nouns: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    suffers: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@cache
def lexicon() -> Lexicon[Kind]:
    """The measures."""
    return load(LEXICON, Kind)


@cache
def _index(field: str) -> dict[str, Kind]:
    return {word: entry for entry in reversed(lexicon().entries) for word in getattr(entry, field)}


def measure(line: Line, amount: Amount) -> str:
    """A value of the vocabulary `measure`."""
    if amount.kind == "ordinal":
        return "ordinal"
    if amount.kind == "multiple" or amount.unit_measure == "money":
        found = _by_head(line, amount, "price")
        return found or amount.unit_measure or "other"
    if amount.unit == "degree" and among("angles", anchor(line, amount, tokens(line, amount)).head.lemma_):
        return "other"
    if amount.unit_measure:
        return amount.unit_measure
    if amount.kind == "part":
        return "share"
    return _by_deed(line, amount) or _by_noun(line, amount) or _by_head(line, amount, *HEADED) or "other"


def _told(entry: Kind) -> str:
    lexicon().hit(entry)
    return entry.measure


def _by_noun(line: Line, amount: Amount) -> str | None:
    if amount.noun is None:
        shared = _index("nouns").get(amount.unit or "") if not line.dash(amount.last) else None
        return _told(shared) if shared else None
    noun = line.parsed.doc[amount.noun]
    place = line.first_of.get(amount.noun, 0)
    if line.dash(place - 1) and line.glued(place):
        return None  # a 600-seat hall has no votes
    if entry := _index("nouns").get(noun.lemma_.lower()) or _index("nouns").get(noun.lower_):
        return _told(entry)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if entry := _index("contents").get(inner.lemma_.lower()):
                    return _told(entry)
    return None


def _by_head(line: Line, amount: Amount, *wanted: str) -> str | None:
    """The measure of the noun that the number hangs on: `a city of 2 million`, `a doubling of the cost`."""
    token = anchor(line, amount, tokens(line, amount))
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"of", "at"} else None
    below = [grand for child in token.rights if child.dep_ == "prep" for grand in child.children]
    subject = subject_of(token.head, set(), set()) if token.dep_ not in SUBJECTS else None
    for noun in [above, *below, subject] if amount.noun is None else []:
        for head in _heads(noun) if noun is not None else []:
            entry = _index("heads").get(head)
            if entry and entry.measure in wanted:
                return _told(entry)
    return None


def _heads(noun: Token) -> list[str]:
    """The lemma of a noun and of what it is the number of: `toll`; `number`, `dead`."""
    of = [inner for child in noun.rights if child.lower_ == "of" for inner in child.children]
    counted = of if among("numbers_of", noun.lemma_.lower()) else []
    return [noun.lemma_.lower(), *(token.lower_ for token in counted)]


def _by_deed(line: Line, amount: Amount) -> str | None:
    """The measure that the verbs of the clause tell of the people counted."""
    if amount.noun is not None and not is_person(line.parsed.doc[amount.noun]):
        return None
    token = anchor(line, amount, tokens(line, amount))
    for verb, dep in _deeds(token):
        lemma = verb.lemma_.lower()
        entry = _index("suffers").get(lemma) if dep in SUFFERS or verb.tag_ == "VBN" else None
        if entry is None and (dep == "nsubj" or verb.dep_ == "acl"):
            entry = _index("acts").get(lemma)
        if entry is None and dep in {"nsubj", "nsubjpass"}:
            entry = next((_index("places")[place] for place in _places(verb) if place in _index("places")), None)
        if entry is not None and entry.people:
            return _told(entry)
    following = line.token(amount.last).lower_ if amount.last < len(line) else ""
    entry = _index("nouns").get(following)
    return _told(entry) if entry and entry.people else None


def _deeds(token: Token) -> Iterator[tuple[Token, str]]:
    """The verbs that tell of a noun, with its part in each: its clause, complements, participles after it."""
    verb, dep = token.head, token.dep_
    if dep == "conj" and verb.pos_ not in {"VERB", "AUX"}:
        verb, dep = verb.head, verb.dep_
    if verb.pos_ in {"VERB", "AUX"}:
        yield verb, dep
        for child in verb.rights:
            if child.dep_ in PASSES_ON and child.pos_ == "VERB" and dep in {"nsubj", "nsubjpass"}:
                yield child, "nsubjpass" if child.tag_ == "VBN" and not _active(child) else "nsubj"
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            yield child, "nsubjpass" if child.tag_ == "VBN" and not _active(child) else "nsubj"


def _active(verb: Token) -> bool:
    """Whether a past participle is of a perfect (`have died`) and no passive (`have been killed`)."""
    helpers = {child.lemma_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return "have" in helpers and "be" not in helpers


def _places(verb: Token) -> Iterator[str]:
    for child in verb.rights:
        if child.dep_ == "prep":
            for inner in child.children:
                yield inner.lemma_.lower()
