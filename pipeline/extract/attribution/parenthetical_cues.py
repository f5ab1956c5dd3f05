"""Cues between the words said or after them: "The bridge, she said, is safe", "The bridge is safe, said the mayor"."""

from spacy.tokens import Doc, Token

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_bounds import FINITE_TAGS, NOMINAL_POS, SUBJECT_LABELS, VERB_POS, has_subject
from pipeline.extract.attribution.cue_lexicon import find_cue

SPEAKER_POS = NOMINAL_POS | {"DET", "ADJ", "ADP", "PART", "NUM"}
ASIDE_LABELS = frozenset({"advmod", "agent", "npadvmod", "prep", "dobj", "dative", "prt"})  # of a cue between commas
SETTING_PREPOSITIONS = frozenset(
    {"after", "at", "before", "during", "in", "on", "to"}
)  # of saying: when, where and whom
COMMAS = frozenset({",", "—", "–", "-", "--"})
MAX_THAT_DISTANCE = 10  # words between a cue and its `that`: whom it was told, where and when
OPENER_LABELS = frozenset({"nsubj", "nsubjpass", "det", "poss", "compound", "amod", "expl", "nummod", "advmod"})
OWN_OBJECT_LABELS = frozenset(
    {"dobj", "xcomp"}
)  # what a cue governs itself, so that what follows is no clause hung elsewhere


def find_interrupted_content(verb: Token, first: int, last: int) -> list[TokenRange]:
    """What a cue between commas interrupts or closes ("The bridge, she said, is safe") in the sentence `[first, last)`.

    Also what an `as` clause credits ("As she said, the bridge is safe"). Empty where the cue does not stand so.
    """
    doc = verb.doc
    subject = next((child for child in verb.children if child.dep_ in SUBJECT_LABELS), None)
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
        if child.left_edge.i == end and child.dep_ in ASIDE_LABELS:
            end = child.right_edge.i + 1
    while end < last and doc[end].ent_type_ in ("DATE", "TIME"):
        end += 1
    opens, closes = doc[start - 1].text in COMMAS and start - first >= 2, end < last and doc[end].text in COMMAS
    if credits and start - first <= 1 and closes:
        return [(end, last)]
    if (
        not opens
        or doc[start - 1].tag_ == "HYPH"
        or not (closes or (end >= last - 1 and (credits or verb.dep_ == "parataxis")))
    ):
        return []
    if _is_writer_resuming(doc, end + 1, last):
        return [(first, start)] if credits else []
    clause = _has_finite_verb(doc, first, start) or _has_finite_verb(doc, end, last)
    return [(first, start), (end, last)] if clause else []


def find_closed_content(verb: Token, first: int, last: int) -> list[TokenRange]:
    """What a cue with its subject closes after a comma ("The bridge is safe, she said"), where the parser is blind."""
    doc = verb.doc
    stops = (t for t in reversed(doc[first : verb.i]) if t.pos_ in VERB_POS or (t.text in COMMAS and t.tag_ != "HYPH"))
    start = next((t.i for t in stops), first)
    subject = doc[start + 1 : verb.i]
    if doc[start].text not in COMMAS or len(subject) == 0 or subject[-1].pos_ not in NOMINAL_POS:
        return []
    if any(t.pos_ not in SPEAKER_POS for t in subject) or not _has_finite_verb(doc, first, start):
        return []
    asides = {t.i for child in verb.rights if child.lower_ in SETTING_PREPOSITIONS for t in child.subtree}
    rest = [t for t in doc[verb.i + 1 : last] if not t.is_punct and not t.is_space]
    return [(first, start)] if all(t.ent_type_ in ("DATE", "TIME") or t.i in asides for t in rest) else []


def find_inverted_content(verb: Token, first: int) -> tuple[TokenRange, Token] | None:
    """What a cue closes with its subject after it ("The bridge is safe, said the mayor"), and that subject."""
    doc = verb.doc
    if verb.i < first + 2 or verb.i + 1 >= len(doc) or doc[verb.i - 1].text != "," or verb.dep_ == "conj":
        return None
    if verb.tag_ not in ("VBD", "VBZ") or any(child.dep_ in SUBJECT_LABELS for child in verb.lefts):
        return None
    head = doc[verb.i + 1]
    while head.dep_ == "compound" or (head.pos_ in SPEAKER_POS - NOMINAL_POS and head.head.i > head.i):
        head = head.head
    named = head.pos_ in NOMINAL_POS and head.tag_ not in ("WP", "WDT") and head.lower_ != "it"
    return ((first, verb.i - 1), head) if named and _has_finite_verb(doc, first, verb.i) else None


def find_following_content(verb: Token, last: int) -> list[TokenRange]:
    """The words after a cue up to its sentence's end, where they hold a clause that the parser hung elsewhere."""
    doc = verb.doc
    rest = doc[verb.i + 1 : last]
    thats = (token for token in rest[:MAX_THAT_DISTANCE] if token.lower_ == "that")
    that = next((token.i for token in thats if token.tag_ == "IN" or token.dep_ == "advmod"), None)
    first = that if that is not None else verb.i + 1
    plain = (
        verb.tag_ in FINITE_TAGS
        and has_subject(verb)
        and not any(child.dep_ in OWN_OBJECT_LABELS for child in verb.rights)
    )
    opens = that is not None or (plain and len(rest) > 1 and rest[0].dep_ in OPENER_LABELS)
    return [(first, last)] if opens and _has_finite_verb(doc, first, last) else []


def _is_writer_resuming(doc: Doc, place: int, last: int) -> bool:
    """Whether what follows an interrupting cue is the writer's: a participle, a relative clause, a further cue."""
    if place >= last:
        return False
    opener = doc[place]
    if opener.tag_ == "CC" and place + 1 < last:
        return doc[place + 1].pos_ in VERB_POS and find_cue(doc[place + 1]) is not None
    return opener.tag_ in ("VBG", "WDT", "WP") and opener.lower_ != "including"


def _has_finite_verb(doc: Doc, first: int, last: int) -> bool:
    return any(token.tag_ in FINITE_TAGS for token in doc[first:last])
