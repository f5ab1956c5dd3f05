"""The subject of the clause of which a quantity is an object, complement or adjunct."""

from spacy.tokens import Token

from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.anchor import CLIMB, anchor
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import NAMING, NOUNS, SUBJECTS
from pipeline.extract.quantity.words import among


def governing(line: Line, amount: Amount, own: set[int], others: set[int]) -> Token | None:
    """The subject of the clause of which the quantity is an object or complement; none for spans of time told first."""
    token = anchor(line, amount, own)
    counted_of = False
    for step in range(CLIMB):
        head, dep = token.head, token.dep_
        has = dep == "prep" and token.lower_ == "with" and amount.unit_measure != "age"
        if has and (holder := _holder(token, own, others)):
            return holder
        adjunct = dep == "prep" and amount.noun is not None and token.lower_ not in {"of", "to", "from", "by"}
        if adjunct and head.pos_ in NOUNS:
            return None
        if dep == "prep" and token.lower_ == "after" and amount.unit_measure == "duration":
            return None
        if dep in SUBJECTS and step == 0:
            return _existential(line, token, own)
        if head == token:
            return subject_of(token, own, others)
        if head.pos_ in {"VERB", "AUX"} or (head.pos_ == "ADJ" and any(kid.dep_ in SUBJECTS for kid in head.lefts)):
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


def _holder(preposition: Token, own: set[int], others: set[int]) -> Token | None:
    """What has a quantity that `with` brings: the noun that it hangs on, `a boat with 9 oars`.

    A property, `with a capacity of 90 litres`, belongs to the noun right before it, whatever the parse hangs it on.
    """
    noun = preposition.head
    of_property = any(child.dep_ == "pobj" and child.i < min(own) for child in preposition.rights)
    if noun.pos_ not in NOUNS and of_property and preposition.i > 0:
        noun = preposition.nbor(-1)
    while noun.dep_ == "conj" and noun.head.pos_ in NOUNS:
        noun = noun.head
    told = noun.i in own | others or noun.ent_type_ in {"DATE", "TIME"} or noun.dep_ in {"attr", "oprd"}
    return noun if noun.pos_ in NOUNS and not told else None


def before_verb(line: Line, amount: Amount, own: set[int], without: set[int]) -> Token | None:
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


def object_of(line: Line, amount: Amount, own: set[int], without: set[int]) -> Token | None:
    """What is done to, where a clause tells nothing else: `we baked the loaf for 40 minutes`, `12 men left the bay`."""
    link = anchor(line, amount, own).head
    verb = link.head if link.pos_ == "ADP" else link
    if verb.pos_ != "VERB" or (amount.unit_measure == "duration" and link.lower_ != "for"):
        return None  # "hired a cook in three months" tells when
    things = [child for child in verb.rights if child.dep_ == "dobj" and child.pos_ in NOUNS and child.i not in without]
    return next((thing for thing in things if not among("time_units", thing.lower_)), None)


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
            return _named(subject, verb, own, others)
        if subject is None and verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOUNS:
            return _antecedent(verb.head, own, others)
        if subject is None and verb.dep_ == "conj" and (contrasted := _contrasted(verb, own | others)):
            return contrasted
        if verb.head == verb or verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep", "acl"}:
            return None
        verb = verb.head
    return None


def _contrasted(verb: Token, without: set[int]) -> Token | None:
    """The noun that opens a clause of contrast that a misparse joins to one before: `while oil, once dear, fell`."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    opening = next((token.i for token in reversed(between) if token.lower_ in {"while", "whereas"}), None)
    noun = None
    for token in verb.doc[opening + 1 : verb.i] if opening is not None else ():
        if token.i in without or token.pos_ not in NAMING:
            break
        noun = token
    return noun if noun is not None and noun.pos_ in NOUNS else None


def _own_subject(verb: Token, own: set[int], others: set[int]) -> Token | None:
    """The verb's subject; of several, which a misparse makes of one, the last that is no quantity."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.i not in own]
    plain = [subject for subject in subjects if subject.i not in others]
    left = [subject for subject in plain if subject.i < verb.i]
    return next(iter(left[-1:] or plain[:1] or subjects[:1]), None)


def _looks_up(subject: Token) -> bool:
    """Whether a subject stands for one named in the clause above."""
    return subject.lower_ in {"it", "they", "he", "she"} and subject.dep_ != "expl"


def _named(subject: Token, verb: Token, own: set[int], others: set[int]) -> Token | None:
    if not subject.text[0].isalnum():
        return None
    if subject.tag_ in {"WDT", "WP"}:
        return _antecedent(verb.head, own, others) if verb.dep_ == "relcl" else None
    named = subject.pos_ in NOUNS | {"NUM", "ADJ"} or subject.tag_ == "VBG" or subject.dep_ == "csubj"
    return subject if named else None


def _antecedent(noun: Token, own: set[int], others: set[int]) -> Token | None:
    """What a clause tells of that hangs on a noun: where that is a number or a time, what its own clause tells of."""
    if noun.pos_ != "NUM" and not among("time_units", noun.lower_):
        return noun if noun.pos_ in NOUNS else None
    for _ in range(CLIMB):
        if noun.pos_ in {"VERB", "AUX"} or noun.head == noun:
            break
        noun = noun.head
    return subject_of(noun, own, others) if noun.pos_ in {"VERB", "AUX"} else None
