"""Where names stand: the registry's, the model's after repair, and those that titles announce."""

from dataclasses import dataclass

from pipeline.extract.entities.entity_lexicons import (
    Title,
    load_anaphoric_nouns,
    load_name_genders,
    load_name_type_words,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.entity_registry import RegistryName, load_registry
from pipeline.extract.entities.token_arrays import TokenArrays

ENTITY_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "FAC": "facility",
}
# Tokens at which a span of the model falls apart into names.
NAME_BREAKS = frozenset(',;:()/|!?"—–“”') | {"..."}
# Titles in a row before one name have no more tokens than this, whatever a text may pile up.
MAX_TITLE_TOKENS = 12
# A name in capitals has at least so many letters; shorter ones are rather acronyms.
MIN_CAPITALS = 4
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class NameSpan:
    """A name in the text: tokens `[first, last)`, what it names (None: not told), the registry's entry, its title."""

    first: int
    last: int
    entity_type: str | None
    registry_name: RegistryName | None = None
    title: tuple[int, int] | None = None
    title_entry: Title | None = None


def find_registry_names(tokens: TokenArrays) -> list[NameSpan]:
    """The registry's names, longest first at every token, none inside another."""
    known_names = load_registry()
    found: list[NameSpan] = []
    index, size = 0, len(tokens)
    while index < size:
        match = _match_registry(tokens, index, known_names.max_words.get(tokens.text[index], 0)) or _match_capitals(
            tokens, index
        )
        if match:
            match.first = _find_style_start(tokens, match)
            found.append(match)
            index = match.last
        else:
            index += 1
    return found


def _find_style_start(tokens: TokenArrays, name: NameSpan) -> int:
    """Where a state's name begins with its style before it ("the Kingdom of Norway")."""
    first = name.first
    if first > 1 and tokens.lower[first - 1] == "of" and tokens.lower[first - 2] in load_word_set("styles"):
        is_style = tokens.is_capitalised(first - 2) and tokens.is_in_one_sentence(first - 2, name.last)
        return first - 2 if is_style else first
    return first


def _match_registry(tokens: TokenArrays, start: int, longest: int) -> NameSpan | None:
    names = load_registry().names
    for size in range(min(longest, len(tokens) - start), 0, -1):
        registry_name = names.get(tuple(tokens.text[start : start + size]))
        if registry_name and tokens.is_in_one_sentence(start, start + size):
            entity_type = "group" if registry_name.form == "people" else registry_name.entity.entity_type
            return NameSpan(start, start + size, entity_type, registry_name)
    return None


def _match_capitals(tokens: TokenArrays, start: int) -> NameSpan | None:
    """A name in capitals, as datelines and headings have it."""
    text = tokens.text[start]
    if len(text) < MIN_CAPITALS - 1 or not text.isupper():
        return None
    known_names = load_registry()
    longest = known_names.max_words.get(text.title(), 0)
    for size in range(min(longest, len(tokens) - start), 0, -1):
        parts = tokens.text[start : start + size]
        if (
            sum(map(len, parts)) >= MIN_CAPITALS
            and all(token.isupper() for token in parts)
            and (match := known_names.names.get(tuple(token.title() for token in parts)))
            and tokens.is_in_one_sentence(start, start + size)
        ):
            return NameSpan(start, start + size, match.entity.entity_type, match)
    return None


def find_model_names(tokens: TokenArrays) -> list[NameSpan]:
    """The model's entities that can be actors or places, without what does not belong to the name."""
    found: list[NameSpan] = []
    index, size = 0, len(tokens)
    while index < size:
        label = tokens.entity_label[index]
        if not label:
            index += 1
            continue
        last = index + 1
        while last < size and tokens.entity_label[last] == label and not tokens.is_entity_start[last]:
            last += 1
        if label in ENTITY_TYPES:
            found.extend(_split_model_span(tokens, index, last, ENTITY_TYPES[label]))
        index = last
    return found


def _split_model_span(tokens: TokenArrays, first: int, last: int, entity_type: str) -> list[NameSpan]:
    """The names in a span of the model: parted at possessives, commas and brackets, each without its title."""
    parts: list[tuple[int, int]] = []
    start = first
    for token in range(first, last):
        text = tokens.text[token]
        dash = text == "-" and tokens.has_space_after[token - 1]
        if dash or text in POSSESSIVE_MARKS or text in NAME_BREAKS or "\n" in text:
            parts.append((start, token))
            start = token + 1
    parts.append((start, last))
    names: list[NameSpan] = []
    for begin, end in parts:
        names += trim_name(tokens, begin, end, entity_type)
    return names


