"""The types of names where the document tells more than the model saw: persons by surname, towns by what is in them."""

from pipeline.extract.entities.entity_lexicons import (
    load_anaphoric_nouns,
    load_counted_name_genders,
    load_name_genders,
    load_name_type_words,
    load_word_set,
)
from pipeline.extract.entities.gazetteer import is_known_place
from pipeline.extract.entities.name_spans import NameSpan, find_title_before, is_after_town_noun
from pipeline.extract.entities.token_arrays import NOUN_POS, TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation


def correct_name_types(tokens: TokenArrays, names: list[NameSpan]) -> list[NameSpan]:
    """Names with the types that the document tells: a surname or title makes a person, what is in it makes a town."""
    surnames = {tokens.lower[name.last - 1] for name in names if name.entity_type == "person"}
    alone = {tokens.lower[name.first] for name in names if name.last - name.first == 1 and name.registry_name is None}
    lone_words = _find_lone_words(tokens, names)
    for name in names:
        # Persons are shortened to the last of their names, bodies to the first.
        shortened = name.last - name.first == 2 and tokens.lower[name.last - 1] in alone and name.registry_name is None
        shortened = shortened and tokens.lower[name.first - 1] not in load_word_set("inside")  # in Victoria Park
        if (
            (shortened and name.entity_type != "place") or _is_called_by_surname(tokens, name, lone_words)
        ) and _can_be_person(tokens, name):
            name.entity_type = "person"
            surnames.add(tokens.lower[name.last - 1])
    written = {tuple(tokens.text[name.first : name.last]) for name in names if name.entity_type == "person"}
    full = {parts[-1].lower() for parts in written if len(parts) > 1}
    for name in names:
        if name.registry_name is not None:
            continue
        if name.entity_type == "person":
            strange = name.last - name.first == 1 and tokens.lower[name.first] not in full and name.title is None
            name.entity_type = "place" if strange and _is_mistyped_town(tokens, name) else "person"
            continue
        title, entry = find_title_before(tokens, name.first)
        lone = name.last - name.first == 1
        if not lone and tuple(tokens.text[name.first : name.last]) in written:
            name.entity_type = "person"  # the model took it for one elsewhere
        elif entry is not None and (entry.gender or not entry.is_office or tokens.is_capitalised(name.first - 1)):
            name.entity_type, name.title, name.title_entry = "person", title, entry
        elif lone and tokens.lower[name.first] in surnames:
            name.entity_type = "person"
        elif lone:
            name.entity_type = "place" if _is_town(tokens, name) else name.entity_type
        elif _opens_like_person(tokens, name) and _can_be_person(tokens, name):
            name.entity_type = "person"
    return names


def _find_lone_words(tokens: TokenArrays, names: list[NameSpan]) -> tuple[set[str], set[str]]:
    """First and last words of bodies that also stand alone, with no proper noun beside them; those that act."""
    ends = {
        tokens.text[token]
        for name in names
        if name.entity_type == "organisation" and name.registry_name is None and 2 <= name.last - name.first <= 3
        for token in (name.first, name.last - 1)
    }
    found: set[str] = set()
    acting: set[str] = set()
    for token, text in enumerate(tokens.text if ends else ()):
        if text not in ends or tokens.pos[token] not in NOUN_POS or text.isupper():
            continue
        if tokens.pos[token - 1 : token] != ["PROPN"] and tokens.pos[token + 1 : token + 2] != ["PROPN"]:
            found.add(text)
            if tokens.relation[token] == Relation.SUBJECT:
                acting.add(text)
    return found, acting


def _is_called_by_surname(tokens: TokenArrays, name: NameSpan, lone_words: tuple[set[str], set[str]]) -> bool:
    """Whether what the model takes for a body is called by its last word elsewhere, as persons are and not bodies.

    Its first word is a given name; or the last word acts alone and the first is no place (`Leeds United`, "United").
    """
    if name.entity_type != "organisation" or name.registry_name is not None or not 2 <= name.last - name.first <= 3:
        return False
    found, acting = lone_words
    opening, closing = tokens.text[name.first], tokens.text[name.last - 1]
    if opening.lower() in load_counted_name_genders():
        return closing in found
    plain = opening.isalpha() and not opening.isupper() and not is_known_place(opening)
    return plain and name.last - name.first == 2 and closing in acting and opening not in found


def _is_town(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a single word can only be a town: one of the gazetteer, behind "in" or before "region" and the like."""
    if not is_known_place(tokens.text[name.first]):
        return False
    after = load_anaphoric_nouns().get(tokens.lower[name.last], ()) if name.last < len(tokens) else ()
    before = tokens.lower[name.first - 1] in load_word_set("locative") or is_after_town_noun(tokens, name.first)
    return before or any(each.entity_type == "place" for each in after)


def _is_mistyped_town(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether what the model takes for a person is a town: something is in it, or its streets or mayor are told of."""
    inside = (
        tokens.lower[name.first - 1] in load_word_set("inside")
        and tokens.relation[name.first] == Relation.PREPOSITIONAL_OBJECT
    )
    return (inside or is_after_town_noun(tokens, name.first)) and is_known_place(tokens.text[name.first])


def _opens_like_person(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a name opens with a given name and is not something to be in: `in Victoria Park`."""
    return tokens.text[name.first] in load_name_genders() and tokens.lower[name.first - 1] not in load_word_set(
        "inside"
    )


def _can_be_person(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a name that opens with a given name can be a person's: short, no place, no word of bodies."""
    written = " ".join(tokens.text[name.first : name.last])
    plain = not any(load_name_type_words().get(tokens.lower[token]) for token in range(name.first, name.last))
    return name.last - name.first <= 4 and plain and not is_known_place(written)
