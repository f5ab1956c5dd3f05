"""What the extract stage hands on: one frozen record for each noun. Spans are into the document's text.

Actors are known here by a `key` that is unique within the document; the build joins them across documents later.
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.language.parsed_document import ParsedDocument


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or place as one document knows it."""

    key: str
    name: str  # the fullest name the document (or the registry) gives
    entity_type: str
    country: str | None = None
    wikidata_id: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    aliases: tuple[str, ...] = ()  # further names, sorted; not descriptions or pronouns
    role: str | None = None  # the office or title beside the name, as in the text
    place_precision: str | None = None  # how finely the point tells the place: town, admin2, admin1, country, region
    admin1: str | None = None  # names of the first- and second-level divisions that contain a place
    admin2: str | None = None
    link_score: float | None = None  # how likely it is that the identifier is the right one
    link_candidates: tuple[str, ...] = ()  # what else the name may mean, each with its probability


# The kind under which each form of mention is published. The head of a longer phrase, whose mention is the name inside
# ("the capital Tirana", "dozens of Serbs"), is known to the other stages alone.
MENTION_KINDS = {"name": "name", "demonym": "name", "nominal": "nominal", "pronoun": "pronoun"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named, described or meant by a pronoun: tokens `[first, last)` and their characters."""

    entity_key: str
    span: Span
    first: int
    last: int
    form: str  # one of MENTION_KINDS ("demonym": an adjective of nationality), or "head" (of a longer phrase)
    rule: str  # the registry entry, head noun or rule that decided


@dataclass(frozen=True)
class EntityIndex:
    """The actors of one document and where they are mentioned.

    `mentions` are names, demonyms and descriptions; `pronoun_mentions` pronouns and heads of longer phrases; `dateline`
    is the town of the dateline as a mention of its country, where most of its places are there; `setting` without a
    dateline the first words for the country that nearly all of them are in, or for the first place.
    """

    entities: dict[str, Entity]
    mentions: tuple[Mention, ...]
    pronoun_mentions: tuple[Mention, ...] = ()
    dateline: Mention | None = None
    setting: Mention | None = None
    _by_token: dict[int, Mention] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_token = {}
        # Of mentions inside one another the shorter comes last and wins: a head token belongs to the closest name.
        for mention in sorted((*self.mentions, *self.pronoun_mentions), key=lambda m: (m.first - m.last, m.first)):
            by_token.update(dict.fromkeys(range(mention.first, mention.last), mention))
        object.__setattr__(self, "_by_token", by_token)

    def list_published_mentions(self) -> list[Mention]:
        """The mentions that become rows of `mentions`."""
        return [mention for mention in (*self.mentions, *self.pronoun_mentions) if mention.form in MENTION_KINDS]

    def mention_at(self, token: int) -> Mention | None:
        """The closest mention that covers a token."""
        return self._by_token.get(token)

    def entity_key_at(self, token: int) -> str | None:
        """The key of the actor whose closest mention covers a token (also by pronoun or description)."""
        mention = self._by_token.get(token)
        return mention.entity_key if mention else None

    def entity_at(self, token: int) -> Entity | None:
        """The actor whose closest mention covers a token."""
        mention = self._by_token.get(token)
        return self.entities[mention.entity_key] if mention else None


@dataclass(frozen=True, slots=True)
class Timex:
    """Words that tell a date, with the days they mean; the interval is null where they cannot be placed."""

    span: Span
    first: int
    last: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of content with its speaker. Speaker and cue are null where the text names none."""

    content: Span
    speaker: Span | None
    speaker_key: str | None
    cue: Span | None
    kind: str
    rule: str  # the entry of the cue, or the rule that decided without one
    stated_on: Interval | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity; see the `figures` table for what each field means."""

    span: Span
    value: float | None
    value_low: float | None
    value_high: float | None
    qualifier: str
    measure: str
    rule: str  # the entry of the measure or unit, or the kind of number, that decided what is measured
    unit: str | None = None
    unit_text: str | None = None
    concept: str | None = None
    concept_lemma: str | None = None
    direction: str | None = None
    relates_to: str | None = None
    location_key: str | None = None
    as_of: Interval | None = None
    status: str = "asserted"
    scope: str | None = None
    total: Span | None = None  # the figure that contains it
    previous_value: float | None = None
    as_of_basis: str | None = None
    location_basis: str | None = None
    statement: Statement | None = None  # whose claim it is
    head_token: int | None = None  # the token that the clause attaches to, for linking with events


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many people something befell: at least, as stated, at most; each null where the text leaves it open."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An act that the text reports; see the `events` table for what each field means."""

    trigger: Span
    event_type: str
    status: str
    rule: str  # the sense of the trigger
    event_mode: str | None = None
    actor_key: str | None = None
    actor: Span | None = None
    recipient_key: str | None = None
    recipient: Span | None = None
    location_key: str | None = None
    location: Span | None = None
    theme: Span | None = None
    date_interval: Interval | None = None
    date_text: Span | None = None
    location_basis: str | None = None
    date_basis: str | None = None
    figures: tuple[Span, ...] = ()  # spans of the figures that it governs
    killed: PeopleCount = PeopleCount()
    wounded: PeopleCount = PeopleCount()
    confidence: float = 0.0  # the chance that type, parties and status are right


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When a document was published: the day its metadata state, and what the text itself lets one infer.

    `earliest` and `latest` equal `on` where it is known; each may be null where nothing bounds it.
    """

    day: date | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class DocumentAnalysis:
    """What the stages of extraction share of one document."""

    parsed: ParsedDocument
    publication_date: PublicationDate
    timexes: tuple[Timex, ...]
    entity_index: EntityIndex
