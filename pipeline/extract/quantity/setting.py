"""Where and when a quantity holds: by the places and dates of its sentence and of those just before."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.base.interval import Interval
from pipeline.base.span import Span
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.words import among
from pipeline.extract.records import Cast, DatePhrase, Mention, Publication, Statement
from pipeline.language.parsed import Sentence

# A place goes on being where the story is for so many sentences after the one that tells it.
LASTING = 4
# A day of publication that is known to within this many days is told as the interval; wider ones tell nothing.
WIDEST = 7
CLIMB = 8


class Scene:
    """The place that the story is at, followed from sentence to sentence."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.by_sentence: dict[int, list[Mention]] = {}
        self.last: tuple[int, str] | None = None

    def enter(self, sentence: Sentence, mentions: Sequence[Mention], line: Line) -> list[Mention]:
        """The places told in a sentence as places, which the story then stays at."""
        told = [mention for mention in mentions if _is_place(self.cast, mention) and _located(line, mention)]
        if told:
            self.last = sentence.number, told[0].key
        return told

    def carried(self, sentence: Sentence) -> str | None:
        """The place of a sentence just before, if any."""
        if self.last and sentence.number - self.last[0] <= LASTING:
            return self.last[1]
        return None


def _is_place(cast: Cast, mention: Mention) -> bool:
    return mention.form == "name" and cast.actors[mention.key].entity_type in {"place", "facility"}


def _located(line: Line, mention: Mention) -> bool:
    """Whether a preposition of place governs a mention: `in Lagos`, `across western Kenya`, `to the city of Basra`."""
    doc = line.parsed.doc
    at = mention.first - 1
    while at >= line.sentence.first and (doc[at].pos_ in {"DET", "ADJ", "NOUN", "PROPN"} or doc[at].lower_ == "of"):
        at -= 1
    return at >= line.sentence.first and among("prepositions_of_place", doc[at].lower_)


def nearest(told: Sequence[Mention], token: int) -> str | None:
    """The key of the told place that stands closest to a token."""
    closest = min(told, key=lambda mention: abs(mention.first - token), default=None)
    return closest.key if closest else None


def as_of(
    line: Line,
    token: Token,
    span: Span,
    dates: Sequence[DatePhrase],
    statements: Sequence[Statement],
    publication: Publication,
    *,
    lasting: bool,
) -> Interval | None:
    """The days for which a quantity holds, as the sentence says.

    What was done on a dated day holds on that day; what is told in the present or perfect tense on the day of its
    statement, or else of publication. A span of time or a rank (`lasting`) holds only when its clause is dated.
    """
    clause = _clause(token)
    dated = _dated(line, clause, span, dates)
    if dated is not None or lasting:
        return dated
    holding = [s for s in statements if s.content.contains(span)]
    stated = min(holding, key=lambda s: s.content.end - s.content.start, default=None)
    if stated is not None and stated.stated_on is not None:
        return stated.stated_on
    return None if _past(clause) else _published(publication)


def _clause(token: Token) -> Token:
    for _ in range(CLIMB):
        if (token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG"}) or token.head == token:
            break
        token = token.head
    return token


def _dated(line: Line, clause: Token, span: Span, dates: Sequence[DatePhrase]) -> Interval | None:
    """The date that hangs on the clause's verb, not on another verb or on a word for what was said."""
    for phrase in dates:
        if phrase.interval is None or phrase.span.overlaps(span):
            continue
        head = line.parsed.doc[phrase.first]
        for _ in range(CLIMB):
            if head.pos_ in {"VERB", "AUX"} or head.head == head:
                break
            head = head.head
        if head == clause:
            return phrase.interval
    return None


def _past(clause: Token) -> bool:
    """Whether a clause tells in the simple past; the perfect reaches to the present."""
    helpers = [child for child in clause.children if child.dep_ in {"aux", "auxpass"}]
    if any(helper.tag_ in {"VBP", "VBZ", "MD"} for helper in helpers):
        return False
    return clause.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)


def _published(publication: Publication) -> Interval | None:
    if publication.on:
        return Interval.day(publication.on)
    first, last = publication.earliest, publication.latest
    if first is None or last is None or (last - first).days > WIDEST:
        return None
    return Interval(first, last, "day" if first == last else "range")
