"""One walk through the text that takes up descriptions and pronouns where they stand."""

from collections.abc import Sequence

from pipeline.extract.coreference import nominal_coreference, pronoun_coreference
from pipeline.extract.coreference.aged_persons import resolve_aged_person
from pipeline.extract.coreference.described_entities import add_described_entity
from pipeline.extract.coreference.discourse_history import DiscourseHistory
from pipeline.extract.coreference.pronoun_coreference import AntecedentChoice
from pipeline.extract.coreference.pronoun_ranking import choose_antecedent
from pipeline.extract.coreference.speech_context import SpeechContext
from pipeline.extract.entities.entity_lexicons import load_anaphoric_nouns, load_word_set
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.index_builder import EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.organisation_mentions import (
    ARMED_KINDS,
    InstitutionMention,
    add_institution,
    find_full_name,
)
from pipeline.extract.entities.place_drafts import build_registry_draft
from pipeline.extract.entities.token_arrays import NOUN_POS
from pipeline.language.syntax.grammatical_relations import Relation

ARGUMENT_RELATIONS = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.OBJECT})


def resolve_coreference(
    builder: EntityIndexBuilder,
    institutions: Sequence[InstitutionMention],
    speech: SpeechContext,
    choose: AntecedentChoice = choose_antecedent,
) -> None:
    """Add the mentions by descriptions and pronouns, and institutions without a country, in the order of the text.

    `choose` decides among the antecedents of a pronoun.
    """
    tokens = builder.tokens
    single_countries = _find_unique_countries(builder, institutions)
    pending_institutions = {
        institution.last - 1: institution for institution in institutions if institution.country is None
    }
    pending_tokens = {token for seat in pending_institutions.values() for token in range(seat.first, seat.last)}
    ends: dict[int, list[MentionDraft]] = {}
    for mention in builder.mentions:
        ends.setdefault(mention.last - 1, []).append(mention)
    history = DiscourseHistory(builder)
    for token, pos in enumerate(tokens.pos):
        if token in ends:
            for mention in sorted(ends[token], key=lambda each: each.last - each.first):
                history.add_mention(mention)
        elif token in pending_institutions:
            _resolve_institution(builder, history, pending_institutions[token], single_countries)
        elif tokens.lower[token] == "old" and (aged := resolve_aged_person(builder, history, token)) is not None:
            builder.add_mention(builder.drafts[aged.key], aged.first, aged.last, aged.form, aged.rule)
            history.add_mention(aged)
        elif pos in NOUN_POS and token not in builder.mention_by_token and token not in pending_tokens:
            _resolve_noun(builder, history, token)
        elif pos == "PRON":
            pronoun_mention = pronoun_coreference.resolve_pronoun(builder, history, speech, token, choose)
            if pronoun_mention is not None:
                builder.pronoun_mentions[token] = pronoun_mention
    _resolve_partitives(builder)


def _resolve_partitives(builder: EntityIndexBuilder) -> None:
    """Let the heads of "dozens of", "a group of" stand for the people named after them."""
    tokens = builder.tokens
    heads = load_word_set("partitives")
    for token in range(len(tokens) - 2):
        if (
            tokens.lower[token] in load_anaphoric_nouns()
            and token not in builder.mention_by_token
            and (place := _find_apposed_place(builder, token))
        ):
            builder.pronoun_mentions[token] = MentionDraft(
                place.key, token, token + 1, "head", "coreference/apposed_place"
            )
        if tokens.lower[token] in heads and tokens.lower[token + 1] == "of" and token not in builder.mention_by_token:
            after = next(
                (later for later in range(token + 2, min(token + 5, len(tokens))) if later in builder.mention_by_token),
                None,
            )
            mention = (
                builder.mention_by_token[after]
                if after is not None and tokens.sentence[after] == tokens.sentence[token]
                else None
            )
            if mention is not None and (
                mention.form == "demonym" or builder.drafts[mention.key].entity_type == "group"
            ):
                builder.pronoun_mentions[token] = MentionDraft(
                    mention.key, token, token + 1, "head", "coreference/partitive"
                )


def _find_apposed_place(builder: EntityIndexBuilder, token: int) -> MentionDraft | None:
    """The place whose name follows its kind ("the capital Tirana", "the town of Split")."""
    tokens = builder.tokens
    mention = builder.mention_by_token.get(token + 2 if tokens.lower[token + 1] == "of" else token + 1)
    if mention is None or mention.form != "name" or builder.drafts[mention.key].entity_type != "place":
        return None
    return (
        mention if any(entry.entity_type == "place" for entry in load_anaphoric_nouns()[tokens.lower[token]]) else None
    )


