"""Who speaks: the noun phrase beside a cue, cut to its name, and the token by which the cast knows it."""

from spacy.tokens import Token

from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.cue_lexicon import find_cue, find_stimulus_verb

MAX_HOPS = 6
SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass", "csubj"})
DEPENDENT_VERB_LABELS = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "aux", "prep", "acomp", "dep"})
GERUND_HEAD_LABELS = frozenset({"dobj", "pobj", "attr"})  # nouns by which a gerund hangs on ("has a history of saying")
EMPTY_SUBJECTS = frozenset({"it", "that", "this"})  # subjects of what is hard, easy or time to say
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON"})
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
DATELINE_DASHES = frozenset({"—", "–", "--"})  # what parts a place and an agency from the first words of an article
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
# What may stand right of a head and belong to the name: "a spokesman for the ministry", "Smith, the mayor" may not.
NAME_PART_LABELS = frozenset({"compound", "flat", "nummod", "amod", "nmod", "case", "det", "poss", "punct"})


def find_subject(verb: Token, hops: int = MAX_HOPS) -> Token | None:
    """The subject of a verb: its own, or that of the verb it is joined to or hangs from, over so many steps at most."""
    start = before = verb
    for hop in range(hops):
        if own := _find_own_subject(verb):
            empty = own.lower_ in EMPTY_SUBJECTS and (before.dep_ == "acomp" or verb.lemma_ == "be")
            return None if empty and before.i != verb.i else own
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOMINAL_POS:
            return _find_author(verb.head, hops - hop - 1) if verb.dep_ == "acl" else verb.head
        if verb.dep_ not in DEPENDENT_VERB_LABELS and not (verb.dep_ in GERUND_HEAD_LABELS and before.dep_ == "prep"):
            return _find_preceding_noun(start)
        before, verb = verb, verb.head
        while verb.dep_ == "ccomp" and verb.head.i < verb.i and before.dep_ != "ccomp" and find_cue(verb.head):
            verb = verb.head
    return None


def _find_own_subject(verb: Token) -> Token | None:
    """The subject that hangs on a verb itself; what stands after an infinitive or a gerund is none.

    Of two the relative pronoun is an object, and the place before the first words of an article is neither.
    """
    own = [child for child in verb.children if child.dep_ in SUBJECT_LABELS]
    own = [child for child in own if child.i < verb.i] or (own if verb.tag_ not in ("VBG", "VB") else [])
    return next((child for child in reversed(own) if child.lower_ not in RELATIVE_PRONOUNS), own[0] if own else None)


def _find_preceding_noun(verb: Token) -> Token | None:
    """The noun right before a finite verb to which the parser gave no subject."""
    if verb.tag_ not in FINITE_TAGS:
        return None
    place = verb.i - 1
    while place > 0 and verb.doc[place].pos_ in ("ADV", "AUX", "PART"):
        place -= 1
    noun = verb.doc[max(place, 0)]
    return noun if noun.pos_ in NOMINAL_POS and noun.i != verb.i else None


def _find_antecedent(clause: Token) -> Token:
    """What a relative clause is about: of an office and its place ("the ministry in Oslo, which said") the office."""
    noun = clause.head
    if noun.pos_ not in NOMINAL_POS:  # the parser hung the clause on a preposition or a verb: its noun stands before it
        nearest = (token for token in reversed(noun.doc[noun.i : clause.left_edge.i]) if token.pos_ in NOMINAL_POS)
        noun = next(nearest, noun)
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at") and noun.ent_type_ in PLACE_TYPES:
        office = noun.head.head
        return office if office.pos_ in ("NOUN", "PROPN") else noun
    return noun


def _find_author(noun: Token, hops: int) -> Token:
    """Who speaks by a noun that something hangs on ("sent a letter saying"): whoever does something with it."""
    if noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        subject = find_subject(verb, hops) if verb.pos_ == "VERB" else None
        if subject is not None and subject.dep_ == "nsubj":
            return subject
    return noun


def find_speaker_phrase(head: Token) -> tuple[TokenRange, int]:
    """The tokens of a speaker's name and the token of it to look up: relative pronouns stand for their antecedent."""
    if head.lower_ in RELATIVE_PRONOUNS and head.head.dep_ == "relcl":
        return (head.i, head.i + 1), _find_antecedent(head.head).i
    first, last = head.left_edge.i, head.i + 1
    named = head.i
    for child in head.rights:
        if child.i < last:
            continue
        if (child.dep_ == "prep" and child.i == last) or child.dep_ in ("cc", "conj"):
            last = _find_modifier_end(child)
        elif child.dep_ == "appos":
            last = _find_modifier_end(child)
            if head.pos_ != "PROPN" and child.pos_ == "PROPN":
                named = child.i
        elif child.dep_ not in NAME_PART_LABELS:
            break
    doc = head.doc
    while last < len(doc) and (doc[last].ent_iob_ == "I" or (last == head.i + 1 and _is_name_after_title(doc[last]))):
        last += 1
    while last > head.i + 1 and doc[last - 1].ent_type_ in ("DATE", "TIME"):
        last -= 1
    while last > head.i + 1 and doc[last - 1].is_punct and doc[last - 1].text != ")":
        last -= 1
    if last < len(doc) and doc[last].text == ")" and any(token.text == "(" for token in doc[first:last]):
        last += 1
    first = next((token.i + 1 for token in reversed(doc[first : head.i]) if token.text in DATELINE_DASHES), first)
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return (first, last), named


def _is_name_after_title(token: Token) -> bool:
    """Whether a name follows its title without a comma."""
    return token.ent_type_ == "PERSON" and token.pos_ == "PROPN"


def _find_modifier_end(child: Token) -> int:
    """The end of a modifier without its relative clauses."""
    cut = [grand.left_edge.i for grand in child.subtree if grand.dep_ in ("relcl", "acl", "advcl")]
    cut = [place for place in cut if place > child.i]
    return min([child.right_edge.i + 1, *cut])


def find_agent(verb: Token) -> Token | None:
    """Who does what a passive verb tells: the noun after its `by`."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def find_nominal_source(noun: Token) -> Token | None:
    """Whose claim, wish or view a noun is: its possessor, who stands after `by`, or the subject of its verb.

    The subject owns what it has or gives, what it is ("is a critic of the plan") and what it does something with ("left
    in hope of a deal"), but not what it stirs in others.
    """
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    verb = noun.head
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        subject = find_subject(verb) if any(child.lower_ in ("a", "an") for child in noun.children) else None
        return subject if subject is not None and subject.lower_ not in EMPTY_SUBJECTS | {"there"} else None
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "with"):
        verb = verb.head
    elif noun.dep_ not in ("dobj", "attr") or find_stimulus_verb(verb):
        return None
    subject = find_subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    return subject if subject is not None and subject.dep_ == "nsubj" else None
