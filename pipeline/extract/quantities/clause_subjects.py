"""The subject of the clause of which a quantity is an object, complement or adjunct."""

from spacy.tokens import Token

from pipeline.extract.quantities.concept_phrases import NAME_POS, NOUN_POS, SUBJECT_DEPS
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import MAX_HEAD_STEPS, find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set


def find_governing_subject(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]
) -> Token | None:
    """The subject of the clause of which the quantity is an object or complement; none for spans of time told first."""
    token = find_root(lexed, quantity, own_tokens)
    counted_of = False
    for step in range(MAX_HEAD_STEPS):
        head, dep = token.head, token.dep_
        is_possessed = dep == "prep" and token.lower_ == "with" and quantity.unit_measure != "age"
        if is_possessed and (possessor := _find_with_possessor(token, own_tokens, others)):
            return possessor
        adjunct = dep == "prep" and quantity.counted_noun is not None and token.lower_ not in {"of", "to", "from", "by"}
        if adjunct and head.pos_ in NOUN_POS:
            return None
        if dep == "prep" and token.lower_ == "after" and quantity.unit_measure == "duration":
            return None
        if dep in SUBJECT_DEPS and step == 0:
            return _find_existential_location(lexed, token, own_tokens)
        if head == token:
            return find_subject(token, own_tokens, others)
        if head.pos_ in {"VERB", "AUX"} or (head.pos_ == "ADJ" and any(kid.dep_ in SUBJECT_DEPS for kid in head.lefts)):
            if dep in SUBJECT_DEPS:
                return None
            fronted = head.i > token.i and dep in {"prep", "npadvmod", "advmod", "advcl"}
            if fronted or (counted_of and dep not in {"attr"}):
                return None
            if head.lemma_ == "be" and any(child.dep_ == "expl" for child in head.children):
                return _find_existential_location(
                    lexed,
                    lexed.parsed.doc[quantity.counted_noun] if quantity.counted_noun is not None else token,
                    own_tokens,
                )
            return find_subject(head, own_tokens, others)
        if head.pos_ in NOUN_POS and dep == "prep" and quantity.counted_noun is not None:
            counted_of = True
        token = head
    return None


def _find_with_possessor(preposition: Token, own_tokens: set[int], others: set[int]) -> Token | None:
    """What has a quantity that `with` brings: the noun that it hangs on, `a boat with 9 oars`.

    A property, `with a capacity of 90 litres`, belongs to the noun right before it, whatever the parse hangs it on.
    """
    noun = preposition.head
    of_property = any(child.dep_ == "pobj" and child.i < min(own_tokens) for child in preposition.rights)
    if noun.pos_ not in NOUN_POS and of_property and preposition.i > 0:
        noun = preposition.nbor(-1)
    while noun.dep_ == "conj" and noun.head.pos_ in NOUN_POS:
        noun = noun.head
    is_excluded = noun.i in own_tokens | others or noun.ent_type_ in {"DATE", "TIME"} or noun.dep_ in {"attr", "oprd"}
    return noun if noun.pos_ in NOUN_POS and not is_excluded else None


def find_noun_before_verb(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], without: set[int]
) -> Token | None:
    """The noun right before a verb to which a misparse gives no subject."""
    verb = find_root(lexed, quantity, own_tokens)
    for _ in range(MAX_HEAD_STEPS):
        if verb.head == verb or verb.pos_ in {"VERB", "AUX"}:
            break
        verb = verb.head
    if (
        verb.pos_ not in {"VERB", "AUX"}
        or verb.i > min(own_tokens)
        or any(child.dep_ in SUBJECT_DEPS for child in verb.children)
    ):
        return None
    at = verb.i - 1
    while at >= lexed.sentence.first and lexed.parsed.doc[at].pos_ in {"AUX", "ADV", "PART"}:
        at -= 1
    if at < lexed.sentence.first or at in without or lexed.parsed.doc[at].pos_ not in NOUN_POS:
        return None
    return lexed.parsed.doc[at]


