"""Scenes that a sentence opens without an event: its main verb brings the story to a place (`They entered Tena.`)."""

from pipeline.extract.events.named_places import NamedPlace, NamedPlaces
from pipeline.extract.records import DocumentAnalysis
from pipeline.language.syntax.dependency_relations import find_direct_object, get_relation
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.syntax_words import get_syntax_words

# Prepositions between a verb of arriving and where somebody arrives.
GOALS = frozenset({"in", "at", "to", "into", "near", "through", "across", "outside", "inside"})


def find_opened_scene(analysis: DocumentAnalysis, number: int) -> NamedPlace | None:
    """Find the place at which somebody arrives in the main clause of a sentence, given by its number, in the past."""
    if number < 0:
        return None
    tree, places, sentence = get_tree(analysis.parsed.doc), NamedPlaces(analysis), analysis.parsed.sentences[number]
    tokens = range(sentence.first, sentence.last)
    verb = next((token for token in tokens if get_relation(tree, token) is Relation.ROOT), None)
    if verb is None or tree.tag[verb] != "VBD" or tree.lemma[verb] not in get_syntax_words("arrivals"):
        return None
    thing = find_direct_object(tree, verb)
    found = places.find_place_within(thing) if thing is not None else None
    return found if found is not None else places.find_prepositional_place(verb, GOALS)
