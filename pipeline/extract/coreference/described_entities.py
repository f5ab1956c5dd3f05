"""Actors described by nationality or organisation instead of named ("Kazakh officials", "NATO troops")."""

from pipeline.extract.entities.entity_lexicons import (
    NominalHead,
    load_anaphoric_nouns,
    load_nominal_heads,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.name_spans import POSSESSIVE_MARKS
from pipeline.extract.entities.name_spelling import join_tokens
from pipeline.extract.entities.place_drafts import build_state_draft
from pipeline.extract.entities.token_arrays import NOUN_POS, TokenArrays
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.grammatical_relations import Relation

# What may stand between the nationality and the head noun.
INNER_POS = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "NUM", "PUNCT"})
MAX_MODIFIER_DISTANCE = 5
# What may stand before the nationality and still belong to the description ("young Algerian students").
OUTER_POS = frozenset({"ADJ", "NOUN"})
POSSESSOR_PREPOSITIONS = frozenset({"of", "from", "in"})


def add_described_entity(builder: EntityIndexBuilder, token: int) -> MentionDraft | None:
    """Put the actor that a noun describes on the stage; the nationality or owner inside keeps its own mention."""
    tokens = builder.tokens
    entry = load_nominal_heads().get(tokens.lower[token])
    if entry is None or token in builder.title_tokens or not _is_phrase_head(tokens, token):
        return None
    start = _find_possessor_token(builder, token)
    possessor = (
        _resolve_possessor(builder, start) if start is not None else _find_possessor_after(builder, token, entry)
    )
    if possessor is None or (
        possessor.entity_type == "person"
        and tokens.lower[token] in load_anaphoric_nouns()
        and entry.entity_type != "person"
    ):
        return None
    load_nominal_heads().lexicon.record_hit(entry)
    named = _find_named_person(builder, entry, possessor, token)
    if named is not None:
        first = start if start is not None else token
        builder.add_mention(named, first, token + 1, "nominal", "coreference/described_person")
        return builder.mention_by_token[token]
    return _add_description(builder, entry, possessor, start, token)


