"""Which lines are the article's own prose."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.clean.features import notice_evidence
from pipeline.clean.features.byline_lines import parse_author
from pipeline.clean.features.observations import Observations
from pipeline.clean.labelling import comment_threads, consent_notices, markup_evidence
from pipeline.clean.labelling.markup_evidence import RuledOut
from pipeline.clean.model import viterbi
from pipeline.clean.model.boosted_trees import TwoPassModel

# Of 2,950 lines of the dev pages that a firm rule fits 12 are body, of 313 that are only a date or a byline 2: log-odds
# of -5.5 and -5. The model alone trusts them less, for it also learns from an extractor that lets some through.
FIRM_COST = 5.5
# What markup, threads of comments or notices of consent rule out is none at all.
VETO_COST = 50.0
# A page without any body gets its likeliest prose, unless even that is very unlikely.
MIN_LOG_ODDS = -4.5
MIN_LIFT = 0.5
# A paragraph in doubt, of a chance of one to twelve or better, is body where its neighbour of the same kind is.
MIN_SIBLING_ODDS = -2.5
# Lines from the shown beginning of an article to its hidden rest.
MAX_LEAD_DISTANCE = 3

Floats = npt.NDArray[np.float64]


def detect_body(
    observed: Observations, model: TwoPassModel, vetoes: Mapping[int, RuledOut]
) -> tuple[list[bool], list[float]]:
    """For each line whether it is body, and the probability of that for the line alone; a blank line is none.

    `vetoes` are the lines that are ruled out for another reason than their words.
    """
    is_body = [False] * len(observed.lines)
    probability = [0.0] * len(observed.lines)
    shown = [place for place, line in enumerate(observed.lines) if not line.is_blank]
    if not shown:
        return is_body, probability
    log_odds = model.compute_log_odds(observed.features, observed.block_kinds)
    log_odds -= [_charge_line(observed, place, vetoes) for place in shown]
    found_body = viterbi.decode_body(log_odds)
    if not any(found_body):
        log_odds += _lift_prose(observed, shown, log_odds)
        found_body = viterbi.decode_body(log_odds)
    _extend_to_siblings(observed, shown, log_odds, found_body)
    probabilities = 1 / (1 + np.exp(-log_odds))
    for place, found, p in zip(shown, found_body, probabilities.tolist(), strict=True):
        is_body[place], probability[place] = found, p
    return is_body, probability


def _charge_line(observed: Observations, place: int, vetoes: Mapping[int, RuledOut]) -> float:
    """What a line loses for what rules say of it: all for a veto, a date or a byline, much for a firm rule."""
    if place in vetoes or _is_date_or_byline(observed, place):
        return VETO_COST
    return FIRM_COST if is_ruled_out(observed, place) else 0.0


def _lift_prose(observed: Observations, shown: list[int], log_odds: Floats) -> Floats:
    """What makes the likeliest line of running prose just body: a page whose article the model misses has one.

    Nothing where even that line is less likely than `MIN_LOG_ODDS`.
    """
    prose = [at for at, place in enumerate(shown) if notice_evidence.is_running_prose(observed.lines[place])]
    best = max((float(log_odds[at]) for at in prose), default=-VETO_COST)
    lift = np.zeros(len(shown))
    if best > MIN_LOG_ODDS:
        lift[prose] = MIN_LIFT - best
    return lift


def _extend_to_siblings(observed: Observations, shown: list[int], log_odds: Floats, found_body: list[bool]) -> None:
    """Add paragraphs in doubt that stand right beside body, in the same element and of the same kind.

    The shown beginning of an article whose rest is hidden is one, too, with a link to the rest between.
    """
    for step in (1, -1):
        order = range(len(shown))[::step]
        for at, near in pairwise(order):
            if (
                found_body[at]
                and not found_body[near]
                and log_odds[near] > MIN_SIBLING_ODDS
                and _are_siblings(observed, shown[at], shown[near])
                and notice_evidence.is_running_prose(observed.lines[shown[near]])
            ):
                found_body[near] = True
    for at, place in enumerate(shown):
        lead = observed.blocks[place]
        if lead is None or found_body[at] or not notice_evidence.is_running_prose(observed.lines[place]):
            continue
        for below in range(at + 1, min(at + 1 + MAX_LEAD_DISTANCE, len(shown))):
            rest = observed.blocks[shown[below]]
            is_rest = found_body[below] and rest is not None and rest.carrier != "page"
            if is_rest and rest is not None and not set(lead.containers[-2:-1]).isdisjoint(rest.containers):
                found_body[at] = log_odds[at] > -FIRM_COST


def _are_siblings(observed: Observations, first: int, second: int) -> bool:
    ours, theirs = observed.blocks[first], observed.blocks[second]
    if ours is None or theirs is None or ours.tag != theirs.tag:
        return False
    return ours.containers[-2:-1] == theirs.containers[-2:-1] != ()


def find_vetoes(observed: Observations) -> dict[int, RuledOut]:
    """The lines that markup, threads of comments and notices of consent rule out, with label and reason."""
    found = markup_evidence.find_markup_vetoes(observed)
    for place in consent_notices.find_consent_lines(observed.lines, observed.rules):
        found.setdefault(place, ("widget", consent_notices.REASON))
    for place in comment_threads.find_comment_lines(observed):
        found.setdefault(place, ("comment", comment_threads.REASON))
    return found


def is_ruled_out(observed: Observations, place: int) -> bool:
    """Whether a line is something else than prose by its words: a firm rule fits it, or it is a date or a byline."""
    rule = observed.rules[place]
    if rule is not None and rule.firm:
        return True
    return _is_date_or_byline(observed, place)


def _is_date_or_byline(observed: Observations, place: int) -> bool:
    return observed.dates[place] is not None or parse_author(observed.lines[place]) is not None