def trim_name(tokens: TokenArrays, first: int, last: int, entity_type: str | None) -> list[NameSpan]:
    """One name without what leads and trails it, or none where nothing of a name is left."""
    title, entry = None, None
    while first < last:
        match = load_titles().match(tokens.lower, first)
        if (
            match
            and match[0] < last
            and tokens.is_capitalised(match[0])
            and _is_title(tokens, first, match[1], entity_type)
        ):
            title, entry = (first if title is None else title[0], match[0]), match[1]
            first, entity_type = match[0], "person"
        elif (_can_open_name(tokens, first, last) or is_month_in_name(tokens, first, last, entity_type)) and (
            entity_type != "person" or last - first == 1 or _can_open_person(tokens, first)
        ):
            break
        else:
            first += 1
    whole = last
    while first < last and not (
        _can_close_name(tokens, last - 1)
        or (last - first > 1 and is_month_in_name(tokens, last - 1, first, entity_type))
    ):
        last -= 1
    if (
        last - first == 1
        and last < whole
        and entity_type != "person"
        and tokens.lower[last] in load_word_set("calendar")
    ):
        return []
    if first >= last or not any(char.isalpha() for char in tokens.text[first]):
        return []
    if title is None and entity_type == "person":
        title, entry = find_title_before(tokens, first)
    return [NameSpan(first, last, judge_name_type(tokens, first, last, entity_type), title=title, title_entry=entry)]


def is_month_in_name(tokens: TokenArrays, token: int, other_end: int, entity_type: str | None) -> bool:
    """Whether a month's name is a given or last name: in a person's name of two words or more (August Holm)."""
    if entity_type != "person" or tokens.lower[token] not in load_word_set("month_names"):
        return False
    beside = token + 1 if other_end > token else token - 1
    if not tokens.is_capitalised(token) or not 0 <= beside < len(tokens) or tokens.pos[token] == "AUX":
        return False
    return tokens.is_capitalised(beside) and tokens.lower[beside] not in load_word_set("calendar")


def _can_open_person(tokens: TokenArrays, token: int) -> bool:
    """Whether a person's name can begin with a token: no verb in capitals before it ("Ask", "Follow")."""
    return tokens.pos[token] in {"PROPN", "NOUN", "ADJ", "X"} or tokens.text[token] in load_name_genders()


def _is_title(tokens: TokenArrays, first: int, entry: Title, entity_type: str | None) -> bool:
    return entity_type == "person" or entry.gender is not None or tokens.is_capitalised(first)


def _can_open_name(tokens: TokenArrays, token: int, last: int) -> bool:
    """Whether a name can begin with a token."""
    more = token + 1 < last
    if tokens.is_capitalised(token):
        return tokens.lower[token] not in load_word_set("leading") | load_word_set("calendar")
    if tokens.lower[token] in load_word_set("opening_particles"):
        return more
    return tokens.text[token][:1].isdigit() and more and tokens.is_capitalised(token + 1)


def _can_close_name(tokens: TokenArrays, token: int) -> bool:
    """Whether a name can end with a token."""
    if tokens.lower[token] in load_word_set("calendar"):
        return False
    return tokens.is_capitalised(token) or tokens.text[token][:1].isdigit()


def judge_name_type(tokens: TokenArrays, first: int, last: int, entity_type: str | None) -> str | None:
    """The type that the words of a name tell, or else the model's."""
    if last - first > 1 and tokens.lower[first] in load_word_set("street_openings"):
        return "facility"
    entry = load_name_type_words().get(tokens.lower[last - 1]) if last - first > 1 else None
    if entry is not None and entity_type == "person" and entry.id != "bodies":
        entry = None
    if entry is None and last - first > 2 and tokens.lower[first + 1] in {"of", "for"}:
        entry = load_name_type_words().get(tokens.lower[first])
    if entry is None:
        return entity_type
    load_name_type_words().lexicon.record_hit(entry)
    return entry.entity_type


def find_title_before(tokens: TokenArrays, first: int) -> tuple[tuple[int, int] | None, Title | None]:
    """The title that stands right before a token, longest wins; several in a row count as one."""
    start, entry = first, None
    moved = True
    while moved and first - start < MAX_TITLE_TOKENS:
        moved = False
        for size in range(min(4, start), 0, -1):
            if tokens.sentence[start - size] != tokens.sentence[first]:
                continue
            found = load_titles().get(*tokens.lower[start - size : start])
            if found is not None and (found.is_office or start == first):
                entry = entry or found
                start -= size
                moved = True
                break
    return ((start, first), entry) if entry else (None, None)


def is_after_town_noun(tokens: TokenArrays, token: int) -> bool:
    """Whether what stands before a word is what towns have or are: `the mayor of`, `the streets of`, `the city of`."""
    if tokens.lower[token - 1] != "of" or token < 2:
        return False
    noun = tokens.lower[token - 2]
    return noun in load_word_set("towns") or any(
        kind.entity_type == "place" for kind in load_anaphoric_nouns().get(noun, ())
    )
