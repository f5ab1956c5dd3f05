"""Who does what to whom, read off the dependency tree: arguments of verbs and nouns, also where they are understood.

Labels are those of spaCy's English models (ClearNLP): nsubj, nsubjpass, dobj, agent, prep, pobj, pcomp, relcl, acl.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.events.trigger_lexicon import is_in_class

SUBJECT_LABELS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT_LABELS = frozenset({"nsubjpass", "csubjpass"})
CLAUSE_LABELS = frozenset({"ccomp", "xcomp"})
# Clauses whose doer may be that of the clause around them.
OUTER_CLAUSE_LABELS = frozenset({"conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "acl", "dobj", "pobj"})
# An understood subject is at most this many clauses up; longer chains are errors of the parse more often than not.
MAX_DEPTH = 5


def is_verb(token: Token) -> bool:
    """Whether a token is a verb form, whatever its part of speech was guessed to be: `was jeered` is no adjective."""
    if token.tag_.startswith("VB"):
        return True
    return token.tag_ == "JJ" and token.lower_.endswith("ed") and find_child(token, "auxpass", "agent") is not None


def is_noun(token: Token) -> bool:
    """Whether a token heads a noun phrase."""
    return token.pos_ in ("NOUN", "PROPN", "PRON") or token.tag_ in ("NN", "NNS", "NNP", "NNPS")


def find_child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive, in full or as a bare participle after its noun."""
    if any(kid.dep_ in ("nsubjpass", "auxpass", "agent", "csubjpass") for kid in token.children):
        return True
    if is_small_clause(token) or is_headline_passive(token):
        return True
    if token.tag_ != "VBN" or any(kid.dep_ in ("aux", "nsubj", "dobj") for kid in token.children):
        return False
    if token.dep_ == "conj" and is_verb(token.head):
        return is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "acomp", "oprd")


def is_headline_passive(token: Token) -> bool:
    """Whether a past form lacks the object that its verb needs, as in headings: `Mayor shot dead in Oslo`."""
    if token.tag_ not in ("VBD", "VBN") or token.dep_ != "ROOT" or not is_in_class(token, "needy"):
        return False
    beside = {kid.dep_ for kid in token.children}
    if token.lemma_ == "shoot" and "oprd" not in beside:
        return False  # soldiers shoot at people, too
    return "nsubj" in beside and beside.isdisjoint({"dobj", "ccomp", "xcomp", "aux", "dative", "prt", "advcl", "conj"})


def is_small_clause(token: Token) -> bool:
    """Whether a participle with its own noun is the object of a verb: `had him arrested`, `saw the town destroyed`."""
    bare = token.tag_ == "VBN" and not any(kid.dep_ in ("aux", "auxpass", "mark") for kid in token.children)
    return bare and token.dep_ == "ccomp" and token.head.i < token.i and find_child(token, "nsubj") is not None


def deep_subject(token: Token, depth: int = MAX_DEPTH) -> Token | None:
    """Who does what a verb says: the one named, or the one understood from the clause around it."""
    if is_passive(token):
        return find_passive_agent(token) or (_find_shared_agent(token, depth))
    own = find_child(token, *SUBJECT_LABELS)
    if own is not None:
        return find_antecedent(own)
    return _find_understood_subject(token, depth) if depth else None


def find_subject_candidates(token: Token, include_reporters: bool = True) -> Iterator[Token]:
    """Who may do what a verb says, the likeliest first: its subject, then those of the clauses around it.

    The outer ones serve where the first is a thing: `used the chance to seize`, `said the matter was closed and left`;
    with `tellers` also who only tells that somebody else did something. A building that is said to act is an error of
    the parse. An infinitive behind a noun (`ran into the hall to free him`) is often the purpose of the verb.
    """
    first = deep_subject(token)
    if first is not None:
        yield first
    own = find_child(token, *SUBJECT_LABELS)
    if (is_passive(token) and first is None) or (own is not None and not is_in_class(own, "buildings")):
        return
    for _ in range(MAX_DEPTH):
        purpose = token.dep_ in ("relcl", "acl") and any(kid.tag_ == "TO" for kid in token.children)
        if (
            token.head.i == token.i
            or not (purpose or token.dep_ in OUTER_CLAUSE_LABELS)
            or (not include_reporters and _is_reported(token))
        ):
            return
        token = token.head
        if is_verb(token) and (outer := find_child(token, *SUBJECT_LABELS)) is not None:
            yield find_antecedent(outer)
        elif purpose and token.dep_ in SUBJECT_LABELS:
            token = token.head


