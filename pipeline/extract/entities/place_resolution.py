"""What each name of a place in a document means: the likeliest place of the gazetteer, or an honest blank.

Every name is weighed with all the others: signs and weights are in `place_weights.json`, which `place_training` makes.
First each name is weighed alone, then again with what the others are likely to mean.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.extract.entities.gazetteer import GazetteerPlace, find_division, measure_distance_km
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.name_spelling import fold_name
from pipeline.extract.entities.place_candidates import (
    PlaceName,
    collect_place_names,
    list_candidates,
    match_division,
)
from pipeline.extract.entities.place_features import (
    DocumentEvidence,
    Features,
    PlaceGroup,
    describe_candidate,
    describe_name,
    describe_none,
    describe_support,
    has_noun,
    is_behind_comma,
    is_beside_war_verb,
    list_neighbours,
)
from pipeline.extract.entities.token_arrays import TokenArrays

WEIGHTS_FILE = Path(__file__).with_name("place_weights.json")
MAX_GROUPS = 150
MAX_LINK_CANDIDATES = 5
MIN_CANDIDATE_SCORE = 0.02
# The likeliest place must be so many times as likely as the next that lies elsewhere; else the place stays open.
MIN_LEAD = 2.0
NEAR_KM = 100.0
# So much of the probability must lie in one country for an open place to have it.
MIN_COUNTRY_SHARE = 0.8
# A name that was taken for something else is a place, though an open one, if all candidates together have so much.
MIN_PLACE_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """Weights of the signs in the first and second pass, and from which probability a place is published.

    `min_unseen` holds for names that were not taken for places: to publish them is to say two things at once.
    """

    first: dict[str, float]
    second: dict[str, float]
    min_place: float
    min_unseen: float


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """What a name means: the place, or None where none is likely enough; the candidates with their probabilities."""

    place: GazetteerPlace | None
    score: float
    candidates: tuple[tuple[GazetteerPlace, float], ...]
    country: str | None  # where the place is open, the country that nearly all of its candidates lie in
    is_place: bool  # whether it is likely a place at all, whichever


@cache
def load_weights() -> PlaceWeights:
    """Read the weights, once a process."""
    content = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return PlaceWeights(content["first"], content["second"], content["min_place"], content["min_unseen"])


def build_groups(tokens: TokenArrays, names: Sequence[NameSpan]) -> tuple[list[PlaceGroup], DocumentEvidence]:
    """The place names of a document, grouped, with their candidates, and what it says of where it plays."""
    place_names = collect_place_names(tokens, names)
    evidence = _gather_evidence(tokens, names, place_names)
    by_key: dict[tuple[str, str], list[PlaceName]] = {}
    for name in place_names:
        by_key.setdefault((fold_name(name.written), name.taken_for), []).append(name)
    focus, containers = frozenset(evidence.country_counts), frozenset(evidence.containers)
    groups: list[PlaceGroup] = []
    for members in by_key.values():
        qualified = max(members, key=lambda each: len(each.qualifier) > 0)
        if candidates := list_candidates(qualified, focus, containers):
            groups.append(PlaceGroup(members, candidates))
    return groups[:MAX_GROUPS], evidence


def _gather_evidence(
    tokens: TokenArrays, names: Sequence[NameSpan], place_names: Sequence[PlaceName]
) -> DocumentEvidence:
    counts: Counter[str] = Counter()
    for name in names:
        known = name.registry_name
        if known is not None and known.entity.country and not known.is_capital and known.entity.entity_type != "person":
            counts[known.entity.country] += 1
    containers: Counter[int] = Counter()
    by_sentence: dict[int, set[int]] = {}
    token = 0
    while token < len(tokens):
        match = match_division(tokens, token) if tokens.is_capitalised(token) else None
        short = match is not None and tokens.text[token].isupper() and match[0] - token == 1
        behind_comma = token > 0 and tokens.text[token - 1] == ","
        place = find_division(match[1].name, match[1].country) if match and (behind_comma or not short) else None
        if match is not None and place is not None:
            containers[place.number] += 1
            by_sentence.setdefault(tokens.sentence[token], set()).add(place.number)
        token = match[0] if match else token + 1
    for place_name in place_names:
        containers.update(place_name.qualifier)
        known = place_name.span.registry_name if place_name.span else None
        if known is not None and known.entity.key.startswith("state:"):
            places = list_candidates(place_name, frozenset(), frozenset())[:1]
            by_sentence.setdefault(tokens.sentence[place_name.first], set()).update(each.number for each in places)
    surnames = {
        fold_name(tokens.text[name.last - 1])
        for name in names
        if name.entity_type == "person" and (name.last - name.first > 1 or name.title)
    }
    lower_words = {word for word in tokens.text if word.islower()}
    return DocumentEvidence(
        counts,
        containers,
        {number: frozenset(inside) for number, inside in by_sentence.items()},
        frozenset(surnames),
        frozenset(lower_words),
    )


def describe_groups(
    tokens: TokenArrays, groups: Sequence[PlaceGroup], evidence: DocumentEvidence
) -> list[tuple[list[Features], Features]]:
    """For each group the signs of its candidates and of its being none, without those from other names."""
    described = []
    for group in groups:
        own: Counter[str] = Counter()
        for name in group.names:
            if name.span is not None and name.span.registry_name is not None and name.span.registry_name.entity.country:
                own[name.span.registry_name.entity.country] += not name.span.registry_name.is_capital
        signs = describe_name(tokens, group, evidence, own)
        features = [describe_candidate(signs, place, evidence.containers) for place in group.candidates]
        described.append((features, describe_none(tokens, group, evidence)))
    return described


def add_support(groups: Sequence[PlaceGroup], described: Sequence[tuple[list[Features], Features]]) -> None:
    """Add the signs that come from what the other names are likely to mean."""
    neighbours = [list_neighbours(group) for group in groups]
    for group, own, (features, _) in zip(groups, neighbours, described, strict=True):
        for place, signs in zip(group.candidates, features, strict=True):
            signs.update(describe_support(place, own.folded, neighbours))


def weigh_groups(
    groups: Sequence[PlaceGroup], described: Sequence[tuple[list[Features], Features]], weights: dict[str, float]
) -> None:
    """Set the probabilities of each group's candidates by a softmax over them and "none"."""
    for group, (features, none) in zip(groups, described, strict=True):
        scores = [sum(weights.get(name, 0.0) * value for name, value in signs.items()) for signs in (*features, none)]
        highest = max(scores)
        powers = [math.exp(each - highest) for each in scores]
        group.probabilities = [each / sum(powers) for each in powers[:-1]]


