"""Offices and countries of persons, from the words beside their names: titles, appositions, "of"."""

from pipeline.extract.coreference.nominal_coreference import find_noun_phrase, find_of_possessor
from pipeline.extract.entities.entity_lexicons import load_nominal_heads, load_titles
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.name_spans import POSSESSIVE_MARKS, find_title_before
from pipeline.extract.entities.name_spelling import join_tokens
from pipeline.extract.entities.token_arrays import NOUN_POS
from pipeline.language.syntax.dependency_relations import find_subject
from pipeline.language.syntax.grammatical_relations import Relation

# Places of a noun that describes what another names: beside it, joined to such a noun, or behind "is".
DESCRIPTION_RELATIONS = frozenset({Relation.APPOSITION, Relation.CONJUNCT, Relation.PREDICATIVE})
# Prepositions between an office and what it is of.
OFFICE_PREPOSITIONS = frozenset({"of", "for"})


def attach_roles(builder: EntityIndexBuilder) -> None:
    """Give persons their country and role where the text tells them, and note the descriptions set beside names."""
    for mention in list(builder.mentions):
        draft = builder.drafts[mention.key]
        if draft.entity_type == "person" and mention.form == "name":
            _attach_country(builder, draft, mention)
    tokens = builder.tokens
    for token, relation in enumerate(tokens.relation):
        if relation not in DESCRIPTION_RELATIONS or tokens.pos[token] not in NOUN_POS:
            continue
        head = tokens.head[token]
        if relation == Relation.CONJUNCT:
            relation, head = tokens.relation[head], tokens.head[head]
        if relation == Relation.APPOSITION:
            _attach_apposition(builder, token, _find_office(builder, token, head))
        elif relation == Relation.PREDICATIVE and tokens.lemma[head] == "be":
            subject = find_subject(tokens.tree, head)
            if subject is not None:
                _attach_apposition(builder, token, subject)


def _attach_country(builder: EntityIndexBuilder, draft: EntityDraft, mention: MentionDraft) -> None:
    """The country before a title ("Serbian President ...") or behind the name ("King ... of Morocco")."""
    tokens = builder.tokens
    title, _ = find_title_before(tokens, mention.first)
    if draft.country is not None:
        return
    before = (title[0] if title else mention.first) - 1
    if before >= 0 and tokens.text[before] in POSSESSIVE_MARKS:
        before -= 1
    possessor = builder.mention_by_token.get(before)
    if (
        possessor is not None
        and tokens.sentence[before] == tokens.sentence[mention.first]
        and (title or possessor.form == "demonym")
    ):
        draft.country = builder.drafts[possessor.key].country
    elif title and tokens.lower[mention.last : mention.last + 1] == ["of"]:
        after = builder.mention_by_token.get(mention.last + 1)
        draft.country = builder.drafts[after.key].country if after else None


def _find_office(builder: EntityIndexBuilder, token: int, head: int) -> int:
    """The office where the parse hangs its holder's name on what it is of: `the governor of Bavaria, Ida Holm`."""
    tokens, named_entity, possessor = builder.tokens, builder.find_draft(token), builder.find_draft(head)
    if (
        named_entity is None
        or named_entity.entity_type != "person"
        or possessor is None
        or possessor.entity_type == "person"
    ):
        return head
    return tokens.head[tokens.head[head]] if tokens.lower[tokens.head[head]] in OFFICE_PREPOSITIONS else head


def _attach_apposition(builder: EntityIndexBuilder, token: int, head: int) -> None:
    """A noun in apposition to a name, on either side."""
    tokens = builder.tokens
    named_mention, other = builder.mention_by_token.get(head), builder.mention_by_token.get(token)
    if named_mention is not None and other is None and tokens.tag[token] in {"NN", "NNP"}:
        _attach_description(builder, named_mention, token)
    elif (
        other is not None
        and named_mention is None
        and tokens.tag[head] == "NN"
        and tokens.relation[token] == Relation.APPOSITION
    ):
        _attach_description(builder, other, head)


def _attach_description(builder: EntityIndexBuilder, named_mention: MentionDraft, noun: int) -> None:
    tokens = builder.tokens
    draft = builder.drafts[named_mention.key]
    if draft.entity_type in {"organisation", "facility"} and named_mention.form == "name":
        draft.roles.add(tokens.lower[noun])  # what it is, for `the troupe` later
    if draft.entity_type != "person" or named_mention.form != "name":
        return
    entry = load_nominal_heads().get(tokens.lower[noun])
    if (entry is None or entry.entity_type != "person") and load_titles().get(tokens.lower[noun]) is None:
        return
    noun_phrase = find_noun_phrase(builder, noun)
    role = [tokens.text[token] for token in range(noun_phrase.first, noun + 1) if _is_role_word(builder, token)]
    if role:
        draft.roles.add(join_tokens(role).lower())
        draft.role = draft.role or join_tokens(role)
    if draft.country is None:
        draft.country = _find_country(builder, noun_phrase.possessor, noun)
    builder.add_mention(draft, noun_phrase.first, noun + 1, "nominal", "coreference/apposition")


def _is_role_word(builder: EntityIndexBuilder, token: int) -> bool:
    """Whether a word before the noun belongs to the role itself."""
    tokens = builder.tokens
    return (
        token not in builder.mention_by_token
        and tokens.pos[token] in {"NOUN", "PROPN", "ADJ"}
        and tokens.relation[token] != Relation.POSSESSOR
    )


def _find_country(builder: EntityIndexBuilder, possessor: EntityDraft | None, noun: int) -> str | None:
    if possessor is not None:
        return possessor.country
    of = find_of_possessor(builder, noun)
    return of.country if of else None
