"""Constraints of the trigger lexicon: whether the words around a token in the parse are those that a sense asks for."""

from collections.abc import Iterator, Sequence, Set

from pipeline.extract.events.agent_candidates import find_object_noun, list_agent_candidates
from pipeline.extract.events.lemma_candidates import list_lemmas, list_repaired_lemmas
from pipeline.extract.events.military_senses import has_target, is_done_together
from pipeline.extract.events.trigger_lexicon import TriggerSense, expand_word_classes, is_in_class
from pipeline.language.syntax.clause_operators import find_negation
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_particle,
    find_subject,
    get_relation,
    is_noun,
    is_verb,
    list_complements,
    list_conjuncts,
    list_obliques,
    list_predicatives,
    read_complex_word,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_object_verb

# A noun or adjective in these places shares the prepositions of its verb.
SHARED_PREPOSITION_PLACES = frozenset({Relation.OBJECT, Relation.PASSIVE_SUBJECT, Relation.PREDICATIVE})
CONTEXT_PLACES = frozenset({Relation.COMPOUND, Relation.OBJECT, Relation.PREPOSITIONAL_OBJECT, Relation.PREDICATIVE})
# Persons, whom a pronoun may stand for; `it` and `they` are as often things.
PERSON_PRONOUNS = frozenset({"he", "she"})


def match_constraints(tree: DependencyTree, sense: TriggerSense, token: int, trail: Sequence[int]) -> set[int] | None:
    """Match the constraints of an entry at a token; return the tokens that they took in, None where one fails.

    `trail` are the further words of the entry's phrase; what its objects are is not found again as an event of its own.
    """
    consumed: set[int] = set()
    noun = sense.part_of_speech == "noun"
    if sense.excluded_context and any(
        _has_lemma(tree, near, sense.excluded_context) for near in _walk_context(tree, token)
    ):
        return None
    if sense.modifiers and not any(
        _has_lemma_or_type(tree, child, sense.modifiers) for child in tree.children[token] if child < token or not noun
    ):
        return None
    if sense.excluded_agents and any(
        _has_lemma_or_type(tree, one, sense.excluded_agents) for one in _walk_agents(tree, token, noun)
    ):
        return None
    if sense.with_ and not _match_prepositions(tree, sense, token, trail, set() if noun else consumed):
        return None
    if not _has_complement(tree, sense, token) or (sense.unaimed and has_target(tree, token)):
        return None
    if sense.together is not None:
        thing = None if noun else find_trigger_object(tree, token, trail)
        if sense.together != is_done_together(tree, token, thing):
            return None
    if noun:
        return consumed if not sense.governed_by or _is_governed_by(tree, token, sense.governed_by) else None
    if (
        sense.part_of_speech == "verb"
        and (particle := _find_particle(tree, token)) is not None
        and particle not in sense.phrase_words
    ):
        return None  # `backed out` is no `back`
    if (sense.subject and not _is_any_of(tree, read_predicate(tree, token).agent, sense.subject)) or (
        sense.predicate and not _has_predicate(tree, sense, token)
    ):
        return None
    if sense.object or sense.no_object:
        thing = find_trigger_object(tree, token, trail)
        if sense.no_object and thing is not None:
            return None
        if sense.object:
            matched = _find_match(tree, thing, sense.object) if thing is not None else None
            if matched is None or (thing is not None and tree.lower[thing] == "it"):
                return None
            consumed.add(matched)
    return consumed


def find_trigger_object(tree: DependencyTree, token: int, trail: Sequence[int]) -> int | None:
    """Find the object of a verb, also where the parse hangs it on a particle: `smoothed over the row`."""
    predicate = read_predicate(tree, token)
    own = find_object_noun(tree, token)
    bounds = ("to", "up to")  # sent up to 200 troops
    if not predicate.passive and any(one.object == own and one.word not in bounds for one in predicate.obliques):
        own = None  # what a preposition governs
    if own is not None or not trail or predicate.passive:
        return own
    hung = [found.object for found in list_obliques(tree, tree.head[trail[-1]]) if found.preposition == trail[-1]]
    return next(iter([*hung, *list_predicatives(tree, token)]), None)


