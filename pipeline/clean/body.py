"""Which lines are the article's own prose."""

import numpy as np

from pipeline.clean import run
from pipeline.clean.byline import author
from pipeline.clean.model import Looks
from pipeline.clean.seen import Seen

# Of 2,950 lines of the dev pages that a firm rule fits 12 are body, of 313 that are only a date or a byline 2: log-odds
# of -5.5 and -5. The model alone trusts them less, for it also learns from an extractor that lets some through.
FIRM_COST = 5.5


def body(seen: Seen, looks: Looks) -> tuple[list[bool], list[float]]:
    """For each line whether it is body, and the probability of that for the line alone; a blank line is none."""
    is_body = [False] * len(seen.lines)
    probability = [0.0] * len(seen.lines)
    shown = [place for place, line in enumerate(seen.lines) if not line.blank]
    if not shown:
        return is_body, probability
    log_odds = looks.log_odds(seen.features, seen.kinds)
    log_odds -= [FIRM_COST if named(seen, place) else 0.0 for place in shown]
    sure = 1 / (1 + np.exp(-log_odds))
    for place, found, p in zip(shown, run.body(log_odds), sure.tolist(), strict=True):
        is_body[place], probability[place] = found, p
    return is_body, probability


def named(seen: Seen, place: int) -> bool:
    """Whether a line is something else than prose by its words: a firm rule fits it, or it is a date or a byline."""
    rule = seen.rules[place]
    if rule is not None and rule.firm:
        return True
    return seen.dated[place] is not None or author(seen.lines[place]) is not None
