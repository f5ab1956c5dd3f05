"""Conditions of the lexicon of acts: whether the words around a token in the parse are those that a sense asks for."""

from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Token

from pipeline.extract.acts import grammar
from pipeline.extract.acts.lemma import lemmas, mended
from pipeline.extract.acts.lexicon import Act, among, words

# A noun or adjective in these places shares the prepositions of its verb.
BESIDE = frozenset({"dobj", "nsubjpass", "acomp"})
# Persons, whom a pronoun may stand for; `it` and `they` are as often things.
PERSONS = frozenset({"he", "she"})
# Where the parse puts what an object is called.
CALLED = frozenset({"oprd", "acomp", "attr", "npadvmod", "ccomp"})


def taken_in(act: Act, token: Token, trail: Sequence[int]) -> set[int] | None:
    """The tokens that the conditions of an entry took in; None where one does not hold.

    `trail` are the further words of the entry's phrase; what its objects are is not found again as an act of its own.
    """
    taken: set[int] = set()
    noun = act.kind == "noun"
    if act.unless and any(_one_of(near, act.unless) for near in _near(token)):
        return None
    if act.like and not any(_like(kid, act.like) for kid in token.children if kid.i < token.i or not noun):
        return None
    if act.unlike and any(_like(one, act.unlike) for one in _whose(token, noun)):
        return None
    if act.with_ and not _prepositions(act, token, set() if noun else taken):
        return None
    if not _complemented(act, token):
        return None
    if noun:
        return taken if not act.under or _governed(token, act.under) else None
    if act.kind == "verb" and (particle := _particle(token)) is not None and particle not in act.words:
        return None  # `backed out` is no `back`
    if (act.subject and not _is(grammar.subject(token), act.subject)) or (act.predicate and not _called(act, token)):
        return None
    if act.object or act.no_object:
        thing = _thing(token, trail)
        if act.no_object and thing is not None:
            return None
        if act.object:
            met = _which(thing, act.object) if thing is not None and thing.lower_ != "it" else None
            if met is None:
                return None
            taken.add(met)
    return taken


def _thing(token: Token, trail: Sequence[int]) -> Token | None:
    """The object, also where the parse hangs it on a particle or takes it for a name: `smoothed over the row`."""
    own = grammar.theme(token)
    if own is not None or not trail or grammar.is_passive(token):
        return own
    return grammar.child(token.doc[trail[-1]], "pobj") or grammar.child(token, "oprd")


def _particle(verb: Token) -> str | None:
    own = grammar.child(verb, "prt")
    if own is not None:
        return None if grammar.is_limit(own) else own.lower_
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if after is None or after.head.i != verb.i or after.lower_ not in words(("@particles",)):
        return None
    return None if grammar.child(after, "pobj") is not None else after.lower_


def _complemented(act: Act, token: Token) -> bool:
    """Whether the clause that follows is as the entry wants it: there or not, with its own doer, with certain words."""
    if not (act.to_do or act.asked or act.clause or act.bare):
        return True
    complement = _content(token)
    if complement is None:
        return not (act.to_do or act.asked or act.clause)
    if act.bare:
        return False
    doer = grammar.child(complement, *grammar.SUBJECTS, *grammar.PASSIVE) or grammar.child(token, "dobj")
    if act.asked and doer is None:
        return False
    named = words(act.clause)
    near = (complement, *complement.children)
    return not named or any({kid.lower_, kid.lemma_.lower(), kid.ent_type_} & named for kid in near)


def _content(token: Token) -> Token | None:
    """The clause that tells what is said, asked or meant; `the demands that come with the job` tell none."""
    found = grammar.complement(token)
    if found is None and token.dep_ == "acomp":
        return grammar.child(token.head, *grammar.CLAUSES)  # was adamant that they would leave
    if found is None or found.dep_ != "relcl" or found.head.i != token.i:
        return found
    relative = grammar.child(found, *grammar.SUBJECTS)
    return None if relative is not None and relative.tag_ in ("WDT", "WP") else found


