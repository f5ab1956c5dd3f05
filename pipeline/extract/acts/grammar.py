"""Who does what to whom, read off the dependency tree: arguments of verbs and nouns, also where they are understood.

Labels are those of spaCy's English models (ClearNLP): nsubj, nsubjpass, dobj, agent, prep, pobj, pcomp, relcl, acl.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.acts.lexicon import among

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
CLAUSES = frozenset({"ccomp", "xcomp"})
# Clauses whose doer may be that of the clause around them.
OUTER = frozenset({"conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "acl", "dobj", "pobj"})
# An understood subject is at most this many clauses up; longer chains are errors of the parse more often than not.
DEPTH = 5


def is_verb(token: Token) -> bool:
    """Whether a token is a verb form, whatever its part of speech was guessed to be: `was jeered` is no adjective."""
    if token.tag_.startswith("VB"):
        return True
    return token.tag_ == "JJ" and token.lower_.endswith("ed") and child(token, "auxpass", "agent") is not None


def is_noun(token: Token) -> bool:
    """Whether a token heads a noun phrase."""
    return token.pos_ in ("NOUN", "PROPN", "PRON") or token.tag_ in ("NN", "NNS", "NNP", "NNPS")


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def is_passive(token: Token) -> bool:
    """Whether a verb stands in the passive, in full or as a bare participle after its noun."""
    if any(kid.dep_ in ("nsubjpass", "auxpass", "agent", "csubjpass") for kid in token.children):
        return True
    if is_small(token) or is_headed(token):
        return True
    if token.tag_ != "VBN" or any(kid.dep_ in ("aux", "nsubj", "dobj") for kid in token.children):
        return False
    if token.dep_ == "conj" and is_verb(token.head):
        return is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "acomp", "oprd")


def is_headed(token: Token) -> bool:
    """Whether a past form lacks the object that its verb needs, as in headings: `Mayor shot dead in Oslo`."""
    if token.tag_ not in ("VBD", "VBN") or token.dep_ != "ROOT" or not among(token, "needy"):
        return False
    beside = {kid.dep_ for kid in token.children}
    if token.lemma_ == "shoot" and "oprd" not in beside:
        return False  # soldiers shoot at people, too
    return "nsubj" in beside and beside.isdisjoint({"dobj", "ccomp", "xcomp", "aux", "dative", "prt", "advcl", "conj"})


def is_small(token: Token) -> bool:
    """Whether a participle with its own noun is the object of a verb: `had him arrested`, `saw the town destroyed`."""
    bare = token.tag_ == "VBN" and not any(kid.dep_ in ("aux", "auxpass", "mark") for kid in token.children)
    return bare and token.dep_ == "ccomp" and token.head.i < token.i and child(token, "nsubj") is not None


def subject(token: Token, depth: int = DEPTH) -> Token | None:
    """Who does what a verb says: the one named, or the one understood from the clause around it."""
    if is_passive(token):
        return agent(token) or (_shared_agent(token, depth))
    own = child(token, *SUBJECTS)
    if own is not None:
        return antecedent(own)
    return _understood(token, depth) if depth else None


def subjects(token: Token, tellers: bool = True) -> Iterator[Token]:
    """Who may do what a verb says, the likeliest first: its subject, then those of the clauses around it.

    The outer ones serve where the first is a thing: `used the chance to seize`, `said the matter was closed and left`;
    with `tellers` also who only tells that somebody else did something. A building that is said to act is an error of
    the parse. An infinitive behind a noun (`ran into the hall to free him`) is often the purpose of the verb.
    """
    first = subject(token)
    if first is not None:
        yield first
    own = child(token, *SUBJECTS)
    if (is_passive(token) and first is None) or (own is not None and not among(own, "buildings")):
        return
    for _ in range(DEPTH):
        purpose = token.dep_ in ("relcl", "acl") and any(kid.tag_ == "TO" for kid in token.children)
        if token.head.i == token.i or not (purpose or token.dep_ in OUTER) or (not tellers and _reported(token)):
            return
        token = token.head
        if is_verb(token) and (outer := child(token, *SUBJECTS)) is not None:
            yield antecedent(outer)
        elif purpose and token.dep_ in SUBJECTS:
            token = token.head


def _reported(clause: Token) -> bool:
    """Whether somebody only tells what a clause says of another: `a bomb went off, killing two, police said`."""
    own = child(clause, *SUBJECTS) if clause.dep_ == "ccomp" else None
    return own is not None and own.pos_ != "PRON"


def agent(token: Token) -> Token | None:
    """The noun after `by` beside a passive."""
    by = child(token, "agent")
    return child(by, "pobj") if by is not None else None


def _shared_agent(token: Token, depth: int) -> Token | None:
    if is_small(token) and token.head.lemma_ == "have":
        return subject(token.head, depth - 1) if depth else None
    if token.dep_ == "conj" and is_verb(token.head) and depth:
        return agent(token.head)
    return None


def theme(token: Token, depth: int = DEPTH) -> Token | None:
    """To what or whom a verb does it: the direct object, or the subject of the passive."""
    if is_passive(token):
        own = child(token, *PASSIVE)
        if own is not None:
            return antecedent(own)
        if token.dep_ in ("acl", "relcl", "amod"):
            return token.head
        if token.dep_ in ("acomp", "oprd"):
            return logical(token.head, depth)  # remained blocked
        if is_small(token) or is_headed(token):
            return child(token, "nsubj")
        if token.dep_ == "conj" and is_verb(token.head) and depth:
            return theme(token.head, depth - 1)
        return _understood(token, depth) if token.dep_ in ("xcomp", "advcl") and depth else None
    own = child(token, "dobj")
    if own is not None:
        return antecedent(own)
    limit = child(token, "prt")
    if limit is not None and is_limit(limit):
        return next((noun for name, noun in prepositions(token) if name == "to"), None)
    if token.dep_ == "relcl" and child(token, "nsubj") is not None and child(token, "prep") is None:
        relative = child(token, "nsubj")
        if relative is not None and relative.tag_ not in ("WDT", "WP"):
            return token.head  # the troops it sent
    later = child(token, "conj")
    if later is not None and is_verb(later) and not any(kid.dep_ == "prep" for kid in token.children):
        return child(later, "dobj")  # attacked and burned the station
    return None


def _understood(token: Token, depth: int) -> Token | None:
    head = token.head
    match token.dep_:
        case "conj" if is_verb(head):
            return logical(head, depth)
        case "xcomp" | "ccomp" if is_verb(head) or head.pos_ in ("ADJ", "AUX"):
            return _controller(head, depth)
        case "advcl":
            return logical(head, depth) if is_verb(head) or head.pos_ in ("AUX", "ADJ") else None
        case "relcl":
            return head
        case "acl":
            person = among(head, "people")  # a nominee to replace her
            return head if token.tag_ == "VBG" or person else holder(head, depth - 1)
        case "amod" if token.tag_ == "VBG":
            return head
        case "pcomp":
            above = head.head
            if not is_verb(above):
                return holder(above, depth - 1)
            blamed = child(above, "dobj") if head.lower_ in ("for", "of", "from") else None
            return blamed if blamed is not None else logical(above, depth)  # fined him for refusing
        case "pobj" | "dobj" | "nsubj" | "attr" | "appos":
            return holder(token, depth - 1)
        case "acomp" | "attr":
            return subject(head, depth - 1)
    return None


def logical(token: Token, depth: int = DEPTH) -> Token | None:
    """Who a clause is about: its grammatical subject, active or passive, named or understood."""
    own = child(token, *SUBJECTS, *PASSIVE)
    if own is not None:
        return antecedent(own)
    return _understood(token, depth - 1) if depth else None


def _controller(head: Token, depth: int) -> Token | None:
    if not is_passive(head):
        asked = child(head, "dobj", "dative")
        if asked is not None and asked.dep_ == "dobj":
            return asked
    return logical(head, depth)


def governor(noun: Token) -> Token | None:
    """The verb whose object a noun is, also behind a measure (`a couple of talks`) or from a relative clause."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_noun(noun.head.head):
        return governor(noun.head.head)
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head):
        return noun.head
    clause = child(noun, "relcl")
    doer = child(clause, "nsubj") if clause is not None else None
    gapped = (
        doer is not None and doer.tag_ not in ("WDT", "WP") and clause is not None and child(clause, "dobj") is None
    )
    return clause if gapped else None  # the help that the king gave


