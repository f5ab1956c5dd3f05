"""Quantities: every number that a text states as a figure, with its unit, qualifier and what it tells of."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.base.span import Span
from pipeline.extract.quantity import calendar, counted, names, qualifiers, ranges, scan
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.records import DatePhrase, Figure, Reading, Statement
from pipeline.language.parsed import Sentence


def find(reading: Reading, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures of a document in the order of the text."""
    dates: dict[int, list[DatePhrase]] = defaultdict(list)
    for phrase in reading.dates:
        dates[reading.parsed.sentence_of(phrase.first).number].append(phrase)
    figures: list[Figure] = []
    for sentence in reading.parsed.sentences:
        figures += _of_sentence(reading, sentence, dates[sentence.number], statements)
    return tuple(figures)


def _of_sentence(
    reading: Reading, sentence: Sentence, dates: list[DatePhrase], statements: Sequence[Statement]
) -> list[Figure]:
    line = Line(reading.parsed, sentence)
    amounts = amounts_of(line, dates)
    return [_figure(line, amount) for amount in amounts]


def amounts_of(line: Line, dates: list[DatePhrase]) -> list[Amount]:
    """The amounts of a line with units, counted nouns and qualifiers."""
    found = [a for a in scan.scan(line, calendar.taken(line, dates)) if not names.is_name(line, a)]
    amounts = ranges.join(line, found)
    for amount in amounts:
        counted.count(line, amount)
        qualifiers.qualify(line, amount)
    return amounts


def _figure(line: Line, amount: Amount) -> Figure:
    parsed = line.parsed
    phrase = counted.phrase(line, amount)
    last = line.index(amount.last - 1)
    if phrase and amount.noun is not None and amount.noun > last:
        end = parsed.starts[amount.noun] + len(parsed.doc[amount.noun])
    else:
        end = line.lexemes[amount.last - 1].end
    span = Span(line.lexemes[amount.first].start, end)
    value, low, high = amount.value, amount.low, amount.high
    qualifier = "range" if amount.is_range else "vague" if amount.kind == "vague" else amount.qualifier
    if value is not None:
        low = value if qualifier in {"more_than", "at_least"} else None
        high = value if qualifier in {"less_than", "at_most", "almost"} else None
    return Figure(
        span=span,
        value=value,
        value_low=low,
        value_high=high,
        qualifier=qualifier,
        measure="ordinal" if amount.kind == "ordinal" else amount.unit_measure or "other",
        unit=amount.unit,
        unit_text=parsed.doc[amount.noun].text if amount.noun is not None else None,
        concept=parsed.span(*phrase).of(parsed.text) if phrase else None,
        concept_lemma=parsed.doc[phrase[0] : phrase[1]].lemma_.lower() if phrase else None,
        head=amount.noun if amount.noun is not None else line.index(amount.number_at[0]),
    )
