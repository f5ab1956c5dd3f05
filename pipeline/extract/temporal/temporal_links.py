"""Which date phrase of its sentence dates an act: the one that hangs on its own word, or on a verb of the same time.

Verbs of one time are those that share a subject or lean on one another without a time of their own: coordinated verbs,
infinitives, participles, `by` doing. What was said, what a relative clause tells and what came before or after is not
of that time, save that a noun is dated by its own relative clause (`the riots that shook the town last week`).
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.extract.records import Timex
from pipeline.extract.temporal import clause_tense
from pipeline.extract.temporal.timex_words import is_of_kind
from pipeline.language.parsed_document import ParsedDocument

VERB_POS = frozenset({"VERB", "AUX"})
# Clauses that take their time from the verb above, if they have no subject of their own.
SHARED_TIME_DEPS = frozenset({"xcomp", "acl", "advcl", "pcomp", "conj", "prep", "dep"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
MAX_CLIMB = 12
# Prepositions of a day or a month that a cleft points to.
CLEFT_PREPOSITIONS = frozenset({"on", "in", "during"})
# Of a sentence that is a list of dates only so many around the act are looked at, so that its length costs no more.
MAX_TIMEXES = 16


def find_event_timex(parsed: ParsedDocument, timexes: Sequence[Timex], head: int) -> Timex | None:
    """The date phrase that dates the act whose word is the token `head`; null where its sentence has none for it."""
    doc, sentence = parsed.doc, parsed.find_sentence(head)
    nearby = [phrase for phrase in timexes if sentence.first <= phrase.first < sentence.last]
    if not nearby:
        return None
    nearby = sorted(nearby, key=lambda phrase: abs(phrase.first - head))[:MAX_TIMEXES]
    governors = {phrase.first: _list_governors(doc, phrase) for phrase in nearby}
    event_token = doc[head]
    for time_group in _list_time_groups(event_token):
        dated = [phrase for phrase in nearby if any(token.i in time_group for token in governors[phrase.first])]
        if dated:
            return min(dated, key=lambda phrase: abs(phrase.first - head))
    return None


def _list_governors(doc: Doc, timex: Timex) -> list[Token]:
    """The nouns that a phrase may belong to, and the verb above them."""
    token = clause_tense.find_phrase_root(doc, timex.first, timex.last)
    attribute = token.dep_ in clause_tense.ATTRIBUTE_DEPS
    found: list[Token] = []
    for _ in range(MAX_CLIMB):
        if token.head == token or is_of_kind(token.head.lower_, "parting"):
            break
        token = token.head
        if token.pos_ in VERB_POS:
            return [*found, token]
        if token.pos_ != "ADP":
            found.append(token)
            if attribute and not _has_verb_time(token):
                break
    return found


def _has_verb_time(noun: Token) -> bool:
    """Whether a verb has the time of a noun: of its subject (`Monday's storm killed`), of what it is in."""
    inside = noun.dep_ == "pobj" and is_of_kind(noun.head.lower_, "inside")
    return noun.dep_ in SUBJECT_DEPS or inside


def _list_time_groups(event_token: Token) -> list[set[int]]:
    """Sets of tokens whose dates are the act's, the closest first."""
    own = {event_token.i}
    clauses = {child.i for child in event_token.children if child.dep_ in ("relcl", "acl") and child.pos_ in VERB_POS}
    verb = _find_verb_above(event_token)
    groups = [own]
    if event_token.pos_ not in VERB_POS and clauses:
        groups.append(clauses)
    if verb is not None:
        groups.append(_collect_same_time_verbs(verb))
        saying = _find_reporting_verb(verb)
        if saying is not None:
            groups.append(_collect_same_time_verbs(saying))
    return groups


def _find_verb_above(event_token: Token) -> Token | None:
    """The verb that a noun is subject or object of, or stands beside; null past words that part the times."""
    token = event_token
    for _ in range(MAX_CLIMB):
        if token.pos_ in VERB_POS:
            return token
        if token.head == token or is_of_kind(token.lower_, "parting"):
            return None
        token = token.head
    return None


def _collect_same_time_verbs(verb: Token) -> set[int]:
    """A verb and those of the same time around it."""
    top = verb
    for _ in range(MAX_CLIMB):
        above = _find_time_governor(top)
        if above is None:
            break
        top = above
    group, queue = {top.i}, [top]
    while queue and len(group) < 2 * MAX_CLIMB:
        for below in _list_verbs_below(queue.pop()):
            if below.i not in group and _find_time_governor(below) is not None:
                group.add(below.i)
                queue.append(below)
    return group


def _list_verbs_below(verb: Token) -> list[Token]:
    below = list(verb.children)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "prep", "agent"):
            below += [inner for inner in child.children if inner.dep_ in ("acl", "pcomp")]
    return [token for token in below if token.pos_ in VERB_POS]


def _find_time_governor(verb: Token) -> Token | None:
    """The verb that gives a verb its time: it has no subject of its own, and nothing parts the two."""
    if verb.dep_ not in SHARED_TIME_DEPS or any(child.dep_ in SUBJECT_DEPS for child in verb.children):
        return _find_when_governor(verb)
    if any(child.dep_ == "mark" and is_of_kind(child.lower_, "parting") for child in verb.children):
        return None
    return _find_verb_above(verb.head) if verb.head != verb else None


def _find_when_governor(verb: Token) -> Token | None:
    """`He left in May, when he resigned`, `it was in May that he left`: the clause tells what happened at that time."""
    beside = {child.lower_ for child in verb.head.children}
    cleft = verb.head.lemma_ == "be" and "it" in beside and not beside.isdisjoint(CLEFT_PREPOSITIONS)
    if verb.dep_ in ("advcl", "relcl") and any(child.lower_ == "when" for child in verb.children):
        return _find_verb_above(verb.head)
    return verb.head if cleft and verb.dep_ in ("ccomp", "relcl", "advcl") else None


def _find_reporting_verb(verb: Token) -> Token | None:
    """The verb by which what is going on is told (`said on Sunday that planes were landing`, `that he opposed it`)."""
    top = verb
    for _ in range(MAX_CLIMB):
        above = _find_time_governor(top)
        if above is None:
            break
        top = above
    if top.dep_ != "ccomp" or top.head == top:
        return None
    helpers = [child for child in top.children if child.dep_ in ("aux", "auxpass")]
    going = top.tag_ in ("VBZ", "VBP") or (top.tag_ == "VBG" and any(helper.lemma_ == "be" for helper in helpers))
    return _find_verb_above(top.head) if going or is_of_kind(top.lemma_, "lasting") else None
