"""Descriptions that go back to an actor of the document: "the alliance", "the country", "the Kazakh president"."""

from dataclasses import dataclass

from pipeline.extract.coreference.discourse_history import DiscourseHistory
from pipeline.extract.coreference.named_bodies import can_be_in_name, find_by_name_word, find_generic_body
from pipeline.extract.entities.entity_lexicons import (
    AnaphoricNouns,
    load_anaphoric_nouns,
    load_nominal_heads,
    load_word_set,
)
from pipeline.extract.entities.entity_registry import build_state_key, load_registry
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.place_drafts import build_state_draft
from pipeline.extract.entities.token_arrays import SUBJECT_RELATIONS, TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation

MODIFIER_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "VERB", "PUNCT", "ADV"})
# How far back a description goes, in sentences; organisations and persons are rarely described from further away.
MAX_SENTENCES = 12
# A noun phrase has no more tokens than this before its head; more is no prose.
MAX_PHRASE_TOKENS = 25
# How much a mention tells which state is meant (the state's own name, a person of it, other mentions; the subject of a
# sentence for its object), how it fades from sentence to sentence, and by how much the first must lead the second. Set
# by hand on news of several states.
STATE_WEIGHT, PERSON_WEIGHT, OTHER_WEIGHT, SUBJECT_FACTOR, DISTANCE_DECAY, MIN_LEAD = 1.0, 0.6, 0.3, 0.3, 0.6, 1.1
# The keys of places by the kind that a noun asks for.
PLACE_KEYS = {"city": ("capital:", "place:"), "region": ("region:", "place:")}


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase up to its head, tokens `[first, head]`: the actor that owns or qualifies it, other modifiers."""

    first: int
    head: int
    is_definite: bool
    has_possessive_pronoun: bool  # by a possessive pronoun
    possessor: EntityDraft | None
    modifiers: tuple[str, ...]


def find_noun_phrase(builder: EntityIndexBuilder, head: int) -> NounPhrase:
    """The noun phrase that ends in a head noun."""
    tokens = builder.tokens
    first = head
    while (
        head - first < MAX_PHRASE_TOKENS
        and first > 0
        and tokens.pos[first - 1] in MODIFIER_POS
        and tokens.sentence[first - 1] == tokens.sentence[head]
    ):
        if not first - 1 < tokens.head[first - 1] <= head:
            break
        first -= 1
    possessor: EntityDraft | None = None
    modifiers: list[str] = []
    for token in range(first, head):
        mention = builder.mention_by_token.get(token)
        if mention is not None:
            possessor = builder.drafts[mention.key]
        elif tokens.pos[token] in {"ADJ", "NOUN", "PROPN", "VERB", "NUM"}:
            modifiers.append(tokens.lower[token])
    opening = tokens.lower[first]
    owned = tokens.relation[first] == Relation.POSSESSOR and first not in builder.mention_by_token
    return NounPhrase(first, head, opening in load_word_set("definite"), owned, possessor, tuple(modifiers))


def resolve_nominal(builder: EntityIndexBuilder, history: DiscourseHistory, head: int) -> MentionDraft | None:
    """The actor that a description means, as a mention; None where it means none or more than one could be meant."""
    tokens = builder.tokens
    noun = tokens.lower[head] if tokens.pos[head] == "PROPN" else tokens.lemma[head].lower()
    anaphor_entries = load_anaphoric_nouns().get(noun)
    compound = load_anaphoric_nouns().get(f"{tokens.lower[head - 1]} {noun}") if head else None
    known = bool(anaphor_entries or compound) or can_be_in_name(noun)
    if not known or tokens.tag[head] not in {"NN", "NNP"} or _is_qualifier(tokens, head):
        return None
    if _has_name_after(builder, head):
        return None
    noun_phrase = find_noun_phrase(builder, head)
    if not (noun_phrase.is_definite or noun_phrase.possessor or noun_phrase.has_possessive_pronoun):
        return None
    draft = _find_antecedent(builder, history, noun_phrase, compound or anaphor_entries or (), noun)
    if draft is None:
        draft = _find_named_body(builder, history, noun_phrase, noun)
    return MentionDraft(draft.key, noun_phrase.first, head + 1, "nominal", "coreference/nominal") if draft else None


def _find_named_body(
    builder: EntityIndexBuilder, history: DiscourseHistory, noun_phrase: NounPhrase, noun: str
) -> EntityDraft | None:
    """The body or place that a definite noun means by its own name, or as the only one near by."""
    tokens, head = builder.tokens, noun_phrase.head
    if not noun_phrase.is_definite or noun_phrase.possessor or tokens.lower[head + 1 : head + 2] == ["of"]:
        return None
    if set(noun_phrase.modifiers) & load_word_set("estranging"):
        return None
    named = find_by_name_word(history, tokens.sentence[head], noun, noun_phrase.modifiers)
    if named is not None or noun_phrase.modifiers:
        return named
    return find_generic_body(history, tokens.sentence[head], noun)


def resolve_plural_nominal(builder: EntityIndexBuilder, history: DiscourseHistory, head: int) -> MentionDraft | None:
    """The people of a described group that a bare plural goes back to ("the rebels", "these troops")."""
    tokens = builder.tokens
    entry = load_nominal_heads().get(tokens.lower[head])
    if entry is None or entry.entity_type != "group" or head in builder.title_tokens:
        return None
    noun_phrase = find_noun_phrase(builder, head)
    if (
        noun_phrase.possessor
        or noun_phrase.modifiers
        or tokens.lower[noun_phrase.first] not in load_word_set("definite_plural")
    ):
        return None
    noun = tokens.lemma[head].lower()
    for referent in history.list_recent(tokens.sentence[head], MAX_SENTENCES):
        draft = referent.draft
        if draft is None or not draft.key.startswith("described:"):
            continue
        if draft.kind == noun or (entry.is_one_entity and draft.key.endswith(f":{entry.id}")):
            return MentionDraft(draft.key, noun_phrase.first, head + 1, "nominal", "coreference/plural_nominal")
    return None


def _has_name_after(builder: EntityIndexBuilder, head: int) -> bool:
    """Whether the name itself follows ("the capital of Lima", "the town of Split")."""
    tokens = builder.tokens
    return tokens.lower[head + 1 : head + 2] == ["of"] and tokens.pos[head + 2 : head + 3] == ["PROPN"]


def _is_qualifier(tokens: TokenArrays, head: int) -> bool:
    return tokens.relation[head] == Relation.COMPOUND or (head + 1 < len(tokens) and tokens.text[head + 1] == "-")


def _find_antecedent(
    builder: EntityIndexBuilder,
    history: DiscourseHistory,
    noun_phrase: NounPhrase,
    anaphor_entries: tuple[AnaphoricNouns, ...],
    noun: str,
) -> EntityDraft | None:
    kinds_of = {entry.entity_type for entry in anaphor_entries}
    if "person" in kinds_of:
        return _find_person_antecedent(builder, history, noun_phrase, anaphor_entries)
    homeland = noun_phrase.has_possessive_pronoun and any(entry.id == "country" for entry in anaphor_entries)
    if not (noun_phrase.is_definite or homeland) or (
        noun_phrase.possessor and not noun_phrase.possessor.key.startswith("region:")
    ):
        return None
    if set(noun_phrase.modifiers) & load_word_set("estranging"):
        return None
    if any(entry.id in {"country", "capital"} for entry in anaphor_entries):
        possessor = builder.find_antecedent(noun_phrase.first)
        if possessor is not None:
            return add_state_of(builder, possessor)
        region = noun_phrase.possessor.member_states if noun_phrase.possessor is not None else frozenset()
        state = find_salient_state(builder, history, noun_phrase.head, region)
        return builder.drafts.get(f"capital:{state.country}") if noun == "capital" and state else state
    for referent in history.list_recent(builder.tokens.sentence[noun_phrase.head], MAX_SENTENCES):
        draft = referent.draft
        if (
            draft is not None
            and referent.form != "demonym"
            and any(is_of_kind(draft, entry) for entry in anaphor_entries)
        ):
            named = {word for name in (draft.name, *draft.aliases) for word in name.lower().split()}
            if set(noun_phrase.modifiers) <= named:
                return draft
    return None


def is_of_kind(draft: EntityDraft, entry: AnaphoricNouns) -> bool:
    """Whether an actor is of a kind: by what the registry or its own last word says."""
    if draft.entity_type != entry.entity_type:
        return False
    if entry.entity_type == "place":
        return draft.kind in entry.antecedent_kinds or draft.key.startswith(PLACE_KEYS.get(entry.id, ()))
    last = draft.name.lower().split()[-1]
    return draft.kind in entry.antecedent_kinds or last in entry.antecedent_kinds


def add_state_of(builder: EntityIndexBuilder, draft: EntityDraft) -> EntityDraft | None:
    """The state that an actor belongs to, put among the drafts if need be."""
    return _add_state(builder, draft.country)


def _add_state(builder: EntityIndexBuilder, iso3: str | None) -> EntityDraft | None:
    if iso3 is None or iso3 not in load_registry().states_by_code:
        return None
    return builder.drafts.setdefault(build_state_key(iso3), build_state_draft(iso3))


def find_salient_state(
    builder: EntityIndexBuilder, history: DiscourseHistory, token: int, among: frozenset[str] = frozenset()
) -> EntityDraft | None:
    """The state that the text is about at a token: by how often and how near it and its actors were mentioned.

    Who acts on a state is seldom of it, so the subject of the same sentence counts little for an object, persons aside.
    `among` are the states of the region that the text names ("the Baltic nation"); empty where it names none.
    """
    sentence, object_ = builder.tokens.sentence[token], builder.tokens.relation[token] not in SUBJECT_RELATIONS
    weights: dict[str, float] = {}
    for referent in history.list_recent(sentence, MAX_SENTENCES):
        draft = referent.draft
        if draft is None or draft.country is None or (among and draft.country not in among):
            continue
        person = draft.entity_type == "person"
        state = draft.key.startswith("state:") and referent.form in {"name", "nominal"}
        weight = STATE_WEIGHT if state else PERSON_WEIGHT if person else OTHER_WEIGHT
        if object_ and referent.is_subject and not person and referent.sentence == sentence:
            weight *= SUBJECT_FACTOR
        weight *= DISTANCE_DECAY ** (sentence - referent.sentence)
        weights[draft.country] = weights.get(draft.country, 0.0) + weight
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not best or (len(best) == 2 and best[0][1] < MIN_LEAD * best[1][1]):
        return None
    return _add_state(builder, best[0][0])


def _find_person_antecedent(
    builder: EntityIndexBuilder,
    history: DiscourseHistory,
    noun_phrase: NounPhrase,
    anaphor_entries: tuple[AnaphoricNouns, ...],
) -> EntityDraft | None:
    former = load_word_set("past") & set(noun_phrase.modifiers)
    if set(noun_phrase.modifiers) & load_word_set("estranging") - former:
        return None
    possessor = noun_phrase.possessor or find_of_possessor(builder, noun_phrase.head)
    country = possessor.country if possessor is not None else None
    if possessor is not None and (country is None or possessor.entity_type == "person"):
        return None
    sentence = builder.tokens.sentence[noun_phrase.head]
    nouns = {noun for entry in anaphor_entries for noun in entry.antecedent_kinds}
    for referent in history.list_recent(sentence, MAX_SENTENCES):
        draft = referent.draft
        if draft is None or draft.entity_type != "person" or (country and draft.country != country):
            continue
        if any(_has_role(role, nouns, bool(former)) for role in draft.roles):
            return draft
    return None


def find_of_possessor(builder: EntityIndexBuilder, head: int) -> EntityDraft | None:
    """Whose an office is by "of" ("the president of the alliance")."""
    tokens = builder.tokens
    after = head + 1
    if tokens.lower[after : after + 1] != ["of"]:
        return None
    after += 2 if tokens.lower[after + 1 : after + 2] == ["the"] else 1
    return builder.find_draft(after)


def _has_role(role: str, nouns: set[str], former: bool) -> bool:
    """Whether a role is one of those that a noun describes, past or present as the description says."""
    past = role.startswith(("former ", "ex-", "ex "))
    return past == former and any(role == noun or role.endswith(f" {noun}") for noun in nouns)
