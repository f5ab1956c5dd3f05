"""Pairs of mentions that someone said belong to one event, or do not: what clustering found is changed to hold them."""

from collections.abc import Sequence

from pipeline.reconcile.disjoint_sets import DisjointSets

EventPair = tuple[str, str]


def apply_given_pairs(
    clusters: Sequence[Sequence[int]],
    event_ids: Sequence[str],
    together: Sequence[EventPair],
    apart: Sequence[EventPair],
) -> list[list[int]]:
    """The clusters (numbers of mentions, whose ids `event_ids` has) with pairs joined and parted.

    The first mention of a parted pair leaves the event of the second and is an event of its own. An unknown id is
    passed over.
    """
    if not together and not apart:
        return [list(members) for members in clusters]
    numbers = {own: number for number, own in enumerate(event_ids)}
    leaving = {numbers[one] for one, other in apart if one in numbers and other in numbers}
    sets = DisjointSets(range(len(event_ids)))
    for members in clusters:
        staying = [number for number in members if number not in leaving]
        for number in staying[1:]:
            sets.merge(staying[0], number)
    for one, other in together:
        if one in numbers and other in numbers:
            sets.merge(numbers[one], numbers[other])
    return sorted(sets.list_sets())
