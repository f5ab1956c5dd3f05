"""The noun phrases that a clause ties a quantity to: what it modifies or is of, and the subject of its clause."""

from spacy.tokens import Token

from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import NOUNS, Range, runs
from pipeline.extract.quantity.words import among

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
MODIFIES = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod", "det"})
# How many links of the parse are followed upwards from a quantity; real clauses need three or four.
CLIMB = 8
# Prepositions that tie what follows a quantity to it.
TYING = frozenset({"of", "for", "from", "on", "off", "in"})


def tokens(line: Line, amount: Amount) -> set[int]:
    """The tokens of a quantity, its counted noun and all before that noun."""
    own = set(range(line.index(amount.first), line.index(amount.last - 1) + 1))
    if amount.noun is not None:
        own.update(range(line.index(amount.first), amount.noun + 1))
    return own


def relations(line: Line, amount: Amount, others: set[int], counted: set[int]) -> list[Range]:
    """Token ranges `[first, last)` of the phrases, the closest first; `others` are the tokens of all quantities.

    `counted` are the nouns that other quantities count: a quantity may be of them ("8 boys under the age of 5").
    """
    own = tokens(line, amount)
    without = own | others
    ranges: list[Range] = []
    near, subject = _near(line, amount, own, others - counted), _governing_subject(line, amount, own, others)
    for head, is_subject in ((near, False), (subject, True)):
        if head is None or (is_subject and head == near):
            continue
        found = runs(line, head, without - {head.i}, with_conjuncts=is_subject)
        if not is_subject and _modifies(line, max(own), head):
            found = _left_part(line, amount, others) + found
        ranges += [run for run in found if run not in ranges]
    if not ranges and (left := _before_verb(line, amount, own, without)):
        ranges = runs(line, left, without, with_conjuncts=True)
    bracketed = line.text(amount.first - 1) == "("
    if not ranges and (amount.noun is None or bracketed):
        ranges = _left_neighbour(line, amount, without)
    return ranges


def anchor(line: Line, amount: Amount, own: set[int]) -> Token:
    """The token by which the quantity hangs in the parse."""
    token = line.token(amount.number_at[1] - 1)
    if amount.noun is not None:
        token = line.parsed.doc[amount.noun]
    for _ in range(CLIMB):
        if token.head == token or token.head.i not in own:
            break
        token = token.head
    return token


def _near(line: Line, amount: Amount, own: set[int], others: set[int]) -> Token | None:
    """The noun that the quantity modifies, is of, or that hangs on it."""
    token = anchor(line, amount, own)
    if amount.noun is not None and (owner := _owner(line.parsed.doc[amount.noun], own)):
        return owner
    if after := _after(line, amount, own, others):
        return after
    for _ in range(CLIMB):
        head, dep = token.head, token.dep_
        if head == token or head.i < line.sentence.first or head.i >= line.sentence.last:
            return None
        if head.pos_ in NOUNS and head.i not in own and head.i not in others:
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
                return next(
                    (c for c in head.children if c.dep_ == "dobj" and c.pos_ in NOUNS and c.i not in own | others), None
                )
            return None
        token = head
    return None


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


def _owner(noun: Token, own: set[int]) -> Token | None:
    """Whose the counted things are."""
    return next(
        (child for child in noun.children if child.dep_ == "poss" and child.pos_ in NOUNS and child.i in own), None
    )


def _governing_subject(line: Line, amount: Amount, own: set[int], others: set[int]) -> Token | None:
    """The subject of the clause of which the quantity is an object or complement; none for spans of time told first."""
    token = anchor(line, amount, own)
    counted_of = False
    for step in range(CLIMB):
        head, dep = token.head, token.dep_
        adjunct = dep == "prep" and amount.noun is not None and token.lower_ not in {"of", "to", "from", "by"}
        if adjunct and head.pos_ in NOUNS:
            return None
        if dep == "prep" and token.lower_ == "after" and amount.unit_measure == "duration":
            return None
        if dep in SUBJECTS and step == 0:
            return _existential(line, token, own)
        if head == token:
            return subject_of(token, own, others)
        if head.pos_ in {"VERB", "AUX"}:
            if dep in SUBJECTS:
                return None
            fronted = head.i > token.i and dep in {"prep", "npadvmod", "advmod", "advcl"}
            if fronted or (counted_of and dep not in {"attr"}):
                return None
            if head.lemma_ == "be" and any(child.dep_ == "expl" for child in head.children):
                return _existential(line, line.parsed.doc[amount.noun] if amount.noun is not None else token, own)
            return subject_of(head, own, others)
        if head.pos_ in NOUNS and dep == "prep" and amount.noun is not None:
            counted_of = True
        token = head
    return None


def _before_verb(line: Line, amount: Amount, own: set[int], without: set[int]) -> Token | None:
    """The noun right before a verb to which a misparse gives no subject."""
    verb = anchor(line, amount, own)
    for _ in range(CLIMB):
        if verb.head == verb or verb.pos_ in {"VERB", "AUX"}:
            break
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.i > min(own) or any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    at = verb.i - 1
    while at >= line.sentence.first and line.parsed.doc[at].pos_ in {"AUX", "ADV", "PART"}:
        at -= 1
    if at < line.sentence.first or at in without or line.parsed.doc[at].pos_ not in NOUNS:
        return None
    return line.parsed.doc[at]


def _existential(line: Line, noun: Token, own: set[int]) -> Token | None:
    """`there are 40 pupils in the school`, `pupils enrolled at the school`: the place or whole that the noun is in."""
    for child in noun.rights:
        for inner in (child, *child.rights):
            if inner.dep_ == "prep" and child.dep_ in {"prep", "acl"} and inner.lower_ in {"in", "at", "on", "within"}:
                found = next((grand for grand in inner.children if grand.dep_ == "pobj"), None)
                if found is not None and found.pos_ in NOUNS and found.ent_type_ not in {"DATE", "TIME"}:
                    return found if child.dep_ == "acl" else None
    return None


def subject_of(verb: Token, own: set[int], others: set[int]) -> Token | None:
    """The subject of a verb, or of the verb that it depends on where it has none or a pronoun for it."""
    for _ in range(CLIMB):
        subject = _own_subject(verb, own, others)
        if subject is not None and not _looks_up(subject):
            return _named(subject, verb)
        if subject is None and verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOUNS:
            return verb.head
        if verb.head == verb or verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep", "acl"}:
            return None
        verb = verb.head
    return None


def _own_subject(verb: Token, own: set[int], others: set[int]) -> Token | None:
    """The verb's subject; of several, which a misparse makes of one, the last that is no quantity."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.i not in own]
    plain = [subject for subject in subjects if subject.i not in others]
    left = [subject for subject in plain if subject.i < verb.i]
    return next(iter(left[-1:] or plain[:1] or subjects[:1]), None)


def _looks_up(subject: Token) -> bool:
    """Whether a subject stands for one named in the clause above."""
    return subject.lower_ in {"it", "they", "he", "she"} and subject.dep_ != "expl"


def _named(subject: Token, verb: Token) -> Token | None:
    if not subject.text[0].isalnum():
        return None
    if subject.tag_ in {"WDT", "WP"}:
        return verb.head if verb.dep_ == "relcl" and verb.head.pos_ in NOUNS else None
    return subject if subject.pos_ in NOUNS | {"NUM", "ADJ"} or subject.dep_ == "csubj" else None


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
    if at < line.sentence.first or doc[at].pos_ not in NOUNS or at in without:
        return []
    first = at
    while first > line.sentence.first and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"} and first - 1 not in without:
        first -= 1
    return [(first, at + 1)]
