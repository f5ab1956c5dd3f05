"""Figures: every number that a text states as a quantity, with unit, qualifier, concept, measure, place and day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.base.text_span import Span
from pipeline.extract.attribution.silent_speakers import find_innermost_statement
from pipeline.extract.quantities import (
    counted_nouns,
    figure_context,
    figure_links,
    figure_status,
    measure_classes,
    quantity_parser,
)
from pipeline.extract.quantities.concept_phrases import TokenRange
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.records import DocumentAnalysis, Figure, Mention, Statement, Timex

# What a length of time, an age or a rank tells of is not bound to the place where the story is.
UNLOCATED_MEASURES = frozenset({"duration", "ordinal", "age"})


def extract_figures(reading: DocumentAnalysis, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures of a document in the order of the text."""
    parsed = reading.parsed
    dates: dict[int, list[Timex]] = defaultdict(list)
    for phrase in reading.timexes:
        dates[parsed.find_sentence(phrase.first).number].append(phrase)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.entity_index.mentions:
        mentions[parsed.find_sentence(mention.first).number].append(mention)
    people = frozenset(
        token
        for mention in reading.entity_index.mentions
        if reading.entity_index.entities[mention.entity_key].entity_type == "person"
        for token in range(mention.first, mention.last)
    )
    context = figure_context.DiscourseContext(reading.entity_index)
    figures: list[Figure] = []
    for sentence in parsed.sentences:
        lexed = LexedSentence(parsed, sentence, people)
        locations = context.enter_sentence(lexed, mentions[sentence.number], dates[sentence.number])
        figures += _build_figures(lexed, context, locations, dates[sentence.number], statements, reading)
    return tuple(figures)


def _build_figures(
    lexed: LexedSentence,
    context: figure_context.DiscourseContext,
    locations: list[Mention],
    dates: list[Timex],
    statements: Sequence[Statement],
    reading: DocumentAnalysis,
) -> Iterator[Figure]:
    parsed_quantities = quantity_parser.parse_quantities(lexed, dates)
    quantities = [quantity for quantity, _ in parsed_quantities]
    totals = figure_links.find_totals(lexed, quantities)
    previous_values = figure_links.find_previous_values(lexed, quantities)
    measures = measure_classes.classify_measures(lexed, quantities, totals)
    for place, (quantity, phrases) in enumerate(parsed_quantities):
        total = totals[place]
        measure, rule = measures[place]
        span = _get_figure_span(lexed, quantity)
        token = (
            quantity.counted_noun
            if quantity.counted_noun is not None
            else lexed.token_index(quantity.number_lexemes[0])
        )
        scope = figure_status.find_scope(lexed, quantity, measure, dates)
        location_key, location_basis = figure_context.find_location(
            lexed,
            locations,
            token,
            context.get_location(lexed.sentence) if _has_place(quantity, measure) else None,
            is_total=scope == "total",
        )
        statement = find_innermost_statement(lexed.parsed, statements, span)
        as_of, as_of_basis = figure_context.resolve_as_of(
            lexed,
            token,
            span,
            dates,
            statement,
            reading.publication_date,
            context.get_date(lexed.sentence),
            lasting=measure in {"duration", "ordinal"},
        )
        low, high = _get_value_bounds(quantity)
        yield Figure(
            span=span,
            value=quantity.value,
            value_low=low,
            value_high=high,
            qualifier="range" if quantity.is_range else "vague" if quantity.kind == "vague" else quantity.qualifier,
            measure=measure,
            rule=rule,
            unit=quantity.unit,
            unit_text=_get_unit_text(lexed, quantity),
            concept=_get_concept_text(lexed, quantity, phrases),
            concept_lemma=_get_concept_lemma(lexed, quantity, phrases),
            direction=quantity.direction or _compare_values(quantity, previous_values[place]),
            relates_to="; ".join(_get_phrase_text(lexed, phrase) for phrase in phrases) or None,
            location_key=location_key,
            as_of=as_of,
            status=figure_status.read_status(lexed, quantity),
            scope=scope,
            statement=statement,
            as_of_basis=as_of_basis,
            location_basis=location_basis,
            total=_get_figure_span(lexed, quantities[total]) if total is not None else None,
            previous_value=previous_values[place],
            head_token=token,
        )


def _has_place(quantity: Quantity, measure: str) -> bool:
    """Whether a quantity is bound to the place where the story is."""
    return measure not in UNLOCATED_MEASURES and quantity.kind != "multiple" and quantity.unit != "time"


def _compare_values(quantity: Quantity, previous: float | None) -> str | None:
    """Which way a value moved from an earlier one."""
    if previous is None or quantity.value is None or quantity.value == previous:
        return None
    return "up" if quantity.value > previous else "down"


def _get_figure_span(lexed: LexedSentence, quantity: Quantity) -> Span:
    """From the qualifier to the unit, or to the end of the counted noun's phrase."""
    end = lexed.lexemes[quantity.last - 1].end
    if phrase := counted_nouns.get_noun_phrase(lexed, quantity):
        end = max(end, lexed.parsed.get_span(*phrase).end)
    return Span(lexed.lexemes[quantity.first].start, end)


def _get_value_bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    if quantity.value is None:
        return quantity.low, quantity.high
    low = quantity.value if quantity.qualifier in {"more_than", "at_least"} else None
    high = quantity.value if quantity.qualifier in {"less_than", "at_most", "almost"} else None
    return low, high


def _get_phrase_text(lexed: LexedSentence, phrase: TokenRange) -> str:
    return lexed.parsed.get_span(*phrase).slice_text(lexed.parsed.text)


def _get_unit_text(lexed: LexedSentence, quantity: Quantity) -> str | None:
    if quantity.counted_noun is not None:
        return lexed.parsed.doc[quantity.counted_noun].text
    if quantity.unit_lexemes is None:
        return None
    first, last = quantity.unit_lexemes
    return lexed.parsed.text[lexed.lexemes[first].start : lexed.lexemes[last - 1].end]


def _find_concept_phrase(lexed: LexedSentence, quantity: Quantity, phrases: Sequence[TokenRange]) -> TokenRange | None:
    """What is counted, or else the closest thing that the clause ties a measured quantity to."""
    return counted_nouns.get_noun_phrase(lexed, quantity) or (phrases[0] if phrases else None)


def _get_concept_text(lexed: LexedSentence, quantity: Quantity, phrases: Sequence[TokenRange]) -> str | None:
    phrase = _find_concept_phrase(lexed, quantity, phrases)
    return _get_phrase_text(lexed, phrase) if phrase else None


def _get_concept_lemma(lexed: LexedSentence, quantity: Quantity, phrases: Sequence[TokenRange]) -> str | None:
    phrase = _find_concept_phrase(lexed, quantity, phrases)
    return lexed.parsed.doc[phrase[0] : phrase[1]].lemma_.lower() if phrase else None
