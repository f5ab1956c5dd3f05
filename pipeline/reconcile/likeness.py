"""Likeness: how much speaks for two tellings being of one event. The weights are in `lexicons/weights.yml`."""

import numpy as np
from numpy.typing import NDArray

from pipeline.reconcile.rules import CLOSE_DAYS, note_evidence, types, weights
from pipeline.reconcile.tellings import NONE, Codes, Flags, Side, Tellings

Scores = NDArray[np.float32]


def likeness(tellings: Tellings, one: Codes, other: Codes) -> Scores:
    """The likeness of pairs of tellings, given as two columns of their numbers. At `enough` they are of one event."""
    flags = _types(tellings, one, other) | _words(tellings, one, other) | _about(tellings, one, other)
    flags |= _parties(tellings, one, other) | _when(tellings, one, other) | _where(tellings, one, other)
    # Two words for one kind of thing: "the town hall" and "public buildings".
    flags["recipient_unlike"] &= ~flags["theme_same"]
    # Two types that people confuse are one act where they are about one thing: a truce that was agreed to or signed.
    confused = flags["type_confused"].copy()
    one_thing = confused & flags["theme_same"] & tellings.parting[one]
    for name in ("type_confused", "wording_differs"):
        flags[name] &= ~one_thing
    flags |= _alone(tellings, one, other, flags)
    # A mention that leaves all open takes up what its text has told: "the arrest".
    taken_up = flags["stem_same"] | _equal(tellings.deed[one], tellings.deed[other])
    bare = tellings.bare[one] | tellings.bare[other]
    flags["echo"] = taken_up & bare & flags["document_same"] & flags["type_same"]
    for name in ("nothing_particular", "recipient_untold"):
        flags[name] &= ~flags["echo"]
    total = score(flags)
    note_evidence(name for name, flag in flags.items() if flag.any())
    total[~(flags["type_same"] | confused | flags["outcome"])] = -np.inf
    return total


def score(flags: dict[str, Flags]) -> Scores:
    """The sum of the weights of the evidence that is there; a flag for each pair under each evidence's name."""
    known = weights()
    total = np.zeros(len(next(iter(flags.values()))), dtype=np.float32)
    for name, flag in flags.items():
        total += flag * np.float32(known[name])
    return total


