"""Whether a word stands in a clause about what has been or about what is to come."""

from spacy.tokens import Doc, Token

from pipeline.extract.temporal.anchor_context import Tense
from pipeline.extract.temporal.timex_words import is_of_kind

# A date hangs a few words below its verb; beyond that the tree tells nothing about it.
MAX_CLIMB = 8
# Before a noun (`the November vote`) a date is the noun's: past verbs tell of things to come as well as of things gone.
ATTRIBUTE_DEPS = frozenset({"compound", "nmod", "poss", "amod", "nummod"})


def find_phrase_root(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase `[first, last)` by which it hangs in its sentence."""
    word = doc[last - 1]
    while first <= word.head.i < last and word.head != word:
        word = word.head
    return word


def find_governing_verb(doc: Doc, first: int, last: int) -> Token | None:
    """The verb on which a phrase hangs, at once or behind a preposition; null where it belongs to a noun.

    Behind the verb's object (`arrested two men on Monday`) it is the verb's, although the parse often has it otherwise.
    """
    head = find_phrase_root(doc, first, last).head
    above = head.head if head.pos_ == "ADP" else head
    while above.dep_ == "conj" and above.head.pos_ in ("NOUN", "PROPN"):
        above = above.head
    verb = above.head if above.dep_ == "dobj" and head.lower_ == "on" else above
    return verb if verb.pos_ in ("VERB", "AUX") else None


def find_clause_tense(doc: Doc, first: int, last: int) -> Tense:
    """The time of the clause around a phrase: past, future, ahead of the past (`would`), or open."""
    word = find_phrase_root(doc, first, last)
    attribute = word.dep_ in ATTRIBUTE_DEPS and word.head.dep_ not in ("nsubj", "nsubjpass")
    for _ in range(MAX_CLIMB):
        if is_of_kind(word.lower_, "planning") and word.pos_ in ("ADV", "ADJ"):
            return "future"
        if word.pos_ in ("VERB", "AUX"):
            found = _classify_verb(word)
            return "open" if attribute and found in ("past", "possible") else found
        if word.head == word:
            return "open"
        if word.pos_ in ("NOUN", "PROPN") and any(
            is_of_kind(child.lower_, "planning") for child in word.children if child.dep_ == "amod"
        ):
            return "future"
        word = word.head
    return "open"


def _classify_verb(verb: Token) -> Tense:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lows = [helper.lower_.replace("\u2019", "'") for helper in helpers]
    if any(is_of_kind(low, "modal") for low in lows):
        return "future"
    if any(is_of_kind(low, "prospect") for low in lows):
        return "open" if "have" in lows else "prospect"
    if any(is_of_kind(low, "possible") for low in lows) and "have" not in lows:
        return "possible"
    past = verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)
    predicate = [child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "prep")]
    if (is_of_kind(verb.lemma_.lower(), "planning") and verb.tag_ == "VBN" and helpers) or any(
        is_of_kind(p, "planning") for p in predicate
    ):
        return "unclear" if past else "future"
    if "to" in lows:
        return _classify_infinitive(verb)
    if past or verb.tag_ == "VBN" or any(helper.lemma_ == "have" for helper in helpers):
        return "past"
    if verb.tag_ == "VBG" and not helpers and verb.head != verb and verb.head.pos_ in ("VERB", "AUX"):
        return _classify_verb(verb.head) if verb.i != verb.head.i and verb.head.tag_ != "VBG" else "open"
    return "open"


def _classify_infinitive(verb: Token) -> Tense:
    governor = verb.head
    if governor == verb:
        return "open"
    if is_of_kind(governor.lemma_.lower(), "planning") or is_of_kind(governor.lower_, "planning"):
        past = governor.tag_ == "VBD" or any(child.tag_ == "VBD" for child in governor.children if "aux" in child.dep_)
        return "unclear" if past else "future"
    return "open"
