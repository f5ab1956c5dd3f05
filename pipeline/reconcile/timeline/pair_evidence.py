"""Evidence: what two mentions of events share and in what they differ, as one flag for each pair and each kind."""

import numpy as np

from pipeline.reconcile.event_rules import MAX_DISPUTED_DAYS
from pipeline.reconcile.timeline.column_codes import NULL_CODE, Codes, Flags
from pipeline.reconcile.timeline.entity_columns import RoleColumns
from pipeline.reconcile.timeline.event_mention_columns import EventMentions
from schemas.event_ontology import load_event_types

Evidence = dict[str, Flags]


def is_comparable(event_mentions: EventMentions, one: Codes, other: Codes) -> Flags:
    """Whether the types of two mentions can be of one event: equal, told for each other, or one the other's outcome."""
    kind, their_kind = event_mentions.event_type[one], event_mentions.event_type[other]
    met = (kind == their_kind) | _build_confusion_matrix()[kind, their_kind]
    same_sentence = _is_equal(event_mentions.sentence[one], event_mentions.sentence[other])
    return np.asarray(met | (_build_outcome_matrix()[kind, their_kind] & same_sentence), dtype=np.bool_)


def collect_evidence(event_mentions: EventMentions, one: Codes, other: Codes) -> Evidence:
    """The flags of pairs of mentions, given as two columns of their numbers. Unknown on both sides is no evidence."""
    flags = (
        _compare_types(event_mentions, one, other)
        | _compare_triggers(event_mentions, one, other)
        | _compare_topics(event_mentions, one, other)
    )
    flags |= (
        _compare_parties(event_mentions, one, other)
        | _compare_days(event_mentions, one, other)
        | _compare_places(event_mentions, one, other)
    )
    # Two words for one kind of thing: "the town hall" and "public buildings".
    flags["recipient_unlike"] &= ~flags["theme_same"]
    # Two types that people confuse are one act where they are about one thing: a truce that was agreed to or signed.
    one_thing = flags["type_confused"] & flags["theme_same"] & event_mentions.has_separating_topic[one]
    for name in ("type_confused", "wording_differs"):
        flags[name] &= ~one_thing
    flags |= _find_weak_matches(event_mentions, one, other, flags)
    # A mention that leaves all open takes up what its text has told: "the arrest".
    same_act = flags["stem_same"] | _is_equal(event_mentions.subtype[one], event_mentions.subtype[other])
    bare = event_mentions.is_bare[one] | event_mentions.is_bare[other]
    flags["echo"] = same_act & bare & flags["document_same"] & flags["type_same"]
    for name in ("nothing_particular", "recipient_untold"):
        flags[name] &= ~flags["echo"]
    # Two texts dispute the day of an event only where they name the same party or count the same.
    named = flags["actor_same"] | flags["recipient_same"] | flags["count_same"]
    flags["day_differs"] = flags["day_close"] & ~named & ~flags["document_same"]
    return flags