def _find_named_person(
    builder: EntityIndexBuilder, entry: NominalHead, possessor: EntityDraft, head: int
) -> EntityDraft | None:
    """The only person of the possessor's country whose name stands beside this noun (`Ida Holm, a Danish nurse`).

    Headlines describe first (`Danish nurse freed`) and the text names later.
    """
    noun = builder.tokens.lower[head]
    if entry.entity_type != "person" or not possessor.key.startswith("state:") or builder.tokens.tag[head] == "NNS":
        return None
    modifiers = builder.tokens.lower[max(head - MAX_MODIFIER_DISTANCE, 0) : head]
    past = not load_word_set("past").isdisjoint(modifiers)
    fitting = [
        draft
        for draft in builder.drafts.values()
        if draft.entity_type == "person" and draft.country == possessor.country and _has_role_noun(draft, noun, past)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _has_role_noun(draft: EntityDraft, noun: str, past: bool) -> bool:
    """Whether a person has a role, or had it, as the description says (`a former Danish minister`)."""
    told = (role for role in draft.roles if role.startswith("former ") == past)
    return any(role == noun or role.endswith(f" {noun}") for role in told)


def _resolve_possessor(builder: EntityIndexBuilder, token: int) -> EntityDraft | None:
    """The actor at a token, named or meant by a pronoun; the troops of a capital or ministry are the state's."""
    named, antecedent = builder.find_draft(token), builder.find_antecedent(token)
    if (
        named is None
        and antecedent is not None
        and antecedent.key.startswith(("capital:", "seat:"))
        and antecedent.country
    ):
        return build_state_draft(antecedent.country)
    return named or antecedent


def _is_phrase_head(tokens: TokenArrays, token: int) -> bool:
    """Whether the noun heads its phrase: no noun after it that it qualifies, no name that it titles."""
    after = token + 1
    if after >= len(tokens) or tokens.sentence[after] != tokens.sentence[token]:
        return True
    if tokens.pos[after] == "PROPN" and tokens.is_capitalised(after) and tokens.tag[token] in {"NN", "NNP"}:
        return False
    return tokens.pos[after] not in NOUN_POS or (
        tokens.head[token] != tokens.head[after] and tokens.head[token] != after
    )


def _find_possessor_token(builder: EntityIndexBuilder, head: int) -> int | None:
    """The last token of the nationality, organisation or owner left of a head noun, in the same phrase."""
    tokens = builder.tokens
    for token in range(head - 1, max(head - 1 - MAX_MODIFIER_DISTANCE, -1), -1):
        if tokens.sentence[token] != tokens.sentence[head]:
            return None
        mention = builder.mention_by_token.get(token)
        if mention is not None:
            fits = tokens.tag[token] != "NNPS" and _is_dependent(tokens, token, head)
            return token if fits else None
        if token in builder.pronoun_mentions:
            return token if tokens.relation[token] == Relation.POSSESSOR and tokens.head[token] == head else None
        if tokens.text[token] in POSSESSIVE_MARKS or tokens.text[token] == "-":
            continue
        if tokens.text[token] == ")" and token - 1 in builder.mention_by_token and tokens.text[token - 2] == "(":
            return None if _closes_dateline(tokens, token) else token - 1
        if tokens.pos[token] not in INNER_POS or tokens.text[token] in {",", "(", ")", '"', ";", ":"}:
            return None
    return None


def _closes_dateline(tokens: TokenArrays, bracket: int) -> bool:
    """Whether a bracket is the end of a dateline that has lost its dash: `LIMA (AP) Police`."""
    first, _ = tokens.tree.find_sentence_bounds(bracket)
    return find_dateline_end(tokens.tree, first) == bracket


def _is_dependent(tokens: TokenArrays, token: int, head: int) -> bool:
    """Whether a modifier belongs to the head noun, directly or through what stands between the two."""
    for _ in range(3):
        token = tokens.head[token]
        if token == head:
            return True
    return False


def _find_possessor_after(builder: EntityIndexBuilder, head: int, entry: NominalHead) -> EntityDraft | None:
    """The state or organisation that a head noun belongs to by "of", "from" or "in" ("officials in Kyiv")."""
    tokens = builder.tokens
    token = head + 1
    if token >= len(tokens) or tokens.lower[token] not in POSSESSOR_PREPOSITIONS:
        return None
    if entry.entity_type == "person" and not _is_single_officeholder(tokens, head):
        return None
    preposition = tokens.lower[token]
    if preposition != "of" and (tokens.head[token] != head or (preposition == "in" and entry.is_relational)):
        return None
    token += 1
    while token < len(tokens) and tokens.lower[token] in {"the", "former"}:
        token += 1
    mention = builder.mention_by_token.get(token)
    if mention is not None and mention.form == "demonym":
        mention = builder.mention_by_token.get(mention.last)
    if mention is not None and mention.last < len(tokens) and tokens.text[mention.last] == "-":
        mention = next(
            (
                builder.mention_by_token[later]
                for later in range(mention.last + 1, mention.last + 4)
                if later in builder.mention_by_token
            ),
            None,
        )
    if mention is None or mention.form != "name" or _is_premodifier(tokens, mention.last):
        return None
    draft = builder.drafts[mention.key]
    if draft.key.startswith("capital:") and entry.id == "rulers" and draft.country:
        return build_state_draft(draft.country)
    return (
        draft if draft.entity_type == "place" or (draft.entity_type == "organisation" and preposition != "in") else None
    )


def _is_single_officeholder(tokens: TokenArrays, head: int) -> bool:
    """Whether a noun means the one holder of an office ("the governor of Bavaria"), not the office or any holder."""
    if tokens.lower[head + 1] != "of" or load_titles().get(tokens.lower[head]) is None:
        return False
    first = head
    while first > 0 and tokens.head[first - 1] == head and tokens.pos[first - 1] in {"ADJ", "NOUN", "PROPN", "DET"}:
        first -= 1
    return tokens.lower[first] == "the"


def _is_premodifier(tokens: TokenArrays, after: int) -> bool:
    """Whether the name before a token qualifies it ("a group of Yoruba leaders")."""
    return after < len(tokens) and tokens.pos[after] in NOUN_POS and tokens.head[after - 1] >= after


def _add_description(
    builder: EntityIndexBuilder, entry: NominalHead, possessor: EntityDraft, start: int | None, head: int
) -> MentionDraft:
    tokens = builder.tokens
    within = builder.mention_by_token.get(start) if start is not None else None
    first = within.first if within else (start if start is not None else head)
    inner = within.last if within else (start + 1 if start is not None else head)
    written_tokens = [token for token in range(inner, head + 1) if tokens.text[token] not in {"(", ")"}]
    describing_tokens = [token for token in written_tokens if tokens.text[token] not in POSSESSIVE_MARKS]
    noun = join_tokens(_lower_common_word(tokens, token) for token in describing_tokens)
    if within is None or within.form == "nominal":
        written = f"{possessor.adjective} {noun}" if possessor.adjective else f"{noun} of {possessor.name}"
    else:
        written = join_tokens(
            [*tokens.text[first:inner], *(_lower_common_word(tokens, token) for token in written_tokens)]
        )
    opening = _find_opening(builder, first, head)
    draft = EntityDraft(
        _build_key(tokens, entry, possessor, describing_tokens), written, entry.entity_type, possessor.country
    )
    draft.is_plural = tokens.tag[head] in {"NNS", "NNPS"} or entry.entity_type == "group"
    draft.kind = _singularise(tokens, head)
    if entry.is_one_entity and draft.key.endswith(f":{entry.id}"):
        draft.name = f"{possessor.adjective} {entry.id}" if possessor.adjective else f"{entry.id} of {possessor.name}"
    if not draft.is_plural and tokens.lower[opening - 1 : opening] in (["a"], ["an"], ["another"]):
        draft.key = f"{draft.key}:{head}"
    rule = load_nominal_heads().lexicon.make_rule_id(entry)
    builder.add_entity(draft, opening, head + 1, "nominal", rule).aliases.add(written)
    return builder.mention_by_token[head]


def _build_key(tokens: TokenArrays, entry: NominalHead, possessor: EntityDraft, describing_tokens: list[int]) -> str:
    """One key for all that means one actor: the owner with the words that describe, or with the entry itself."""
    if entry.is_one_entity and {tokens.lower[token] for token in describing_tokens[:-1]} <= load_word_set("plain"):
        return f"described:{possessor.key}:{entry.id}"
    return f"described:{possessor.key}:{' '.join(_singularise(tokens, token) for token in describing_tokens)}"


def _find_opening(builder: EntityIndexBuilder, first: int, head: int) -> int:
    """Where the description begins, with what stands before the nationality."""
    tokens = builder.tokens
    while (
        first > 0
        and tokens.head[first - 1] == head
        and tokens.pos[first - 1] in OUTER_POS
        and first - 1 not in builder.mention_by_token
    ):
        first -= 1
    return first


def _lower_common_word(tokens: TokenArrays, token: int) -> str:
    """A word of a description, in lower case unless it is a name's; headings write all words large."""
    lower = tokens.lower[token]
    return lower if load_nominal_heads().get(lower) or tokens.pos[token] != "PROPN" else tokens.text[token]


def _singularise(tokens: TokenArrays, token: int) -> str:
    lower = tokens.lower[token]
    if tokens.pos[token] == "PROPN" and load_nominal_heads().get(lower) and lower.endswith("s"):
        return lower[:-1]
    return tokens.lemma[token].lower()
