"""Features of joined pairs of mentions: what a reader would look at to tell whether they are one event."""

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.mention_context import MentionContext
from pipeline.reconcile.timeline.merge_context import MergeContext
from pipeline.reconcile.timeline.pair_evidence import collect_evidence
from pipeline.reconcile.timeline.pair_features import compute_features
from schemas.event_ontology import load_event_types

Features = dict[str, NDArray[np.float64]]

# What speaks for one event, and what against it; the weights keep these signs.
MERGE_FEATURES_FOR = (
    "least_specific", "most_specific", "person_befallen", "speaker_shared", "parties_shared", "number_shared",
    "day_shared", "particulars_shared", "sentence_cosine", "trigger_shared", "main_act", "modifier_shared",
    "names_shared",
)  # fmt: skip
MERGE_FEATURES_AGAINST = (
    "topic_differs", "speaker_differs", "speaker_untold", "victim_differs", "victim_of_one", "unrealised",
    "tells_many", "plural_differs", "mode_differs", "status_differs", "modifier_differs", "names_differ",
    "days_apart", "weeks_apart", "far_in_text", "claim_differs", "further_days", "story_span", "long_document",
)  # fmt: skip
FAR_SENTENCES = 8
DAYS_APART, WEEKS_APART = 3, 10  # days between publications
MAX_PARTICULARS = 3


def compute_merge_features(
    event_mentions: EventMentions, context: MentionContext, merging: MergeContext, one: Codes, other: Codes
) -> Features:
    """The features of pairs, given as two columns of numbers of mentions, by name."""
    evidence = collect_evidence(event_mentions, one, other)
    known = {
        name: np.asarray(values, dtype=np.float64)
        for name, values in compute_features(event_mentions, context, evidence, one, other).items()
    }
    is_verbal = np.array([kind.is_verbal for kind in load_event_types().values()])[event_mentions.event_type[one]]
    across = ~evidence["document_same"]
    undated = ~evidence["day_same"]
    found = _compare_particulars(known, is_verbal)
    least = np.minimum(merging.specificity[one], merging.specificity[other])
    most = np.maximum(merging.specificity[one], merging.specificity[other])
    shared, foreign = _compare_names(merging, one, other)
    mine, theirs = merging.modifier[one], merging.modifier[other]
    both = (mine != NULL_CODE) & (theirs != NULL_CODE)
    anchors = event_mentions.anchor_day
    gap = np.where((anchors[one] != 0) & (anchors[other] != 0), np.abs(anchors[one] - anchors[other]), 0)
    distance = np.abs(merging.sentence_number[one] - merging.sentence_number[other])
    found |= {
        "person_befallen": _flag(evidence["recipient_same"] & event_mentions.patient.is_person[one] & ~is_verbal),
        "least_specific": least,
        "most_specific": most,
        "sentence_cosine": known["sentence_cosine"],
        "trigger_shared": known["stem_same"],
        "main_act": known["main_act"],
        "modifier_shared": _flag(both & (mine == theirs)),
        "modifier_differs": _flag(both & (mine != theirs)),
        "names_shared": shared,
        "names_differ": foreign,
        "speaker_untold": _flag(is_verbal & ~(merging.has_actor[one] & merging.has_actor[other])),
        "victim_of_one": _flag(merging.has_recipient[one] != merging.has_recipient[other]),
        "unrealised": _flag(merging.is_open[one] | merging.is_open[other]),
        "tells_many": _flag(merging.tells_many[one] | merging.tells_many[other]),
        "plural_differs": known["plural_differs"],
        "mode_differs": known["mode_differs"],
        "status_differs": known["status_differs"],
        "claim_differs": known["claim_differs"],
        "days_apart": _flag(across & (gap > DAYS_APART)),
        "weeks_apart": _flag(across & (gap > WEEKS_APART)),
        "far_in_text": _flag(~across & (distance > FAR_SENTENCES)),
        "further_days": np.where(undated, merging.further_days[one], 0.0),
        "long_document": np.log(np.maximum(merging.document_mentions[one], merging.document_mentions[other])),
        "story_span": np.where(undated & across, merging.story_span[one], 0.0),
    }
    return {name: found[name] for name in (*MERGE_FEATURES_FOR, *MERGE_FEATURES_AGAINST)}


def _compare_particulars(known: Features, is_verbal: Flags) -> Features:
    """What is shared of parties, topic, number, day and place. Of what is said, who says it is a particular too."""

    def any_of(*names: str) -> NDArray[np.float64]:
        return np.asarray(np.maximum.reduce([known[name] for name in names]), dtype=np.float64)

    agent = any_of("actor_same", "actor_same_crowd", "actor_described", "agent_words_shared")
    patient = any_of("recipient_same", "recipient_same_crowd", "recipient_described", "patient_words_shared")
    topic = any_of("theme_same", "topic_words_shared")
    number = any_of("number_shared", "count_same")
    particulars = patient + topic + number + known["day_same"] + known["place_same"] + agent * is_verbal
    return {
        "speaker_shared": agent * is_verbal,
        "parties_shared": agent * patient,
        "number_shared": number,
        "day_shared": known["day_same"],
        "particulars_shared": np.minimum(particulars, MAX_PARTICULARS),
        "topic_differs": known["topic_words_foreign"] * (known["theme_same"] == 0),
        "speaker_differs": known["agent_words_foreign"] * is_verbal,
        "victim_differs": known["patient_words_foreign"],
    }


def _compare_names(merging: MergeContext, one: Codes, other: Codes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The share of the names of two sentences that both have, rare names weighing more; and whether they share none."""
    shared, foreign = np.zeros(len(one)), np.zeros(len(one))
    weight = merging.entity_weight
    for place, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        mine, theirs = merging.entities[a], merging.entities[b]
        common = mine & theirs
        if common:
            shared[place] = sum(map(weight.__getitem__, sorted(common))) / sum(
                map(weight.__getitem__, sorted(mine | theirs))
            )
        foreign[place] = float(bool(mine) and bool(theirs) and not common)
    return shared, foreign


def _flag(flags: Flags) -> NDArray[np.float64]:
    return np.asarray(flags, dtype=np.float64)
