"""Where an event happened, as its sentence tells."""

from collections.abc import Set
from typing import NamedTuple

from pipeline.base.text_span import Span
from pipeline.extract.event_confidence.word_kinds import load_kinds
from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.records import DocumentAnalysis
from pipeline.extract.temporal import temporal_links
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    get_relation,
    is_noun,
    is_verb,
    list_appositions,
    list_complements,
    list_conjuncts,
    list_markers,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from schemas.event_ontology import get_event_type

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "into", "to", "across", "through", "throughout", "inside", "outside", "on", "around", "within"}
)
# Those that tell where something is, not where somebody turns or goes.
STATIC_PREPOSITIONS = PLACE_PREPOSITIONS - {"to", "into", "on"}
PLACE_ENTITY_TYPES = frozenset({"place", "facility"})
TELLING_KINDS = frozenset({"communication", "cognition"})
CLAUSE_PLACES = frozenset({Relation.RELATIVE_CLAUSE, Relation.CLAUSE, Relation.ADVERBIAL_CLAUSE})
NOUN_PLACES = frozenset({Relation.COMPOUND, Relation.OBJECT, Relation.PREPOSITIONAL_OBJECT})
# How many phrases inside one another are searched for a place: `the hall in the capital of Peru`.
MAX_DEPTH = 2
# How many tokens above an event are asked for its place.
MAX_CHAIN = 8


class NamedPlace(NamedTuple):
    """The words of a place and its entity; null where the words name a place that is not known."""

    span: Span
    entity_key: str | None

    def is_party(self, parties: Set[str | None]) -> bool:
        """Whether the place is itself a party of the event."""
        return self.entity_key is not None and self.entity_key in parties


class EventPlace(NamedTuple):
    """The place of an event, and its basis."""

    place: NamedPlace
    basis: str


