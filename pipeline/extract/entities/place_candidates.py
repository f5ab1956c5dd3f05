"""Which names of a document may be places, and which places of the world each of them may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.entities.entity_lexicons import load_name_genders, load_name_type_words, load_word_set
from pipeline.extract.entities.entity_registry import Division, State, load_registry, read_divisions
from pipeline.extract.entities.gazetteer import (
    GazetteerPlace,
    find_division,
    find_places,
    load_countries,
)
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.name_spelling import join_tokens
from pipeline.extract.entities.token_arrays import TokenArrays

# Of the namesakes of a name the most populous are weighed, and those in countries and divisions that the text names.
MAX_POPULOUS, MAX_CANDIDATES = 10, 40
MAX_UNSEEN_TOKENS = 3
MIN_UNSEEN_LENGTH = 4
MAX_QUALIFIER_TOKENS = 4
# Words of a description between a name's comma and what contains the place: `, a small town in`.
MAX_DESCRIPTION_TOKENS = 5
# Openings and endings of a place's name that the gazetteer may write in another way, and how it does.
RESPELLED_WORDS = {"st.": "Saint", "st": "Saint", "mt.": "Mount", "mt": "Mount", "ft.": "Fort", "ft": "Fort"}
DROPPED_WORDS = frozenset({"greater", "downtown", "central", "city", "township", "village", "town", "metropolitan"})


@dataclass(slots=True)
class PlaceName:
    """A name that may be a place: tokens `[first, last)`, what it was taken for, what the text says contains it."""

    first: int
    last: int
    written: str
    taken_for: str  # "place", another entity type, or "unseen" where nothing took it for a name
    span: NameSpan | None
    qualifier: frozenset[int]  # numbers of the gazetteer


def collect_place_names(tokens: TokenArrays, names: Sequence[NameSpan]) -> list[PlaceName]:
    """Names that are taken for places, and others that the gazetteer knows, in the order of the text."""
    found = [place_name for name in names if (place_name := _read_name(tokens, name)) is not None]
    covered = {token for name in names for token in range(name.title[0] if name.title else name.first, name.last)}
    found += _find_unseen_names(tokens, covered)
    return sorted(found, key=lambda each: each.first)


def _read_name(tokens: TokenArrays, name: NameSpan) -> PlaceName | None:
    written = join_tokens(tokens.text[name.first : name.last])
    known = name.registry_name
    if known is not None:
        key = known.entity.key
        if name.entity_type != "place" or known.form != "name":
            return None
        if not key.startswith(("state:", "capital:", "geonames:")):
            return None
    elif name.entity_type == "organisation" and list_divisions(written):
        return PlaceName(name.first, name.last, written, "place", name, find_qualifier(tokens, name.last))
    elif name.entity_type != "place":
        lone_title = name.title is not None or name.entity_type not in {"person", "organisation", "facility"}
        if lone_title or name.last - name.first > MAX_UNSEEN_TOKENS or not find_places(written):
            return None
    taken_for = "place" if known is not None or name.entity_type == "place" else name.entity_type or "unseen"
    return PlaceName(name.first, name.last, written, taken_for, name, find_qualifier(tokens, name.last))


def _find_unseen_names(tokens: TokenArrays, covered: set[int]) -> Iterable[PlaceName]:
    """Runs of capitalised words that nothing took for a name and that are, as a whole, in the gazetteer."""
    token, size = 0, len(tokens)
    while token < size:
        last = token
        while last < size and last not in covered and tokens.is_capitalised(last) and tokens.pos[last] == "PROPN":
            last += 1
        if last == token and token not in covered and is_behind_war_verb(tokens, token):
            last = token + 1  # the tagger takes towns that it does not know for other words there
        if last == token:
            token += 1
            continue
        written = join_tokens(tokens.text[token:last])
        is_short = last - token <= MAX_UNSEEN_TOKENS and len(written) >= MIN_UNSEEN_LENGTH
        beside_name = (last in covered and tokens.is_capitalised(last)) or (
            token - 1 in covered and _is_word(tokens, token - 1)
        )
        if (
            is_short
            and not beside_name
            and tokens.lower[token] not in load_word_set("calendar")
            and find_places(written)
        ):
            yield PlaceName(token, last, written, "unseen", None, find_qualifier(tokens, last))
        token = last


def _is_word(tokens: TokenArrays, token: int) -> bool:
    return tokens.text[token][:1].isalpha() and tokens.is_capitalised(token)


def is_behind_war_verb(tokens: TokenArrays, token: int) -> bool:
    """Whether a capitalised word stands right behind a verb of war ("shelled Aleppo")."""
    return (
        token > 0
        and tokens.is_capitalised(token)
        and tokens.pos[token] in {"PROPN", "NOUN", "ADJ"}
        and tokens.pos[token - 1] == "VERB"
        and tokens.lemma[token - 1] in load_word_set("war_verbs")
    )


def find_qualifier(tokens: TokenArrays, last: int) -> frozenset[int]:
    """What contains a place by the words behind its name: `Reno, Nev.`, `Troy (Ohio)`, `Reno, a town in Nevada`."""
    start = _find_qualifier_start(tokens, last)
    if start is None:
        return frozenset()
    division = match_division(tokens, start)
    if division is not None:
        place = find_division(division[1].name, division[1].country)
        country = load_registry().names.get((division[1].name,)) if tokens.text[start] == division[1].name else None
        also = load_countries().get(country.entity.country or "") if country and not country.is_capital else None
        return frozenset(each.number for each in (place, also) if each is not None)
    for size in range(min(MAX_QUALIFIER_TOKENS, len(tokens) - start), 0, -1):
        known = load_registry().names.get(tuple(tokens.text[start : start + size]))
        if known and known.form == "name" and isinstance(known.entry, State) and not known.is_capital:
            return (
                frozenset({load_countries()[known.entry.iso3].number})
                if known.entry.iso3 in load_countries()
                else frozenset()
            )
        words = range(start, start + size)
        if all(tokens.is_capitalised(token) and tokens.pos[token] == "PROPN" for token in words):
            inside = [
                each.number
                for each in find_places(join_tokens(tokens.text[start : start + size]))
                if each.kind != "town"
            ]
            if inside:
                return frozenset(inside)
    return frozenset()


def _find_qualifier_start(tokens: TokenArrays, last: int) -> int | None:
    """The token behind a comma, bracket or `in` from which on a name's container may stand; None where none can."""
    if last + 1 >= len(tokens) or tokens.text[last] not in {",", "(", "in"}:
        return None
    start = last + 1
    if tokens.text[last] == "," and tokens.lower[start] in ("a", "an", "the"):
        described = range(start + 1, min(start + MAX_DESCRIPTION_TOKENS, len(tokens) - 1))
        tie = next((token for token in described if tokens.lower[token] == "in"), None)
        if tie is None or tokens.lower[tie - 1] not in load_word_set("place_nouns"):
            return None
        start = tie + 1
    if tokens.lower[start] in load_word_set("directions") and start + 1 < len(tokens):
        start += 1
    return start


