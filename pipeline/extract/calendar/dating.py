"""Which date phrase of its sentence dates an act: the one that hangs on its own word, or on a verb of the same time.

Verbs of one time are those that share a subject or lean on one another without a time of their own: coordinated verbs,
infinitives, participles, `by` doing. What was said, what a relative clause tells and what came before or after is not
of that time, save that a noun is dated by its own relative clause (`the riots that shook the town last week`).
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.extract.calendar import tense
from pipeline.extract.calendar.words import tells
from pipeline.extract.records import DatePhrase
from pipeline.language.parsed import Parsed

VERBS = frozenset({"VERB", "AUX"})
# Clauses that take their time from the verb above, if they have no subject of their own.
LEANING = frozenset({"xcomp", "acl", "advcl", "pcomp", "conj", "prep", "dep"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CLIMB = 12
# Prepositions of a day or a month that a cleft points to.
POINTING = frozenset({"on", "in", "during"})
# Of a sentence that is a list of dates only so many around the act are looked at, so that its length costs no more.
MOST = 16


def phrase_of(parsed: Parsed, phrases: Sequence[DatePhrase], head: int) -> DatePhrase | None:
    """The date phrase that dates the act whose word is the token `head`; null where its sentence has none for it."""
    doc, sentence = parsed.doc, parsed.sentence_of(head)
    near = [phrase for phrase in phrases if sentence.first <= phrase.first < sentence.last]
    if not near:
        return None
    near = sorted(near, key=lambda phrase: abs(phrase.first - head))[:MOST]
    governors = {phrase.first: _governors(doc, phrase) for phrase in near}
    act = doc[head]
    for own in _times(act):
        dated = [phrase for phrase in near if any(token.i in own for token in governors[phrase.first])]
        if dated:
            return min(dated, key=lambda phrase: abs(phrase.first - head))
    return None


def _governors(doc: Doc, phrase: DatePhrase) -> list[Token]:
    """The nouns that a phrase may belong to, and the verb above them."""
    token = tense.root(doc, phrase.first, phrase.last)
    attribute = token.dep_ in tense.ATTRIBUTES
    found: list[Token] = []
    for _ in range(CLIMB):
        if token.head == token or tells(token.head.lower_, "parting"):
            break
        token = token.head
        if token.pos_ in VERBS:
            return [*found, token]
        if token.pos_ != "ADP":
            found.append(token)
            if attribute and not _told_by(token):
                break
    return found


def _told_by(noun: Token) -> bool:
    """Whether a verb has the time of a noun: of its subject (`Monday's storm killed`), of what it is in."""
    inside = noun.dep_ == "pobj" and tells(noun.head.lower_, "inside")
    return noun.dep_ in SUBJECTS or inside


def _times(act: Token) -> list[set[int]]:
    """Sets of tokens whose dates are the act's, the closest first."""
    own = {act.i}
    clauses = {child.i for child in act.children if child.dep_ in ("relcl", "acl") and child.pos_ in VERBS}
    verb = _verb_above(act)
    told = [own]
    if act.pos_ not in VERBS and clauses:
        told.append(clauses)
    if verb is not None:
        told.append(_group(verb))
        saying = _saying(verb)
        if saying is not None:
            told.append(_group(saying))
    return told


def _verb_above(act: Token) -> Token | None:
    """The verb that a noun is subject or object of, or stands beside; null past words that part the times."""
    token = act
    for _ in range(CLIMB):
        if token.pos_ in VERBS:
            return token
        if token.head == token or tells(token.lower_, "parting"):
            return None
        token = token.head
    return None


def _group(verb: Token) -> set[int]:
    """A verb and those of the same time around it."""
    top = verb
    for _ in range(CLIMB):
        above = _leans_on(top)
        if above is None:
            break
        top = above
    group, queue = {top.i}, [top]
    while queue and len(group) < 2 * CLIMB:
        for below in _verbs_below(queue.pop()):
            if below.i not in group and _leans_on(below) is not None:
                group.add(below.i)
                queue.append(below)
    return group


def _verbs_below(verb: Token) -> list[Token]:
    below = list(verb.children)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "prep", "agent"):
            below += [inner for inner in child.children if inner.dep_ in ("acl", "pcomp")]
    return [token for token in below if token.pos_ in VERBS]


def _leans_on(verb: Token) -> Token | None:
    """The verb that gives a verb its time: it has no subject of its own, and nothing parts the two."""
    if verb.dep_ not in LEANING or any(child.dep_ in SUBJECTS for child in verb.children):
        return _when(verb)
    if any(child.dep_ == "mark" and tells(child.lower_, "parting") for child in verb.children):
        return None
    return _verb_above(verb.head) if verb.head != verb else None


def _when(verb: Token) -> Token | None:
    """`He left in May, when he resigned`, `it was in May that he left`: the clause tells what happened at that time."""
    beside = {child.lower_ for child in verb.head.children}
    cleft = verb.head.lemma_ == "be" and "it" in beside and not beside.isdisjoint(POINTING)
    if verb.dep_ in ("advcl", "relcl") and any(child.lower_ == "when" for child in verb.children):
        return _verb_above(verb.head)
    return verb.head if cleft and verb.dep_ in ("ccomp", "relcl", "advcl") else None


def _saying(verb: Token) -> Token | None:
    """The verb by which what is going on is told (`said on Sunday that planes were landing`, `that he opposed it`)."""
    top = verb
    for _ in range(CLIMB):
        above = _leans_on(top)
        if above is None:
            break
        top = above
    if top.dep_ != "ccomp" or top.head == top:
        return None
    helpers = [child for child in top.children if child.dep_ in ("aux", "auxpass")]
    going = top.tag_ in ("VBZ", "VBP") or (top.tag_ == "VBG" and any(helper.lemma_ == "be" for helper in helpers))
    return _verb_above(top.head) if going or tells(top.lemma_, "lasting") else None