class PlaceFinder:
    """Finds the places of the events of one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)

    def find_location(self, trigger: Trigger, parties: Set[str | None]) -> EventPlace | None:
        """Find the place of an event in its clause, else the only place that the rest of its sentence names.

        A noun with a date of its own (`the 1999 bombing`) is no part of what its sentence tells.
        """
        if self._is_background(trigger.head):
            found = self._find_prepositional_place(trigger.head, PLACE_PREPOSITIONS) or self._find_phrase_place(
                trigger.head, parties
            )
            return EventPlace(found, "clause") if found is not None else None
        found = self._find_clause_place(trigger, parties)
        if found is not None:
            return EventPlace(found, "clause")
        found = self._find_only_place(trigger.head, parties)
        return EventPlace(found, "sentence") if found is not None else None

    def _is_background(self, head: int) -> bool:
        noun = not is_verb(self.tree, head)
        dated = (
            temporal_links.find_attributive_date(self.analysis.parsed, self.analysis.timexes, head) if noun else None
        )
        return dated is not None and dated.interval is not None and dated.interval.precision == "year"

    def _find_clause_place(self, trigger: Trigger, parties: Set[str | None]) -> NamedPlace | None:
        """Find the place that the event's words or clause name, else that of what it hits or helps, or of its doer.

        Else one that follows at once, where it is no party.
        """
        tree, head = self.tree, trigger.head
        ties = PLACE_PREPOSITIONS | {"from"} if trigger.event_type == "RETREAT" else PLACE_PREPOSITIONS
        found = self._find_named_place(trigger, ties, parties) or self._find_struck_place(head)
        if found is None and not get_event_type(trigger.event_type).is_verbal:
            found = self._find_complement_place(head, ties, parties)
            doer = find_subject(tree, head)
            if found is None and doer is not None:  # `nurses in Lagos walked out`
                found = self._find_prepositional_place(doer, PLACE_PREPOSITIONS)
        found = found or self._find_shared_place(head)
        if found is not None:
            return found
        later = self._find_following_place(head, ties)
        return later if later is not None and not later.is_party(parties) else None

    def _find_shared_place(self, head: int) -> NamedPlace | None:
        """The place behind the last of several verbs that share their doer: `killed two and wounded six in Lima`."""
        for verb in list_conjuncts(self.tree, head)[1:] if is_verb(self.tree, head) else ():
            for token in (verb, find_direct_object(self.tree, verb)):
                shares = token is not None and find_subject(self.tree, verb) is None
                found = self._find_prepositional_place(token, STATIC_PREPOSITIONS) if shares and token else None
                if found is not None:
                    return found
        return None

    def _find_only_place(self, head: int, parties: Set[str | None]) -> NamedPlace | None:
        """The only place that verbs of the sentence have; what is set apart in time (`after a raid`) has its own."""
        tree, sentence = self.tree, self.analysis.parsed.find_sentence(head)
        verbs = (
            token
            for token in range(sentence.first, sentence.last)
            if is_verb(tree, token) and not self._is_set_apart(token, head) and not self._only_tells(token, head)
        )
        found_all = (self._find_prepositional_place(verb, self._list_place_prepositions(verb)) for verb in verbs)
        named = {
            place.entity_key or place.span: place
            for place in found_all
            if place is not None and not place.is_party(parties)
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _is_set_apart(self, verb: int, head: int) -> bool:
        """Whether a clause opened by `after`, `if` or the like holds a verb and not the event."""
        tree = self.tree
        for token in (verb, *tree.iterate_ancestors(verb)):
            if any(tree.lower[mark] in get_syntax_words("parting") for mark in list_markers(tree, token)):
                return token != head and token not in tree.iterate_ancestors(head)
        return False

    def _only_tells(self, verb: int, head: int) -> bool:
        """Whether a verb tells where something became known, not where it happened: `was announced in Quito`."""
        return verb != head and load_kinds("verb").get(self.tree.lemma[verb]) in TELLING_KINDS

    def _list_place_prepositions(self, verb: int) -> Set[str]:
        """Prepositions of where a verb's event is; only those of going tell it by `to`, not `turned to Peru`."""
        moves = self.tree.lemma[verb] in get_syntax_words("moves") | get_syntax_words("senders")
        return PLACE_PREPOSITIONS if moves else STATIC_PREPOSITIONS

    def _find_named_place(self, trigger: Trigger, ties: Set[str], parties: Set[str | None]) -> NamedPlace | None:
        """The place that a preposition ties to the event or its clause, or that its own words or object name."""
        head = trigger.head
        # Who praises a town does so anywhere, who visits it does so there.
        is_verbal = get_event_type(trigger.event_type).is_verbal
        addressed = is_verb(self.tree, head) and is_verbal and trigger.event_type != "CONSULT"
        for token in self._list_governing_tokens(head):
            if (found := self._find_prepositional_place(token, ties)) is not None:
                return found
            if token == head and not addressed and (own := self._find_phrase_place(head, parties)) is not None:
                return own
        return None

    def _find_struck_place(self, head: int) -> NamedPlace | None:
        """The place that the verb around the event hits: `a quake hit Lagos, killing two`."""
        tree, relation, above = self.tree, get_relation(self.tree, head), self.tree.head[head]
        participle = relation is Relation.ADVERBIAL_CLAUSE and tree.tag[head] == "VBG"
        # a strike that angers Moscow is elsewhere
        hits = (participle or relation is Relation.SUBJECT) and is_in_class(tree, above, "rocks")
        hit = find_direct_object(tree, above) if hits else None
        return self._find_place_mention(hit) if hit is not None else None

    def _find_complement_place(self, head: int, ties: Set[str], parties: Set[str | None]) -> NamedPlace | None:
        """The place of what is helped, begun or tried: `helped to retake the bridge in Lagos`."""
        tree = self.tree
        inner = next(
            (one for one in list_complements(tree, head) if get_relation(tree, one) is Relation.OPEN_CLAUSE), None
        )
        if inner is None:
            return None
        for token in (inner, read_predicate(tree, inner).patient):
            if token is not None and (found := self._find_prepositional_place(token, ties)) is not None:
                return found
        return self._find_phrase_place(inner, parties)

    def _find_prepositional_place(self, token: int, ties: Set[str]) -> NamedPlace | None:
        """The place that a preposition ties to a word, at once or behind a part of it (`west of the country`)."""
        for tie in list_obliques(self.tree, token):
            if tie.is_behind(*ties) or (tie.word == "over" and is_noun(self.tree, token)):
                found = self._find_place_within(tie.object, MAX_DEPTH)
                if found is not None:
                    return found
        return None

    def _find_place_within(self, noun: int, depth: int) -> NamedPlace | None:
        """The place that a noun names, with what contains it where only that is known; else one inside its phrase."""
        found = self._find_place_mention(noun) or self._find_unknown_place(noun) or self._find_place_before(noun)
        inside = ("in", "of") if is_in_class(self.tree, noun, "grounds") else ("in",)
        inner = (tie.object for tie in list_obliques(self.tree, noun) if tie.is_behind(*inside) and depth)
        deeper = (self._find_place_within(one, depth - 1) or self._find_unknown_place(one, noun) for one in inner)
        around = next((one for one in deeper if one is not None), None)
        if found is None or around is None or self._is_on_map(found) or not self._is_on_map(around):
            return found or around
        return NamedPlace(Span(found.span.start, around.span.end), around.entity_key)

    def _is_on_map(self, place: NamedPlace) -> bool:
        """Whether a place's country is known."""
        return place.entity_key is not None and bool(self.analysis.entity_index.entities[place.entity_key].country)

    def _find_place_before(self, noun: int) -> NamedPlace | None:
        """The name before a noun of place: `the Palmira sector`."""
        if not is_in_class(self.tree, noun, "grounds"):
            return None
        names = [one for one in self.tree.children[noun] if get_relation(self.tree, one) is Relation.COMPOUND]
        found = (self._find_place_mention(one) or self._find_unknown_place(one, noun) for one in names[-1:])
        return next((one for one in found if one is not None), None)

    def _find_following_place(self, head: int, ties: Set[str]) -> NamedPlace | None:
        """The first place that follows behind a preposition before another verb, however the parse hangs it."""
        tree = self.tree
        for token in range(head + 1, tree.find_sentence_bounds(head)[1]):
            if is_verb(tree, token):
                return None
            if tree.lower[token] in ties and get_relation(tree, token) is Relation.PREPOSITION:
                objects = [tie.object for tie in list_obliques(tree, tree.head[token]) if tie.preposition == token]
                found = self._find_place_mention(objects[0]) if objects else None
                if found is not None:
                    return found
        return None

    def _find_phrase_place(self, head: int, parties: Set[str | None]) -> NamedPlace | None:
        """A place inside the event's own noun phrase or that of its object: `the Lagos riots`, `retook the airport`."""
        tree = self.tree
        noun = get_relation(tree, head) in NOUN_PLACES  # also a plural that was taken for a verb
        thing = find_object_noun(tree, head) if is_verb(tree, head) and not noun else head
        if thing is None:
            return None
        before = (Relation.COMPOUND, Relation.POSSESSOR)
        for token in (thing, *(one for one in tree.children[thing] if get_relation(tree, one) in before)):
            mention = self._find_place_mention(token)
            if mention is not None and (not mention.is_party(parties) or thing != head):
                return mention
        if is_in_class(tree, thing, "grounds"):
            inside = (tie.object for tie in list_obliques(tree, thing) if tie.is_behind("of"))
            return next((self._find_place_mention(noun) for noun in inside), None)
        return None

    def _list_governing_tokens(self, head: int) -> list[int]:
        """The event's word, its object, a clause that describes it, and what it is part of up to its own clause."""
        tree = self.tree
        if is_verb(tree, head):
            thing = find_object_noun(tree, head)
        else:
            thing = next(iter(list_relative_clauses(tree, head)), None)
        chain = [head] if thing is None else [head, thing]
        token = head
        while tree.head[token] != token and not self._ends_clause(token) and len(chain) < MAX_CHAIN:
            token = tree.head[token]
            chain.append(token)
            if is_verb(tree, token) and (beside := find_direct_object(tree, token)) is not None:
                chain.append(beside)  # `a bomb killed shoppers in Lagos`
        return chain

    def _ends_clause(self, token: int) -> bool:
        """Whether a token heads a clause of its own; a bare participle is part of the one above (`, killing two`)."""
        relation = get_relation(self.tree, token)
        leans = relation is Relation.ADVERBIAL_CLAUSE and self.tree.tag[token] == "VBG"
        if leans and find_subject(self.tree, token) is None and not list_markers(self.tree, token):
            return False
        return relation in CLAUSE_PLACES

    def _find_place_mention(self, noun: int) -> NamedPlace | None:
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