def resolve_places(tokens: TokenArrays, names: Sequence[NameSpan]) -> tuple[list[PlaceGroup], list[ResolvedPlace]]:
    """The groups of names that may be places, and what each means."""
    groups, evidence = build_groups(tokens, names)
    described = describe_groups(tokens, groups, evidence)
    weights = load_weights()
    weigh_groups(groups, described, weights.first)
    add_support(groups, described)
    weigh_groups(groups, described, weights.second)
    return groups, [
        _choose_place(tokens, group, features, weights) for group, (features, _) in zip(groups, described, strict=True)
    ]


def _choose_place(
    tokens: TokenArrays, group: PlaceGroup, features: Sequence[Features], weights: PlaceWeights
) -> ResolvedPlace:
    ranked = sorted(
        zip(group.candidates, group.probabilities, strict=True), key=lambda each: (-each[1], each[0].number)
    )
    likeliest = ranked[0][0]
    best, chance = likeliest, sum(score for place, score in ranked if _is_same_spot(place, likeliest))
    if likeliest.kind in {"admin1", "admin2"} and not _is_division_meant(tokens, group):
        # A town and the division around it that is called after it are one spot; the name alone means the town.
        towns = [place for place, _ in ranked if place.kind == "town" and _is_same_spot(place, likeliest)]
        best = towns[0] if towns else likeliest
    attacked = any(is_beside_war_verb(tokens, name) for name in group.names)
    needed = weights.min_place if attacked or group.names[0].taken_for == "place" else weights.min_unseen
    kept = tuple((place, score) for place, score in ranked[:MAX_LINK_CANDIDATES] if score >= MIN_CANDIDATE_SCORE)
    rival = max((score for place, score in ranked if _is_elsewhere(place, best)), default=0.0)
    doubtful = _is_doubtful(features[group.candidates.index(best)])
    if chance >= needed and chance >= MIN_LEAD * rival and not doubtful:
        return ResolvedPlace(best, chance, kept, best.country or None, True)
    is_place = chance >= needed or sum(group.probabilities) >= MIN_PLACE_SHARE
    by_country: defaultdict[str, float] = defaultdict(float)
    for place, score in ranked:
        by_country[place.country] += score
    country, share = max(by_country.items(), key=lambda each: (each[1], each[0]))
    told = share >= MIN_COUNTRY_SHARE and not doubtful
    return ResolvedPlace(None, chance, kept, country if told else None, is_place)


def _is_doubtful(signs: Features) -> bool:
    """Whether the document names the country of a far larger namesake, and nothing smaller around this place."""
    placed = signs["is_in_qualifier"] or signs["container_named"]
    return bool(signs["is_overshadowed"]) and not placed


def _is_same_spot(place: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether one of two places lies in the other and not far from its middle."""
    if place == other:
        return True
    nested = place.number in other.containers or other.number in place.containers
    return nested and "country" not in (place.kind, other.kind) and not _is_elsewhere(place, other)


def _is_division_meant(tokens: TokenArrays, group: PlaceGroup) -> bool:
    """Whether the text says that a name is that of a division."""
    return has_noun(tokens, group, "division_nouns") or any(is_behind_comma(tokens, name) for name in group.names)


def _is_elsewhere(place: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two places are so far from each other that to take one for the other is an error."""
    distance = measure_distance_km(place, other)
    return distance is None or distance > NEAR_KM
