"""The places that nouns of a document name, with the places around them, for where its events happened."""

from collections.abc import Set
from typing import NamedTuple

from pipeline.base.text_span import Span
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.records import DocumentAnalysis, Entity
from pipeline.language.syntax.dependency_relations import get_relation, is_noun, list_appositions, list_obliques
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.grammatical_relations import Relation

PLACE_ENTITY_TYPES = frozenset({"place", "facility"})
# How many phrases inside one another are searched for a place: `the hall in the capital of Peru`.
MAX_DEPTH = 2


class NamedPlace(NamedTuple):
    """The words of a place and its entity; null where the words name a place that is not known."""

    span: Span
    entity_key: str | None

    def is_party(self, parties: Set[str | None]) -> bool:
        """Whether the place is itself a party of the event."""
        return self.entity_key is not None and self.entity_key in parties


class NamedPlaces:
    """Finds the places that the nouns of one document name."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)

    def find_prepositional_place(self, token: int, ties: Set[str]) -> NamedPlace | None:
        """The place that a preposition ties to a word, at once or behind a part of it (`west of the country`)."""
        found: NamedPlace | None = None
        for tie in list_obliques(self.tree, token):
            if tie.is_behind(*ties) or (tie.word == "over" and is_noun(self.tree, token)):
                place = self.find_place_within(tie.object)
                if found is not None:  # on Liberty Avenue in Quito
                    beside = place is not None and place.span.start - found.span.end <= len(", in ")
                    return self._join_places(found, place) if beside else found
                if place is not None and self._is_on_map(place):
                    return place
                found = place
        return found

    def find_place_within(self, noun: int, depth: int = MAX_DEPTH) -> NamedPlace | None:
        """The place that a noun names, with what contains it where only that is known; else one inside its phrase."""
        found = self.find_place_mention(noun) or self._find_unknown_place(noun) or self._find_place_before(noun)
        inside = ("in", "of") if is_in_class(self.tree, noun, "grounds") else ("in",)
        whole = (noun, *list_appositions(self.tree, noun))
        inner = (
            tie.object for one in whole for tie in list_obliques(self.tree, one) if tie.is_behind(*inside) and depth
        )
        deeper = (self.find_place_within(one, depth - 1) or self._find_unknown_place(one, noun) for one in inner)
        around = next((one for one in deeper if one is not None), None)
        return self._join_places(found, around)

    def join_following_place(self, place: NamedPlace) -> NamedPlace:
        """A place with the one that follows it at once behind `in`, however the parse hangs that."""
        tree, parsed = self.tree, self.analysis.parsed
        token = parsed.find_token(place.span.end - 1) + 1
        if token + 1 >= parsed.find_sentence(token - 1).last or tree.lower[token] != "in":
            return place
        return self._join_places(place, self.find_place_mention(token + 1)) or place

    def _join_places(self, found: NamedPlace | None, around: NamedPlace | None) -> NamedPlace | None:
        """A place with what contains it, which is its entity where only that is on the map: `the avenue in Quito`."""
        if found is None or around is None:
            return found or around
        own, outer = self._find_entity(found), self._find_entity(around)
        if outer is None or outer.latitude is None:
            return found
        is_namesake = own is not None and own.country != outer.country  # the Loja neighbourhood in Lima
        if own is not None and own.latitude is not None and not is_namesake:
            return found
        is_wide = outer.place_precision in ("country", "region")
        if is_wide and own is not None and own.country is not None:
            return found
        return NamedPlace(Span(found.span.start, around.span.end), around.entity_key)

    def _find_entity(self, place: NamedPlace) -> Entity | None:
        return self.analysis.entity_index.entities[place.entity_key] if place.entity_key is not None else None

    def _is_on_map(self, place: NamedPlace) -> bool:
        """Whether a place's country is known."""
        entity = self._find_entity(place)
        return entity is not None and entity.country is not None

    def _find_place_before(self, noun: int) -> NamedPlace | None:
        """The name before a noun of place or a building: `the Palmira sector`, `the Gao market`."""
        names = [one for one in self.tree.children[noun] if get_relation(self.tree, one) is Relation.COMPOUND]
        if not is_in_class(self.tree, noun, "grounds"):
            stands = self.tree.pos[noun] == "NOUN" and is_in_class(self.tree, noun, "targets")
            return self.find_place_mention(names[-1]) if names and stands else None
        found = (self.find_place_mention(one) or self._find_unknown_place(one, noun) for one in names[-1:])
        return next((one for one in found if one is not None), None)

    def find_place_mention(self, noun: int) -> NamedPlace | None:
        """The place or facility of the document that a noun names."""
        index = self.analysis.entity_index
        mention = index.mention_at(noun)
        if mention is None or mention.form in ("demonym", "pronoun", "head"):
            return None
        known = index.entities[mention.entity_key].entity_type in PLACE_ENTITY_TYPES
        return NamedPlace(mention.span, mention.entity_key) if known else None

    def _find_unknown_place(self, noun: int, ground: int | None = None) -> NamedPlace | None:
        """A name that no gazetteer knows, told to be a place by the model or a noun (`the village of`, `District`)."""
        tree, mention = self.tree, self.analysis.entity_index.mention_at(noun)
        if tree.pos[noun] != "PROPN" or (mention is not None and mention.form != "name"):
            return None
        ground = noun if tree.lower[noun] in expand_word_classes(("@grounds",)) else ground
        read = tree.entity[noun] in ("GPE", "LOC", "FAC") and mention is None
        described = next((one for one in list_appositions(tree, noun) if is_in_class(tree, one, "grounds")), None)
        ground = described if ground is None else ground
        if not read and (ground is None or tree.lower[ground] not in expand_word_classes(("@grounds",))):
            return None
        first = noun
        while first > 0 and tree.pos[first - 1] == "PROPN" and tree.head[first - 1] == noun:
            first -= 1
        return NamedPlace(self.analysis.parsed.get_span(first, noun + 1), None)
