"""The names of a document without overlaps: the registry's against the model's, and titles where both are silent."""

import re
from collections import Counter
from dataclasses import replace

from pipeline.extract.entities.entity_lexicons import (
    load_anaphoric_nouns,
    load_institutions,
    load_name_type_words,
    load_nominal_heads,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.gazetteer import find_places
from pipeline.extract.entities.missed_bodies import find_missed_bodies
from pipeline.extract.entities.name_spans import (
    NameSpan,
    find_model_names,
    find_registry_names,
    trim_name,
)
from pipeline.extract.entities.name_spelling import join_tokens
from pipeline.extract.entities.name_type_correction import correct_name_types
from pipeline.extract.entities.person_name_evidence import correct_person_names
from pipeline.extract.entities.titled_persons import find_titled_persons
from pipeline.extract.entities.token_arrays import TokenArrays
from pipeline.extract.entities.water_names import find_water_name

# A sentence of so many longer words, so large a share of them with a capital, is a heading; closed by a full stop, it
# takes more.
MIN_HEADING_WORDS, MIN_CAPITAL_SHARE = 4, 0.8
MIN_CLOSED_HEADING_WORDS, MIN_CLOSED_CAPITAL_SHARE = 6, 0.9
WEB_ADDRESS = re.compile(r"[\w-]{3,60}\.[A-Za-z]{2,10}$|@|#|https?:")
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def collect_names(tokens: TokenArrays) -> list[NameSpan]:
    """Names in the order of the text; none overlaps another. Institutions with a nationality come later, over these."""
    registry_names = [
        name
        for name in find_registry_names(tokens)
        if not _is_in_compound(tokens, name) and not _is_in_street_name(tokens, name)
    ]
    waters = {id(name): water for name in registry_names if (water := find_water_name(tokens, name)) is not None}
    registry_names = [name for name in registry_names if id(name) not in waters]
    name_by_token: dict[int, NameSpan] = {
        token: name for name in registry_names for token in range(name.first, name.last)
    }
    kept: list[NameSpan] = list(waters.values())
    dropped: set[int] = set()
    titled, headings = _find_title_tokens(tokens), _find_headings(tokens)
    model_names = find_model_names(tokens)
    for name in [*model_names, *find_missed_bodies(tokens, model_names, headings)]:
        if name.entity_type != "person" and not titled.isdisjoint(range(name.first, name.last)):
            continue
        inside = {
            id(name_by_token[token]): name_by_token[token]
            for token in range(name.first, name.last)
            if token in name_by_token
        }
        if not inside:
            kept.append(name)
            continue
        kept += _merge_with_registry(tokens, name, list(inside.values()), dropped, headings)
    kept += [name for name in registry_names if id(name) not in dropped]
    kept = _drop_overlaps([name for name in kept if _can_be_entity(tokens, name)])
    taken = [False] * len(tokens)
    for name in kept:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    late = find_titled_persons(tokens, taken)
    ordered = correct_person_names(tokens, sorted([*kept, *late], key=lambda name: name.first))
    return correct_name_types(tokens, _drop_heading_names(tokens, ordered, headings))


def _drop_heading_names(tokens: TokenArrays, names: list[NameSpan], headings: set[int]) -> list[NameSpan]:
    """Names without those that only the capitals of a heading make: there a name must be known from running text."""
    if not headings:
        return names
    running = {
        tuple(tokens.text[first : name.last])
        for name in names
        if tokens.sentence[name.first] not in headings
        for first in {name.first, name.last - 1}
    }
    kept: list[NameSpan] = []
    for name in names:
        if name.registry_name is not None or tokens.sentence[name.first] not in headings:
            kept.append(name)
            continue
        ends = range(name.last, name.first, -1)
        end = next((end for end in ends if tuple(tokens.text[name.first : end]) in running), None)
        if end is not None:
            kept.append(replace(name, last=end))
    return kept


def _find_headings(tokens: TokenArrays) -> set[int]:
    """The numbers of sentences that write nearly all words large, and no verb small."""
    large: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for token, text in enumerate(tokens.text):
        if len(text) > 3 and text.isalpha():
            total[tokens.sentence[token]] += 1
            large[tokens.sentence[token]] += text[0].isupper()
    verbs = {
        tokens.sentence[token]
        for token, text in enumerate(tokens.text)
        if tokens.pos[token] == "VERB" and text.islower()
    }
    closed = {tokens.sentence[token] for token, text in enumerate(tokens.text) if text == "."}
    headings: set[int] = set()
    for number, count in total.items():
        least, share = (
            (MIN_CLOSED_HEADING_WORDS, MIN_CLOSED_CAPITAL_SHARE)
            if number in closed
            else (MIN_HEADING_WORDS, MIN_CAPITAL_SHARE)
        )
        if number not in verbs and count >= least and large[number] >= share * count:
            headings.add(number)
    return headings


def _find_title_tokens(tokens: TokenArrays) -> set[int]:
    """The tokens of titles before capitalised words: names found among them are parts of the title."""
    title_indices: set[int] = set()
    for token in range(len(tokens)):
        match = load_titles().match(tokens.lower, token)
        if match and match[0] - token > 1 and match[0] < len(tokens) and tokens.is_capitalised(match[0]):
            title_indices.update(range(token, match[0]))
    return title_indices


def _is_in_compound(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a registry name is a language or a half of a compound ("Spanish-language", "East-West")."""
    if tokens.text[name.last : name.last + 1] == ["-"]:
        return tokens.lower[name.last + 1 : name.last + 2] in (["language"], ["speaking"])
    return tokens.text[name.first - 1 : name.first] == ["-"] and tokens.lower[name.first - 2 : name.first - 1] == [
        "east"
    ]


def _is_in_street_name(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a registry name only tells what a street is called: "Uruguay Avenue", "Avenida Bolivia"."""
    after, before = name.last, name.first - 1
    if after < len(tokens) and tokens.lower[after] in load_word_set("street_nouns"):
        return tokens.is_capitalised(after) and tokens.sentence[after] == tokens.sentence[name.first]
    return before >= 0 and tokens.lower[before] in load_word_set("street_openings") and tokens.is_capitalised(before)


def _merge_with_registry(
    tokens: TokenArrays, name: NameSpan, registry_names: list[NameSpan], dropped: set[int], headings: set[int]
) -> list[NameSpan]:
    """What is left of a model's name beside the registry's names that it meets; `dropped` gets those that lose."""
    first, last = name.first, name.last
    if any(other.first <= first and last <= other.last for other in registry_names):
        return []
    if any(other.first < first or last < other.last for other in registry_names):
        return []
    if any(load_institutions().match(tokens.lower, token) for token in range(first, last)):
        return []
    if name.entity_type == "person" and tokens.sentence[first] in headings:
        return []
    if (
        registry_names[-1].last == last
        and registry_names[-1].registry_name is not None
        and registry_names[-1].registry_name.form == "demonym"
    ):
        return []
    leading = registry_names[0]
    if leading.first == first and leading.last < last:
        rest = trim_name(tokens, leading.last, last, name.entity_type)
        lone = (
            leading.registry_name is not None
            and leading.registry_name.form != "name"
            and name.entity_type in {"person", "place", "group"}
        )
        if not rest or (rest[0].title and rest[0].title[0] >= leading.last) or lone:
            return [
                each
                for each in rest
                if not any(other.first < each.last and each.first < other.last for other in registry_names)
            ]
        if (
            len(registry_names) == 1
            and leading.registry_name is not None
            and leading.registry_name.entity.entity_type == "organisation"
        ):
            return []
    dropped.update(id(other) for other in registry_names)
    if name.entity_type == "place" and find_places(join_tokens(tokens.text[first:last])):
        return [name]  # a place of its own that has a state's name in it ("New Mexico", "Lebanon County")
    if name.entity_type == "place" and _is_person_called_like_state(tokens, name, leading):
        return [replace(name, entity_type="person", registry_name=None)]
    possessor = next(
        (other.registry_name for other in registry_names if other.registry_name and other.registry_name.entity.country),
        None,
    )
    return [replace(name, registry_name=possessor)] if possessor and name.entity_type != "person" else [name]


def _is_person_called_like_state(tokens: TokenArrays, name: NameSpan, leading: NameSpan) -> bool:
    """Whether what the model takes for a place is a state's name as given name before a surname ("Israel Holm")."""
    if leading.first != name.first or name.last - name.first != 2 or leading.registry_name is None:
        return False
    rest = name.last - 1
    known = load_name_type_words().get(tokens.lower[rest]) or load_anaphoric_nouns().get(tokens.lower[rest])
    return leading.registry_name.form == "name" and not known and not find_places(tokens.text[rest])


def _can_be_entity(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a name can be an actor or place: no works, no bare adjectives of belief or party."""
    if name.entity_type == "other":
        return False
    if name.registry_name is None and (
        tokens.lower[name.first] in load_word_set("never") or WEB_ADDRESS.match(tokens.text[name.first])
    ):
        return False
    lone = name.last - name.first == 1
    if (
        lone
        and name.registry_name is None
        and name.entity_type != "person"
        and _is_common_noun(tokens.lower[name.first])
    ):
        return False
    if name.entity_type == "person" and name.registry_name is None:
        whole = load_titles().match(tokens.lower, name.first)
        return whole is None or whole[0] < name.last
    if name.registry_name is None and name.entity_type == "group":
        return tokens.tag[name.last - 1] in PLURAL_TAGS
    return True


def _is_common_noun(lower: str) -> bool:
    """Whether a capitalised word is but a noun of office or kind ("the Office", "the Mayor")."""
    return (
        any(nouns.get(lower) for nouns in (load_name_type_words(), load_titles(), load_nominal_heads()))
        or lower in load_anaphoric_nouns()
    )


def _drop_overlaps(names: list[NameSpan]) -> list[NameSpan]:
    """Names without overlaps: the longer wins, then the earlier."""
    taken: set[int] = set()
    kept: list[NameSpan] = []
    for name in sorted(names, key=lambda each: (each.first - each.last, each.first)):
        tokens = range(name.first, name.last)
        if not any(token in taken for token in tokens):
            taken.update(tokens)
            kept.append(name)
    return kept
