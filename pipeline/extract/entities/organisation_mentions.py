"""Organisations: institutions of states, acronyms introduced in brackets, and names in several lengths."""

from dataclasses import dataclass

from pipeline.extract.entities.entity_lexicons import Institution, load_institutions, load_word_set
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.index_builder import EntityDraft, EntityIndexBuilder, MentionDraft
from pipeline.extract.entities.name_spans import POSSESSIVE_MARKS, NameSpan
from pipeline.extract.entities.name_spelling import fold_name, join_tokens
from pipeline.extract.entities.token_arrays import TokenArrays

# Kinds of institutions that bodies of no state have too.
ARMED_KINDS = frozenset({"army", "navy", "force"})
COUNTRY_PREPOSITIONS = frozenset({"of", "in", "for"})


@dataclass(frozen=True, slots=True)
class InstitutionMention:
    """An institution in the text: tokens `[first, last)` of its form, and the country beside it if there is one."""

    first: int
    last: int
    entry: Institution
    country: str | None


def find_institutions(builder: EntityIndexBuilder) -> list[InstitutionMention]:
    """The institutions of states, with the country that a nationality, an owner or a place after them tells."""
    tokens = builder.tokens
    found: list[InstitutionMention] = []
    index, size = 0, len(tokens)
    while index < size:
        match = load_institutions().match(tokens.lower, index)
        if (
            match is None
            or index in builder.mention_by_token
            or not tokens.is_in_one_sentence(index, match[0])
            or not _is_phrase_head(builder, index, match[0])
            or (match[1].kind in ARMED_KINDS and _is_end_of_name(builder, index))
        ):
            index += 1
            continue
        last, entry = match
        found.append(InstitutionMention(index, last, entry, _find_country(builder, index, last, entry)))
        index = last
    return found


def _is_end_of_name(builder: EntityIndexBuilder, first: int) -> bool:
    """Whether a form ends the name of a body that is none of a state: `the Tolm Liberation Army`."""
    tokens, before = builder.tokens, first - 1
    if before < 1 or not (tokens.is_capitalised(first) and tokens.is_capitalised(before)):
        return False
    plain = before in builder.mention_by_token or tokens.lower[before] in load_word_set("qualifying")
    return not plain and tokens.pos[before] == "PROPN" and tokens.is_in_one_sentence(before - 1, first + 1)


def _is_phrase_head(builder: EntityIndexBuilder, first: int, last: int) -> bool:
    """Whether the form stands for the body itself and does not qualify the noun after it."""
    tokens = builder.tokens
    follows = tokens.pos[last] if last < len(tokens) and tokens.lower[last] not in load_word_set("calendar") else ""
    if tokens.pos[last - 1] not in {"NOUN", "PROPN"}:
        return False
    if (
        follows in {"NOUN", "PROPN"}
        and tokens.sentence[last] == tokens.sentence[first]
        and tokens.head[last - 1] >= last
    ):
        return last - first > 1 and not tokens.is_capitalised(last)
    return True


def _find_country(builder: EntityIndexBuilder, first: int, last: int, entry: Institution) -> str | None:
    tokens = builder.tokens
    left = first - 1
    while left >= 0 and tokens.lower[left] in load_word_set("qualifying"):
        left -= 1
    if left >= 0 and tokens.text[left] in POSSESSIVE_MARKS:
        left -= 1
    possessor = builder.find_draft(left) if left >= 0 and tokens.sentence[left] == tokens.sentence[first] else None
    if possessor is not None and possessor.country:
        return possessor.country
    right = last
    if (
        right < len(tokens)
        and tokens.lower[right] in COUNTRY_PREPOSITIONS
        and not (entry.is_abroad and tokens.lower[right] == "in")
    ):
        right += 1
        while right < len(tokens) and tokens.lower[right] in {"the", "former"}:
            right += 1
        place = builder.find_draft(right) if right < len(tokens) else None
        if place is not None and place.entity_type == "place":
            return place.country
    return None


def find_full_name(builder: EntityIndexBuilder, institution: InstitutionMention) -> EntityDraft | None:
    """The one body of the document whose full name ends in an institution's form: `the Security Council`."""
    tokens = builder.tokens
    short = " " + " ".join(tokens.lower[institution.first : institution.last])
    named = {
        draft.key: draft
        for draft in builder.drafts.values()
        if draft.entity_type == "organisation"
        and not draft.key.startswith("seat:")
        and any(name.lower().endswith(short) for name in (draft.name, *draft.aliases))
    }
    return next(iter(named.values())) if len(named) == 1 else None


def add_institution(
    builder: EntityIndexBuilder, institution: InstitutionMention, country: str | None
) -> MentionDraft | None:
    """Put an institution on the stage as that of a country; without one it must be a name to be an actor."""
    tokens = builder.tokens
    named = tokens.is_capitalised(institution.first) or tokens.is_capitalised(institution.last - 1)
    if country is None and not named:
        return None
    first, before = institution.first, builder.mention_by_token.get(institution.first - 1)
    if before is not None and before.form == "demonym" and tokens.is_in_one_sentence(before.first, institution.last):
        first = before.first
    state = load_registry().states_by_code.get(country) if country else None
    load_institutions().lexicon.record_hit(institution.entry)
    written = join_tokens(tokens.text[first : institution.last])
    name = institution.entry.name.format(country=state.name) if state else written
    draft = EntityDraft(
        f"seat:{institution.entry.id}:{country or ''}", name, "organisation", country, kind=institution.entry.kind
    )
    draft.is_plural = tokens.tag[institution.last - 1] in {"NNS", "NNPS"}
    form = "name" if named or institution.country else "nominal"
    kept = builder.add_entity(
        draft, first, institution.last, form, load_institutions().lexicon.make_rule_id(institution.entry)
    )
    kept.aliases.add(written)
    _attach_acronym(builder, kept, institution)
    return builder.mention_by_token[institution.last - 1]


