"""Joins that need no second look: what two mentions share is enough, or their kind of event is told without it."""

import numpy as np

from pipeline.reconcile.timeline.column_codes import Codes, Flags
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from pipeline.reconcile.timeline.merge_context import MergeContext
from pipeline.reconcile.timeline.pair_evidence import Evidence
from schemas.event_ontology import load_event_types

# What goes on for so many days (unrest, a deployment of troops) is a course, told without victims and days of its own.
COURSE_DAYS = 7
# A story tells of one course where so many of its documents, and so great a share of them, tell of its type.
MIN_COURSE_DOCUMENTS, MIN_COURSE_SHARE = 3, 0.8
# Publications of one event that names no day lie no farther apart than this.
MAX_NEWS_DAYS = 3
# How many sentences back "the arrest" reaches.
ECHO_SENTENCES = 2


def is_settled(
    event_mentions: EventMentions, merging: MergeContext, evidence: Evidence, one: Codes, other: Codes
) -> Flags:
    """Whether pairs of mentions, likely one event by their fields, are one without a second look.

    Both tell a deed that happened, and share a named person whom it befell, an exact day, a number, or a town in news
    of the same days; or they are of one course.
    """
    kinds = load_event_types().values()
    is_real = ~(merging.is_open[one] | merging.is_open[other])
    shared = _share_particular(event_mentions, merging, evidence, one, other)
    # A course that is taken to be known goes on, whatever is thought of it: "she hoped the march would win votes".
    is_known = ~merging.is_open | merging.is_definite
    course = _is_course(event_mentions, merging, evidence, one, other) & is_known[one] & is_known[other]
    many = merging.tells_many
    taken_up = evidence["echo"] & ~many[one] & ~many[other]
    # "The allegations" are those of many, as "the talks" are not.
    is_words = np.array([kind.is_verbal and not kind.is_mutual for kind in kinds])[event_mentions.event_type[one]]
    taken_up &= ~(is_words & (merging.is_plural[one] | merging.is_plural[other]))
    taken_up &= _takes_up(merging, one, other) | _takes_up(merging, other, one)
    return np.asarray((is_real & shared) | course | taken_up, dtype=np.bool_)


def _takes_up(merging: MergeContext, one: Codes, other: Codes) -> Flags:
    """Whether the second mention is a noun with "the" that takes up what its text told just before: "the arrest"."""
    distance = merging.sentence_number[other] - merging.sentence_number[one]
    return np.asarray(merging.has_article[other] & (distance > 0) & (distance <= ECHO_SENTENCES), dtype=np.bool_)


def _share_particular(
    event_mentions: EventMentions, merging: MergeContext, evidence: Evidence, one: Codes, other: Codes
) -> Flags:
    kinds = load_event_types().values()
    is_verbal = np.array([kind.is_verbal for kind in kinds])[event_mentions.event_type[one]]
    person = evidence["recipient_same"] & event_mentions.patient.is_person[one] & ~is_verbal
    # "Police had a warrant for her arrest" does not tell the arrest, and "was arrested four times" tells of others too.
    person &= ~(merging.is_possible[one] | merging.is_possible[other]) & ~evidence["theme_differs"]
    several = merging.tells_many[one] | merging.tells_many[other]
    several = several | (merging.tells_others[one] != merging.tells_others[other])
    person &= ~several
    asker = evidence["actor_same"] & event_mentions.agent.is_person[one] & ~evidence["theme_differs"]
    asker &= event_mentions.has_separating_topic[one] | event_mentions.has_separating_topic[other]
    is_request = np.array([name == "REQUEST" for name in load_event_types()])[event_mentions.event_type[one]]
    asker &= is_request & ~event_mentions.has_frequent_agent[one]
    near = _are_near(event_mentions, one, other)
    town = evidence["place_same"] & merging.is_in_town[one] & ~is_verbal & near & ~several
    # A text that counts twice what befell people there tells of two deeds, or of a part.
    town &= ~(evidence["document_same"] & evidence["count_differs"])
    town &= (merging.further_days[one] == 0) & ~evidence["act_differs"] & ~evidence["mode_differs"]
    same_act = evidence["stem_same"] | evidence["act_same"]
    # "Dozens of raids, the last one on Saturday" are not the raid of Saturday.
    day = evidence["day_same"] & ~(merging.tells_many[one] | merging.tells_many[other])
    found = day | evidence["count_same"] | town | (same_act & (person | asker))
    return np.asarray(found, dtype=np.bool_)


def _are_near(event_mentions: EventMentions, one: Codes, other: Codes) -> Flags:
    """Whether two mentions are told within days of each other, as far as is known."""
    days = event_mentions.anchor_day
    known = (days[one] != 0) & (days[other] != 0)
    return np.asarray(~known | (np.abs(days[one] - days[other]) <= MAX_NEWS_DAYS), dtype=np.bool_)


def _is_course(
    event_mentions: EventMentions, merging: MergeContext, evidence: Evidence, one: Codes, other: Codes
) -> Flags:
    """Whether both tell of what goes on for days in one country, unless it has many such, and is their story's matter.

    What is told of unrest or a deployment of troops is plural and undated by nature, and no sign of several.
    """
    kinds = load_event_types().values()
    is_deed = np.array([kind.is_located and not kind.is_verbal for kind in kinds])[event_mentions.event_type[one]]
    lasting = np.minimum(event_mentions.duration_days[one], event_mentions.duration_days[other]) >= COURSE_DAYS
    places = ("place_same", "place_same_country", "place_within", "place_setting")
    in_country = np.logical_or.reduce([evidence[name] for name in places])
    is_main = np.minimum(merging.type_documents[one], merging.type_documents[other]) >= MIN_COURSE_DOCUMENTS
    is_main &= np.minimum(merging.type_share[one], merging.type_share[other]) >= MIN_COURSE_SHARE
    many = event_mentions.has_frequent_country[one] | event_mentions.has_frequent_country[other]
    return np.asarray(is_deed & lasting & in_country & is_main & ~many, dtype=np.bool_)
