"""The entity index while it is being put together: actors still growing, and where they were found."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.extract.entities.token_arrays import TokenArrays
from pipeline.extract.records import Entity


@dataclass
class EntityDraft:
    """An actor still growing. `gender` is "male", "female" or None; `kind` the noun that goes on about it."""

    key: str
    name: str
    entity_type: str
    country: str | None = None
    wikidata_id: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: set[str] = field(default_factory=set)
    role: str | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)  # all roles, lower case
    adjective: str | None = None  # how its name stands before a noun ("Russian", "NATO")
    member_states: frozenset[str] = frozenset()  # of a region
    is_plural: bool = False
    kind: str | None = None
    place_precision: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    link_score: float | None = None
    link_candidates: tuple[str, ...] = ()

    def build_entity(self) -> Entity:
        """The record that the other stages see."""
        aliases = tuple(sorted(self.aliases - {self.name}))
        place = self.geonames_id, self.latitude, self.longitude
        return Entity(
            self.key,
            self.name,
            self.entity_type,
            self.country,
            self.wikidata_id,
            *place,
            aliases,
            self.role,
            self.place_precision,
            self.admin1,
            self.admin2,
            self.link_score,
            self.link_candidates,
        )


@dataclass(slots=True)
class MentionDraft:
    """Tokens `[first, last)` that mention an actor; `form` and `rule` as in `records.Mention`."""

    key: str
    first: int
    last: int
    form: str
    rule: str


@dataclass
class EntityIndexBuilder:
    """What is known of one document so far."""

    tokens: TokenArrays
    drafts: dict[str, EntityDraft] = field(default_factory=dict)
    mentions: list[MentionDraft] = field(default_factory=list)
    mention_by_token: dict[int, MentionDraft] = field(default_factory=dict)  # the closest mention of each token
    title_tokens: set[int] = field(default_factory=set)  # tokens of titles before names
    pronoun_mentions: dict[int, MentionDraft] = field(default_factory=dict)  # resolved pronouns by token
    country_counts: Counter[str] = field(default_factory=Counter)  # how often each is named or meant

    def add_entity(self, draft: EntityDraft, first: int, last: int, form: str, rule: str) -> EntityDraft:
        """Note a mention of an actor, which is a new one or one with the same key; gives the one kept."""
        kept = self.drafts.setdefault(draft.key, draft)
        self.add_mention(kept, first, last, form, rule)
        return kept

    def add_mention(self, draft: EntityDraft, first: int, last: int, form: str, rule: str) -> None:
        """Note a mention of an actor that is known."""
        mention = MentionDraft(draft.key, first, last, form, rule)
        self.mentions.append(mention)
        if draft.country:
            self.country_counts[draft.country] += 1
        for token in range(first, last):
            before = self.mention_by_token.get(token)
            if before is None or before.last - before.first >= last - first:
                self.mention_by_token[token] = mention

    def find_draft(self, token: int) -> EntityDraft | None:
        """The actor whose closest mention covers a token."""
        mention = self.mention_by_token.get(token)
        return self.drafts[mention.key] if mention else None

    def find_antecedent(self, token: int) -> EntityDraft | None:
        """The actor that a resolved pronoun stands for."""
        mention = self.pronoun_mentions.get(token)
        return self.drafts[mention.key] if mention else None

    def rank_countries(self) -> list[str]:
        """The countries of the document, the most mentioned first, ties by code."""
        return [iso3 for iso3, _ in sorted(self.country_counts.items(), key=lambda item: (-item[1], item[0]))]