def _find_particle(tree: DependencyTree, verb: int) -> str | None:
    own = find_particle(tree, verb)
    if own is not None:
        return tree.lower[own]
    after = verb + 1
    if get_relation(tree, after if after < len(tree) else verb) is Relation.PARTICLE:
        return None  # sent up to 200 troops
    if after >= len(tree) or tree.head[after] != verb or tree.lower[after] not in expand_word_classes(("@particles",)):
        return None
    governs = any(found.preposition == after and " " not in found.word for found in list_obliques(tree, verb))
    return None if governs else tree.lower[after]  # backed out of


def _has_complement(tree: DependencyTree, sense: TriggerSense, token: int) -> bool:
    """Whether the clause that follows is as the entry wants it: there or not, with its own doer, with certain words."""
    if not (sense.requires_complement or sense.complement_subject or sense.clause or sense.no_complement):
        return True
    complement = find_content_clause(tree, token)
    if complement is None:
        return not (sense.requires_complement or sense.complement_subject or sense.clause)
    if sense.no_complement:
        return False
    doer = find_subject(tree, complement)
    if sense.complement_subject and doer is None and find_direct_object(tree, token) is None:
        return False
    named = expand_word_classes(sense.clause)
    # Who tries to stop an attack does not attack.
    ends = tree.lemma[complement] in get_syntax_words("enders") or is_in_class(tree, complement, "foils")
    near = (complement,) if ends else (complement, *tree.children[complement])
    near = tuple(one for one in near if tree.lower[one] != "to" or tree.tag[one] == "TO")
    return not named or any({tree.lower[one], tree.lemma[one], tree.entity[one]} & named for one in near)


def _has_predicate(tree: DependencyTree, sense: TriggerSense, token: int) -> bool:
    """Whether something is called one of the entry's words: `called it a farce`, `said it was shameful`."""
    called = [found.object for found in list_obliques(tree, token) if found.word == "as"]
    called += [inner for child in tree.children[token] if tree.lower[child] == "as" for inner in tree.children[child]]
    for child in tree.children[token]:
        relation = get_relation(tree, child)
        named = relation in (Relation.PREDICATIVE, Relation.NOUN_ADVERBIAL)
        if named or (relation is Relation.CLAUSE and not is_verb(tree, child)):
            called.append(child)
    clause = next(iter(list_complements(tree, token)), None)
    if clause is not None and tree.lemma[clause] == "be" and _is_plain(tree, clause):
        called += list_predicatives(tree, clause)
        called += [found.preposition for found in list_obliques(tree, clause)]
    return any(_has_lemma(tree, one, sense.predicate) for word in called for one in list_conjuncts(tree, word))


def _is_plain(tree: DependencyTree, clause: int) -> bool:
    """Whether a clause is neither negated nor existential nor an order (`be responsible, she said`)."""
    if find_subject(tree, clause) is None:
        return False
    there = any(get_relation(tree, child) is Relation.EXPLETIVE for child in tree.children[clause])
    return not there and find_negation(tree, clause) is None


def _is_governed_by(tree: DependencyTree, token: int, wanted: tuple[str, ...]) -> bool:
    verb = find_object_verb(tree, token)
    complex_word = any(read_complex_word(tree, child) is not None for child in tree.children[token] if child > token)
    if verb is None and not complex_word and get_relation(tree, token) is Relation.PREPOSITIONAL_OBJECT:
        verb = tree.head[tree.head[token]]
    return verb is not None and _has_lemma(tree, verb, wanted)


