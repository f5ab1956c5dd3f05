"""Conditions of the lexicon of acts: whether the words around a token in the parse are those that a sense asks for."""

from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.lemma_candidates import list_lemmas, list_repaired_lemmas
from pipeline.extract.events.trigger_lexicon import TriggerSense, expand_word_classes, is_in_class

# A noun or adjective in these places shares the prepositions of its verb.
SHARED_PREPOSITION_LABELS = frozenset({"dobj", "nsubjpass", "acomp"})
# Persons, whom a pronoun may stand for; `it` and `they` are as often things.
PERSON_PRONOUNS = frozenset({"he", "she"})
# Where the parse puts what an object is called.
PREDICATE_LABELS = frozenset({"oprd", "acomp", "attr", "npadvmod", "ccomp"})


def match_constraints(sense: TriggerSense, token: Token, trail: Sequence[int]) -> set[int] | None:
    """The tokens that the conditions of an entry took in; None where one does not hold.

    `trail` are the further words of the entry's phrase; what its objects are is not found again as an act of its own.
    """
    consumed: set[int] = set()
    noun = sense.part_of_speech == "noun"
    if sense.excluded_context and any(_has_lemma(near, sense.excluded_context) for near in _walk_context(token)):
        return None
    if sense.modifiers and not any(
        _has_lemma_or_type(kid, sense.modifiers) for kid in token.children if kid.i < token.i or not noun
    ):
        return None
    if sense.excluded_agents and any(
        _has_lemma_or_type(one, sense.excluded_agents) for one in _walk_agents(token, noun)
    ):
        return None
    if sense.with_ and not _match_prepositions(sense, token, set() if noun else consumed):
        return None
    if not _has_complement(sense, token):
        return None
    if noun:
        return consumed if not sense.governed_by or _is_governed_by(token, sense.governed_by) else None
    if (
        sense.part_of_speech == "verb"
        and (particle := _find_particle(token)) is not None
        and particle not in sense.phrase_words
    ):
        return None  # `backed out` is no `back`
    if (sense.subject and not _is_any_of(deep_syntax.deep_subject(token), sense.subject)) or (
        sense.predicate and not _has_predicate(sense, token)
    ):
        return None
    if sense.object or sense.no_object:
        thing = _find_object(token, trail)
        if sense.no_object and thing is not None:
            return None
        if sense.object:
            matched = _find_match(thing, sense.object) if thing is not None and thing.lower_ != "it" else None
            if matched is None:
                return None
            consumed.add(matched)
    return consumed


def _find_object(token: Token, trail: Sequence[int]) -> Token | None:
    """The object, also where the parse hangs it on a particle or takes it for a name: `smoothed over the row`."""
    own = deep_syntax.deep_object(token)
    if own is not None or not trail or deep_syntax.is_passive(token):
        return own
    return deep_syntax.find_child(token.doc[trail[-1]], "pobj") or deep_syntax.find_child(token, "oprd")


def _find_particle(verb: Token) -> str | None:
    own = deep_syntax.find_child(verb, "prt")
    if own is not None:
        return None if deep_syntax.is_number_bound(own) else own.lower_
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if after is None or after.head.i != verb.i or after.lower_ not in expand_word_classes(("@particles",)):
        return None
    return None if deep_syntax.find_child(after, "pobj") is not None else after.lower_


def _has_complement(sense: TriggerSense, token: Token) -> bool:
    """Whether the clause that follows is as the entry wants it: there or not, with its own doer, with certain words."""
    if not (sense.requires_complement or sense.complement_subject or sense.clause or sense.no_complement):
        return True
    complement = _find_content_clause(token)
    if complement is None:
        return not (sense.requires_complement or sense.complement_subject or sense.clause)
    if sense.no_complement:
        return False
    doer = deep_syntax.find_child(
        complement, *deep_syntax.SUBJECT_LABELS, *deep_syntax.PASSIVE_SUBJECT_LABELS
    ) or deep_syntax.find_child(token, "dobj")
    if sense.complement_subject and doer is None:
        return False
    named = expand_word_classes(sense.clause)
    near = (complement, *complement.children)
    return not named or any({kid.lower_, kid.lemma_.lower(), kid.ent_type_} & named for kid in near)


def _find_content_clause(token: Token) -> Token | None:
    """The clause that tells what is said, asked or meant; `the demands that come with the job` tell none."""
    found = deep_syntax.find_complement(token)
    if found is None and token.dep_ == "acomp":
        return deep_syntax.find_child(token.head, *deep_syntax.CLAUSE_LABELS)  # was adamant that they would leave
    if found is None or found.dep_ != "relcl" or found.head.i != token.i:
        return found
    relative = deep_syntax.find_child(found, *deep_syntax.SUBJECT_LABELS)
    return None if relative is not None and relative.tag_ in ("WDT", "WP") else found


