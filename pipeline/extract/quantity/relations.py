"""The noun phrases that a clause ties a quantity to: what it modifies or is of, and the subject of its clause."""

from collections.abc import Sequence
from functools import partial

from spacy.tokens import Token

from pipeline.extract.quantity import subjects
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.anchor import CLIMB, anchor, tokens
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import NAMING, NOUNS, Range, runs
from pipeline.extract.quantity.words import among

MODIFIES = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod", "det"})
# Prepositions that tie what follows a quantity to it.
TYING = frozenset({"of", "for", "from", "on", "off", "in"})


def relations(line: Line, amount: Amount, others: set[int], counted: set[int]) -> list[Range]:
    """Token ranges `[first, last)` of the phrases, the closest first; `others` are the tokens of all quantities.

    `counted` are the nouns that other quantities count: a quantity may be of them ("8 boys under the age of 5").
    """
    own = tokens(line, amount)
    without = own | others
    phrases = partial(_phrases, line, without=without, others=others - own)
    near, subject = _near(line, amount, own, others - counted), subjects.governing(line, amount, own, others)
    if subject is not None and (subject == near or (near is not None and near.i < min(own) and _aside(near))):
        subject = None
    elif subject is not None and subject.i in others - counted:
        subject = _parted(subject) or subject
    found = phrases(near)
    if near is not None and _modifies(line, max(own), near):
        found += _left_part(line, amount, others)
    found += phrases(subject, with_conjuncts=True, apart=near)
    if not found:
        instead = subjects.before_verb(line, amount, own, without) or subjects.object_of(line, amount, own, without)
        found = phrases(instead, with_conjuncts=True)
    if not found and (amount.noun is None or line.text(amount.first - 1) == "("):
        found = _left_neighbour(line, amount, without)
    return list(dict.fromkeys(found))


def _phrases(
    line: Line,
    head: Token | None,
    *,
    without: set[int],
    others: set[int],
    with_conjuncts: bool = False,
    apart: Token | None = None,
) -> list[Range]:
    """The phrases of a noun, the one that holds it first; `apart` is a noun with phrases of its own."""
    if head is None:
        return []
    outside = (without | {apart.i} if apart is not None else without) - {head.i}
    found = runs(line, head, outside, others=others, with_conjuncts=with_conjuncts)
    return sorted(found, key=lambda run: not run[0] <= head.i < run[1])


def gapped(line: Line, amount: Amount, earlier: Sequence[Amount], others: set[int]) -> Range | None:
    """Who has a quantity whose verb is left out: `A won 53 percent, B 39 percent`, `A won by 8 points and B by 6`."""
    doc, last, start = line.parsed.doc, line.index(amount.first), line.sentence.first
    if not earlier or earlier[-1].unit != amount.unit or amount.noun is not None:
        return None
    last -= doc[last - 1].lower_ in {"by", "to", "at"}
    first = last
    while first > start and first - 1 not in others and doc[first - 1].pos_ in NAMING:
        first -= 1
        joined = first - 1 > start and doc[first - 1].lower_ == "and"
        if joined and first - 2 not in others and doc[first - 2].pos_ in NOUNS:
            first -= 1
    joint = doc[first - 1] if first > start else None
    if joint is None or not (joint.text in {",", ";"} or joint.lower_ in {"and", "but", "while"}):
        return None
    if any(token.pos_ in {"VERB", "AUX"} for token in doc[line.index(earlier[-1].last - 1) : first]):
        return None
    while first < last and doc[first].pos_ == "DET":
        first += 1
    return (first, last) if first < last and doc[last - 1].pos_ in NOUNS else None


def _near(line: Line, amount: Amount, own: set[int], others: set[int]) -> Token | None:
    """The noun that the quantity modifies, is of, or that hangs on it."""
    token = anchor(line, amount, own)
    before = line.parsed.doc[min(own) - 1] if min(own) > line.sentence.first else token
    modifies = token.head.i > max(own) and token.dep_ in MODIFIES
    if before.tag_ == "POS" and before.head.pos_ in NOUNS and not modifies:
        return before.head  # "the miller's $30"
    if amount.noun is not None and (owner := _owner(line.parsed.doc[amount.noun], own)):
        return owner
    if after := _after(line, amount, own, others):
        return after
    for _ in range(CLIMB):
        head, dep = token.head, token.dep_
        if head == token or head.i < line.sentence.first or head.i >= line.sentence.last:
            return None
        if head.pos_ in NOUNS and head.i not in own and head.i not in others and not among("time_units", head.lower_):
            tied = dep in {"appos", "prep"} and amount.noun is None and amount.unit_measure != "duration"
            if dep in MODIFIES or tied:
                return head
            if dep == "prep":
                spans = amount.unit_measure == "duration"
                return (
                    head if token.lower_ == "of" or (token.lower_ in {"between", "from", "to"} and not spans) else None
                )
            if dep != "conj":
                return None
        elif head.pos_ in {"VERB", "AUX"} or (amount.noun is not None and dep == "prep" and head.pos_ not in NOUNS):
            moved = token.lower_ in {"to", "from", "by", "at"} and amount.unit_measure != "duration"
            if dep in {"prep", "npadvmod", "oprd"} and (moved or amount.unit_measure in {"money", "price"}):
                return _moved(head, own | others)
            return None
        token = head
    return None


