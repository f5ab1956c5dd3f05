"""Quantities: every number that a text states as a figure, with its unit, qualifier and what it tells of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.base.span import Span
from pipeline.extract.quantity import amounts, counted, measures, setting
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import Range
from pipeline.extract.records import DatePhrase, Figure, Mention, Reading, Statement

# What a length of time, an age or a rank tells of is not bound to the place where the story is.
UNPLACED = frozenset({"duration", "ordinal", "age"})


def find(reading: Reading, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures of a document in the order of the text."""
    parsed = reading.parsed
    dates: dict[int, list[DatePhrase]] = defaultdict(list)
    for phrase in reading.dates:
        dates[parsed.sentence_of(phrase.first).number].append(phrase)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.cast.mentions:
        mentions[parsed.sentence_of(mention.first).number].append(mention)
    people = frozenset(
        token
        for mention in reading.cast.mentions
        if reading.cast.actors[mention.key].entity_type == "person"
        for token in range(mention.first, mention.last)
    )
    scene = setting.Scene(reading.cast)
    figures: list[Figure] = []
    for sentence in parsed.sentences:
        line = Line(parsed, sentence, people)
        told = scene.enter(line, mentions[sentence.number], dates[sentence.number])
        figures += _of_line(line, scene, told, dates[sentence.number], statements, reading)
    return tuple(figures)


def _of_line(
    line: Line,
    scene: setting.Scene,
    told: list[Mention],
    dates: list[DatePhrase],
    statements: Sequence[Statement],
    reading: Reading,
) -> Iterator[Figure]:
    for amount, phrases in amounts.read(line, dates):
        measure = measures.measure(line, amount)
        span = _span(line, amount)
        token = amount.noun if amount.noun is not None else line.index(amount.number_at[0])
        place = setting.nearest(told, line.parsed.doc[token])
        if place is None and measure not in UNPLACED and amount.kind != "multiple" and amount.unit != "time":
            place = scene.carried(line.sentence)
        when = setting.as_of(
            line,
            line.parsed.doc[token],
            span,
            dates,
            statements,
            reading.publication,
            scene.past(line.sentence),
            lasting=measure in {"duration", "ordinal"},
        )
        low, high = _bounds(amount)
        yield Figure(
            span=span,
            value=amount.value,
            value_low=low,
            value_high=high,
            qualifier="range" if amount.is_range else "vague" if amount.kind == "vague" else amount.qualifier,
            measure=measure,
            unit=amount.unit,
            unit_text=_unit_text(line, amount),
            concept=_concept(line, amount, phrases),
            concept_lemma=_concept_lemma(line, amount, phrases),
            direction=amount.direction,
            relates_to="; ".join(_text(line, phrase) for phrase in phrases) or None,
            location_key=place,
            as_of=when,
            head=token,
        )


def _span(line: Line, amount: Amount) -> Span:
    """From the qualifier to the unit, or to the end of the counted noun's phrase."""
    end = line.lexemes[amount.last - 1].end
    if phrase := counted.phrase(line, amount):
        end = max(end, line.parsed.span(*phrase).end)
    return Span(line.lexemes[amount.first].start, end)


def _bounds(amount: Amount) -> tuple[float | None, float | None]:
    if amount.value is None:
        return amount.low, amount.high
    low = amount.value if amount.qualifier in {"more_than", "at_least"} else None
    high = amount.value if amount.qualifier in {"less_than", "at_most", "almost"} else None
    return low, high


def _text(line: Line, phrase: Range) -> str:
    return line.parsed.span(*phrase).of(line.parsed.text)


def _unit_text(line: Line, amount: Amount) -> str | None:
    if amount.noun is not None:
        return line.parsed.doc[amount.noun].text
    if amount.unit_at is None:
        return None
    first, last = amount.unit_at
    return line.parsed.text[line.lexemes[first].start : line.lexemes[last - 1].end]


def _subject(line: Line, amount: Amount, phrases: Sequence[Range]) -> Range | None:
    """What is counted, or else the closest thing that the clause ties a measured quantity to."""
    return counted.phrase(line, amount) or (phrases[0] if phrases else None)


def _concept(line: Line, amount: Amount, phrases: Sequence[Range]) -> str | None:
    phrase = _subject(line, amount, phrases)
    return _text(line, phrase) if phrase else None


def _concept_lemma(line: Line, amount: Amount, phrases: Sequence[Range]) -> str | None:
    phrase = _subject(line, amount, phrases)
    return line.parsed.doc[phrase[0] : phrase[1]].lemma_.lower() if phrase else None