def _has_predicate(sense: TriggerSense, token: Token) -> bool:
    """Whether something is called one of the entry's words: `called it a farce`, `said it was shameful`."""
    as_what = [kid for prep in token.children if prep.dep_ == "prep" and prep.lower_ == "as" for kid in prep.children]
    called = [
        kid
        for kid in token.children
        if kid.dep_ in PREDICATE_LABELS and not (kid.dep_ == "ccomp" and deep_syntax.is_verb(kid))
    ]
    clause = deep_syntax.find_child(token, "ccomp")
    if clause is not None and clause.lemma_ == "be" and deep_syntax.find_child(clause, "neg", "expl") is None:
        called += [kid for kid in clause.children if kid.dep_ in ("acomp", "attr", "prep")]
    return any(
        _has_lemma(one, sense.predicate) for kid in (*called, *as_what) for one in deep_syntax.list_conjuncts(kid)
    )


def _is_governed_by(token: Token, wanted: tuple[str, ...]) -> bool:
    verb = deep_syntax.find_governor(token)
    if verb is None and token.dep_ == "pobj":
        verb = token.head.head
    return verb is not None and _has_lemma(verb, wanted)


def _walk_context(token: Token) -> Iterator[Token]:
    for kid in token.children:
        yield kid
        if kid.dep_ in ("prep", "dobj"):
            yield from kid.children
    if token.dep_ in ("compound", "dobj", "pobj", "acomp"):
        yield token.head
        yield token.head.head


def _has_lemma(token: Token, wanted: tuple[str, ...]) -> bool:
    named = expand_word_classes(wanted)
    return any(form in named for form in list_repaired_lemmas(token))


def _walk_agents(token: Token, noun: bool) -> Iterator[Token]:
    """Who may have done an act: the subject of a verb; a noun's owner and modifiers, and whoever holds what it says."""
    if not noun:
        yield from deep_syntax.find_subject_candidates(token)
        return
    yield from token.lefts
    if (holder := deep_syntax.find_nominal_agent(token)) is not None:
        yield holder


def _has_lemma_or_type(token: Token, wanted: tuple[str, ...]) -> bool:
    return _has_lemma(token, wanted) or _has_entity_type(token, expand_word_classes(wanted))


def _is_any_of(token: Token | None, wanted: tuple[str, ...]) -> bool:
    return token is not None and _find_match(token, wanted) is not None


def _find_match(token: Token, wanted: tuple[str, ...]) -> int | None:
    """The token, of a noun and those coordinated with it, that is wanted."""
    named = expand_word_classes(wanted)
    for one in deep_syntax.list_conjuncts(token):
        if _has_entity_type(one, named) or one.lower_ in named or any(form in named for form in list_lemmas(one)):
            return one.i
        inner = _find_counted_noun(one)
        if inner is not None and any(form in named for form in list_lemmas(inner)):
            return inner.i
    return None


def _has_entity_type(noun: Token, kinds: Set[str]) -> bool:
    """Whether a name is of a wanted kind: the model finds most names, not all, and takes towns for firms."""
    if noun.ent_type_ in kinds or (noun.lower_ in PERSON_PRONOUNS and "PERSON" in kinds):
        return True
    unsure = noun.pos_ == "PROPN" and noun.ent_type_ in ("", "ORG", "LOC")
    return unsure and ("GPE" in kinds or (not noun.ent_type_ and "PERSON" in kinds))


def _find_counted_noun(noun: Token) -> Token | None:
    """The noun behind a measure or a collection: `thousands of troops`, `a wave of arrests`."""
    measure = (
        is_in_class(noun, "measures")
        or is_in_class(noun, "collections")
        or deep_syntax.find_child(noun, "nummod") is not None
    )
    return (
        next((inner for name, inner in deep_syntax.list_prepositions(noun) if name == "of"), None) if measure else None
    )


def _match_prepositions(sense: TriggerSense, token: Token, consumed: set[int]) -> bool:
    beside = (
        deep_syntax.deep_object(token)
        if deep_syntax.is_verb(token)
        else token.head
        if token.dep_ in SHARED_PREPOSITION_LABELS
        else None
    )
    for name, governed in (
        *deep_syntax.list_prepositions(token),
        *(deep_syntax.list_prepositions(beside) if beside is not None else ()),
    ):
        if name in sense.with_:
            wanted = sense.with_[name]
            if not wanted:
                return True
            if (matched := _find_match(governed, wanted)) is not None:
                consumed.add(matched)
                return True
    return False
