"""The quantities of one line, read step by step: numbers, ranges, units, qualifiers, directions, relations."""

from itertools import pairwise

from pipeline.extract.quantity import (
    calendar,
    changes,
    counted,
    ellipsis,
    names,
    qualifiers,
    ranges,
    relations,
    scan,
)
from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.anchor import tokens
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.phrases import Range
from pipeline.extract.records import DatePhrase


def read(line: Line, dates: list[DatePhrase]) -> list[tuple[Amount, list[Range]]]:
    """The amounts of a line in its order, each with the phrases that the clause ties it to, the closest first."""
    taken = calendar.taken(line, dates)
    found = [amount for amount in scan.scan(line, taken) if not names.is_name(line, amount)]
    amounts = ranges.join(line, found)
    if not amounts:
        return []
    # Units are shared before counting, so that "45 and 50 mg" counts nothing, and after, for what counting found.
    ellipsis.share(line, amounts)
    for amount in amounts:
        counted.count(line, amount)
    ellipsis.share(line, amounts)
    ellipsis.complete(line, amounts)
    for amount in amounts:
        qualifiers.qualify(line, amount)
        amount.direction = changes.direction(line, amount)
    for first, second in pairwise(amounts):
        if qualifiers.restates(line, first, second):
            if second.qualifier == "exact":
                second.qualifier = first.qualifier
            second.direction = second.direction or first.direction
    return list(zip(amounts, _tied(line, amounts, taken), strict=True))


def _tied(line: Line, amounts: list[Amount], taken: frozenset[int]) -> list[list[Range]]:
    others = {token for amount in amounts for token in tokens(line, amount)}
    others.update(line.index(place) for place in taken if line.kind(place) == "numeral")
    nouns = {amount.noun for amount in amounts if amount.noun is not None}
    tied: list[list[Range]] = []
    for place, amount in enumerate(amounts):
        gapped = relations.gapped(line, amount, amounts[:place], others)
        if gapped:
            amount.direction = amount.direction or amounts[place - 1].direction
        own = [gapped] if gapped else relations.relations(line, amount, others, nouns)
        restated = place > 0 and qualifiers.restates(line, amounts[place - 1], amount)
        bracketed = line.text(amount.first - 1) != "or"
        tied.append(tied[-1] if restated and (bracketed or not own) else own)
    return tied
