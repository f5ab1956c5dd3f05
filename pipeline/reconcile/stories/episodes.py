"""Episodes: two like events in one story, such as two hijackings in one gulf, parted by what only one side names.

A story is parted in two by average linkage of its documents' local terms. The parting stands where both sides are
told by several documents, are unlike, and each has a term that most of its documents use and the other's do not.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.average_linkage import link_by_average
from pipeline.reconcile.stories.document_terms import TermVectors

MIN_SIDE = 3
# A larger story is left whole: its matrix would not fit, and it holds more than two episodes.
MAX_DOCUMENTS = 400
# Set on the training texts: of three stories that hold two events two are parted, and of thirty that hold one, three.
MIN_EXCLUSIVE_SHARE = 0.6
MAX_LIKENESS = 0.7


def part_episodes(
    numbers: Mapping[str, int], rows: Mapping[str, int], vectors: TermVectors, local: TermVectors
) -> dict[str, int]:
    """The story of each document, where a story that holds two episodes is two.

    `numbers` has the story of each document, `rows` its row in the vectors; a number is that of one of its rows.
    """
    stories: dict[int, list[str]] = {}
    for document, number in numbers.items():
        stories.setdefault(number, []).append(document)
    parted = dict(numbers)
    for documents in stories.values():
        if 2 * MIN_SIDE <= len(documents) <= MAX_DOCUMENTS:
            chosen = np.array([rows[document] for document in documents], dtype=np.int32)
            side = [documents[place] for place in _find_other_side(chosen, vectors, local)]
            # A number that no story has: that of one of its own documents, which is not the first of the whole.
            parted.update(dict.fromkeys(side, max((rows[document] for document in side), default=0)))
    return parted


def _find_other_side(chosen: NDArray[np.int32], vectors: TermVectors, local: TermVectors) -> list[int]:
    """Places of the documents on the smaller side of a story, none where it is one episode."""
    one, other = np.triu_indices(len(chosen), 1)
    cosines = np.zeros((len(chosen), len(chosen)))
    cosines[one, other] = local.compute_cosines(chosen[one], chosen[other])
    sides = link_by_average(cosines + cosines.T, -1.0, keep=2)
    if min(map(len, sides)) < MIN_SIDE:
        return []
    side = np.zeros(len(chosen), dtype=np.int64)
    side[sides[1]] = 1
    at_large = vectors.compute_cosines(chosen[one], chosen[other])
    within = side[one] == side[other]
    if at_large[~within].mean() > MAX_LIKENESS * at_large[within].mean():
        return []
    shares = [_count_terms(chosen[members], local) / (len(members) + 1) for members in sides]
    if min((shares[0] - shares[1]).max(), (shares[1] - shares[0]).max()) < MIN_EXCLUSIVE_SHARE:
        return []
    return max(sides)


def _count_terms(rows: NDArray[np.int32], vectors: TermVectors) -> NDArray[np.float64]:
    """In how many of the rows each term stands."""
    terms = [vectors.terms[vectors.starts[row] : vectors.starts[row + 1]] for row in rows]
    return np.bincount(np.concatenate(terms), minlength=vectors.term_count).astype(np.float64)
