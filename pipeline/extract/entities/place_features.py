"""The signs by which the places that a name may mean are weighed against one another, and against its being none."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.entities.entity_lexicons import load_cities, load_word_set
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.gazetteer import GazetteerPlace, find_places, load_gazetteer, measure_distance_km
from pipeline.extract.entities.name_spelling import fold_name
from pipeline.extract.entities.place_candidates import PlaceName, can_be_given_name, is_behind_war_verb, respell_name
from pipeline.extract.entities.token_arrays import TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation

Features = dict[str, float]
# The kinds of the gazetteer from the largest to the smallest.
KIND_RANKS = {"continent": 0, "country": 1, "admin1": 2, "admin2": 3, "town": 4}
NEAR_KM = 100.0
# A town with so many times the people of its namesake is far larger.
MIN_SIZE_RATIO = 10
AGENT_RELATIONS = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.AGENT_PREPOSITION})
# Of every other name so many of its likeliest places are looked at for nearness.
MAX_NEIGHBOURS, MIN_NEIGHBOUR_CHANCE = 3, 0.05


@dataclass
class PlaceGroup:
    """All mentions of one name that were taken for the same kind of thing, with the places that they may mean."""

    names: list[PlaceName]
    candidates: list[GazetteerPlace]
    probabilities: list[float] = field(default_factory=list)  # of the candidates; the rest to 1 is that it is none

    @property
    def folded(self) -> str:
        """The name as it is compared."""
        return fold_name(self.names[0].written)


@dataclass
class DocumentEvidence:
    """What a document says of where it plays: countries named or meant, divisions named, persons' surnames."""

    country_counts: Counter[str]
    containers: Counter[int]
    containers_by_sentence: Mapping[int, frozenset[int]]
    surnames: frozenset[str]
    lower_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameSigns:
    """What is the same for all places that a name may mean: how and beside what it stands."""

    folded: str
    town_countries: frozenset[str]
    qualifiers: frozenset[int]
    qualifier_rank: int  # how fine the finest kind among the qualifiers is
    country_counts: Mapping[str, int]  # of the countries that the document names elsewhere
    country_total: int
    containers_in_sentence: frozenset[int]
    acts: bool
    is_dateline: bool
    is_behind_comma: bool
    has_division_noun: bool
    has_town_noun: bool
    named_sizes: Mapping[str, int]  # the largest namesake in each country that the document names, in people


def describe_name(
    tokens: TokenArrays, group: PlaceGroup, evidence: DocumentEvidence, own_countries: Counter[str]
) -> NameSigns:
    """How a name stands in the text; `own_countries` are those that its own mentions count for."""
    qualifiers = frozenset(number for name in group.names for number in name.qualifier)
    others = evidence.country_counts - own_countries
    sentences = {tokens.sentence[name.first] for name in group.names}
    return NameSigns(
        fold_name(respell_name(group.names[0].written)),
        frozenset(each.country for each in group.candidates if each.kind == "town"),
        qualifiers,
        max((KIND_RANKS[load_gazetteer().get_place(number).kind] for number in qualifiers), default=0),
        others,
        sum(others.values()),
        frozenset().union(*(evidence.containers_by_sentence.get(number, frozenset()) for number in sentences)),
        any(is_metonym(tokens, name.last - 1) for name in group.names),
        any(is_dateline(tokens, name) for name in group.names),
        any(is_behind_comma(tokens, name) for name in group.names),
        has_noun(tokens, group, "division_nouns"),
        has_noun(tokens, group, "town_nouns"),
        _find_named_sizes(group, others),
    )


