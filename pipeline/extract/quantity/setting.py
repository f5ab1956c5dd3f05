"""Where and when a quantity holds: by the places and dates of its sentence and of those just before."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.base.interval import Interval
from pipeline.base.span import Span
from pipeline.extract.calendar import dating
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.words import among
from pipeline.extract.records import Cast, DatePhrase, Mention, Publication, Statement
from pipeline.language.parsed import Sentence

# A place goes on being where the story is for so many sentences after the one that tells it.
LASTING = 2
# A day of publication that is known to within this many days is told as the interval; wider ones tell nothing.
WIDEST = 7
CLIMB = 8


class Scene:
    """The place and the time that the story is at, followed from sentence to sentence."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.place: tuple[int, str] | None = None
        self.time: tuple[int, Interval] | None = None

    def enter(self, line: Line, mentions: Sequence[Mention], dates: Sequence[DatePhrase]) -> list[Mention]:
        """The places told in a sentence as places; the story then stays at the first, and at the last date told."""
        number = line.sentence.number
        told = [mention for mention in mentions if _is_place(self.cast, mention) and _located(line, mention)]
        if told:
            self.place = number, told[0].key
        for phrase in dates:
            if phrase.interval is not None:
                self.time = number, phrase.interval
        return told

    def carried(self, sentence: Sentence) -> str | None:
        """The place of this sentence or one just before, if any."""
        return self.place[1] if self.place and sentence.number - self.place[0] <= LASTING else None

    def past(self, sentence: Sentence) -> Interval | None:
        """The last date told in this sentence or one just before, if any."""
        return self.time[1] if self.time and sentence.number - self.time[0] <= LASTING else None


def _is_place(cast: Cast, mention: Mention) -> bool:
    return mention.form != "demonym" and cast.actors[mention.key].entity_type in {"place", "facility"}


def _located(line: Line, mention: Mention) -> bool:
    """Whether a preposition of place governs a mention: `in Lagos`, `across western Kenya`, `to the city of Basra`."""
    doc = line.parsed.doc
    at = mention.first - 1
    while at >= line.sentence.first and (doc[at].pos_ in {"DET", "ADJ", "NOUN", "PROPN"} or doc[at].lower_ == "of"):
        at -= 1
    return at >= line.sentence.first and among("prepositions_of_place", doc[at].lower_)


def nearest(told: Sequence[Mention], token: Token) -> str | None:
    """The key of the told place that stands closest to a token, of those in its clause where there are any."""
    clause = _clause(token)
    first, last = clause.left_edge.i, clause.right_edge.i
    if token.i > clause.i:
        first = clause.i
    near = [mention for mention in told if first <= mention.first <= last] or told
    closest = min(near, key=lambda mention: abs(mention.first - token.i), default=None)
    return closest.key if closest else None


def as_of(
    line: Line,
    token: Token,
    span: Span,
    dates: Sequence[DatePhrase],
    statements: Sequence[Statement],
    publication: Publication,
    past: Interval | None,
    *,
    lasting: bool,
) -> Interval | None:
    """The days for which a quantity holds, as the sentence says.

    What was done on a dated day holds on that day; else a figure holds on the day of the statement that it comes from,
    which for the article's own words is the day of publication. What a text tells of long ago (`past`, the last date
    told) without a date of its own stays open. A span of time or a rank (`lasting`) holds on the day that its sentence
    tells.
    """
    clause = _clause(token)
    phrase = dating.phrase_of(line.parsed, [phrase for phrase in dates if not phrase.span.overlaps(span)], token.i)
    dated = phrase.interval if phrase else None
    if dated is None and lasting and len(dates) == 1 and not dates[0].span.overlaps(span):
        dated = dates[0].interval
    if dated is not None or lasting:
        return dated
    holding = [s for s in statements if s.content.contains(span)]
    stated = min(holding, key=lambda s: s.content.end - s.content.start, default=None)
    if stated is not None and stated.stated_on is not None:
        return stated.stated_on
    published = _published(publication)
    if published is None or (_past(clause) and past is not None and (published.start - past.end).days > WIDEST):
        return None
    return published


def _clause(token: Token) -> Token:
    for _ in range(CLIMB):
        if (token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG"}) or token.head == token:
            break
        token = token.head
    return token


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
