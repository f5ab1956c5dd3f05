"""Where what is said begins and ends: the edges of clauses, objects and infinitives that a cue governs."""

from spacy.tokens import Doc, Token

from pipeline.extract.speech.claim import Tokens
from pipeline.extract.speech.lexicon import cue_of

VERB_TAGS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "oprd", "ccomp", "acomp", "dative", "attr"})
ASIDES = frozenset({"advmod", "npadvmod", "prep", "dobj", "dative", "prt"})  # of a cue between commas
COMMAS = frozenset({",", "—", "–", "-", "--"})
EDGE = frozenset(",.;:—–-") | {"--"}


def trim(doc: Doc, first: int, last: int) -> Tokens:
    """Tokens without punctuation and white space at the ends, and without the `that` that opens a clause."""
    while first < last and (doc[first].is_space or doc[first].text in EDGE):
        first += 1
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in EDGE):
        last -= 1
    if last - first > 1 and doc[first].lower_ == "that" and (doc[first].dep_ == "mark" or doc[first].tag_ == "IN"):
        first += 1
    return first, last


def clause_after(verb: Token, clause: Token) -> Tokens:
    """The clause that follows its cue, with the adverbial clauses that go with it."""
    doc = verb.doc
    first, last = max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1
    for sibling in verb.rights:
        if sibling.dep_ == "advcl" and sibling.left_edge.i == last and doc[last].dep_ in ("mark", "advmod"):
            last = sibling.right_edge.i + 1
    return first, _cut(verb, clause, first, last)


def _cut(verb: Token, clause: Token, first: int, last: int) -> int:
    """The end of a clause before what the parser hangs on it and the writer says: a further act of speech, an aside."""
    doc = verb.doc
    for token in doc[first:last]:
        if token.i <= clause.i or token.i - first < 2:
            continue
        if token.dep_ == "conj" and token.tag_ == verb.tag_ and not _has_subject(token) and cue_of(token):
            return next((t.i for t in reversed(doc[first : token.i]) if t.dep_ == "cc"), token.i)
        if (
            token.dep_ in ("relcl", "advcl")
            and doc[token.left_edge.i - 1].text == ","
            and token.right_edge.i + 1 >= last - 1
        ):
            opener = doc[token.left_edge.i]
            if opener.lower_ in ("which", "while", "where", "whose", "who") or opener.tag_ == "VBG":
                return opener.i
    return last


def clause_before(verb: Token, clause: Token, end: int) -> list[Tokens]:
    """The clause that its cue follows or interrupts, with what opens the sentence; `end` is the sentence's end."""
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    teller = (verb.i, verb.i + 1)
    if subject is not None and clause.i < subject.i:
        teller = (min(verb.i, subject.left_edge.i), max(verb.i + 1, subject.right_edge.i + 1))
    return [(min(first, verb.left_edge.i), min(last, teller[0])), (teller[1], max(last, teller[1]))]


def interrupted(verb: Token, first: int, last: int) -> list[Tokens]:
    """What a cue between commas interrupts or closes ("The bridge, she said, is safe") in the sentence `[first, last)`.

    Also what an `as` clause credits ("As she said, the bridge is safe"). Empty where the cue does not stand so.
    """
    doc = verb.doc
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    credits = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.lefts)
    if not credits and (subject is None or any(child.dep_ == "mark" for child in verb.children)):
        return []
    if subject is not None and subject.tag_ in ("WP", "WDT"):
        return []
    start, end = verb.left_edge.i if credits else min(subject.left_edge.i, verb.i), verb.i + 1
    if subject is not None:
        end = max(end, subject.right_edge.i + 1)
    for child in verb.rights:
        if child.left_edge.i == end and child.dep_ in ASIDES:
            end = child.right_edge.i + 1
    opens, closes = doc[start - 1].text in COMMAS and start - first > 2, end < last and doc[end].text in COMMAS
    if credits and start == first and closes:
        return [(end, last)]
    if not opens or not (closes or (end >= last - 1 and (credits or verb.dep_ == "parataxis"))):
        return []
    if end + 1 < last and (doc[end + 1].tag_ in ("VBG", "WDT", "WP", "CC") and doc[end + 1].lower_ != "including"):
        return [(first, start)] if credits else []
    return [(first, start), (end, last)]


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.children)