def _moved(verb: Token, without: set[int]) -> Token | None:
    """What a verb moves to or by a quantity; `it` and `them` stand for what the verb before acts on."""
    things = [child for child in verb.rights if child.dep_ == "dobj" and child.i not in without]
    if things and things[0].lower_ in {"it", "them"} and verb.dep_ in {"advcl", "conj", "xcomp"}:
        things = [child for child in verb.head.rights if child.dep_ == "dobj" and child.i not in without]
    return next((thing for thing in things if thing.pos_ in NOUNS), None)


def _after(line: Line, amount: Amount, own: set[int], others: set[int]) -> Token | None:
    """The object of a preposition right after a quantity: `20% of the vote`, `$30 (£24) for a shirt`."""
    at = max(own) + 1
    while at < line.sentence.last and (line.parsed.doc[at].text in {"(", ")"} or at in others) and at - max(own) < 9:
        at += 1
    if at >= line.sentence.last or line.parsed.doc[at].lower_ not in TYING or amount.unit_measure == "duration":
        return None
    preposition = line.parsed.doc[at]
    token = anchor(line, amount, own)
    of_noun = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in NOUNS
    if of_noun and token.head.head.i not in others and preposition.lower_ != "of":
        return None
    if amount.noun is not None and preposition.lower_ != "for":
        return None
    if preposition.lower_ != "of" and amount.unit_measure not in {"share", "money", "price", None}:
        return None
    if preposition.lower_ == "on" and amount.unit_measure != "share":
        return None
    inner = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    dated = inner is not None and (inner.ent_type_ in {"DATE", "TIME"} or inner.i in others)
    if preposition.lower_ == "in" and inner is not None:
        placed = inner.ent_type_ in {"GPE", "LOC", "FAC"} and (amount.unit_measure is not None)
        dated = dated or placed or among("months", inner.lower_)
    return inner if inner is not None and inner.pos_ in NOUNS and not dated else None


def _aside(near: Token) -> bool:
    """Whether what a quantity is of stands beside the clause: `deeper than a well of 9 metres`, `, on sales of $9m`."""
    link = near.head
    if near.dep_ != "pobj" or link.i == 0:
        return False
    return among("prepositions_aside", link.lower_) or (link.lower_ == "on" and link.nbor(-1).is_punct)


def _parted(share: Token) -> Token | None:
    """What another quantity is of: `60 percent of the pupils agreed, and 20 percent did not`."""
    of = next((child for child in share.rights if child.lower_ == "of"), share)
    return next((child for child in of.rights if child.dep_ == "pobj" and child.pos_ in NOUNS), None)


def _owner(noun: Token, own: set[int]) -> Token | None:
    """Whose the counted things are."""
    return next(
        (child for child in noun.children if child.dep_ == "poss" and child.pos_ in NOUNS and child.i in own), None
    )


def _modifies(line: Line, last: int, head: Token) -> bool:
    """Whether a noun after a quantity is modified by it, with no preposition between."""
    between = line.parsed.doc[last + 1 : max(head.i, last + 1)]
    return head.i > last and all(token.pos_ not in {"ADP", "PUNCT", "DET"} for token in between)


def _left_part(line: Line, amount: Amount, others: set[int]) -> list[Range]:
    """Adjectives and nouns right before a quantity that modifies a noun: the `best` of `the best $200 phones`."""
    doc, last = line.parsed.doc, line.index(amount.first)
    first = last
    while first - 1 >= line.sentence.first and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
        if first - 1 in others or amount.qualifier != "exact":
            break
        first -= 1
    return [(first, last)] if first < last and not among("never_counted", doc[first].lower_) else []


def _left_neighbour(line: Line, amount: Amount, without: set[int]) -> list[Range]:
    """The noun phrase that ends right before a quantity, maybe before a bracket or colon: lists without verbs."""
    doc, at = line.parsed.doc, line.index(amount.first) - 1
    while at >= line.sentence.first and (at in without or doc[at].text in {"(", ":", ",", "-", "–", "up", "down"}):
        at -= 1
    if at < line.sentence.first or at in without:
        return []
    numbered = at > line.sentence.first and doc[at].pos_ == "NUM" and doc[at - 1].pos_ == "PROPN"  # "FTSE 100"
    first = at - numbered
    if doc[first].pos_ not in NOUNS:
        return []
    while first > line.sentence.first and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"} and first - 1 not in without:
        first -= 1
    return [(first, at + 1)]