def _find_unique_countries(
    builder: EntityIndexBuilder, institutions: Sequence[InstitutionMention]
) -> dict[tuple[str, str | None], str]:
    """The country of each kind of institution, and of each form that can mean another body, where it is just one."""
    countries: dict[tuple[str, str | None], set[str]] = {}
    for institution in institutions:
        if institution.country is not None:
            kind = institution.entry.id, _find_bare_form(builder, institution)
            countries.setdefault(kind, set()).add(institution.country)
    return {kind: next(iter(codes)) for kind, codes in countries.items() if len(codes) == 1}


def _find_bare_form(builder: EntityIndexBuilder, institution: InstitutionMention) -> str | None:
    """The form of an institution where by itself it means a body of no state: `security council`."""
    form = " ".join(builder.tokens.lower[institution.first : institution.last])
    return form if form in institution.entry.bare else None


def _is_owner_named(builder: EntityIndexBuilder, institution: InstitutionMention) -> bool:
    """Whether a text names the owner of the body that a form means by itself: the United Nations for their council."""
    form = _find_bare_form(builder, institution)
    known = load_registry().names.get(tuple(institution.entry.bare[form].split(" "))) if form is not None else None
    owner = known.entity.name[: -len(form or "")].strip() if known is not None else ""
    return bool(owner) and any(draft.name.startswith(owner) for draft in builder.drafts.values())


def _resolve_institution(
    builder: EntityIndexBuilder,
    history: DiscourseHistory,
    institution: InstitutionMention,
    single_countries: dict[tuple[str, str | None], str],
) -> None:
    opening = nominal_coreference.find_noun_phrase(builder, institution.last - 1).first
    if builder.tokens.lower[opening] in load_word_set("indefinite"):
        return
    possessor = builder.find_antecedent(institution.first - 1)
    full = find_full_name(builder, institution) if possessor is None else None
    kind = institution.entry.id, _find_bare_form(builder, institution)
    if full is not None and kind not in single_countries:
        builder.add_mention(full, institution.first, institution.last, "name", "coreference/short_name")
        history.add_mention(builder.mention_by_token[institution.last - 1])
        return
    told = single_countries.get(kind)
    if told is None and not _is_owner_named(builder, institution):
        told = single_countries.get((institution.entry.id, None))
    country = possessor.country if possessor is not None else told
    if country is None and possessor is None:
        state = nominal_coreference.find_salient_state(builder, history, institution.last - 1)
        country = state.country if state else None
        if (
            country is not None
            and institution.entry.kind in ARMED_KINDS
            and _is_elsewhere(builder, institution, country)
        ):
            return
        if _add_bare_body(builder, institution):
            history.add_mention(builder.mention_by_token[institution.last - 1])
            return
    mention = add_institution(builder, institution, country)
    if mention is not None:
        history.add_mention(mention)


def _is_elsewhere(builder: EntityIndexBuilder, institution: InstitutionMention, country: str) -> bool:
    """Whether the sentence of an institution without a name names places, and all of them in other states.

    Armies act where they stand, so that one told of among towns of other states may be of any of them.
    """
    tokens = builder.tokens
    if tokens.is_capitalised(institution.last - 1):
        return False
    named = {
        builder.drafts[mention.key].country
        for mention in builder.mentions
        if mention.form == "name"
        and tokens.sentence[mention.first] == tokens.sentence[institution.first]
        and builder.drafts[mention.key].entity_type == "place"
    } - {None}
    return bool(named) and country not in named


def _add_bare_body(builder: EntityIndexBuilder, institution: InstitutionMention) -> bool:
    """Add the body of no state that a form means with a capital where the text gives it to none."""
    form = _find_bare_form(builder, institution)
    known = load_registry().names.get(tuple(institution.entry.bare[form].split(" "))) if form is not None else None
    if known is None or not builder.tokens.is_capitalised(institution.first):
        return False
    builder.add_entity(build_registry_draft(known), institution.first, institution.last, "name", known.rule)
    known.count_hit()
    return True


def _resolve_noun(builder: EntityIndexBuilder, history: DiscourseHistory, token: int) -> None:
    mention = nominal_coreference.resolve_nominal(builder, history, token)
    if mention is not None:
        builder.add_mention(builder.drafts[mention.key], mention.first, mention.last, "nominal", mention.rule)
    mention = mention or add_described_entity(builder, token)
    if mention is None and (mention := nominal_coreference.resolve_plural_nominal(builder, history, token)):
        builder.add_mention(builder.drafts[mention.key], mention.first, mention.last, "nominal", mention.rule)
    if mention is not None:
        history.add_mention(mention)
    elif builder.tokens.relation[token] in ARGUMENT_RELATIONS:
        history.add_noun(token)