def _attach_acronym(builder: EntityIndexBuilder, draft: EntityDraft, institution: InstitutionMention) -> None:
    """Let an acronym in brackets behind an institution stand for it, also where it was taken for another body."""
    tokens = builder.tokens
    acronym = find_bracketed_word(tokens, institution.last)
    if acronym is None or not acronym.isupper() or (acronym,) in load_registry().names:
        return
    draft.aliases.add(acronym)
    for mention in builder.mentions:
        if tokens.text[mention.first : mention.last] == [acronym]:
            mention.key = draft.key


def find_bracketed_word(tokens: TokenArrays, token: int) -> str | None:
    """The one word that stands in brackets at a token."""
    return (
        tokens.text[token + 1]
        if tokens.text[token : token + 1] == ["("] and tokens.text[token + 2 : token + 3] == [")"]
        else None
    )


class OrganisationResolver:
    """Other organisations of one document, by name and by acronym."""

    def __init__(self, builder: EntityIndexBuilder) -> None:
        self.builder = builder
        self.by_name: dict[str, EntityDraft] = {}
        self.by_acronym: dict[str, EntityDraft] = {}
        for mention in list(builder.mentions):
            draft = builder.drafts[mention.key]
            if draft.entity_type == "organisation":
                self.learn_acronym(draft, mention.first, mention.last)

    def add_acronym_mentions(self) -> None:
        """Find the acronyms that the text has introduced, wherever they stand."""
        for token, text in enumerate(self.builder.tokens.text):
            draft = self.by_acronym.get(text)
            mention = self.builder.mention_by_token.get(token)
            if draft is not None and mention is not None and mention.last - mention.first == 1:
                mention.key = draft.key
            elif draft is not None and mention is None:
                self.builder.add_mention(draft, token, token + 1, "name", "names/acronym")

    def add_organisation(self, name: NameSpan) -> None:
        """Put an organisation or facility on the stage: a new one, or one that it is a part or an acronym of."""
        tokens = self.builder.tokens
        written = join_tokens(tokens.text[name.first : name.last])
        folded = fold_name(written).removeprefix("the ")
        nation = self._find_nation_before(name) if written.isupper() else None
        if nation is not None:
            folded = (
                f"{nation.lower()} {folded}"  # bodies of two states share an acronym (the Chinese and the U.S. CDC)
            )
        draft = self.by_name.get(folded) or self._find_by_acronym(written, nation) or self._find_longer_name(folded)
        if draft is None:
            country = name.registry_name.entity.country if name.registry_name else nation
            kind = tokens.lower[name.last - 1]
            draft = EntityDraft(
                f"{name.entity_type}:{folded}", written, name.entity_type or "organisation", country, kind=kind
            )
            self.by_name[folded] = draft
        rule = f"names/{name.entity_type or 'organisation'}"
        self.builder.add_entity(draft, name.first, name.last, "name", rule).aliases.add(written)
        self.learn_acronym(draft, name.first, name.last)

    def _find_nation_before(self, name: NameSpan) -> str | None:
        """The country whose nationality or name stands right before a name."""
        before = self.builder.mention_by_token.get(name.first - 1)
        draft = self.builder.drafts[before.key] if before is not None else None
        return draft.country if draft is not None and draft.key.startswith("state:") else None

    def learn_acronym(self, draft: EntityDraft, first: int, last: int) -> None:
        """Learn the acronym in brackets behind a name, if its letters are the name's initials."""
        tokens = self.builder.tokens
        acronym = find_bracketed_word(tokens, last)
        if acronym is not None and is_acronym(acronym, tokens.text[first:last]):
            self.by_acronym[acronym] = draft
            draft.aliases.add(acronym)

    def _find_by_acronym(self, written: str, nation: str | None) -> EntityDraft | None:
        """The body that an acronym was introduced for, unless that of another state is meant."""
        draft = self.by_acronym.get(written)
        is_other = draft is not None and None not in (nation, draft.country) and nation != draft.country
        return None if is_other else draft

    def _find_longer_name(self, folded: str) -> EntityDraft | None:
        """An organisation already named whose name this one opens or ends, as texts shorten names."""
        if " " not in folded and len(folded) < 4:
            return None
        fitting = {
            draft.key: draft
            for name, draft in self.by_name.items()
            if name.startswith(f"{folded} ") or (" " in folded and name.endswith(f" {folded}"))
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def is_acronym(acronym: str, tokens: list[str]) -> bool:
    """Whether a word in capitals can be made of a name's letters, beginning with that of one of its words."""
    letters = acronym.replace(".", "")
    if not 2 <= len(letters) <= 8 or sum(char.isupper() for char in letters) < 2 or len(tokens) < 2:
        return False
    if letters[0].lower() not in {token[0].lower() for token in tokens}:
        return False
    rest = iter("".join(tokens).lower())
    return all(char in rest for char in letters.lower())
