"""The noun that a bare number counts, and its noun phrase."""

from spacy.tokens import Token

from pipeline.extract.quantity import units
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.numbers import read
from pipeline.extract.quantity.words import among

NOUNS = frozenset({"NOUN", "PROPN"})
# How far to the right of its number a counted noun is looked for, in tokens; longer runs are misparses.
REACH = 9
PERSONAL = ("er", "or", "ist", "ian", "man", "woman")
# Links of words that stand before a noun without being part of what is counted.
OUTSIDE = frozenset({"det", "punct", "case", "prep", "predet", "cc"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM", "PART"})


def count(line: Line, amount: Amount) -> None:
    """Set the amount's counted noun and its unit, where it has no unit of measure."""
    if amount.unit is not None or amount.kind == "multiple":
        return
    token = line.token(amount.number_at[1] - 1)
    if line.lower(amount.last) == "times":
        amount.noun, amount.unit, amount.last = line.index(amount.last), "time", amount.last + 1
        _divide(line, amount)
        return
    suspended = line.dash(amount.last) and line.glued(amount.last) and not line.glued(amount.last + 1)
    joined = line.lower(amount.last) in {"to", "or", "and"} and amount.kind != "ordinal"
    if joined and read(line, amount.last + 1):
        return  # "4,205 to 3,900 votes": the noun comes with the last
    if line.text(amount.last) == "%" or suspended or (line.dash(amount.last) and line.text(amount.last + 1) == ","):
        return  # "two-, three- and four-seat": the noun comes with the last
    noun = (
        _hyphenated(line, amount)
        or _measure_word(line, amount)
        or _of(line, amount)
        or _governor(line, token, amount)
        or _run(line, amount)
    )
    if noun is None or noun.i >= line.sentence.last or noun.i < line.sentence.first:
        return
    amount.noun = noun.i
    amount.unit = lemma(noun)
    _divide(line, amount)


def after(line: Line, amount: Amount) -> int:
    """The place after an amount and its counted noun."""
    return max(amount.last, line.last_of.get(amount.noun, 0) + 1) if amount.noun is not None else amount.last


def _divide(line: Line, amount: Amount) -> None:
    """`three tests per day`, `four times a week`: a rate."""
    if below := units.per_after(line, after(line, amount)):
        amount.unit = f"{amount.unit} per {below.name}"
        amount.last = below.last


def lemma(token: Token) -> str:
    """The lemma of a counted noun, in lower case; `people` stands for `person`."""
    if token.lower_ in {"people", "persons"}:
        return "person"
    if token.pos_ == "PROPN":
        return token.lower_.removesuffix("s") if token.tag_ == "NNPS" else token.text
    return _compound(token) + token.lemma_.lower()


def _compound(token: Token) -> str:
    """What a hyphen ties to a noun: the `co-` of `co-workers`, the `second-` of `second-graders`."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return ""
    return "" if _number(token.nbor(-2)) else f"{token.nbor(-2).lower_}-"


def _hyphenated(line: Line, amount: Amount) -> Token | None:
    """`12-page`: the noun that a hyphen ties to the number."""
    place = amount.last
    if not line.dash(place) or not line.glued(place) or line.kind(place + 1) != "word" or not line.glued(place + 1):
        return None
    token = line.token(place + 1)
    amount.last = place + 2
    return token


def _measure_word(line: Line, amount: Amount) -> Token | None:
    """`12 page document`: a noun in the singular between a number above one and the noun that it measures."""
    place = amount.last
    if place + 1 >= len(line) or line.kind(place) != "word" or amount.value in {None, 1.0}:
        return None
    token = line.token(place)
    if token.tag_ != "NN" or token.lower_ != line.lower(place) or token.dep_ not in {"compound", "nmod", "amod"}:
        return None
    head = token.head
    return token if head.i > token.i and head.tag_ == "NN" and token.i + 4 > head.i else None


def _of(line: Line, amount: Amount) -> Token | None:
    """`dozens of homes`, `two of the deputies`: the noun after `of`."""
    place = amount.last
    if line.lower(place) != "of":
        if amount.kind == "part" and line.lower(place) in {"the", "a", "all", "its", "their", "his", "her"}:
            return _head_after(line, place)
        return None
    if place + 1 >= len(line) or line.kind(place + 1) == "numeral":
        return None
    return _head_after(line, place + 1)


def _head_after(line: Line, place: int) -> Token | None:
    """The head of the noun phrase that begins at a place."""
    if place >= len(line):
        return None
    token = line.token(place)
    head = token
    for _ in range(4):
        if head.pos_ in NOUNS and head.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr", "ROOT"}:
            break
        if head.head.i <= head.i or head.head.pos_ not in NOUNS:
            break
        head = head.head
    return head if head.pos_ in NOUNS and head.i - token.i < REACH else None


def _governor(line: Line, token: Token, amount: Amount) -> Token | None:
    """The noun that the number modifies in the parse."""
    head = token
    for _ in range(4):
        if head.dep_ not in {
            "nummod",
            "quantmod",
            "compound",
            "amod",
            "advmod",
            "npadvmod",
            "nmod",
            "det",
            "predet",
            "poss",
        }:
            return None
        head = head.head
        if head.i > token.i and head.pos_ in NOUNS and not _number(head) and not _inner(head):
            break
    if any(child.lower_ in {"last", "next", "this"} and child.i > token.i for child in head.lefts):
        return None
    if head.i <= token.i or head.i - token.i > REACH or head.pos_ not in NOUNS or _cut(line, amount.last, head.i):
        return None
    return head


def _run(line: Line, amount: Amount) -> Token | None:
    """The last noun of the run of words right after the number, where the parse ties them otherwise."""
    if amount.last >= len(line) or line.kind(amount.last) != "word":
        return None
    start = line.index(amount.last)
    if start == line.index(amount.last - 1):
        return None
    doc, last = line.parsed.doc, None
    for at in range(start, min(start + REACH, line.sentence.last)):
        token = doc[at]
        if token.pos_ in NOUNS:
            last = token
        elif (
            token.lower_ in {"last", "next", "this"}
            or (
                token.pos_ not in {"ADJ", "NUM"}
                and not (token.tag_ in {"VBN", "VBG", "HYPH", "POS", "``", "''"} and last is None)
            )
            or last is not None
        ):
            break
    return last if last is not None and not among("never_counted", last.lower_) else None


def _cut(line: Line, place: int, noun: int) -> bool:
    """Whether a comma, colon or bracket parts the number from the noun; a whole bracket between does not."""
    doc, depth = line.parsed.doc, 0
    for at in range(line.index(place), noun):
        depth += (doc[at].text == "(") - (doc[at].text == ")")
        if depth < 0 or (doc[at].text in {",", ";", ":"} and doc[at - 1].pos_ != "ADJ"):
            return True
    return depth > 0


def is_person(noun: Token) -> bool:
    """Whether a noun is one for people, by a list and by the endings of such nouns."""
    word = noun.lemma_.lower()
    return noun.lower_ in {"people", "persons"} or among("people", word) or word.endswith(PERSONAL)


def _inner(noun: Token) -> bool:
    """Whether a noun is a name that only modifies a plural after it: the union of `union (EU) officials`."""
    above = noun.head
    return noun.dep_ in {"compound", "nmod"} and noun.pos_ == "PROPN" and above.i > noun.i and above.tag_ == "NNS"


def _number(token: Token) -> bool:
    return token.pos_ == "NUM" or token.like_num


def phrase(line: Line, amount: Amount) -> tuple[int, int] | None:
    """The tokens `[first, last)` of the counted noun with its modifiers and the `of` that tells what it is made of."""
    if amount.noun is None:
        return None
    doc = line.parsed.doc
    noun = doc[amount.noun]
    behind = amount.last < len(line) and line.index(amount.last) <= noun.i
    after = line.index(amount.last if behind else min(amount.number_at[1], len(line) - 1))
    first = max(after, min((child.i for child in noun.lefts), default=noun.i)) if after <= noun.i else noun.left_edge.i
    while first < noun.i and (doc[first].dep_ in OUTSIDE or doc[first].tag_ in {"RBS", "RBR"}):
        first += 1
    last = noun.i + 1
    of = doc[last] if last < line.sentence.last else None
    if of is not None and of.text == "of" and of.head == noun:
        inner = next((child for child in of.children if child.dep_ == "pobj"), None)
        if inner is not None and inner.right_edge.i < line.sentence.last:
            last = inner.i + 1
    return first, last
