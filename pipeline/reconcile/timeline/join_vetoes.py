"""Vetoes: what keeps two mentions apart whatever else they share."""

import numpy as np

from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.merge_context import MergeContext
from pipeline.reconcile.timeline.merge_features import Features
from pipeline.reconcile.timeline.pair_evidence import Evidence
from schemas.event_ontology import load_event_types

WEEK = 7
# Sentences of two texts that tell of one deed of a series are at least so much alike (cosine of their rare words).
MIN_ALIKE_IN_SERIES = 0.2


def is_vetoed(
    event_mentions: EventMentions, merging: MergeContext, evidence: Evidence, one: Codes, other: Codes
) -> Flags:
    """Whether pairs of mentions cannot be of one event.

    Days that cannot be one; a named person and several people without a name; one told of years ago and one as new;
    two weekdays; within one text two exact days of what is done in a day, sentences that tell of other weeks, two
    numbers of what was counted, or another party ("two other clerks were dismissed") beside the first one.
    """
    same_text = evidence["document_same"]
    single = event_mentions.is_single_day[one] & event_mentions.is_single_day[other]
    two_days = same_text & single & evidence["day_close"]
    two_counts = same_text & evidence["count_differs"]
    others = same_text & (merging.tells_others[one] != merging.tells_others[other])
    others = others | _is_dated_apart(merging, evidence, one, other)
    long_ago = merging.is_long_ago[one] != merging.is_long_ago[other]
    several = merging.befalls_several & (event_mentions.patient.entity == NULL_CODE)
    person = event_mentions.patient.is_person
    unnamed = (person[one] & several[other]) | (several[one] & person[other])
    return np.asarray(evidence["day_apart"] | two_days | two_counts | unnamed | others | long_ago, dtype=np.bool_)


def _is_dated_apart(merging: MergeContext, evidence: Evidence, one: Codes, other: Codes) -> Flags:
    """Whether words name two weekdays, or two sentences of one text tell of days that lie weeks apart.

    News of one night may call it Monday in one place and Tuesday in another.
    """
    mine, theirs = merging.weekday[one], merging.weekday[other]
    between = np.abs(mine - theirs)
    weekdays = (mine != NULL_CODE) & (theirs != NULL_CODE) & (np.minimum(between, WEEK - between) > 1)
    weekdays &= ~evidence["day_same"] & ~evidence["day_overlaps"]
    known = (merging.first_day[one] > 0) & (merging.first_day[other] > 0)
    known &= (merging.last_day[one] > 0) & (merging.last_day[other] > 0)
    gap = np.maximum(merging.first_day[other] - merging.last_day[one], merging.first_day[one] - merging.last_day[other])
    sentences = evidence["document_same"] & known & (gap > WEEK)
    return np.asarray(weekdays | sentences, dtype=np.bool_)


def is_loose_across_texts(
    event_mentions: EventMentions,
    merging: MergeContext,
    features: Features,
    evidence: Evidence,
    one: Codes,
    other: Codes,
) -> Flags:
    """Whether two texts share too little for one event: their story tells of a series, or they lie weeks apart.

    A story that dates several deeds of a kind (launches, raids) tells of each in like words. There an exact day, a
    number or a named person whom it befell ties two texts to one of them, or sentences that are much alike. Texts that
    lie weeks apart have to share a name at least, if they share nothing else that is particular.
    """
    kinds = load_event_types().values()
    is_deed = np.array([not (kind.is_verbal or kind.is_mutual) for kind in kinds])[event_mentions.event_type[one]]
    is_told = merging.is_read[one] & merging.is_read[other]
    across = ~evidence["document_same"] & is_told
    firm = evidence["day_same"] | evidence["count_same"] | (features["number_shared"] > 0)
    firm = firm | (features["person_befallen"] > 0) | (features["sentence_cosine"] >= MIN_ALIKE_IN_SERIES)
    series = is_deed & (features["further_days"] > 0) & ~firm
    weeks = (features["weeks_apart"] > 0) & evidence["nothing_particular"] & (features["names_differ"] > 0)
    return np.asarray(across & (series | weeks), dtype=np.bool_)


def is_about_another_matter(event_mentions: EventMentions, features: Features, one: Codes) -> Flags:
    """Whether two mentions of what was said tell two matters: who criticised fares and schools did so twice."""
    kinds = load_event_types().values()
    is_said = np.array([kind.is_verbal and not kind.is_mutual for kind in kinds])[event_mentions.event_type[one]]
    return np.asarray(is_said & (features["topic_differs"] > 0), dtype=np.bool_)
