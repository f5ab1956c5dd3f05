"""The quantities of one line, read step by step: numbers, ranges, units, qualifiers, directions, relations."""

from itertools import pairwise

from pipeline.extract.quantities import (
    change_direction,
    counted_nouns,
    elided_units,
    excluded_lexemes,
    nominal_numbers,
    number_ranges,
    qualifiers,
    quantity_scanner,
    related_phrases,
)
from pipeline.extract.quantities.concept_phrases import TokenRange
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import collect_tokens
from pipeline.extract.records import Timex


def parse_quantities(lexed: LexedSentence, dates: list[Timex]) -> list[tuple[Quantity, list[TokenRange]]]:
    """Parse the quantities of a sentence in order, each with the phrases its clause ties it to, the closest first."""
    excluded = excluded_lexemes.find_excluded_lexemes(lexed, dates)
    found = [
        quantity
        for quantity in quantity_scanner.scan_quantities(lexed, excluded)
        if not nominal_numbers.is_nominal_number(lexed, quantity)
    ]
    quantities = number_ranges.merge_ranges(lexed, found)
    if not quantities:
        return []
    # Units are shared before counting, so that "45 and 50 mg" counts nothing, and after, for what counting found.
    elided_units.share_units(lexed, quantities)
    for amount in quantities:
        counted_nouns.attach_counted_noun(lexed, amount)
    elided_units.share_units(lexed, quantities)
    elided_units.complete_units(lexed, quantities)
    for amount in quantities:
        qualifiers.set_qualifier(lexed, amount)
        amount.direction = change_direction.find_direction(lexed, amount)
    for first, second in pairwise(quantities):
        if qualifiers.is_restatement(lexed, first, second):
            if second.qualifier == "exact":
                second.qualifier = first.qualifier
            second.direction = second.direction or first.direction
    return list(zip(quantities, _collect_phrases(lexed, quantities, excluded), strict=True))


def _collect_phrases(
    lexed: LexedSentence, quantities: list[Quantity], excluded: frozenset[int]
) -> list[list[TokenRange]]:
    others = {token for quantity in quantities for token in collect_tokens(lexed, quantity)}
    others.update(lexed.token_index(position) for position in excluded if lexed.kind(position) == "numeral")
    nouns = {amount.counted_noun for amount in quantities if amount.counted_noun is not None}
    related: list[list[TokenRange]] = []
    for place, amount in enumerate(quantities):
        gapped_phrase = related_phrases.find_gapped_subject(lexed, amount, quantities[:place], others)
        if gapped_phrase:
            amount.direction = amount.direction or quantities[place - 1].direction
        own_phrases = (
            [gapped_phrase] if gapped_phrase else related_phrases.find_related_phrases(lexed, amount, others, nouns)
        )
        restated = place > 0 and qualifiers.is_restatement(lexed, quantities[place - 1], amount)
        bracketed = lexed.text(amount.first - 1) != "or"
        related.append(related[-1] if restated and (bracketed or not own_phrases) else own_phrases)
    return related