def match_division(tokens: TokenArrays, start: int) -> tuple[int, Division] | None:
    """The division that stands at a token, by name or short form, and the token after it."""
    for size in range(min(MAX_QUALIFIER_TOKENS, len(tokens) - start), 0, -1):
        if entry := index_divisions().get("".join(tokens.text[start : start + size])):
            return start + size, entry
    return None


@cache
def index_divisions() -> dict[str, Division]:
    """Divisions by name and short form, both without blanks, so that tokenization does not matter."""
    return {
        form.replace(" ", ""): entry
        for entry in read_divisions()
        for form in (entry.name, entry.name.upper(), *entry.forms)
    }


def list_candidates(place_name: PlaceName, focus: frozenset[str], containers: frozenset[int]) -> list[GazetteerPlace]:
    """The places that a name may mean, at most MAX_CANDIDATES; `focus` are countries, `containers` divisions named."""
    places = list(_look_up(place_name.written))
    known = place_name.span.registry_name if place_name.span else None
    if known is not None and known.entity.country:
        own = load_countries().get(known.entity.country)
        if known.entity.key.startswith("state:") and own is not None and own not in places:
            places.insert(0, own)
        if known.is_capital:
            places += [
                each
                for each in find_places(known.entity.name)
                if each.country == known.entity.country and each not in places
            ]
    wanted = containers | place_name.qualifier
    chosen = places[:MAX_POPULOUS]
    inside = [p for p in places[MAX_POPULOUS:] if p.country in focus or not wanted.isdisjoint(p.containers)]
    inside.sort(key=lambda place: wanted.isdisjoint(place.containers))
    return chosen + inside[: MAX_CANDIDATES - len(chosen)]


def _look_up(written: str) -> tuple[GazetteerPlace, ...]:
    """All places of a name, also under the spelling that the gazetteer has; of a division also by its short form."""
    entry = index_divisions().get(written.replace(" ", ""))
    if entry is not None and written != entry.name and written.upper() != entry.name.upper():
        place = find_division(entry.name, entry.country)
        return (place,) if place is not None else ()
    respelled = respell_name(written)
    places = find_places(written) + (find_places(respelled) if respelled != written else ())
    if places := places or list_divisions(written):
        return tuple(dict.fromkeys(places))
    words = written.split(" ")
    if len(words) > 2 and words[0].lower() in {"city", "town", "village"} and words[1] == "of":
        return find_places(" ".join(words[2:]))
    if len(words) > 1 and words[0].lower() in DROPPED_WORDS | load_word_set("directions"):
        return find_places(" ".join(words[1:]))
    if len(words) > 1 and words[-1].lower() in DROPPED_WORDS:
        return find_places(" ".join(words[:-1]))
    return ()


def list_divisions(written: str) -> tuple[GazetteerPlace, ...]:
    """The divisions that a name with its kind behind it means: `La Paz Department`."""
    name, _, kind = written.rpartition(" ")
    if not name or kind.lower() not in load_word_set("division_nouns"):
        return ()
    return tuple(place for place in find_places(name) if place.kind in {"admin1", "admin2"})


def respell_name(name: str) -> str:
    """A name with its shortened opening written out ("St. Petersburg", "Mt. Vernon")."""
    opening, _, rest = name.partition(" ")
    return f"{RESPELLED_WORDS[opening.lower()]} {rest}" if opening.lower() in RESPELLED_WORDS and rest else name


def can_be_given_name(word: str) -> bool:
    """Whether a word is a given name, or names a kind of body."""
    return word in load_name_genders() or load_name_type_words().get(word.lower()) is not None
