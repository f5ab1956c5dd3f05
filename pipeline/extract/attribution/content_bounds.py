"""Where what is said begins and ends: the edges of clauses, objects and infinitives that a cue governs."""

from spacy.tokens import Doc, Token

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_asides import find_end_before_aside
from pipeline.extract.attribution.cue_lexicon import Cue, find_cue
from pipeline.extract.attribution.speaker_phrases import find_speaker_phrase

VERB_POS = frozenset({"VERB", "AUX"})
SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENT_LABELS = frozenset({"dobj", "prep", "xcomp", "oprd", "ccomp", "acomp", "dative", "attr"})
NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
MAX_CLAUSE_LENGTH = 200  # tokens of a clause that are looked at; prose has no longer ones
ASIDE_OPENERS = frozenset({"which", "while", "where", "whose"})  # what opens an aside of the writer after a comma
EDGE_MARKS = frozenset(",.;:—–-") | {"--"}


def trim_range(doc: Doc, first: int, last: int) -> TokenRange:
    """Tokens without punctuation and white space at the ends, and without the `that` that opens a clause."""
    while first < last and (doc[first].is_space or doc[first].text in EDGE_MARKS):
        first += 1
    while first < last and (doc[last - 1].is_space or doc[last - 1].text in EDGE_MARKS):
        last -= 1
    if (
        last - first > 1
        and doc[first].lower_ == "that"
        and (doc[first].dep_ in ("mark", "advmod") or doc[first].tag_ == "IN")
    ):
        first += 1
    return first, last


def build_attribution(cue: Token, who: Token | None, pieces: list[TokenRange], frame: str) -> Attribution | None:
    """A claim of a cue, a speaker's head and pieces; none where nothing is left of the pieces."""
    kept = [piece for piece in (trim_range(cue.doc, *piece) for piece in pieces) if piece[0] < piece[1]]
    if not kept:
        return None
    speaker, named = find_speaker_phrase(who) if who is not None else (None, None)
    return Attribution((cue.i, cue.i + 1), speaker, named, tuple(kept), frame)


def find_prepositional_content(token: Token, cue: Cue, after: int = 0) -> list[TokenRange]:
    """What follows the first of a cue's prepositions among those that hang on a token and stand after a place."""
    doc = token.doc
    for child in token.rights:
        if child.i < after:
            continue
        if child.dep_ == "prep" and child.lower_ in cue.prepositions and not is_date_preposition(child):
            last = extend_past_as(doc, child.right_edge.i + 1)
            return [(child.i + 1, find_end_before_aside(doc, child.i + 1, last))]
        opener = child.left_edge
        if child.dep_ in ("advcl", "ccomp") and opener.dep_ == "mark" and opener.lower_ in cue.prepositions:
            return [(opener.i + 1, child.right_edge.i + 1)]
    return []


def extend_past_as(doc: Doc, last: int) -> int:
    """The end of an object, past what it is taken as where that follows at once."""
    if last < len(doc) and doc[last].lower_ == "as" and doc[last].dep_ == "prep":
        return doc[last].right_edge.i + 1
    return last


def is_date_preposition(preposition: Token) -> bool:
    """Whether a preposition tells a day and no matter ("spoke on Monday")."""
    return any(child.dep_ == "pobj" and child.ent_type_ in ("DATE", "TIME") for child in preposition.rights)


def find_following_clause(verb: Token, clause: Token) -> TokenRange:
    """The clause that follows its cue, with the adverbial clauses that go with it."""
    doc = verb.doc
    first, last = _find_clause_start(verb, clause), clause.right_edge.i + 1
    for sibling in verb.rights:
        if sibling.dep_ == "advcl" and sibling.left_edge.i == last and doc[last].dep_ in ("mark", "advmod"):
            last = sibling.right_edge.i + 1
        if sibling.dep_ == "conj" and has_subject(sibling) and not find_cue(sibling) and doc[last].dep_ == "cc":
            last = sibling.right_edge.i + 1
    return first, _find_clause_end(verb, clause, first, last)


def _find_clause_start(verb: Token, clause: Token) -> int:
    """Where a clause after its cue begins; of one that the parser cut in two the first part, or its subject."""
    parts = [child for child in verb.rights if child.dep_ == "ccomp"]
    if not has_subject(clause):  # "said the days when boats passed are gone": taken for the object
        parts += [child for child in verb.rights if child.dep_ == "dobj" and child.pos_ != "PRON"]
    return min(max(part.left_edge.i, verb.i + 1) for part in parts)


def _find_clause_end(verb: Token, clause: Token, first: int, last: int) -> int:
    """The end of a clause before what the parser hangs on it and the writer says: a further act of speech, an aside."""
    doc = verb.doc
    for token in doc[max(first + 2, clause.i + 1) : min(last, first + MAX_CLAUSE_LENGTH)]:
        start = token.left_edge.i
        if token.dep_ == "conj" and token.tag_ == verb.tag_ and not has_subject(token) and find_cue(token):
            return next((t.i for t in reversed(doc[first : token.i]) if t.dep_ == "cc"), token.i)
        if token.dep_ in ("conj", "advcl") and has_subject(token) and _is_reporting_verb(token) and start > clause.i:
            return start - 1 if doc[start - 1].dep_ == "cc" else start
        ends = token.right_edge.i + 1 >= last - 1
        if token.dep_ in ("relcl", "advcl") and ends and doc[start - 1].text == ",":
            opener = doc[start]
            if (opener.lower_ in ASIDE_OPENERS and not doc[start + 1].is_quote) or opener.tag_ == "VBG":
                return start
    return last


def find_preceding_clause(verb: Token, clause: Token) -> list[TokenRange]:
    """The clause that its cue follows or interrupts, with what opens the sentence."""
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    subject = next((child for child in verb.children if child.dep_ in SUBJECT_LABELS), None)
    teller = (verb.i, verb.i + 1)
    if subject is not None and clause.i < subject.i:
        teller = (min(verb.i, subject.left_edge.i), max(verb.i + 1, subject.right_edge.i + 1))
    return [(min(first, verb.left_edge.i), min(last, teller[0])), (teller[1], max(last, teller[1]))]


def _is_reporting_verb(verb: Token) -> bool:
    """Whether a verb tells by itself what somebody says."""
    cue = find_cue(verb)
    return cue is not None and "quote" in cue.frames and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.rights)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECT_LABELS or child.dep_ == "expl" for child in verb.children)
