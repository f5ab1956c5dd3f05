"""The entity index of a document: who and what it names or describes, and where."""

from pipeline.extract.coreference.mention_resolution import resolve_coreference
from pipeline.extract.coreference.person_roles import attach_roles
from pipeline.extract.coreference.pronoun_coreference import AntecedentChoice
from pipeline.extract.coreference.pronoun_ranking import choose_antecedent
from pipeline.extract.coreference.speech_context import SpeechContext
from pipeline.extract.entities.dateline_places import add_dateline
from pipeline.extract.entities.entity_links import link_known_items
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.name_candidates import collect_names
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.organisation_mentions import OrganisationResolver, add_institution, find_institutions
from pipeline.extract.entities.person_mentions import PersonResolver
from pipeline.extract.entities.place_mentions import add_place, add_registry_name, find_place_senses
from pipeline.extract.entities.repeated_names import add_repeated_names
from pipeline.extract.entities.sports_teams import set_teams_apart
from pipeline.extract.entities.token_arrays import build_token_arrays
from pipeline.extract.records import EntityIndex, Mention, PublicationDate
from pipeline.language.parsed_document import ParsedDocument

NO_SPEECH = SpeechContext()


def build_entity_index(
    parsed: ParsedDocument,
    publication: PublicationDate | None = None,
    registry: str | None = None,
    speech: SpeechContext = NO_SPEECH,
    choose: AntecedentChoice = choose_antecedent,
) -> EntityIndex:
    """The actors of a document and their mentions.

    The year of publication tells leaders of one surname apart; `registry` is a file of Wikidata items of the user's;
    `speech` tells what is quoted, and `choose` decides among the antecedents of a pronoun.
    """
    builder = EntityIndexBuilder(build_token_arrays(parsed))
    names, senses = find_place_senses(builder.tokens, collect_names(builder.tokens))
    for name in filter(_is_known_place, names):
        add_registry_name(builder, name, senses)
    institutions = find_institutions(builder)
    taken = {token for institution in institutions for token in range(institution.first, institution.last)}.union(
        builder.mention_by_token
    )
    names = [name for name in names if taken.isdisjoint(range(name.first, name.last))]
    latest = publication.latest if publication else None
    persons = PersonResolver(builder, latest.year if latest else None)
    persons.add_persons(names)
    for seat in institutions:
        if seat.country is not None:
            add_institution(builder, seat, seat.country)
    organisations = OrganisationResolver(builder)
    for name in names:
        if name.entity_type == "place":
            add_place(builder, name, senses)
        elif name.entity_type in {"organisation", "facility"}:
            organisations.add_organisation(name)
        elif name.entity_type == "group":
            _add_group(builder, name)
    organisations.add_acronym_mentions()
    persons.add_missed_surnames()
    add_repeated_names(builder)
    set_teams_apart(builder)
    attach_roles(builder)
    resolve_coreference(builder, institutions, speech, choose)
    link_known_items(builder, registry)
    return _build_index(builder, parsed)


def _is_known_place(name: NameSpan) -> bool:
    """Whether the registry knows the place or body itself, not only a state within its name."""
    registry_name = name.registry_name
    if registry_name is None or name.entity_type == "person":
        return False
    return bool(registry_name.entity.entity_type == name.entity_type or registry_name.form == "people")


def _add_group(builder: EntityIndexBuilder, name: NameSpan) -> None:
    written = builder.tokens.text[name.last - 1]
    builder.add_entity(
        EntityDraft(f"group:{written.lower()}", written, "group", is_plural=True),
        name.first,
        name.last,
        "name",
        "names/group",
    )


def _build_index(builder: EntityIndexBuilder, parsed: ParsedDocument) -> EntityIndex:
    one_each = {(each.first, each.last): each for each in builder.mentions}
    mention_drafts = sorted(one_each.values(), key=lambda each: (each.first, -each.last))
    pronoun_drafts = [builder.pronoun_mentions[token] for token in sorted(builder.pronoun_mentions)]
    entities = {
        key: builder.drafts[key].build_entity()
        for key in sorted({each.key for each in (*mention_drafts, *pronoun_drafts)})
    }
    mentions, pronouns = (
        [_build_mention(parsed, each) for each in group] for group in (mention_drafts, pronoun_drafts)
    )
    return add_dateline(parsed, EntityIndex(entities, tuple(mentions), tuple(pronouns)))


def _build_mention(parsed: ParsedDocument, mention: MentionDraft) -> Mention:
    span = parsed.get_span(mention.first, mention.last)
    return Mention(mention.key, span, mention.first, mention.last, mention.form, mention.rule)
