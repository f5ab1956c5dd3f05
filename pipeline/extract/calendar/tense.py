"""Whether a word stands in a clause about what has been or about what is to come."""

from spacy.tokens import Doc, Token

from pipeline.extract.calendar.forms import Direction
from pipeline.extract.calendar.words import tells

# A date hangs a few words below its verb; beyond that the tree tells nothing about it.
CLIMB = 8
# Before a noun (`the November vote`) a date is the noun's: past verbs tell of things to come as well as of things gone.
ATTRIBUTES = frozenset({"compound", "nmod", "poss", "amod", "nummod"})


def root(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase `[first, last)` by which it hangs in its sentence."""
    word = doc[last - 1]
    while first <= word.head.i < last and word.head != word:
        word = word.head
    return word


def governor(doc: Doc, first: int, last: int) -> Token | None:
    """The verb on which a phrase hangs, at once or behind a preposition; null where it belongs to a noun.

    Behind the verb's object (`arrested two men on Monday`) it is the verb's, although the parse often has it otherwise.
    """
    head = root(doc, first, last).head
    above = head.head if head.pos_ == "ADP" else head
    while above.dep_ == "conj" and above.head.pos_ in ("NOUN", "PROPN"):
        above = above.head
    verb = above.head if above.dep_ == "dobj" and head.lower_ == "on" else above
    return verb if verb.pos_ in ("VERB", "AUX") else None


def direction(doc: Doc, first: int, last: int) -> Direction:
    """The time of the clause around a phrase: past, future, ahead of the past (`would`), or open."""
    word = root(doc, first, last)
    attribute = word.dep_ in ATTRIBUTES and word.head.dep_ not in ("nsubj", "nsubjpass")
    for _ in range(CLIMB):
        if tells(word.lower_, "planning") and word.pos_ in ("ADV", "ADJ"):
            return "future"
        if word.pos_ in ("VERB", "AUX"):
            found = _verb(word)
            return "open" if attribute and found in ("past", "possible") else found
        if word.head == word:
            return "open"
        if word.pos_ in ("NOUN", "PROPN") and any(
            tells(child.lower_, "planning") for child in word.children if child.dep_ == "amod"
        ):
            return "future"
        word = word.head
    return "open"


def _verb(verb: Token) -> Direction:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lows = [helper.lower_.replace("\u2019", "'") for helper in helpers]
    if any(tells(low, "modal") for low in lows):
        return "future"
    if any(tells(low, "prospect") for low in lows):
        return "open" if "have" in lows else "prospect"
    if any(tells(low, "possible") for low in lows) and "have" not in lows:
        return "possible"
    past = verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)
    predicate = [child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "prep")]
    if (tells(verb.lemma_.lower(), "planning") and verb.tag_ == "VBN" and helpers) or any(
        tells(p, "planning") for p in predicate
    ):
        return "unclear" if past else "future"
    if "to" in lows:
        return _infinitive(verb)
    if past or verb.tag_ == "VBN" or any(helper.lemma_ == "have" for helper in helpers):
        return "past"
    if verb.tag_ == "VBG" and not helpers and verb.head != verb and verb.head.pos_ in ("VERB", "AUX"):
        return _verb(verb.head) if verb.i != verb.head.i and verb.head.tag_ != "VBG" else "open"
    return "open"


def _infinitive(verb: Token) -> Direction:
    governor = verb.head
    if governor == verb:
        return "open"
    if tells(governor.lemma_.lower(), "planning") or tells(governor.lower_, "planning"):
        past = governor.tag_ == "VBD" or any(child.tag_ == "VBD" for child in governor.children if "aux" in child.dep_)
        return "unclear" if past else "future"
    return "open"
