"""Features of pairs of mentions: the evidence as numbers, and how like their sentences, stories and arguments are."""

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.mention_context import MentionContext, WordMatrix
from pipeline.reconcile.timeline.pair_evidence import Evidence
from schemas.event_ontology import load_event_types

Features = dict[str, NDArray[np.float32]]

# What ties two mentions to each other beyond the kind of act.
ANCHORS = (
    "actor_same", "recipient_same", "actor_described", "recipient_described", "agent_words_shared",
    "patient_words_shared", "topic_words_shared", "place_words_shared", "place_same", "day_same", "number_shared",
    "count_same", "outcome", "echo", "lasting_in_country",
)  # fmt: skip


def compute_features(
    event_mentions: EventMentions, context: MentionContext, evidence: Evidence, one: Codes, other: Codes
) -> Features:
    """The features of pairs by name; those that are flags are 0 or 1."""
    found: Features = {name: flags.astype(np.float32) for name, flags in evidence.items()}
    same_document = evidence["document_same"]
    same_act = evidence["stem_same"] | evidence["act_same"]
    sentence_cosine = _compute_sentence_cosines(context, one, other)
    story_cosine, local_cosine = _compute_document_cosines(context, one, other)
    share = np.minimum(context.stem_share[one], context.stem_share[other])
    rivals = np.maximum(context.rival_count[one], context.rival_count[other])
    lead = context.is_lead[one] & context.is_lead[other]
    found |= {
        "sentence_same": _equal(event_mentions.sentence, one, other),
        "sentence_cosine": sentence_cosine,
        "sentence_cosine_act": sentence_cosine * same_act,
        "story_cosine": np.where(same_document, 0.0, story_cosine).astype(np.float32),
        "story_cosine_act": np.where(same_document, 0.0, story_cosine * same_act).astype(np.float32),
        "local_cosine": np.where(same_document, 0.0, local_cosine).astype(np.float32),
        "local_cosine_act": np.where(same_document, 0.0, local_cosine * same_act).astype(np.float32),
        "number_shared": _share_word(context.numbers[one], context.numbers[other]).astype(np.float32),
        "number_differs": _compare_field("number", context.numbers[one], context.numbers[other])[
            "number_words_foreign"
        ],
        "main_act": (share * evidence["stem_same"]).astype(np.float32),
        "main_act_elsewhere": (share * evidence["stem_same"] * ~same_document).astype(np.float32),
        "rivals": np.log(rivals).astype(np.float32),
        "rivals_act": (np.log(rivals) * evidence["stem_same"]).astype(np.float32),
        "lead": lead.astype(np.float32),
        "lead_act": (lead & same_act).astype(np.float32),
        "plural_differs": (evidence["stem_same"] & (context.is_plural[one] != context.is_plural[other])).astype(
            np.float32
        ),
        "claim_differs": (context.is_claimed[one] != context.is_claimed[other]).astype(np.float32),
        "plan_differs": (context.is_planned[one] != context.is_planned[other]).astype(np.float32),
        "both_unrealised": (event_mentions.is_unrealised[one] & event_mentions.is_unrealised[other]).astype(np.float32),
        "act_document_same": (same_act & same_document).astype(np.float32),
    }
    found |= _compare_words(context, one, other)
    # Two words for one entity, or for a town and its country, are not foreign to each other.
    for words, names in (
        ("agent", ("actor_same", "actor_same_crowd", "actor_kin")),
        ("patient", ("recipient_same", "recipient_same_crowd")),
        ("place", ("place_same", "place_same_country", "place_within")),
    ):
        for name in names:
            found[f"{words}_words_foreign"] *= ~evidence[name]
    in_country = evidence["place_setting"] | evidence["place_same_country"] | evidence["place_within"]
    # What stretches over days is told of its country alone, unless that has many such.
    lasting = np.minimum(event_mentions.duration_days[one], event_mentions.duration_days[other]) > 0
    lasting &= ~event_mentions.has_frequent_country[one] & ~event_mentions.has_frequent_country[other]
    found["lasting_in_country"] = (same_act & in_country & lasting).astype(np.float32)
    return found | _find_unanchored(event_mentions, found, same_act, one)


def _find_unanchored(event_mentions: EventMentions, found: Features, same_act: Flags, one: Codes) -> Features:
    """Whether nothing but the kind of act is shared: no party, word of an argument, place or number.

    A type, a story and a country are never enough, least of all where much is said and little done.
    """
    shared = np.zeros(len(one), dtype=np.bool_)
    for name in ANCHORS:
        shared |= found[name] > 0
    is_verbal = np.array([kind.is_verbal for kind in load_event_types().values()])[event_mentions.event_type[one]]
    return {
        "unanchored": (~shared).astype(np.float32),
        "unanchored_other_act": (~shared & ~same_act).astype(np.float32),
        "unanchored_verbal": (~shared & is_verbal).astype(np.float32),
        "other_act_verbal": (~same_act & is_verbal).astype(np.float32),
    }


def _compute_document_cosines(
    context: MentionContext, one: Codes, other: Codes
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How like the documents of two mentions are, at large and within their story; each two documents reckoned once."""
    size = max(len(context.documents), 1)
    keys = context.document_row[one].astype(np.int64) * size + context.document_row[other]
    pairs, inverse = np.unique(keys, return_inverse=True)
    mine, theirs = (part.astype(np.int32) for part in np.divmod(pairs, size))
    vectors = (context.documents, context.local_documents)
    at_large, within = (part.compute_cosines(mine, theirs)[inverse] for part in vectors)
    return at_large, within


def _compute_sentence_cosines(context: MentionContext, one: Codes, other: Codes) -> NDArray[np.float32]:
    rows, their_rows = context.sentence_row[one], context.sentence_row[other]
    known = (rows != NULL_CODE) & (their_rows != NULL_CODE)
    cosines = np.zeros(len(one), dtype=np.float32)
    cosines[known] = context.sentences.compute_cosines(rows[known], their_rows[known])
    return cosines


def _compare_words(context: MentionContext, one: Codes, other: Codes) -> Features:
    """Whether arguments of two mentions share a word, or have none in common though both are told."""
    words = context.words
    found: Features = {}
    for name, field in (("agent", "actor_text"), ("patient", "recipient_text"), ("topic", "theme_text")):
        found |= _compare_field(name, words[field][one], words[field][other])
    found |= _compare_field("place", words["location_text"][one], words["location_text"][other])
    crossed = _share_word(words["actor_text"][one], words["recipient_text"][other])
    crossed |= _share_word(words["recipient_text"][one], words["actor_text"][other])
    found["words_crossed"] = crossed.astype(np.float32)
    return found


def _compare_field(name: str, mine: WordMatrix, theirs: WordMatrix) -> Features:
    shared = _share_word(mine, theirs)
    told = (mine[:, 0] != NULL_CODE) & (theirs[:, 0] != NULL_CODE)
    return {
        f"{name}_words_shared": shared.astype(np.float32),
        f"{name}_words_foreign": (told & ~shared).astype(np.float32),
    }


def _share_word(mine: WordMatrix, theirs: WordMatrix) -> Flags:
    shared = np.zeros(len(mine), dtype=np.bool_)
    for column in range(mine.shape[1]):
        word = mine[:, column : column + 1]
        shared |= ((word == theirs) & (word != NULL_CODE)).any(axis=1)
    return shared


def _equal(codes: Codes, one: Codes, other: Codes) -> NDArray[np.float32]:
    return np.asarray((codes[one] == codes[other]) & (codes[one] != NULL_CODE), dtype=np.float32)