def _compare_types(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    kind, their_kind = event_mentions.event_type[one], event_mentions.event_type[other]
    outcome = event_mentions.is_outcome[one] != event_mentions.is_outcome[other]
    same_sentence = _is_equal(event_mentions.sentence[one], event_mentions.sentence[other])
    return {
        "type_same": kind == their_kind,
        "type_confused": _build_confusion_matrix()[kind, their_kind],
        "document_same": event_mentions.document[one] == event_mentions.document[other],
        "status_differs": event_mentions.is_unrealised[one] != event_mentions.is_unrealised[other],
        "outcome": _build_outcome_matrix()[kind, their_kind] & (outcome | (kind != their_kind)) & same_sentence,
    }


def _compare_triggers(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    stem = _is_equal(event_mentions.trigger_stem[one], event_mentions.trigger_stem[other])
    subtype, their_subtype = event_mentions.merged_subtype[one], event_mentions.merged_subtype[other]
    same, differs = _is_equal(subtype, their_subtype), _is_different(subtype, their_subtype)
    mode, their_mode = event_mentions.mode[one], event_mentions.mode[other]
    same_type = event_mentions.event_type[one] == event_mentions.event_type[other]
    # Words that fit any act of their type part nothing within it.
    wide = same_type & (event_mentions.is_generic[one] | event_mentions.is_generic[other])
    return {
        "stem_same": stem,
        "act_same": same & ~stem,
        "act_differs": differs & same_type & ~wide,
        "wording_differs": ~stem & ~same & ~(differs & same_type) & ~wide,
        "mode_same": _is_equal(mode, their_mode),
        "mode_differs": _is_different(mode, their_mode) & ~same & same_type & ~stem & ~wide,
    }


def _compare_topics(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    """Evidence on what it was about, and how many were counted."""
    topic, their_topic = event_mentions.topic[one], event_mentions.topic[other]
    same_series = _is_equal(event_mentions.series[one], event_mentions.series[other])
    return {
        "theme_same": _is_equal(topic, their_topic),
        "theme_differs": _is_different(topic, their_topic)
        & event_mentions.has_separating_topic[one]
        & event_mentions.has_separating_topic[other],
        "count_same": same_series,
        "count_differs": _is_equal(event_mentions.measure[one], event_mentions.measure[other])
        & ~_is_different(event_mentions.counted_concept[one], event_mentions.counted_concept[other])
        & ~same_series,
    }


def _compare_parties(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    """Evidence on both sides; of a mutual act it makes no difference who is named first."""
    agent, patient = event_mentions.agent, event_mentions.patient
    people = _compare_roles(event_mentions, agent, patient, one, other)
    crossed = _compare_roles(event_mentions, patient, agent, one, other, mine=(agent, patient))
    mutual = np.array([entry.is_mutual for entry in load_event_types().values()])[event_mentions.event_type[one]]
    swap = mutual & (_count_agreement(crossed) > _count_agreement(people))
    flags = {name: np.where(swap, crossed[name], people[name]) for name in people}
    shared = event_mentions.has_many_parties[one] | event_mentions.has_many_parties[other]
    for side in ("actor", "recipient"):
        flags[f"{side}_differs"] &= ~shared
    flags["recipient_untold"] &= ~_is_same_national_act(event_mentions, one, other)
    return flags


def _count_agreement(flags: Evidence) -> Codes:
    """On how many sides the parties are the same, less those on which they differ."""
    same = sum(flags[name].astype(np.int32) for name in ("actor_same", "recipient_same"))
    crowd = sum(flags[name].astype(np.int32) for name in ("actor_same_crowd", "recipient_same_crowd"))
    differs = sum(flags[name].astype(np.int32) for name in ("actor_differs", "recipient_differs"))
    return np.asarray(2 * same + crowd - 2 * differs, dtype=np.int32)


def _find_weak_matches(
    event_mentions: EventMentions, one: Codes, other: Codes, flags: dict[str, Flags]
) -> dict[str, Flags]:
    """What speaks against taking two mentions for one: that they share hardly more than what many acts share."""
    is_located = np.array([entry.is_located for entry in load_event_types().values()])[event_mentions.event_type[one]]
    who = flags["actor_same"] | flags["recipient_same"]
    two_states = flags["actor_same_crowd"] & flags["recipient_same_crowd"]
    named = who | flags["count_same"] | two_states
    where = flags["place_same"] | flags["day_same"]
    in_country = flags["place_setting"] | flags["place_same_country"]
    # What stretches over days is told of its country alone, unless that has many such.
    going_on = (
        (event_mentions.duration_days[one] > 0)
        & ~event_mentions.has_frequent_country[one]
        & ~event_mentions.has_frequent_country[other]
    )
    nothing = ~named & ~(is_located & (where | going_on))
    particular = flags["count_same"] | flags["theme_same"] | where
    particular |= flags["actor_same"] & (flags["recipient_same"] | ~event_mentions.has_frequent_agent[one])
    particular |= flags["recipient_same"] & ~event_mentions.has_frequent_patient[one]
    return {
        "nothing_particular": nothing & ~(_is_same_national_act(event_mentions, one, other) & in_country),
        "one_of_many": who & ~particular & ~flags["document_same"],
    }


def _is_same_national_act(event_mentions: EventMentions, one: Codes, other: Codes) -> Flags:
    """Whether both tell one act upon a whole state."""
    return (
        event_mentions.is_national[one]
        & event_mentions.is_national[other]
        & _is_equal(event_mentions.merged_subtype[one], event_mentions.merged_subtype[other])
    )


def _compare_roles(
    event_mentions: EventMentions,
    agent: RoleColumns,
    patient: RoleColumns,
    one: Codes,
    other: Codes,
    mine: tuple[RoleColumns, RoleColumns] | None = None,
) -> dict[str, Flags]:
    """Evidence on who did it to whom; `by` and `upon` are the other's roles, and the first's too unless `mine` says."""
    my_agent, my_patient = mine or (agent, patient)
    acts_for_body = np.array([entry.acts_for_body for entry in load_event_types().values()])[
        event_mentions.event_type[one]
    ]
    actor, recipient = (
        _compare_entities(my_agent, agent, one, other),
        _compare_entities(my_patient, patient, one, other),
    )
    untold = (my_patient.entity[one] == NULL_CODE) != (patient.entity[other] == NULL_CODE)
    return {
        "actor_same": actor["same"],
        "actor_same_crowd": actor["crowd"],
        "actor_kin": actor["kin"],
        "actor_differs": actor["differs"],
        "actor_open": actor["open"],
        "recipient_same": recipient["same"],
        "recipient_same_crowd": recipient["crowd"],
        "recipient_kin": recipient["kin"] & acts_for_body,
        "recipient_member": recipient["kin"] & ~acts_for_body,
        "recipient_differs": recipient["differs"],
        "recipient_open": recipient["open"],
        "recipient_untold": untold & ~acts_for_body,
        "actor_described": actor["described"],
        "actor_unlike": actor["unlike"],
        "recipient_described": recipient["described"],
        "recipient_unlike": recipient["unlike"],
    }


def _compare_entities(mine: RoleColumns, theirs: RoleColumns, one: Codes, other: Codes) -> dict[str, Flags]:
    here, there = mine.entity[one], theirs.entity[other]
    same = _is_equal(here, there)
    both_differ = (here != NULL_CODE) & (there != NULL_CODE) & ~same & ~_may_share_name(mine, theirs, one, other)
    country, their_country = mine.country[one], theirs.country[other]
    people = mine.is_person[one] & theirs.is_person[other]
    crowds = mine.is_crowd[one] & theirs.is_crowd[other] & ~mine.is_country[one] & ~theirs.is_country[other]
    kin = both_differ & _is_equal(country, their_country) & ~people & ~crowds
    kin |= both_differ & _is_equal(mine.parent_body[one], theirs.parent_body[other])
    differs = both_differ & ~kin & (people | _is_different(country, their_country))
    words, their_words = mine.description[one], theirs.description[other]
    # A person with a name is hardly told of as a kind of people; two kinds of people are hardly the same.
    named = (mine.is_person[one] & (their_words != NULL_CODE)) | (theirs.is_person[other] & (words != NULL_CODE))
    return {
        "described": _is_equal(words, their_words),
        "unlike": named | _is_different(words, their_words),
        "same": same & ~mine.is_crowd[one],
        "crowd": same & mine.is_crowd[one],
        "kin": kin,
        "differs": differs,
        "open": both_differ & ~kin & ~differs,
    }


def _may_share_name(mine: RoleColumns, theirs: RoleColumns, one: Codes, other: Codes) -> Flags:
    """Whether one person is called by a last name that is the other's: "Berg" may be "Ann Berg" or another Berg."""
    short = mine.is_short_name[one] | theirs.is_short_name[other]
    return np.asarray(short & _is_equal(mine.last_name[one], theirs.last_name[other]), dtype=np.bool_)


def _compare_places(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    place, setting = event_mentions.location, event_mentions.document_country
    here, there = place.entity[one], place.entity[other]
    same = _is_equal(here, there)
    both_differ = (here != NULL_CODE) & (there != NULL_CODE) & ~same
    apart = both_differ & _is_different(place.country[one], place.country[other])
    within = both_differ & ~apart & (place.is_country[one] | place.is_country[other])
    within |= both_differ & ~apart & (place.is_area[one] != place.is_area[other])
    # Where no place is told, the event is taken to be in the country that the document is about.
    country = np.where(here == NULL_CODE, setting[one], place.country[one])
    their_country = np.where(there == NULL_CODE, setting[other], place.country[other])
    is_located = np.array([entry.is_located for entry in load_event_types().values()])[event_mentions.event_type[one]]
    return {
        "place_same": same & ~place.is_country[one],
        "place_same_country": same & place.is_country[one],
        "place_within": within,
        "place_setting": ((here == NULL_CODE) | (there == NULL_CODE)) & _is_equal(country, their_country),
        "place_sibling": both_differ & ~apart & ~within & _is_equal(place.country[one], place.country[other]),
        "place_apart": apart & is_located,
        "place_apart_said": apart & ~is_located,
    }


def _compare_days(event_mentions: EventMentions, one: Codes, other: Codes) -> dict[str, Flags]:
    start, end, their_start, their_end = (
        event_mentions.start[one],
        event_mentions.end[one],
        event_mentions.start[other],
        event_mentions.end[other],
    )
    gap = np.maximum(0, np.maximum(their_start - end, start - their_end))
    # What has no day of its own is told of as new: how far lie the days of publication, or told, from each other?
    anchor_gap = np.abs(event_mentions.anchor_day[one] - event_mentions.anchor_day[other])
    both = event_mentions.is_dated[one] & event_mentions.is_dated[other]
    open_day = ~both & (gap == 0) & ~event_mentions.is_vague[one] & ~event_mentions.is_vague[other]
    days = event_mentions.is_single_day[one] & event_mentions.is_single_day[other]
    duration = np.maximum(event_mentions.duration_days[one], event_mentions.duration_days[other])
    same_text = (event_mentions.document[one] == event_mentions.document[other]) & ~both
    return {
        "day_same": both & days & (gap == 0),
        "day_overlaps": both & ~days & (gap == 0),
        "day_in_course": both & (gap > 0) & (gap <= duration),
        "day_close": both & (gap > duration) & (gap <= MAX_DISPUTED_DAYS),
        "day_apart": ~same_text & (gap > np.where(both, np.maximum(duration, MAX_DISPUTED_DAYS), 0)),
        "day_open": open_day & ((anchor_gap <= MAX_DISPUTED_DAYS) | (duration > 0)),
        "day_loose": open_day & (anchor_gap > MAX_DISPUTED_DAYS) & (duration == 0),
        "day_elsewhere": same_text & (gap > 0),
    }


def _is_equal(one: Codes, other: Codes) -> Flags:
    return np.asarray((one == other) & (one != NULL_CODE), dtype=np.bool_)


def _is_different(one: Codes, other: Codes) -> Flags:
    return np.asarray((one != other) & (one != NULL_CODE) & (other != NULL_CODE), dtype=np.bool_)


def _build_outcome_matrix() -> Flags:
    names, known = list(load_event_types()), load_event_types()
    return np.array(
        [[b in known[a].outcome_types or a in known[b].outcome_types for b in names] for a in names], dtype=np.bool_
    )


def _build_confusion_matrix() -> Flags:
    names, known = list(load_event_types()), load_event_types()
    meets = [[b in known[a].confused_with or a in known[b].confused_with for b in names] for a in names]
    return np.array(meets, dtype=np.bool_)
