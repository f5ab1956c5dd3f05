"""Nouns that name no state though they hold its name: `two Chileans`, `a Lagos court`."""

from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.records import Entity, EntityIndex
from pipeline.language.syntax.dependency_relations import get_relation, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.word_kinds import load_kinds

# Types of what is done to people rather than to their state, unless it is named.
PERSONAL_TYPES = frozenset({"ASSAULT", "COERCE", "AID"})


def are_single_nationals(tree: DependencyTree, index: EntityIndex, noun: int) -> bool:
    """Whether a demonym names people rather than their state: `two Chileans`, `a Chilean`, `dozens of Chileans`."""
    counted = next((tie.object for tie in list_obliques(tree, noun) if tie.is_behind("of")), None)
    if counted is not None and (is_in_class(tree, noun, "measures") or tree.pos[noun] == "NUM"):
        return _is_demonym(index, counted)  # dozens of Chileans
    if not _is_demonym(index, noun) or get_relation(tree, noun) in (Relation.ADJECTIVE, Relation.COMPOUND):
        return False
    before = [child for child in tree.children[noun] if child < noun]
    some = expand_word_classes(("@some",))
    return any(get_relation(tree, child) is Relation.NUMBER or tree.lower[child] in some for child in before)


def is_person_of_place(tree: DependencyTree, index: EntityIndex, noun: int) -> bool:
    """Whether a noun for a person was taken for the place beside it: `an Oslo man`, `a Severn, Md. man`."""
    mention = index.mention_at(noun)
    if mention is None or tree.pos[noun] != "NOUN" or load_kinds("noun").get(tree.lemma[noun]) != "person":
        return False
    return index.entities[mention.entity_key].entity_type == "place"


def are_befallen_nationals(tree: DependencyTree, index: EntityIndex, event_type: str, noun: int) -> bool:
    """Whether an event of force or help befalls nationals, not their state: `evacuated Chileans from the port`."""
    if event_type not in PERSONAL_TYPES or not _is_demonym(index, noun):
        return False
    given = any(get_relation(tree, child) in (Relation.DETERMINER, Relation.POSSESSOR) for child in tree.children[noun])
    return not given and tree.lower[noun].endswith("s") and tree.tag[noun] in ("NNS", "NNPS")


def _is_demonym(index: EntityIndex, noun: int) -> bool:
    mention = index.mention_at(noun)
    return mention is not None and mention.form == "demonym"


def is_seat_of_body(tree: DependencyTree, owner: Entity, body: int) -> bool:
    """Whether the place before a body only tells where it sits, as the town of a court does."""
    town = owner.entity_type == "place" and owner.place_precision != "country"
    return town and not is_in_class(tree, body, "state_bodies")