def find_clause_object(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], without: set[int]
) -> Token | None:
    """What is done to, where a clause tells nothing else: `we baked the loaf for 40 minutes`, `12 men left the bay`."""
    link = find_root(lexed, quantity, own_tokens).head
    verb = link.head if link.pos_ == "ADP" else link
    if verb.pos_ != "VERB" or (quantity.unit_measure == "duration" and link.lower_ != "for"):
        return None  # "hired a cook in three months" tells when
    things = [
        child for child in verb.rights if child.dep_ == "dobj" and child.pos_ in NOUN_POS and child.i not in without
    ]
    return next((thing for thing in things if not is_in_word_set("time_units", thing.lower_)), None)


def _find_existential_location(lexed: LexedSentence, noun: Token, own_tokens: set[int]) -> Token | None:
    """`there are 40 pupils in the school`, `pupils enrolled at the school`: the place or whole that the noun is in."""
    for child in noun.rights:
        for inner in (child, *child.rights):
            if inner.dep_ == "prep" and child.dep_ in {"prep", "acl"} and inner.lower_ in {"in", "at", "on", "within"}:
                found = next((grand for grand in inner.children if grand.dep_ == "pobj"), None)
                if found is not None and found.pos_ in NOUN_POS and found.ent_type_ not in {"DATE", "TIME"}:
                    return found if child.dep_ == "acl" else None
    return None


def find_subject(verb: Token, own_tokens: set[int], others: set[int]) -> Token | None:
    """The subject of a verb, or of the verb that it depends on where it has none or a pronoun for it."""
    for _ in range(MAX_HEAD_STEPS):
        subject = _find_own_subject(verb, own_tokens, others)
        if subject is not None and not _is_anaphoric(subject):
            return _resolve_subject(subject, verb, own_tokens, others)
        if subject is None and verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOUN_POS:
            return _find_antecedent(verb.head, own_tokens, others)
        if subject is None and verb.dep_ == "conj" and (contrasted := _find_contrasted_noun(verb, own_tokens | others)):
            return contrasted
        if verb.head == verb or verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep", "acl"}:
            return None
        verb = verb.head
    return None


def _find_contrasted_noun(verb: Token, without: set[int]) -> Token | None:
    """The noun that opens a clause of contrast that a misparse joins to one before: `while oil, once dear, fell`."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    opening = next((token.i for token in reversed(between) if token.lower_ in {"while", "whereas"}), None)
    noun = None
    for token in verb.doc[opening + 1 : verb.i] if opening is not None else ():
        if token.i in without or token.pos_ not in NAME_POS:
            break
        noun = token
    return noun if noun is not None and noun.pos_ in NOUN_POS else None


def _find_own_subject(verb: Token, own_tokens: set[int], others: set[int]) -> Token | None:
    """The verb's subject; of several, which a misparse makes of one, the last that is no quantity."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECT_DEPS and child.i not in own_tokens]
    plain = [subject for subject in subjects if subject.i not in others]
    left = [subject for subject in plain if subject.i < verb.i]
    return next(iter(left[-1:] or plain[:1] or subjects[:1]), None)


def _is_anaphoric(subject: Token) -> bool:
    """Whether a subject stands for one named in the clause above."""
    return subject.lower_ in {"it", "they", "he", "she"} and subject.dep_ != "expl"


def _resolve_subject(subject: Token, verb: Token, own_tokens: set[int], others: set[int]) -> Token | None:
    if not subject.text[0].isalnum():
        return None
    if subject.tag_ in {"WDT", "WP"}:
        return _find_antecedent(verb.head, own_tokens, others) if verb.dep_ == "relcl" else None
    named = subject.pos_ in NOUN_POS | {"NUM", "ADJ"} or subject.tag_ == "VBG" or subject.dep_ == "csubj"
    return subject if named else None


def _find_antecedent(noun: Token, own_tokens: set[int], others: set[int]) -> Token | None:
    """What a clause tells of that hangs on a noun: where that is a number or a time, what its own clause tells of."""
    if noun.pos_ != "NUM" and not is_in_word_set("time_units", noun.lower_):
        return noun if noun.pos_ in NOUN_POS else None
    for _ in range(MAX_HEAD_STEPS):
        if noun.pos_ in {"VERB", "AUX"} or noun.head == noun:
            break
        noun = noun.head
    return find_subject(noun, own_tokens, others) if noun.pos_ in {"VERB", "AUX"} else None
