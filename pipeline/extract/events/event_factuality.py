"""Whether an act is told as having happened: asserted, planned, hypothetical or denied."""

from spacy.tokens import Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.trigger_lexicon import expand_word_classes

ASSERTED, PLANNED, HYPOTHETICAL, DENIED = "asserted", "planned", "hypothetical", "denied"
# How many verbs and nouns above an act can still say whether it happened.
MAX_HEIGHT = 4


def classify_factuality(token: Token) -> str:
    """The status of the act that a token reports, from the auxiliaries and words around it and those above it."""
    found = _classify_verb(token, MAX_HEIGHT) if deep_syntax.is_verb(token) else _classify_noun(token)
    asked = token.dep_ == "ROOT" and any(kid.text == "?" for kid in token.children)
    return HYPOTHETICAL if found == ASSERTED and asked else found


def _classify_verb(verb: Token, height: int) -> str:
    auxiliaries = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    negated = any(kid.dep_ == "neg" for kid in verb.children)
    marks = {kid.lower_ for kid in verb.children if kid.dep_ in ("mark", "advmod")}
    if marks & expand_word_classes(("@condition",)) or any(
        aux.lower_ in expand_word_classes(("@possible",)) for aux in auxiliaries
    ):
        return HYPOTHETICAL
    if (negated and not _has_contrasted_purpose(verb)) or _is_after_without(verb) or _is_denied_purpose(verb):
        return DENIED
    if any(aux.lower_ in expand_word_classes(("@future",)) for aux in auxiliaries):
        return PLANNED
    if any(kid.lower_ in expand_word_classes(("@perhaps",)) for kid in verb.children if kid.dep_ == "advmod"):
        return HYPOTHETICAL
    return _classify_by_governor(verb, height) if height else ASSERTED


def _has_contrasted_purpose(verb: Token) -> bool:
    """Whether only a purpose is negated: `were not sent to fight, but to guard`."""
    purposes = [kid for kid in verb.children if kid.dep_ in ("advcl", "xcomp", "conj") and _is_infinitive(kid)]
    return len(purposes) > 1 and any(kid.dep_ == "cc" and kid.lower_ == "but" for kid in verb.children)


def _is_denied_purpose(verb: Token) -> bool:
    head = verb.head
    if not (_is_infinitive(verb) and verb.dep_ in ("advcl", "xcomp") and deep_syntax.is_verb(head)):
        return False
    return _has_contrasted_purpose(head) and any(kid.dep_ == "neg" for kid in head.children)


def _is_infinitive(verb: Token) -> bool:
    return any(kid.tag_ == "TO" for kid in verb.children)


def _is_after_without(verb: Token) -> bool:
    return verb.dep_ == "pcomp" and verb.head.lower_ in expand_word_classes(("@without",))


def _classify_by_governor(token: Token, height: int) -> str:
    """What the governing word says of its complement: plans, asks, may, denies."""
    head = token.head
    if head.i == token.i or any(kid.tag_ == "-LRB-" for kid in token.children):
        return ASSERTED  # what stands in brackets stands for itself
    infinitive = _is_infinitive(token)
    if token.dep_ == "conj" and deep_syntax.is_verb(head):
        return _classify_verb(head, height - 1)
    if token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "relcl"):
        governor = head.head if token.dep_ == "pcomp" and head.dep_ == "prep" else head
        lemma = governor.lemma_.lower()
        if token.dep_ in ("xcomp", "ccomp", "acl") or (token.dep_ == "pcomp" and governor.i != head.i):
            if lemma in expand_word_classes(("@denies",)):
                return DENIED
            if lemma in expand_word_classes(("@plans",)) and (infinitive or token.tag_ in ("VBG", "VB")):
                return PLANNED
            going = lemma == "be" or (lemma == "go" and governor.tag_ == "VBG")
            if going and infinitive and token.dep_ == "xcomp":
                return PLANNED  # is to visit, is going to visit
            if lemma in expand_word_classes(("@doubts",)):
                return HYPOTHETICAL
        if token.dep_ == "xcomp" and deep_syntax.is_verb(governor) and infinitive:
            return _classify_verb(governor, height - 1)
    return ASSERTED


def _is_presupposed(verb: Token, noun: Token) -> bool:
    """Whether a clause takes an act for given, which `not` does not deny: `were not easy`, `did not spread`."""
    if verb.lemma_.lower() in expand_word_classes(("@lasts",)):
        return True
    told = [kid for kid in verb.children if kid.dep_ in ("acomp", "attr", "oprd") and kid.i != noun.i]
    return bool(told) and not any(kid.lower_ in expand_word_classes(("@existing",)) for kid in told)


def _classify_noun(noun: Token) -> str:
    near = {kid.lower_ for kid in noun.children}
    if near & expand_word_classes(("@none",)) or any(kid.dep_ == "neg" for kid in noun.children):
        return DENIED
    if near & expand_word_classes(("@coming",)):
        return PLANNED
    if near & expand_word_classes(("@perhaps",)):
        return HYPOTHETICAL
    head = noun.head
    if noun.dep_ == "compound" and head.lemma_.lower() in expand_word_classes(("@timetables",)):
        return PLANNED
    if noun.dep_ == "acomp":
        return _classify_verb(head, MAX_HEIGHT)
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and deep_syntax.is_verb(head):
        lemma = head.lemma_.lower()
        if lemma in expand_word_classes(("@denies",)) and noun.dep_ == "dobj":
            return DENIED
        if lemma in expand_word_classes(("@plans",)) and noun.dep_ != "nsubj":
            return PLANNED
        if noun.dep_ == "nsubj" and lemma not in expand_word_classes(("@happens",)):
            return ASSERTED
        found = _classify_verb(head, MAX_HEIGHT)
        return ASSERTED if found == DENIED and _is_presupposed(head, noun) else found
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        above = head.head
        if head.lower_ in expand_word_classes(("@without",)):
            return DENIED
        if above.lemma_.lower() in expand_word_classes(("@plans",)) and head.lower_ in ("for", "of", "on"):
            return PLANNED
    return ASSERTED
