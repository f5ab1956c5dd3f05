"""Who does what to whom: the arguments of verbs, event nouns and adjectives, in the shapes of PropBank and NomBank."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.language.syntax.clause_structure import find_phrase_span, is_passive
from pipeline.language.syntax.dependency_relations import Oblique, find_particle, is_verb, list_conjuncts, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.nominal_arguments import read_adjective_roles, read_nominal_roles
from pipeline.language.syntax.understood_subjects import find_light_verb
from pipeline.language.syntax.verb_arguments import find_instrument, read_verb_roles

# Where a gerund without an object is a noun: `fighting between the clans has resumed`.
NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})


class PredicateKind(StrEnum):
    """What a predicate is by its form."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate with the heads of its arguments; each is None where the sentence names nobody.

    `obliques` are all that prepositions tie to it, in order, the agent's `by` among them. Coordinated arguments are
    told by their first; `dependency_relations.conjuncts_of` gives the others.
    """

    head: int
    kind: PredicateKind
    agent: int | None
    patient: int | None
    recipient: int | None
    instrument: int | None
    obliques: tuple[Oblique, ...]
    particle: int | None
    light_verb: int | None
    passive: bool


def read_predicate(tree: DependencyTree, token: int) -> Predicate:
    """Read the arguments of the predicate that a token heads; worked out once a token."""
    key = ("read_predicate", token)
    if key not in tree.memo:
        tree.memo[key] = _build_predicate(tree, token)
    found: Predicate = tree.memo[key]
    return found


def classify_predicate(tree: DependencyTree, token: int) -> PredicateKind:
    """What a token is as a predicate; a gerund with a determiner or `of` behind it is a noun (`the shooting of`)."""
    if is_verb(tree, token):
        owned = tree.find_child(token, frozenset({"det", "poss", "amod"})) is not None
        bare = tree.label[token] in NOUN_PLACES and tree.find_child(token, frozenset({"dobj", "aux", "nsubj"})) is None
        nominal = tree.tag[token] == "VBG" and (owned or bare)
        return PredicateKind.NOUN if nominal and tree.pos[token] != "AUX" else PredicateKind.VERB
    return PredicateKind.ADJECTIVE if tree.pos[token] == "ADJ" else PredicateKind.NOUN


def _build_predicate(tree: DependencyTree, token: int) -> Predicate:
    kind = classify_predicate(tree, token)
    if kind is PredicateKind.VERB:
        roles = read_verb_roles(tree, token)
        light, passive = None, is_passive(tree, token)
        instrument = find_instrument(tree, token)
    elif kind is PredicateKind.NOUN:
        roles = read_nominal_roles(tree, token)
        light, passive, instrument = find_light_verb(tree, token), False, None
    else:
        roles, light, passive, instrument = read_adjective_roles(tree, token), None, False, None
    agent, patient, recipient = (_skip_denied_side(tree, one) for one in roles)
    return Predicate(
        head=token,
        kind=kind,
        agent=agent,
        patient=patient,
        recipient=recipient,
        instrument=instrument,
        obliques=tuple(list_obliques(tree, token)),
        particle=find_particle(tree, token),
        light_verb=light,
        passive=passive,
    )


def _skip_denied_side(tree: DependencyTree, noun: int | None) -> int | None:
    """The second of two nouns of which the first is denied: `freed not the monk but the nun`."""
    if noun is None or is_verb(tree, noun):
        return noun
    joined = list_conjuncts(tree, noun)
    first = find_phrase_span(tree, noun)[0]
    denied = "not" in tree.lower[max(first - 1, 0) : noun] and tree.lower[first : first + 2] != ["not", "only"]
    if len(joined) < 2 or not denied or "but" not in tree.lower[noun : joined[1]]:
        return noun
    return joined[1]
