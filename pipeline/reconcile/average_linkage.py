"""Average linkage on a dense matrix of similarities, with a say on every merge."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def link_by_average(
    similarity: Matrix, least: float, may_merge: Callable[[list[int], list[int]], bool] | None = None, keep: int = 1
) -> list[list[int]]:
    """Join the two clusters that are most alike on average, again and again, while that is at least `least`.

    `similarity` is symmetric; -inf forbids. Two clusters that `may_merge` refuses are never joined. No fewer than
    `keep` clusters are left. Ties go to the first, so that the result depends on the order of rows alone.
    """
    size = len(similarity)
    means = similarity.copy()
    np.fill_diagonal(means, -np.inf)
    members = [[number] for number in range(size)]
    weights = np.ones(size)
    # The most similar partner of each row, so that a merge looks at rows and not at the whole matrix.
    best = means.argmax(axis=1) if size else np.zeros(0, dtype=np.int64)
    best_value = means[np.arange(size), best]
    left = size
    while left > keep:
        one = int(best_value.argmax())
        value = best_value[one]
        if not value >= least:
            break
        one, other = sorted((one, int(best[one])))
        if may_merge is not None and not may_merge(members[one], members[other]):
            means[one, other] = means[other, one] = -np.inf
            for row in (one, other):
                best[row] = means[row].argmax()
                best_value[row] = means[row, best[row]]
            continue
        total = weights[one] + weights[other]
        with np.errstate(invalid="ignore"):
            merged = (weights[one] * means[one] + weights[other] * means[other]) / total
        merged[[one, other]] = -np.inf
        means[one], means[:, one] = merged, merged
        means[other], means[:, other] = -np.inf, -np.inf
        weights[one] = total
        members[one] += members[other]
        members[other] = []
        best_value[other] = -np.inf
        changed = np.flatnonzero((best == one) | (best == other) | (means[one] > best_value))
        for row in (*changed.tolist(), one):
            best[row] = means[row].argmax()
            best_value[row] = means[row, best[row]]
        best_value[other] = -np.inf
        left -= 1
    return [sorted(group) for group in members if group]