def holder(noun: Token, depth: int = DEPTH) -> Token | None:
    """Who does what a noun says: its possessor, or the subject of the verb whose object it is."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    if depth <= 0:
        return None
    verb = governor(noun)
    if verb is not None:
        # Who launches a raid raids; who fears or stops one does not.
        return subject(verb, depth - 1) if among(verb, "light") else None
    above = noun.head
    if noun.dep_ == "conj" and is_noun(above):
        return holder(above, depth - 1)
    if noun.dep_ == "pobj":
        while above.dep_ == "conj" and above.head.dep_ == "prep":
            above = above.head  # was in the city and in touch with
        verb = above.head
        if is_verb(verb) and above.lower_ == "in" and (above.i < verb.i or among(verb, "light")):
            return subject(verb, depth - 1)
        if is_verb(verb) and above.lower_ in ("for", "on") and among(verb, "moves"):
            return subject(verb, depth - 1)  # flew to Oslo for talks
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.head.dep_ == "relcl"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def is_limit(particle: Token) -> bool:
    """Whether a particle is no part of its verb but bounds a number: `sent up to 200 troops`."""
    later = particle.doc[particle.i + 1 : particle.i + 3]
    return particle.lower_ == "up" and len(later) == 2 and later[0].lower_ == "to" and later[1].tag_ == "CD"


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions beside a token with what they govern, also through a chain (`out of`) and coordination."""
    for kid in token.children:
        if kid.dep_ in ("prep", "dative", "agent", "prt", "advmod"):
            for inner in kid.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield kid.lower_, inner
                elif inner.dep_ == "prep" and kid.tag_ != "VBG":  # out of, not according to
                    yield from ((inner.lower_, deep) for deep in inner.children if deep.dep_ in ("pobj", "pcomp"))


def complement(token: Token) -> Token | None:
    """The clause that a verb, noun or adjective takes: what is said, asked or promised."""
    found = child(token, *CLAUSES)
    if found is not None:
        return found
    if is_noun(token):
        above = token.head
        own = child(token, "acl", "relcl")
        return own if own is not None or token.dep_ != "dobj" else child(above, "ccomp", "xcomp")
    linked = child(token, "acomp", "oprd")
    if linked is not None:
        return complement(linked)
    thing = child(token, "dobj")
    # `told the guards they must go`, `issued a reminder that they must go`: the parse hangs the clause on the noun.
    return (child(thing, "acl", "relcl") or child(token, "advcl")) if thing is not None else None


def conjuncts(token: Token) -> list[Token]:
    """A noun and those coordinated with it, in order."""
    return [token, *token.conjuncts]
