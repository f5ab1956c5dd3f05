"""Nouns as parties: whether one names an actor, which entity of the document it means, and in which words.

Where a noun is no actor itself, the one it belongs to or comes from is looked for inside its phrase: `refused an offer
from Oslo`, `the Danish plan`, `lifted the curfew in Lagos`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.base.text_span import Span
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.party_links import are_single_nationals, is_person_of_place, is_seat_of_body
from pipeline.extract.events.trigger_lexicon import expand_word_classes, is_in_class
from pipeline.extract.records import DocumentAnalysis, Statement
from pipeline.language.syntax.clause_structure import find_phrase_span, is_small_clause
from pipeline.language.syntax.dependency_relations import (
    find_governor,
    find_preposition,
    find_subject,
    get_relation,
    is_noun,
    is_verb,
    list_appositions,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import get_tree
from pipeline.language.syntax.embedding_forms import find_embedding
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_logical_subject
from pipeline.language.word_kinds import load_kinds

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
NO_PARTY_TYPES = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})
# A bare number of four digits behind one of these is a year or a time of day.
CLOCK_DIGITS = 4
TIME_PREPOSITIONS = frozenset({"at", "in", "since", "until", "by", "from", "before", "after"})
# How many levels of a phrase are searched for the actor that it belongs to.
MAX_NESTING = 3
# How many clauses above a pronoun are searched for the speaker that it stands for.
MAX_CLAUSES = 5
# Kinds of nouns, by their first sense, that are asked for or spoken of.
TOPIC_KINDS = frozenset({
    "act", "artifact", "attribute", "cognition", "communication", "event", "feeling", "food", "phenomenon",
    "possession", "process", "relation", "state", "substance",
})  # fmt: skip
ONE_PERSON = frozenset({"he", "she", "him", "her", "his"})
OBJECT_PRONOUNS = frozenset({"him", "her", "them", "us", "me"})
NAME_PLACES = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.PREPOSITIONAL_OBJECT, Relation.OBJECT})
INSIDE_PLACES = (Relation.POSSESSOR, Relation.ADJECTIVE, Relation.COMPOUND)
CLAUSE_PLACES = frozenset({Relation.RELATIVE_CLAUSE, Relation.ADVERBIAL_CLAUSE})


@dataclass(frozen=True)
class Argument:
    """The words of one side of an event and the entity that they mean, where the document has one."""

    span: Span
    entity_key: str | None
    head: int
    is_inanimate: bool = False  # words that are no actor's and name nobody inside

    def is_distinct_from(self, other: "Argument | None") -> bool:
        """Whether this is not the other side itself, named again or meant by a pronoun."""
        return other is None or (
            self.head != other.head and (self.entity_key is None or self.entity_key != other.entity_key)
        )


class ArgumentNouns:
    """The nouns of one sentence, as parties that events may have."""

    def __init__(self, analysis: DocumentAnalysis, found: Sequence[Trigger], statements: Sequence[Statement]) -> None:
        self.analysis = analysis
        self.tree = get_tree(analysis.parsed.doc)
        self.statements = statements
        self.triggers_by_head = {trigger.head: trigger for trigger in found}

    def build_argument(self, noun: int) -> Argument:
        """Build the party that a noun names: what a pronoun stands for if the sentence says, else its own words."""
        key = self.analysis.entity_index.entity_key_at(noun)
        if key is None and self.tree.pos[noun] == "PRON":
            key = self._resolve_first_person(noun)
            speaker = None if key else self._resolve_reported_speaker(noun)
            noun = speaker if speaker is not None else noun
        resolved = self.resolve_entity_key(noun)
        key = key if self.tree.pos[noun] == "PRON" and key is not None else resolved
        return Argument(self.get_phrase_span(noun), key, noun)

    def _resolve_first_person(self, pronoun: int) -> str | None:
        """Who says `I` or `we`: the speaker of the statement around it."""
        if self.tree.lower[pronoun] not in expand_word_classes(("@selves",)):
            return None
        own = self.analysis.parsed.get_span(pronoun, pronoun + 1)
        return next((said.speaker_key for said in self.statements if said.content.contains(own)), None)

    def _resolve_reported_speaker(self, pronoun: int) -> int | None:
        """Whom a pronoun in reported speech stands for: the speaker (`the rebels said they would leave`)."""
        tree = self.tree
        if tree.lower[pronoun] not in expand_word_classes(("@anaphors",)) or is_small_clause(tree, tree.head[pronoun]):
            return None  # `the king wants him jailed`: somebody else
        token = tree.head[pronoun]
        for _ in range(MAX_CLAUSES):
            if tree.head[token] == token:
                return None
            inner, token = token, tree.head[token]
            speaker = find_subject(tree, token)
            if speaker is None or speaker == pronoun or tree.pos[speaker] == "PRON":
                continue
            if get_relation(tree, inner) is Relation.RELATIVE_CLAUSE:
                continue
            if tree.lower[pronoun] in ONE_PERSON and not self._can_be_one_person(speaker):
                continue
            if tree.lower[pronoun] in ("it", "its") and self._is_person(speaker):
                continue
            own_clause = tree.head[pronoun]
            aimed = tree.lower[pronoun] in OBJECT_PRONOUNS and is_verb(tree, own_clause)
            if aimed and find_logical_subject(tree, own_clause) == speaker:
                continue  # the rebels hold six men to use them as shields
            return speaker if self.is_actor(speaker) else None
        return None

    def _can_be_one_person(self, noun: int) -> bool:
        """Whether `he` or `she` may stand for a noun: for no body, state or plural."""
        tree = self.tree
        key = self.analysis.entity_index.entity_key_at(noun)
        if key is not None and self.analysis.entity_index.entities[key].entity_type != "person":
            return False
        body = is_in_class(tree, noun, "collective_bodies") or tree.entity[noun] in ("GPE", "ORG", "NORP")
        return not body and tree.tag[noun] not in ("NNS", "NNPS")

    def _is_person(self, noun: int) -> bool:
        key = self.analysis.entity_index.entity_key_at(noun)
        person = key is not None and self.analysis.entity_index.entities[key].entity_type == "person"
        return person or self.tree.entity[noun] == "PERSON" or self._is_named_by_age(noun)

    def is_actor(self, noun: int) -> bool:
        """Whether a noun or adjective names people, a body or a place, rather than a thing, a time or an event."""
        tree = self.tree
        if noun in self.triggers_by_head and self.triggers_by_head[noun].sense.part_of_speech == "noun":
            return False
        mention = self.analysis.entity_index.mention_at(noun)
        if tree.pos[noun] == "PRON":
            return mention is not None or (self._resolve_reported_speaker(noun) is not None)
        relation = get_relation(tree, noun)
        if self._is_named_by_age(noun):
            return relation in NAME_PLACES
        if tree.entity[noun] in ("DATE", "TIME"):
            return False
        if relation is Relation.ADJECTIVE or tree.pos[noun] == "ADJ":
            return tree.entity[noun] in NAME_TYPES or (
                mention is not None and mention.form != "nominal" and mention.last == noun + 1
            )
        if tree.lower[noun] in expand_word_classes(("@initialled_crimes",)):
            return False
        if mention is not None or tree.entity[noun] in NAME_TYPES:
            return True
        named = tree.pos[noun] == "PROPN" and relation in NAME_PLACES and tree.entity[noun] == ""
        people = tree.lemma[noun] in expand_word_classes(("@people",)) or self._is_called_by_name(noun)
        return named or (people and relation is not Relation.COMPOUND)

    def _is_named_by_age(self, noun: int) -> bool:
        """Whether somebody is named by their age alone: `a 19-year-old was arrested`."""
        lower = self.tree.lower
        return noun > 2 and lower[noun] == "old" and lower[noun - 3 : noun] == ["-", "year", "-"]

    def _is_called_by_name(self, noun: int) -> bool:
        """Whether a common noun is what the person named right behind it is: `the bassoonist Ana Rowe`."""
        tree = self.tree
        names = list_appositions(tree, noun) if tree.pos[noun] == "NOUN" else []
        return any(tree.entity[name] == "PERSON" and tree.pos[name] == "PROPN" for name in names)

    def find_nested_actors(self, noun: int, level: int, ties: str = "@towards") -> Iterator[int]:
        """Find actors inside a noun phrase: possessor, nationality, `of` and `from`, then places; the closest first."""
        tree = self.tree
        if level >= MAX_NESTING:
            return
        for place in INSIDE_PLACES:
            for child in tree.children[noun]:
                if get_relation(tree, child) is place and self.is_actor(child):
                    yield child
        for found in list_obliques(tree, noun):
            if found.is_behind(*expand_word_classes((ties,))):
                if self.is_actor(found.object):
                    yield found.object
                else:
                    yield from self.find_nested_actors(found.object, level + 1, ties)
        for clause in list_relative_clauses(tree, noun):
            owner = find_subject(tree, clause)
            if owner is not None and tree.pos[owner] != "PRON" and self.is_actor(owner):
                yield owner  # the sum Ghana owes
            elif owner is None and clause not in self.triggers_by_head and not is_in_class(tree, clause, "locating"):
                yield from (found.object for found in list_obliques(tree, clause) if self.is_actor(found.object))

    def can_be_argument(self, noun: int) -> bool:
        """Whether a noun can stand for a party: no time, no clause, no pronoun without a person."""
        tree = self.tree
        if tree.entity[noun] in NO_PARTY_TYPES or is_verb(tree, noun) or self.is_time(noun):
            return False
        if tree.lower[noun] in expand_word_classes(("@initialled_crimes",)):
            return False
        if tree.pos[noun] == "PRON":
            return tree.lower[noun] in expand_word_classes(("@persons",))
        return is_noun(tree, noun) or tree.pos[noun] == "NUM"

    def is_topic(self, noun: int) -> bool:
        """Whether a common noun names a thing or a matter, neither people nor a body nor their number."""
        kind = load_kinds("noun").get(self.tree.lemma[noun])
        return self.tree.pos[noun] == "NOUN" and kind in TOPIC_KINDS and not is_in_class(self.tree, noun, "measures")

    def is_deed(self, noun: int) -> bool:
        """Whether a common noun names what is done or happens, which is spoken of and is no party."""
        kind = load_kinds("noun").get(self.tree.lemma[noun])
        told = noun in self.triggers_by_head or kind in ("act", "event", "process")
        told = told or self.tree.lemma[noun] in get_syntax_words("patient_nouns")
        told = told or is_in_class(self.tree, noun, "deeds")
        return told and self.tree.pos[noun] == "NOUN" and not is_in_class(self.tree, noun, "people")

    def find_doer_of_deed(self, noun: int) -> int | None:
        """Who does what a noun says, where the noun's own phrase names them: `the arrest of two monks by the army`."""
        agent = read_predicate(self.tree, noun).agent if self.is_deed(noun) else None
        return agent if agent is not None and self.is_actor(agent) else None

    def is_time(self, noun: int) -> bool:
        """Whether a noun or number tells when: `at dawn`, `perpetrated in 2019`, `at approximately 2230`."""
        tree = self.tree
        if any(timex.first <= noun < timex.last for timex in self.analysis.timexes):
            return True
        if tree.pos[noun] == "NUM":
            whole = tree.lower[noun].isdecimal() and len(tree.lower[noun]) == CLOCK_DIGITS
            return whole and find_preposition(tree, noun) in TIME_PREPOSITIONS
        return is_in_class(tree, noun, "times_of_day")

    def is_counted(self, noun: int) -> bool:
        """Whether a noun stands for people by their number or for a text that speaks for them."""
        lemma = self.tree.lemma[noun]
        return (
            self.tree.pos[noun] in ("NUM", "PRON")
            or lemma in expand_word_classes(("@measures",))
            or lemma in expand_word_classes(("@texts",))
        )

    def resolve_entity_key(self, noun: int) -> str | None:
        """The entity that a noun means: by its own mention, or the state that its body acts for."""
        tree, index = self.tree, self.analysis.entity_index
        own = index.entity_key_at(noun)
        if are_single_nationals(tree, index, noun) or is_person_of_place(tree, index, noun):
            return None
        if own is None and is_in_class(tree, noun, "measures"):
            counted = next((found.object for found in list_obliques(tree, noun) if found.is_behind("of")), None)
            return self.resolve_entity_key(counted) if counted is not None else None
        if own is None and (apposed := list_appositions(tree, noun)) and not self._is_many(noun, apposed[0]):
            own = index.entity_key_at(apposed[0])  # `its neighbour Samoa`
        if own is not None or tree.lemma[noun] not in expand_word_classes(("@bodies",)):
            return own
        owners = (one for one in self.find_nested_actors(noun, MAX_NESTING - 1) if tree.lower[tree.head[one]] != "by")
        found = next((index.entity_key_at(one) for one in owners if index.entity_key_at(one)), None)
        return None if found is not None and is_seat_of_body(tree, index.entities[found], noun) else found

    def _is_many(self, noun: int, apposed: int) -> bool:
        """Whether a plural stands before the name of one: `killing ten people, the Gao Watch, a charity, said`."""
        key = self.analysis.entity_index.entity_key_at(apposed)
        single = key is not None and self.analysis.entity_index.entities[key].entity_type != "group"
        return single and self.tree.tag[noun] == "NNS"

    def _belongs_to(self, governed: int, noun: int) -> bool:
        """Whether what a preposition governs is part of a noun phrase, not of its verb: `warned the clan of war`."""
        embedding = find_embedding(self.tree, governed)
        return embedding is None or embedding.governor == noun

    def get_phrase_span(self, noun: int) -> Span:
        """The words of a noun phrase: its head with what stands before it, and an `of` or `in` phrase after it."""
        tree, index = self.tree, self.analysis.entity_index
        mention = index.mention_at(noun)
        first, last = noun, noun + 1
        above = find_governor(tree, noun)
        accused = above is not None and is_in_class(tree, above, "accusers")  # suspected the baker of arson
        ties = ("in", "from") if accused else ("of", "in", "from", "for")
        if mention is not None and mention.form == "name":
            first, last = mention.first, max(mention.last, last)
        before = [one for one in tree.children[noun] if one < noun and get_relation(tree, one) not in CLAUSE_PLACES]
        first = min([first, *(find_phrase_span(tree, child)[0] for child in before)])
        if mention is None or index.entities[mention.entity_key].entity_type != "person":
            for found in list_obliques(tree, noun):
                if found.word in ties and found.preposition == last and is_noun(tree, found.object):
                    last = max(last, found.object + 1)
        in_triggers = {i for one in self.triggers_by_head.values() for i in range(one.first, one.last) if i < noun}
        while first < noun and (tree.pos[first] in ("PUNCT", "CCONJ", "ADP", "ADV") or first in in_triggers):
            if tree.lower[first : first + 2] in (["at", "least"], ["at", "most"]):
                break
            first += 1  # `shot dead two judges`
        return self.analysis.parsed.get_span(first, last)
