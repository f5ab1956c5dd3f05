"""Where what is said begins and ends: the edges of clauses, objects and infinitives that a cue governs."""

from spacy.tokens import Doc, Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.lexicon import Cue, cue_of
from pipeline.extract.speech.speakers import phrase

VERB_TAGS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "oprd", "ccomp", "acomp", "dative", "attr"})
ASIDES = frozenset({"advmod", "npadvmod", "prep", "dobj", "dative", "prt"})  # of a cue between commas
COMMAS = frozenset({",", "—", "–", "-", "--"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NAMING = NOMINAL | {"DET", "ADJ", "ADP", "PART", "NUM"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST = 200  # tokens of a clause that are looked at; prose has no longer ones
REACH = 10  # words between a cue and its `that`: whom it was told, where and when
OPENERS = frozenset({"nsubj", "nsubjpass", "det", "poss", "compound", "amod", "expl", "nummod", "advmod"})
WRITERS = frozenset({"which", "while"})  # what opens an aside of the writer after a comma
EDGE = frozenset(",.;:—–-") | {"--"}


def trim(doc: Doc, first: int, last: int) -> Tokens:
    """Tokens without punctuation and white space at the ends, and without the `that` that opens a clause."""
    while first < last and (doc[first].is_space or doc[first].text in EDGE):
        first += 1
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in EDGE):
        last -= 1
    if (
        last - first > 1
        and doc[first].lower_ == "that"
        and (doc[first].dep_ in ("mark", "advmod") or doc[first].tag_ == "IN")
    ):
        first += 1
    return first, last


def claim(cue: Token, who: Token | None, pieces: list[Tokens], frame: str) -> Claim | None:
    """A claim of a cue, a speaker's head and pieces; none where nothing is left of the pieces."""
    kept = [piece for piece in (trim(cue.doc, *piece) for piece in pieces) if piece[0] < piece[1]]
    if not kept:
        return None
    speaker, named = phrase(who) if who is not None else (None, None)
    return Claim((cue.i, cue.i + 1), speaker, named, tuple(kept), frame)


def prepositional(token: Token, cue: Cue) -> list[Tokens]:
    """What follows the first of a cue's prepositions."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            return [(child.i + 1, child.right_edge.i + 1)]
        opener = child.left_edge
        if child.dep_ in ("advcl", "ccomp") and opener.dep_ == "mark" and opener.lower_ in cue.prepositions:
            return [(opener.i + 1, child.right_edge.i + 1)]
    return []


def clause_after(verb: Token, clause: Token) -> Tokens:
    """The clause that follows its cue, with the adverbial clauses that go with it."""
    doc = verb.doc
    first, last = max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1
    for sibling in verb.rights:
        if sibling.dep_ == "advcl" and sibling.left_edge.i == last and doc[last].dep_ in ("mark", "advmod"):
            last = sibling.right_edge.i + 1
        if sibling.dep_ == "conj" and has_subject(sibling) and not cue_of(sibling) and doc[last].dep_ == "cc":
            last = sibling.right_edge.i + 1
    return first, _cut(verb, clause, first, last)


def _cut(verb: Token, clause: Token, first: int, last: int) -> int:
    """The end of a clause before what the parser hangs on it and the writer says: a further act of speech, an aside."""
    doc = verb.doc
    for token in doc[max(first + 2, clause.i + 1) : min(last, first + LONGEST)]:
        start = token.left_edge.i
        if token.dep_ == "conj" and token.tag_ == verb.tag_ and not has_subject(token) and cue_of(token):
            return next((t.i for t in reversed(doc[first : token.i]) if t.dep_ == "cc"), token.i)
        if token.dep_ in ("conj", "advcl") and has_subject(token) and _tells(token) and start > clause.i:
            return start - 1 if doc[start - 1].dep_ == "cc" else start
        ends = token.right_edge.i + 1 >= last - 1
        if token.dep_ in ("relcl", "advcl") and ends and doc[start - 1].text == ",":
            opener = doc[start]
            if opener.lower_ in WRITERS or opener.tag_ == "VBG":
                return start
    return last


def clause_before(verb: Token, clause: Token) -> list[Tokens]:
    """The clause that its cue follows or interrupts, with what opens the sentence."""
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
    if not credits and (
        subject is None or any(c.dep_ == "mark" and c.i >= subject.left_edge.i - 2 for c in verb.lefts)
    ):
        return []
    if subject is not None and subject.tag_ in ("WP", "WDT"):
        return []
    start, end = verb.left_edge.i, verb.i + 1
    if subject is not None and not credits:
        start = min(subject.left_edge.i, verb.i)
    if subject is not None:
        end = max(end, subject.right_edge.i + 1)
    for child in verb.rights:
        if child.left_edge.i == end and child.dep_ in ASIDES:
            end = child.right_edge.i + 1
    while end < last and doc[end].ent_type_ in ("DATE", "TIME"):
        end += 1
    opens, closes = doc[start - 1].text in COMMAS and start - first >= 2, end < last and doc[end].text in COMMAS
    if credits and start == first and closes:
        return [(end, last)]
    if (
        not opens
        or doc[start - 1].tag_ == "HYPH"
        or not (closes or (end >= last - 1 and (credits or verb.dep_ == "parataxis")))
    ):
        return []
    if _writer_goes_on(doc, end + 1, last):
        return [(first, start)] if credits else []
    return [(first, start), (end, last)]


def _writer_goes_on(doc: Doc, place: int, last: int) -> bool:
    """Whether what follows an interrupting cue is the writer's: a participle, a relative clause, a further cue."""
    if place >= last:
        return False
    opener = doc[place]
    if opener.tag_ == "CC" and place + 1 < last:
        return doc[place + 1].pos_ in VERB_TAGS and cue_of(doc[place + 1]) is not None
    return opener.tag_ in ("VBG", "WDT", "WP") and opener.lower_ != "including"


def following(verb: Token, last: int) -> list[Tokens]:
    """The words after a cue up to its sentence's end, where they hold a clause that the parser hung elsewhere."""
    doc = verb.doc
    rest = doc[verb.i + 1 : last]
    thats = (token for token in rest[:REACH] if token.lower_ == "that")
    that = next((token.i for token in thats if token.tag_ == "IN" or token.dep_ == "advmod"), None)
    first = that if that is not None else verb.i + 1
    plain = verb.tag_ in FINITE and has_subject(verb) and len(rest) > 1 and rest[0].dep_ in OPENERS
    if not (plain or that is not None) or not any(token.tag_ in FINITE for token in doc[first:last]):
        return []
    return [(first, last)]


def _tells(verb: Token) -> bool:
    """Whether a verb tells by itself what somebody says."""
    cue = cue_of(verb)
    return cue is not None and "quote" in cue.takes and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.rights)


def closed(verb: Token, first: int, last: int) -> list[Tokens]:
    """What a cue with its subject closes after a comma ("The bridge is safe, she said"), where the parser is blind."""
    doc = verb.doc
    stops = (t for t in reversed(doc[first : verb.i]) if t.pos_ in VERB_TAGS or (t.text in COMMAS and t.tag_ != "HYPH"))
    start = next((t.i for t in stops), first)
    subject = doc[start + 1 : verb.i]
    if doc[start].text not in COMMAS or len(subject) == 0 or subject[-1].pos_ not in NOMINAL:
        return []
    if any(t.pos_ not in NAMING for t in subject) or not any(t.tag_ in FINITE for t in doc[first:start]):
        return []
    rest = [t for t in doc[verb.i + 1 : last] if not t.is_punct and not t.is_space]
    return [(first, start)] if all(t.ent_type_ in ("DATE", "TIME") or t.lower_ == "on" for t in rest) else []


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.children)
