"""Casualties of an event: the counts of killed and wounded that its clause states, as a low, best and high number.

The shape is that of the UCDP Georeferenced Event Dataset (Sundberg and Melander 2013).
"""

from collections.abc import Sequence

from pipeline.base.text_span import Span
from pipeline.extract.records import Figure, PeopleCount


def count_casualties(
    figures: Sequence[Figure], governed: Sequence[Span], measure: str, *, and_others: bool
) -> PeopleCount:
    """Add up the figures of one measure (`killed` or `wounded`) that an event governs; `governed` are their spans.

    `and_others` where it befell somebody whom no figure counts: the sum is then the least.

    Running totals, parts of another figure and counts that are not stated as true are left out. Where one of several
    figures leaves a bound open, so does the sum.
    """
    spans = set(governed)
    counted = [
        figure
        for figure in figures
        if figure.span in spans
        and figure.measure == measure
        and figure.scope != "total"
        and figure.status == "asserted"
        and (figure.total is None or figure.total not in spans)
    ]
    if not counted:
        return PeopleCount()
    least = _add([figure.value if figure.qualifier == "exact" else figure.value_low for figure in counted])
    if and_others:
        return PeopleCount(least)
    return PeopleCount(
        least,
        _add([figure.value for figure in counted]),
        _add([figure.value if figure.qualifier == "exact" else figure.value_high for figure in counted]),
    )


def _add(values: Sequence[float | None]) -> int | None:
    """The sum of whole numbers; null where one is missing or no whole number."""
    known = [value for value in values if value is not None and value >= 0 and value == int(value)]
    return int(sum(known)) if len(known) == len(values) else None
