"""Persons whom a text goes on about by their age: `Ida Holm, 33, ... The 33-year-old was freed`."""

from pipeline.extract.coreference.discourse_history import DiscourseHistory
from pipeline.extract.entities.index_builder import EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.token_arrays import TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation

# Sentences before its own in which a person without an age beside the name may stand.
MAX_SENTENCES = 3
# `the`, the age, and `-year-old`.
PHRASE_TOKENS = 6
HEAD_RELATIONS = frozenset(
    {
        Relation.SUBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.OBJECT,
        Relation.PREPOSITIONAL_OBJECT,
        Relation.POSSESSOR,
    }
)


def resolve_aged_person(builder: EntityIndexBuilder, history: DiscourseHistory, token: int) -> MentionDraft | None:
    """The person of an age: whoever has it beside the name, or else the only person named near by, of no other age."""
    tokens = builder.tokens
    first = token + 1 - PHRASE_TOKENS
    if first < 0 or tokens.relation[token] not in HEAD_RELATIONS or not _is_age(tokens, first):
        return None
    age, ages = tokens.text[first + 1], _read_ages(builder)
    bearers = {key for key, told in ages.items() if told == age}
    if not bearers:
        near = history.list_recent(tokens.sentence[token], MAX_SENTENCES)
        persons = {
            each.draft.key
            for each in near
            if each.draft is not None and each.draft.entity_type == "person" and not each.is_plural
        }
        bearers = persons if not persons & ages.keys() else set()
    if len(bearers) != 1:
        return None
    return MentionDraft(bearers.pop(), first, token + 1, "nominal", "coreference/aged_person")


def _is_age(tokens: TokenArrays, first: int) -> bool:
    """Whether `the 33-year-old` begins at a token."""
    words = tokens.lower[first : first + PHRASE_TOKENS]
    return words[0] == "the" and words[1].isdecimal() and words[2:] == ["-", "year", "-", "old"]


def _read_ages(builder: EntityIndexBuilder) -> dict[str, str]:
    """The age that stands between commas behind a person's name, by the person's key."""
    tokens = builder.tokens
    return {
        mention.key: tokens.text[mention.last + 1]
        for mention in builder.mentions
        if mention.form == "name"
        and builder.drafts[mention.key].entity_type == "person"
        and tokens.text[mention.last : mention.last + 1] == [","]
        and "".join(tokens.text[mention.last + 1 : mention.last + 2]).isdecimal()
    }