def _is_reported(clause: Token) -> bool:
    """Whether somebody only tells what a clause says of another: `a bomb went off, killing two, police said`."""
    own = find_child(clause, *SUBJECT_LABELS) if clause.dep_ == "ccomp" else None
    return own is not None and own.pos_ != "PRON"


def find_passive_agent(token: Token) -> Token | None:
    """The noun after `by` beside a passive."""
    by = find_child(token, "agent")
    return find_child(by, "pobj") if by is not None else None


def _find_shared_agent(token: Token, depth: int) -> Token | None:
    if is_small_clause(token) and token.head.lemma_ == "have":
        return deep_subject(token.head, depth - 1) if depth else None
    if token.dep_ == "conj" and is_verb(token.head) and depth:
        return find_passive_agent(token.head)
    return None


def deep_object(token: Token, depth: int = MAX_DEPTH) -> Token | None:
    """To what or whom a verb does it: the direct object, or the subject of the passive."""
    if is_passive(token):
        own = find_child(token, *PASSIVE_SUBJECT_LABELS)
        if own is not None:
            return find_antecedent(own)
        if token.dep_ in ("acl", "relcl", "amod"):
            return token.head
        if token.dep_ in ("acomp", "oprd"):
            return find_clause_subject(token.head, depth)  # remained blocked
        if is_small_clause(token) or is_headline_passive(token):
            return find_child(token, "nsubj")
        if token.dep_ == "conj" and is_verb(token.head) and depth:
            return deep_object(token.head, depth - 1)
        return _find_understood_subject(token, depth) if token.dep_ in ("xcomp", "advcl") and depth else None
    own = find_child(token, "dobj")
    if own is not None:
        return find_antecedent(own)
    limit = find_child(token, "prt")
    if limit is not None and is_number_bound(limit):
        return next((noun for name, noun in list_prepositions(token) if name == "to"), None)
    if token.dep_ == "relcl" and find_child(token, "nsubj") is not None and find_child(token, "prep") is None:
        relative = find_child(token, "nsubj")
        if relative is not None and relative.tag_ not in ("WDT", "WP"):
            return token.head  # the troops it sent
    later = find_child(token, "conj")
    if later is not None and is_verb(later) and not any(kid.dep_ == "prep" for kid in token.children):
        return find_child(later, "dobj")  # attacked and burned the station
    return None


def _find_understood_subject(token: Token, depth: int) -> Token | None:
    head = token.head
    match token.dep_:
        case "conj" if is_verb(head):
            return find_clause_subject(head, depth)
        case "xcomp" | "ccomp" if is_verb(head) or head.pos_ in ("ADJ", "AUX"):
            return _find_controller(head, depth)
        case "advcl":
            return find_clause_subject(head, depth) if is_verb(head) or head.pos_ in ("AUX", "ADJ") else None
        case "relcl":
            return head
        case "acl":
            person = is_in_class(head, "people")  # a nominee to replace her
            return head if token.tag_ == "VBG" or person else find_nominal_agent(head, depth - 1)
        case "amod" if token.tag_ == "VBG":
            return head
        case "pcomp":
            above = head.head
            if not is_verb(above):
                return find_nominal_agent(above, depth - 1)
            blamed = find_child(above, "dobj") if head.lower_ in ("for", "of", "from") else None
            return blamed if blamed is not None else find_clause_subject(above, depth)  # fined him for refusing
        case "pobj" | "dobj" | "nsubj" | "attr" | "appos":
            return find_nominal_agent(token, depth - 1)
        case "acomp" | "attr":
            return deep_subject(head, depth - 1)
    return None


