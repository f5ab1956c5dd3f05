"""Where an event happened, as its sentence tells."""

from collections.abc import Set
from typing import NamedTuple

from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.named_places import NamedPlace, NamedPlaces
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.extract.records import DocumentAnalysis
from pipeline.extract.temporal import temporal_links
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_preposition,
    find_subject,
    get_relation,
    is_verb,
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
from pipeline.language.word_kinds import load_kinds
from schemas.event_ontology import get_event_type

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "into", "to", "across", "through", "throughout", "inside", "outside", "on", "around", "within"}
)
# Those that tell where something is, not where somebody turns or goes.
STATIC_PREPOSITIONS = PLACE_PREPOSITIONS - {"to", "into", "on"}
TELLING_KINDS = frozenset({"communication", "cognition"})
DEED_KINDS = frozenset({"act", "event"})
# Prepositions behind which a deed is that of the event itself: `died in a crash in Quito`, not `after a crash there`.
SAME_DEED = frozenset({"in", "during", "amid", "at", "by", "from", "of", "with", "as"})
CLAUSE_PLACES = frozenset({Relation.RELATIVE_CLAUSE, Relation.CLAUSE, Relation.ADVERBIAL_CLAUSE})
NOUN_PLACES = frozenset({Relation.COMPOUND, Relation.OBJECT, Relation.PREPOSITIONAL_OBJECT})
# How many tokens above an event are asked for its place.
MAX_CHAIN = 8


class EventPlace(NamedTuple):
    """The place of an event, and its basis."""

    place: NamedPlace
    basis: str


class PlaceFinder:
    """Finds the places of the events of one document."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)
        self.named = NamedPlaces(analysis)

    def find_location(self, trigger: Trigger, parties: Set[str | None]) -> EventPlace | None:
        """Find the place of an event in its clause, else the only place that the rest of its sentence names.

        A noun with a date of its own (`the 1999 bombing`) is no part of what its sentence tells.
        """
        if self._is_background(trigger.head):
            found = self.named.find_prepositional_place(trigger.head, PLACE_PREPOSITIONS) or self._find_phrase_place(
                trigger.head, parties
            )
            return EventPlace(found, "clause") if found is not None else None
        found = self._find_clause_place(trigger, parties)
        if found is not None:
            return EventPlace(self.named.join_following_place(found), "clause")
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
                found = self.named.find_prepositional_place(doer, PLACE_PREPOSITIONS)
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
                found = self.named.find_prepositional_place(token, STATIC_PREPOSITIONS) if shares and token else None
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
        found_all = (self.named.find_prepositional_place(verb, self._list_place_prepositions(verb)) for verb in verbs)
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
        """Whether a verb tells where something became known, not where it happened: `a report published in Quito`."""
        above = self.tree.head[verb]
        noun = get_relation(self.tree, verb) in (Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE)
        text = noun and load_kinds("noun").get(self.tree.lemma[above]) in TELLING_KINDS
        return verb != head and (text or load_kinds("verb").get(self.tree.lemma[verb]) in TELLING_KINDS)

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
            if (found := self.named.find_prepositional_place(token, ties)) is not None:
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
        return self.named.find_place_mention(hit) if hit is not None else None

    def _find_complement_place(self, head: int, ties: Set[str], parties: Set[str | None]) -> NamedPlace | None:
        """The place of what is helped, begun or tried: `helped to retake the bridge in Lagos`."""
        tree = self.tree
        inner = next(
            (one for one in list_complements(tree, head) if get_relation(tree, one) is Relation.OPEN_CLAUSE), None
        )
        if inner is None:
            return None
        for token in (inner, read_predicate(tree, inner).patient):
            if token is not None and (found := self.named.find_prepositional_place(token, ties)) is not None:
                return found
        return self._find_phrase_place(inner, parties)

    def _find_following_place(self, head: int, ties: Set[str]) -> NamedPlace | None:
        """The first place that follows behind a preposition before another verb, however the parse hangs it.

        One that hangs on another deed is where that was: `attacked a hotel after the bombing in Lagos`.
        """
        tree, own = self.tree, {head, find_direct_object(self.tree, head)}
        for token in range(head + 1, tree.find_sentence_bounds(head)[1]):
            if is_verb(tree, token):
                return None
            if tree.lower[token] in ties and get_relation(tree, token) is Relation.PREPOSITION:
                above = tree.head[token]
                if above not in own and self._is_other_deed(above):
                    return None
                objects = [tie.object for tie in list_obliques(tree, above) if tie.preposition == token]
                found = self.named.find_place_within(objects[0]) if objects else None
                if found is not None:
                    return found
        return None

    def _is_other_deed(self, noun: int) -> bool:
        """Whether a noun tells a deed that its preposition sets apart from the event."""
        preposition = find_preposition(self.tree, noun)
        is_deed = load_kinds("noun").get(self.tree.lemma[noun]) in DEED_KINDS
        return is_deed and preposition is not None and preposition not in SAME_DEED

    def _find_phrase_place(self, head: int, parties: Set[str | None]) -> NamedPlace | None:
        """A place inside the event's own noun phrase or that of its object: `the Lagos riots`, `retook the airport`."""
        tree = self.tree
        noun = get_relation(tree, head) in NOUN_PLACES  # also a plural that was taken for a verb
        thing = find_object_noun(tree, head) if is_verb(tree, head) and not noun else head
        if thing is None:
            return None
        before = (Relation.COMPOUND, Relation.POSSESSOR)
        for token in (thing, *(one for one in tree.children[thing] if get_relation(tree, one) in before)):
            mention = self.named.find_place_mention(token)
            if mention is not None and (not mention.is_party(parties) or thing != head):
                return mention
        if is_in_class(tree, thing, "grounds"):
            inside = (tie.object for tie in list_obliques(tree, thing) if tie.is_behind("of"))
            return next((self.named.find_place_mention(noun) for noun in inside), None)
        return None

    def _list_governing_tokens(self, head: int) -> list[int]:
        """The event's word, its object, a clause that describes it, and what it is part of up to its own clause."""
        tree = self.tree
        if is_verb(tree, head):
            thing = find_object_noun(tree, head)
        else:
            thing = next(iter(list_relative_clauses(tree, head)), None)
        chain = [head] if thing is None else [head, thing]
        behind = None if is_verb(tree, head) else read_predicate(tree, head).patient
        if behind is not None and behind > head and not is_verb(tree, behind):
            chain.append(behind)  # the murder of two nuns in the outskirts of Lima
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