def _walk_context(tree: DependencyTree, token: int) -> Iterator[int]:
    for child in tree.children[token]:
        yield child
        if get_relation(tree, child) in (Relation.PREPOSITION, Relation.OBJECT):
            yield from tree.children[child]
    if get_relation(tree, token) in CONTEXT_PLACES:
        yield tree.head[token]
        yield tree.head[tree.head[token]]


def _has_lemma(tree: DependencyTree, token: int, wanted: tuple[str, ...]) -> bool:
    named = expand_word_classes(wanted)
    return any(form in named for form in list_repaired_lemmas(tree, token))


def _walk_agents(tree: DependencyTree, token: int, noun: bool) -> Iterator[int]:
    """Walk those who may have done it: the subject of a verb; a noun's owner, modifiers and agent."""
    if not noun:
        yield from list_agent_candidates(tree, token)
        return
    yield from (child for child in tree.children[token] if child < token)
    if (agent := read_predicate(tree, token).agent) is not None:
        yield agent


def _has_lemma_or_type(tree: DependencyTree, token: int, wanted: tuple[str, ...]) -> bool:
    return _has_lemma(tree, token, wanted) or _has_entity_type(tree, token, expand_word_classes(wanted))


def _is_any_of(tree: DependencyTree, token: int | None, wanted: tuple[str, ...]) -> bool:
    return token is not None and _find_match(tree, token, wanted) is not None


def _find_match(tree: DependencyTree, token: int, wanted: tuple[str, ...]) -> int | None:
    """The token, of a noun and those coordinated with it, that is wanted."""
    named = expand_word_classes(wanted)
    for one in list_conjuncts(tree, token):
        own_noun = tree.lower[one] in expand_word_classes(("@assaults",)) and find_direct_object(tree, one) is None
        lemmas = () if own_noun else list_lemmas(tree, one)  # killed in firing: in no fire
        if _has_entity_type(tree, one, named) or tree.lower[one] in named or any(form in named for form in lemmas):
            return one
        inner = _find_counted_noun(tree, one)
        if inner is not None and any(form in named for form in list_lemmas(tree, inner)):
            return inner
    return None


def _has_entity_type(tree: DependencyTree, noun: int, kinds: Set[str]) -> bool:
    """Whether a name is of a wanted kind: the model finds most names, not all, and takes towns for firms."""
    entity = tree.entity[noun]
    if entity in kinds or (tree.lower[noun] in PERSON_PRONOUNS and "PERSON" in kinds):
        return True
    unsure = tree.pos[noun] == "PROPN" and entity in ("", "ORG", "LOC")
    return unsure and ("GPE" in kinds or (not entity and "PERSON" in kinds))


def _find_counted_noun(tree: DependencyTree, noun: int) -> int | None:
    """The noun behind a measure or a collection: `thousands of troops`, `a wave of arrests`."""
    measure = (
        is_in_class(tree, noun, "measures")
        or is_in_class(tree, noun, "collections")
        or any(get_relation(tree, child) is Relation.NUMBER for child in tree.children[noun])
    )
    if not measure:
        return None
    return next((found.object for found in list_obliques(tree, noun) if found.is_behind("of")), None)


def _match_prepositions(
    tree: DependencyTree, sense: TriggerSense, token: int, trail: Sequence[int], consumed: set[int]
) -> bool:
    beside = None
    if is_verb(tree, token):
        beside = read_predicate(tree, token).patient
    elif get_relation(tree, token) in SHARED_PREPOSITION_PLACES:
        beside = tree.head[token]
    holders = (token, *(one for one in trail if is_noun(tree, one)), *([beside] if beside is not None else []))
    for found in (found for one in holders for found in list_obliques(tree, one)):
        for name, wanted in sense.with_.items():
            first, _, rest = found.word.partition(" ")
            if first == name and rest.partition(" ")[0] in expand_word_classes(wanted):
                return True  # voted in favour of
            if not found.is_behind(name):
                continue
            if not wanted:
                return True
            if (matched := _find_match(tree, found.object, wanted)) is not None:
                consumed.add(matched)
                return True
    return False