def find_clause_subject(token: Token, depth: int = MAX_DEPTH) -> Token | None:
    """Who a clause is about: its grammatical subject, active or passive, named or understood."""
    own = find_child(token, *SUBJECT_LABELS, *PASSIVE_SUBJECT_LABELS)
    if own is not None:
        return find_antecedent(own)
    return _find_understood_subject(token, depth - 1) if depth else None


def _find_controller(head: Token, depth: int) -> Token | None:
    if not is_passive(head):
        asked = find_child(head, "dobj", "dative")
        if asked is not None and asked.dep_ == "dobj":
            return asked
    return find_clause_subject(head, depth)


def find_governor(noun: Token) -> Token | None:
    """The verb whose object a noun is, also behind a measure (`a couple of talks`) or from a relative clause."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_noun(noun.head.head):
        return find_governor(noun.head.head)
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head):
        return noun.head
    clause = find_child(noun, "relcl")
    doer = find_child(clause, "nsubj") if clause is not None else None
    gapped = (
        doer is not None
        and doer.tag_ not in ("WDT", "WP")
        and clause is not None
        and find_child(clause, "dobj") is None
    )
    return clause if gapped else None  # the help that the king gave


def find_nominal_agent(noun: Token, depth: int = MAX_DEPTH) -> Token | None:
    """Who does what a noun says: its possessor, or the subject of the verb whose object it is."""
    owner = find_child(noun, "poss")
    if owner is not None:
        return owner
    if depth <= 0:
        return None
    verb = find_governor(noun)
    if verb is not None:
        # Who launches a raid raids; who fears or stops one does not.
        return deep_subject(verb, depth - 1) if is_in_class(verb, "light") else None
    above = noun.head
    if noun.dep_ == "conj" and is_noun(above):
        return find_nominal_agent(above, depth - 1)
    if noun.dep_ == "pobj":
        while above.dep_ == "conj" and above.head.dep_ == "prep":
            above = above.head  # was in the city and in touch with
        verb = above.head
        if is_verb(verb) and above.lower_ == "in" and (above.i < verb.i or is_in_class(verb, "light")):
            return deep_subject(verb, depth - 1)
        if is_verb(verb) and above.lower_ in ("for", "on") and is_in_class(verb, "moves"):
            return deep_subject(verb, depth - 1)  # flew to Oslo for talks
    return None


def find_antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.head.dep_ == "relcl"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def is_number_bound(particle: Token) -> bool:
    """Whether a particle is no part of its verb but bounds a number: `sent up to 200 troops`."""
    later = particle.doc[particle.i + 1 : particle.i + 3]
    return particle.lower_ == "up" and len(later) == 2 and later[0].lower_ == "to" and later[1].tag_ == "CD"


def list_prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions beside a token with what they govern, also through a chain (`out of`) and coordination."""
    for kid in token.children:
        if kid.dep_ in ("prep", "dative", "agent", "prt", "advmod"):
            for inner in kid.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield kid.lower_, inner
                elif inner.dep_ == "prep" and kid.tag_ != "VBG":  # out of, not according to
                    yield from ((inner.lower_, deep) for deep in inner.children if deep.dep_ in ("pobj", "pcomp"))


def find_complement(token: Token) -> Token | None:
    """The clause that a verb, noun or adjective takes: what is said, asked or promised."""
    found = find_child(token, *CLAUSE_LABELS)
    if found is not None:
        return found
    if is_noun(token):
        above = token.head
        own = find_child(token, "acl", "relcl")
        return own if own is not None or token.dep_ != "dobj" else find_child(above, "ccomp", "xcomp")
    linked = find_child(token, "acomp", "oprd")
    if linked is not None:
        return find_complement(linked)
    thing = find_child(token, "dobj")
    # `told the guards they must go`, `issued a reminder that they must go`: the parse hangs the clause on the noun.
    return (find_child(thing, "acl", "relcl") or find_child(token, "advcl")) if thing is not None else None


def list_conjuncts(token: Token) -> list[Token]:
    """A noun and those coordinated with it, in order."""
    return [token, *token.conjuncts]