def _types(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    kind, their_kind = tellings.event_type[one], tellings.event_type[other]
    outcome = tellings.outcome[one] != tellings.outcome[other]
    same_sentence = _equal(tellings.sentence[one], tellings.sentence[other])
    return {
        "type_same": kind == their_kind,
        "type_confused": _meeting()[kind, their_kind],
        "document_same": tellings.document[one] == tellings.document[other],
        "status_differs": tellings.open_status[one] != tellings.open_status[other],
        "outcome": _outcomes()[kind, their_kind] & (outcome | (kind != their_kind)) & same_sentence,
    }


def _words(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    stem = _equal(tellings.wording[one], tellings.wording[other])
    act, their_act = tellings.act[one], tellings.act[other]
    same, differs = _equal(act, their_act), _unequal(act, their_act)
    mode, their_mode = tellings.mode[one], tellings.mode[other]
    same_type = tellings.event_type[one] == tellings.event_type[other]
    # Words that fit any act of their type part nothing within it.
    wide = same_type & (tellings.wide[one] | tellings.wide[other])
    return {
        "stem_same": stem,
        "act_same": same & ~stem,
        "act_differs": differs & same_type & ~wide,
        "wording_differs": ~stem & ~same & ~(differs & same_type) & ~wide,
        "mode_same": _equal(mode, their_mode),
        "mode_differs": _unequal(mode, their_mode) & ~same & same_type & ~stem & ~wide,
    }


def _about(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    """Evidence on what it was about, and how many were counted."""
    about, their_about = tellings.theme[one], tellings.theme[other]
    counted = _equal(tellings.series[one], tellings.series[other])
    return {
        "theme_same": _equal(about, their_about),
        "theme_differs": _unequal(about, their_about) & tellings.parting[one] & tellings.parting[other],
        "count_same": counted,
        "count_differs": _equal(tellings.measure[one], tellings.measure[other])
        & ~_unequal(tellings.counted[one], tellings.counted[other])
        & ~counted,
    }


def _parties(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    """Evidence on both sides; of a mutual act it makes no difference who is named first."""
    by, upon = tellings.by, tellings.upon
    people = _who(tellings, by, upon, one, other)
    crossed = _who(tellings, upon, by, one, other, mine=(by, upon))
    mutual = np.array([entry.mutual for entry in types().values()])[tellings.event_type[one]]
    swap = mutual & (score(crossed) > score(people))
    flags = {name: np.where(swap, crossed[name], people[name]) for name in people}
    shared = tellings.shared[one] | tellings.shared[other]
    for side in ("actor", "recipient"):
        flags[f"{side}_differs"] &= ~shared
    flags["recipient_untold"] &= ~_national(tellings, one, other)
    return flags


def _alone(tellings: Tellings, one: Codes, other: Codes, flags: dict[str, Flags]) -> dict[str, Flags]:
    """What speaks against taking two tellings for one: that they share hardly more than what many acts share."""
    done = np.array([entry.placed for entry in types().values()])[tellings.event_type[one]]
    who = flags["actor_same"] | flags["recipient_same"]
    two_states = flags["actor_same_crowd"] & flags["recipient_same_crowd"]
    named = who | flags["count_same"] | two_states
    where = flags["place_same"] | flags["day_same"]
    in_country = flags["place_setting"] | flags["place_same_country"]
    # What stretches over days is told of its country alone, unless that has many such.
    going_on = (tellings.lasts[one] > 0) & ~tellings.often_in[one] & ~tellings.often_in[other]
    nothing = ~named & ~(done & (where | going_on))
    particular = flags["count_same"] | flags["theme_same"] | where
    particular |= flags["actor_same"] & (flags["recipient_same"] | ~tellings.often_by[one])
    particular |= flags["recipient_same"] & ~tellings.often_upon[one]
    return {
        "nothing_particular": nothing & ~(_national(tellings, one, other) & in_country),
        "one_of_many": who & ~particular & ~flags["document_same"],
    }


def _national(tellings: Tellings, one: Codes, other: Codes) -> Flags:
    """Whether both tell one act upon a whole state."""
    return tellings.national[one] & tellings.national[other] & _equal(tellings.act[one], tellings.act[other])


def _who(
    tellings: Tellings, by: Side, upon: Side, one: Codes, other: Codes, mine: tuple[Side, Side] | None = None
) -> dict[str, Flags]:
    """Evidence on who did it to whom; `by` and `upon` are the other's roles, and the first's too unless `mine` says."""
    my_by, my_upon = mine or (by, upon)
    body = np.array([entry.body for entry in types().values()])[tellings.event_type[one]]
    actor, recipient = _pair(my_by, by, one, other), _pair(my_upon, upon, one, other)
    untold = (my_upon.entity[one] == NONE) != (upon.entity[other] == NONE)
    return {
        "actor_same": actor["same"],
        "actor_same_crowd": actor["crowd"],
        "actor_kin": actor["kin"],
        "actor_differs": actor["differs"],
        "actor_open": actor["open"],
        "recipient_same": recipient["same"],
        "recipient_same_crowd": recipient["crowd"],
        "recipient_kin": recipient["kin"] & body,
        "recipient_member": recipient["kin"] & ~body,
        "recipient_differs": recipient["differs"],
        "recipient_open": recipient["open"],
        "recipient_untold": untold & ~body,
        "actor_described": actor["described"],
        "actor_unlike": actor["unlike"],
        "recipient_described": recipient["described"],
        "recipient_unlike": recipient["unlike"],
    }


def _pair(mine: Side, theirs: Side, one: Codes, other: Codes) -> dict[str, Flags]:
    here, there = mine.entity[one], theirs.entity[other]
    same = _equal(here, there)
    told = (here != NONE) & (there != NONE) & ~same
    country, their_country = mine.country[one], theirs.country[other]
    people = mine.person[one] & theirs.person[other]
    crowds = mine.crowd[one] & theirs.crowd[other] & ~mine.whole[one] & ~theirs.whole[other]
    kin = told & _equal(country, their_country) & ~people & ~crowds
    kin |= told & _equal(mine.family[one], theirs.family[other])
    differs = told & ~kin & (people | _unequal(country, their_country))
    words, their_words = mine.described[one], theirs.described[other]
    # A person with a name is hardly told of as a kind of people; two kinds of people are hardly the same.
    named = (mine.person[one] & (their_words != NONE)) | (theirs.person[other] & (words != NONE))
    return {
        "described": _equal(words, their_words),
        "unlike": named | _unequal(words, their_words),
        "same": same & ~mine.crowd[one],
        "crowd": same & mine.crowd[one],
        "kin": kin,
        "differs": differs,
        "open": told & ~kin & ~differs,
    }


def _where(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    place, setting = tellings.at, tellings.setting
    here, there = place.entity[one], place.entity[other]
    same = _equal(here, there)
    told = (here != NONE) & (there != NONE) & ~same
    apart = told & _unequal(place.country[one], place.country[other])
    within = told & ~apart & (place.whole[one] | place.whole[other])
    # Where no place is told, the event is taken to be in the country that the document is about.
    country = np.where(here == NONE, setting[one], place.country[one])
    their_country = np.where(there == NONE, setting[other], place.country[other])
    done = np.array([entry.placed for entry in types().values()])[tellings.event_type[one]]
    return {
        "place_same": same & ~place.whole[one],
        "place_same_country": same & place.whole[one],
        "place_within": within,
        "place_setting": ((here == NONE) | (there == NONE)) & _equal(country, their_country),
        "place_sibling": told & ~apart & ~within & _equal(place.country[one], place.country[other]),
        "place_apart": apart & done,
        "place_apart_said": apart & ~done,
    }


def _when(tellings: Tellings, one: Codes, other: Codes) -> dict[str, Flags]:
    start, end, their_start, their_end = (
        tellings.start[one],
        tellings.end[one],
        tellings.start[other],
        tellings.end[other],
    )
    gap = np.maximum(0, np.maximum(their_start - end, start - their_end))
    # What has no day of its own is told of as new: how far lie the days of publication, or told, from each other?
    told = np.abs(tellings.near[one] - tellings.near[other])
    both = tellings.dated[one] & tellings.dated[other]
    open_day = ~both & (gap == 0) & ~tellings.vague[one] & ~tellings.vague[other]
    days = tellings.single_day[one] & tellings.single_day[other]
    lasts = np.maximum(tellings.lasts[one], tellings.lasts[other])
    same_text = (tellings.document[one] == tellings.document[other]) & ~both
    return {
        "day_same": both & days & (gap == 0),
        "day_overlaps": both & ~days & (gap == 0),
        "day_in_course": both & (gap > 0) & (gap <= lasts),
        "day_close": both & (gap > lasts) & (gap <= CLOSE_DAYS),
        "day_apart": ~same_text & (gap > np.where(both, np.maximum(lasts, CLOSE_DAYS), 0)),
        "day_open": open_day & ((told <= CLOSE_DAYS) | (lasts > 0)),
        "day_loose": open_day & (told > CLOSE_DAYS) & (lasts == 0),
        "day_elsewhere": same_text & (gap > 0),
    }


def _equal(one: Codes, other: Codes) -> Flags:
    return np.asarray((one == other) & (one != NONE), dtype=np.bool_)


def _unequal(one: Codes, other: Codes) -> Flags:
    return np.asarray((one != other) & (one != NONE) & (other != NONE), dtype=np.bool_)


def _outcomes() -> Flags:
    names, known = list(types()), types()
    return np.array([[b in known[a].outcomes or a in known[b].outcomes for b in names] for a in names], dtype=np.bool_)


def _meeting() -> Flags:
    names, known = list(types()), types()
    meets = [[b in known[a].meets or a in known[b].meets for b in names] for a in names]
    return np.array(meets, dtype=np.bool_)