def _called(act: Act, token: Token) -> bool:
    """Whether something is called one of the entry's words: `called it a farce`, `said it was shameful`."""
    as_what = [kid for prep in token.children if prep.dep_ == "prep" and prep.lower_ == "as" for kid in prep.children]
    called = [
        kid for kid in token.children if kid.dep_ in CALLED and not (kid.dep_ == "ccomp" and grammar.is_verb(kid))
    ]
    clause = grammar.child(token, "ccomp")
    if clause is not None and clause.lemma_ == "be" and grammar.child(clause, "neg", "expl") is None:
        called += [kid for kid in clause.children if kid.dep_ in ("acomp", "attr", "prep")]
    return any(_one_of(one, act.predicate) for kid in (*called, *as_what) for one in grammar.conjuncts(kid))


def _governed(token: Token, wanted: tuple[str, ...]) -> bool:
    verb = grammar.governor(token)
    if verb is None and token.dep_ == "pobj":
        verb = token.head.head
    return verb is not None and _one_of(verb, wanted)


def _near(token: Token) -> Iterator[Token]:
    for kid in token.children:
        yield kid
        if kid.dep_ in ("prep", "dobj"):
            yield from kid.children
    if token.dep_ in ("compound", "dobj", "pobj", "acomp"):
        yield token.head
        yield token.head.head


def _one_of(token: Token, wanted: tuple[str, ...]) -> bool:
    named = words(wanted)
    return any(form in named for form in mended(token))


def _whose(token: Token, noun: bool) -> Iterator[Token]:
    """Who may have done an act: the subject of a verb; a noun's owner and modifiers, and whoever holds what it says."""
    if not noun:
        yield from grammar.subjects(token)
        return
    yield from token.lefts
    if (holder := grammar.holder(token)) is not None:
        yield holder


def _like(token: Token, wanted: tuple[str, ...]) -> bool:
    return _one_of(token, wanted) or _named(token, words(wanted))


def _is(token: Token | None, wanted: tuple[str, ...]) -> bool:
    return token is not None and _which(token, wanted) is not None


def _which(token: Token, wanted: tuple[str, ...]) -> int | None:
    """The token, of a noun and those coordinated with it, that is wanted."""
    named = words(wanted)
    for one in grammar.conjuncts(token):
        if _named(one, named) or one.lower_ in named or any(form in named for form in lemmas(one)):
            return one.i
        inner = _counted(one)
        if inner is not None and any(form in named for form in lemmas(inner)):
            return inner.i
    return None


def _named(noun: Token, kinds: Set[str]) -> bool:
    """Whether a name is of a wanted kind: the model finds most names, not all, and takes towns for firms."""
    if noun.ent_type_ in kinds or (noun.lower_ in PERSONS and "PERSON" in kinds):
        return True
    unsure = noun.pos_ == "PROPN" and noun.ent_type_ in ("", "ORG", "LOC")
    return unsure and ("GPE" in kinds or (not noun.ent_type_ and "PERSON" in kinds))


def _counted(noun: Token) -> Token | None:
    """The noun behind a measure or a collection: `thousands of troops`, `a wave of arrests`."""
    measure = among(noun, "measures") or among(noun, "collections") or grammar.child(noun, "nummod") is not None
    return next((inner for name, inner in grammar.prepositions(noun) if name == "of"), None) if measure else None


def _prepositions(act: Act, token: Token, taken: set[int]) -> bool:
    beside = grammar.theme(token) if grammar.is_verb(token) else token.head if token.dep_ in BESIDE else None
    for name, governed in (*grammar.prepositions(token), *(grammar.prepositions(beside) if beside is not None else ())):
        if name in act.with_:
            wanted = act.with_[name]
            if not wanted:
                return True
            if (met := _which(governed, wanted)) is not None:
                taken.add(met)
                return True
    return False
