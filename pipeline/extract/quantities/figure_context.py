"""Where and when a quantity holds: by the places and dates of its sentence and of those just before."""

from collections.abc import Sequence

from pipeline.base.date_interval import Interval
from pipeline.base.text_span import Span
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.extract.records import EntityIndex, Mention, PublicationDate, Statement, Timex
from pipeline.extract.temporal import temporal_links
from pipeline.language.parsed_document import Sentence
from pipeline.language.syntax.clause_structure import find_clause_head, find_phrase_span
from pipeline.language.syntax.dependency_relations import list_auxiliaries
from pipeline.language.syntax.dependency_tree import DependencyTree

# Sentences before the place and date of the discourse expire.
CONTEXT_SENTENCES = 2
# A day of publication that is known to within this many days is told as the interval; wider ones tell nothing.
MAX_UNCERTAIN_DAYS = 7
# What may stand between a figure and a date of its own.
ADJOINING_PREPOSITIONS = frozenset({"in", "on", "at", "for", "in the", "at the"})


class DiscourseContext:
    """The last place and date told, carried from sentence to sentence."""

    def __init__(self, entity_index: EntityIndex) -> None:
        self.entity_index = entity_index
        self.last_location: tuple[int, str] | None = None
        self.last_date: tuple[int, Interval] | None = None

    def enter_sentence(
        self, lexed: LexedSentence, mentions: Sequence[Mention], dates: Sequence[Timex]
    ) -> list[Mention]:
        """List the places of a sentence behind prepositions of place, and carry on its first place and last date."""
        number = lexed.sentence.number
        locations = [
            mention
            for mention in mentions
            if _is_place(self.entity_index, mention) and _has_locative_preposition(lexed, mention)
        ]
        if locations:
            self.last_location = number, locations[0].entity_key
        for phrase in dates:
            if phrase.interval is not None:
                self.last_date = number, phrase.interval
        return locations

    def get_location(self, sentence: Sentence) -> str | None:
        """The place of this sentence or one just before, if any."""
        return (
            self.last_location[1]
            if self.last_location and sentence.number - self.last_location[0] <= CONTEXT_SENTENCES
            else None
        )

    def get_date(self, sentence: Sentence) -> Interval | None:
        """The last date told in this sentence or one just before, if any."""
        return (
            self.last_date[1] if self.last_date and sentence.number - self.last_date[0] <= CONTEXT_SENTENCES else None
        )


def _is_place(entity_index: EntityIndex, mention: Mention) -> bool:
    return mention.form != "demonym" and entity_index.entities[mention.entity_key].entity_type in {"place", "facility"}


def _has_locative_preposition(lexed: LexedSentence, mention: Mention) -> bool:
    """Whether a preposition of place governs a mention: `in Lagos`, `across western Kenya`, `to the city of Basra`."""
    doc = lexed.parsed.doc
    at = mention.first - 1
    while at >= lexed.sentence.first and (doc[at].pos_ in {"DET", "ADJ", "NOUN", "PROPN"} or doc[at].lower_ == "of"):
        at -= 1
    return at >= lexed.sentence.first and is_in_word_set("prepositions_of_place", doc[at].lower_)


def find_location(
    lexed: LexedSentence, locations: Sequence[Mention], token: int, carried: str | None, *, is_total: bool
) -> tuple[str | None, str | None]:
    """The key of the place where a quantity holds, and its basis: `clause`, `sentence` or `carried`.

    The closest place of its own clause comes first, then of its sentence, then the place that the story is at
    (`carried`). A running total holds where its own clause says, for it is told of more than the story's place.
    """
    tree = lexed.tree
    clause = find_clause_head(tree, token)
    first, last = find_phrase_span(tree, clause)
    if token > clause:
        first = clause
    near = [mention for mention in locations if first <= mention.first < last]
    if not near and is_total:
        return None, None
    closest = min(near or locations, key=lambda mention: abs(mention.first - token), default=None)
    if closest is not None:
        return closest.entity_key, "clause" if near else "sentence"
    return carried, "carried" if carried is not None else None


def resolve_as_of(
    lexed: LexedSentence,
    token: int,
    span: Span,
    dates: Sequence[Timex],
    stated: Statement | None,
    publication: PublicationDate,
    last_date: Interval | None,
    *,
    lasting: bool,
) -> tuple[Interval | None, str | None]:
    """The days for which a quantity holds, and their basis: `clause`, `sentence` or `published`.

    What was done on a dated day holds on that day; else a figure holds on the day of the statement that it comes from
    (`stated`), which for the article's own words is the day of publication. What a text tells of long ago (`last_date`
    is the last date told) without a date of its own stays open. A span of time or a rank (`lasting`) holds on the day
    that its sentence tells.
    """
    apart = [timex for timex in dates if not timex.span.overlaps(span)]
    timex = _find_adjoining_timex(lexed, apart, span) or temporal_links.find_event_timex(lexed.parsed, apart, token)
    if timex is not None and timex.interval is not None:
        return timex.interval, "clause"
    if lasting:
        alone = dates[0].interval if len(dates) == 1 and not dates[0].span.overlaps(span) else None
        return alone, "sentence" if alone is not None else None
    if stated is not None and stated.stated_on is not None:
        return stated.stated_on, "sentence"
    published = _get_publication_interval(publication)
    if published is None or (
        _is_simple_past(lexed.tree, find_clause_head(lexed.tree, token))
        and last_date is not None
        and (published.start - last_date.end).days > MAX_UNCERTAIN_DAYS
    ):
        return None, None
    return published, "published"


def _find_adjoining_timex(lexed: LexedSentence, dates: Sequence[Timex], span: Span) -> Timex | None:
    """The date right behind a figure, where the sentence gives other figures other dates: `90 in May, 40 in June`."""
    behind = [timex for timex in dates if timex.span.start > span.end]
    if len(dates) < 2 or not behind:
        return None
    nearest = min(behind, key=lambda timex: timex.span.start)
    between = lexed.parsed.text[span.end : nearest.span.start].strip().lower()
    return nearest if between in ADJOINING_PREPOSITIONS else None


def _is_simple_past(tree: DependencyTree, clause: int) -> bool:
    """Whether a clause tells in the simple past; the perfect reaches to the present."""
    tags = [tree.tag[helper] for helper in list_auxiliaries(tree, clause)]
    if {"VBP", "VBZ", "MD"} & set(tags):
        return False
    return tree.tag[clause] == "VBD" or "VBD" in tags


def _get_publication_interval(publication: PublicationDate) -> Interval | None:
    if publication.day:
        return Interval.from_day(publication.day)
    first, last = publication.earliest, publication.latest
    if first is None or last is None or (last - first).days > MAX_UNCERTAIN_DAYS:
        return None
    return Interval(first, last, "day" if first == last else "range")