def _find_named_sizes(group: PlaceGroup, countries: Mapping[str, int]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for place in group.candidates:
        if place.kind == "town" and countries.get(place.country):
            sizes[place.country] = max(sizes.get(place.country, 0), place.population)
    return sizes


def describe_candidate(name: NameSigns, place: GazetteerPlace, containers: Mapping[int, int]) -> Features:
    """Signs of one place that do not depend on what the other names mean; `containers` are divisions named, counted.

    A qualifier says nothing of what is no smaller than itself: in "Georgia, Oklahoma and Texas" they are a list.
    """
    is_division, is_town = place.kind in {"admin1", "admin2"}, place.kind == "town"
    size, count = math.log10(place.population + 1) / 7, name.country_counts.get(place.country, 0)
    inside = not name.qualifiers.isdisjoint(place.containers)
    outside = bool(name.qualifiers) and not inside and name.qualifier_rank < KIND_RANKS[place.kind]
    return {
        "population": size,
        # News of several countries names the cities that all the world knows, local news the next town.
        "population_among_countries": size * math.log1p(len(name.country_counts)) / 2,
        "is_country": float(place.kind == "country"),
        "is_admin1": float(place.kind == "admin1"),
        "is_admin2": float(place.kind == "admin2"),
        "is_division_with_town": float(is_division and place.country in name.town_countries),
        "is_capital": float(is_capital(place)),
        "is_capital_acting": float(name.acts and is_capital(place)),
        "is_main_name": float(is_main_name(place, name.folded)),
        "is_in_qualifier": float(inside),
        "is_outside_qualifier": float(outside),
        "country_share": count / name.country_total if name.country_total else 0.0,
        "country_count": math.log1p(count) / 3,
        "container_named": math.log1p(max((containers.get(each, 0) for each in place.containers), default=0)) / 2,
        "container_in_sentence": float(not name.containers_in_sentence.isdisjoint(place.containers)),
        "is_division_in_dateline": float(is_division and name.is_dateline),
        "is_division_behind_comma": float(is_division and name.is_behind_comma),
        "is_division_by_noun": float(is_division and name.has_division_noun),
        "is_town_by_noun": float(is_town and name.has_town_noun),
        "is_known_city": float(is_town and (place.name, place.country) in load_cities()),
        "is_overshadowed": float(is_town and not inside and _is_overshadowed(name, place)),
    }


def _is_overshadowed(name: NameSigns, place: GazetteerPlace) -> bool:
    """Whether the document also names the country of a far larger namesake."""
    return any(
        country != place.country and size >= MIN_SIZE_RATIO * place.population
        for country, size in name.named_sizes.items()
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What one name is likely to mean, as the other names of the document see it."""

    folded: str
    weight: int
    total: float
    places: tuple[tuple[GazetteerPlace, frozenset[int], float], ...]  # place, it and its containers, its probability


def list_neighbours(group: PlaceGroup) -> Neighbours:
    """The likeliest places of a name, at most MAX_NEIGHBOURS."""
    weight = min(len(group.names), 3)
    ranked = sorted(zip(group.candidates, group.probabilities, strict=True), key=lambda each: -each[1])
    likely = [each for each in ranked[:MAX_NEIGHBOURS] if each[1] >= MIN_NEIGHBOUR_CHANCE]
    places = tuple((place, frozenset((*place.containers, place.number)), chance) for place, chance in likely)
    return Neighbours(group.folded, weight, weight * sum(group.probabilities), places)


def describe_support(place: GazetteerPlace, folded: str, neighbours: Sequence[Neighbours]) -> Features:
    """Signs of one place of a name from what the other names of the document are likely to mean."""
    same_country = same_admin1 = same_admin2 = near = total = 0.0
    above = (*place.containers, place.number)
    for group in neighbours:
        if group.folded == folded:
            continue
        closest = 0.0
        total += group.total
        for other, others_above, chance in group.places:
            if other.country != place.country:
                continue
            same_country += group.weight * chance
            shared = len(others_above.intersection(above))
            same_admin1 += group.weight * chance * (shared >= 2)
            same_admin2 += group.weight * chance * (shared >= 3)
            distance = measure_distance_km(place, other) if other.kind != "country" else None
            if distance is not None:
                closest = max(closest, chance * math.exp(-distance / NEAR_KM))
        near += group.weight * closest
    return {
        "support_country": same_country / total if total else 0.0,
        "support_admin1": same_admin1 / total if total else 0.0,
        "admin1_count": math.log1p(same_admin1) / 2,
        "admin2_count": math.log1p(same_admin2) / 2,
        "nearness": math.log1p(near) / 2,
    }


def describe_none(tokens: TokenArrays, group: PlaceGroup, evidence: DocumentEvidence) -> Features:
    """Signs that a name is no place at all, or one that the gazetteer lacks."""
    first = group.names[0]
    word = tokens.text[first.last - 1]
    count = len(group.names)
    return {
        "none": 1.0,
        "none_unseen": float(first.taken_for == "unseen"),
        "none_person": float(first.taken_for == "person"),
        "none_organisation": float(first.taken_for in {"organisation", "facility"}),
        "none_lone_word": float(first.last - first.first == 1),
        "none_behind_locative": sum(is_behind_locative(tokens, name) for name in group.names) / count,
        "none_qualified": float(any(name.qualifier for name in group.names)),
        "none_beside_war_verb": float(any(is_beside_war_verb(tokens, name) for name in group.names)),
        "none_opens_sentence": sum(tokens.is_sentence_start[name.first] for name in group.names) / count,
        "none_dateline": float(any(is_dateline(tokens, name) for name in group.names)),
        "none_surname": float(fold_name(word) in evidence.surnames),
        "none_given_name": float(can_be_given_name(word)),
        "none_lower_elsewhere": float(word.lower() in evidence.lower_words),
        "none_repeated": math.log(count),
    }


def is_main_name(place: GazetteerPlace, folded: str) -> bool:
    """Whether a folded name is the one that the gazetteer, or English news, calls a place by."""
    city = load_cities().get((place.name, place.country))
    english = city.aliases if city is not None else ()
    return any(fold_name(respell_name(name)) == folded for name in (place.name, *english))


def is_capital(place: GazetteerPlace) -> bool:
    """Whether a place is the capital of its country."""
    return place.kind == "town" and place.number == find_capital_number(place.country)


@cache
def find_capital_number(country: str) -> int | None:
    """The number of a country's capital: of the towns so called there the most populous."""
    state = load_registry().states_by_code.get(country)
    names = (state.capital, *state.capital_aliases) if state is not None and state.capital else ()
    towns = (each for name in names for each in find_places(name) if each.kind == "town" and each.country == country)
    return next((town.number for town in towns), None)


def is_behind_locative(tokens: TokenArrays, name: PlaceName) -> bool:
    """Whether "in", "at", "near" and the like stand before a name."""
    return name.first > 0 and tokens.lower[name.first - 1] in load_word_set("locative")


def is_beside_war_verb(tokens: TokenArrays, name: PlaceName) -> bool:
    """Whether a name is what is attacked or taken: right behind the verb, or before its passive."""
    verbs, after = load_word_set("war_verbs"), name.last
    if is_behind_war_verb(tokens, name.first):
        return True
    if after + 1 < len(tokens) and tokens.lemma[after] == "be" and tokens.pos[after] == "AUX":
        return tokens.lemma[after + 1] in verbs
    return False


def is_dateline(tokens: TokenArrays, name: PlaceName) -> bool:
    """Whether a name opens a sentence or line in capitals, as datelines do ("BEIRUT, July 23", "WASHINGTON (AP)")."""
    return (
        tokens.text[name.first].isupper() and len(tokens.text[name.first]) > 3 and tokens.is_sentence_start[name.first]
    )


def is_behind_comma(tokens: TokenArrays, name: PlaceName) -> bool:
    """Whether a name stands behind a comma and another name, as what contains it does ("Seattle, Washington")."""
    return name.first > 1 and tokens.text[name.first - 1] == "," and tokens.is_capitalised(name.first - 2)


def has_noun(tokens: TokenArrays, group: PlaceGroup, word_set: str) -> bool:
    """Whether a noun that tells its kind stands at a name ("Nyanza province", "the town of Paris")."""
    nouns = load_word_set(word_set)
    for name in group.names:
        after = tokens.lower[name.last] if name.last < len(tokens) else ""
        before = tokens.lower[name.first - 2] if name.first > 1 and tokens.lower[name.first - 1] == "of" else ""
        right_before = tokens.lower[name.first - 1] if name.first > 0 else ""
        if not nouns.isdisjoint({after, before, right_before}):
            return True
    return False


def is_metonym(tokens: TokenArrays, head: int) -> bool:
    """Whether a capital stands for the government that sits there, by its place in the clause."""
    for _ in range(4):
        if tokens.relation[head] != Relation.CONJUNCT:
            break
        head = tokens.head[head]
    relation, governor = tokens.relation[head], tokens.head[head]
    if relation in AGENT_RELATIONS:
        return tokens.lemma[governor] != "be"
    if relation == Relation.POSSESSOR:
        return tokens.lower[governor] not in load_word_set("towns")
    if relation == Relation.PREPOSITIONAL_OBJECT:
        return tokens.lower[governor] in load_word_set("alluding")
    return False
