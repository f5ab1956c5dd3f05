"""Persons whose names look like something else: told by what stands beside them, or by their full name elsewhere."""

from dataclasses import replace

from pipeline.extract.entities.entity_lexicons import (
    load_anaphoric_nouns,
    load_name_type_words,
    load_nominal_heads,
    load_titles,
    load_word_set,
)
from pipeline.extract.entities.gazetteer import is_known_place
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.token_arrays import TokenArrays
from pipeline.language.syntax.grammatical_relations import Relation

# A name has at most so many words, and between the comma after it and the noun that describes it stand at most so many.
MAX_NAME_TOKENS, MAX_MODIFIERS = 4, 5
INNER_POS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})


def correct_person_names(tokens: TokenArrays, names: list[NameSpan]) -> list[NameSpan]:
    """The names of a document with those of persons that the model or the registry took for something else."""
    described = find_described_persons(tokens)
    taken = {token for name in described for token in range(name.first, name.last)}
    persons = {
        (name.first, name.last): name
        for name in names
        if name.entity_type == "person" and not taken.isdisjoint(range(name.first, name.last))
    }
    kept = [name for name in names if taken.isdisjoint(range(name.first, name.last))]
    found = [persons.get((name.first, name.last), name) for name in described]
    ordered = sorted([*kept, *found], key=lambda name: name.first)
    surnames: dict[str, int] = {}
    for name in ordered:
        if name.entity_type == "person" and name.last - name.first > 1:
            surnames.setdefault(tokens.text[name.last - 1], name.first)
    return [
        replace(name, entity_type="person", registry_name=None) if _is_surname(tokens, name, surnames) else name
        for name in ordered
        if not _is_common_modifier(tokens, name)
    ]


def find_described_persons(tokens: TokenArrays) -> list[NameSpan]:
    """Names of two words and more behind which a comma and the description of a person stand: `Ida Holm, a nurse`."""
    found: list[NameSpan] = []
    for comma, text in enumerate(tokens.text):
        if text != "," or not _is_person_described(tokens, comma + 1):
            continue
        first = comma
        while comma - first <= MAX_NAME_TOKENS and first > 0 and _is_name_word(tokens, first - 1, comma):
            first -= 1
        if 2 <= comma - first <= MAX_NAME_TOKENS and _can_be_person(tokens, first, comma):
            found.append(NameSpan(first, comma, "person"))
    return found


def _is_name_word(tokens: TokenArrays, token: int, comma: int) -> bool:
    return (
        tokens.is_capitalised(token)
        and tokens.text[token].isalpha()
        and not tokens.text[token].isupper()
        and tokens.pos[token] in {"PROPN", "NOUN", "ADJ"}
        and tokens.sentence[token] == tokens.sentence[comma]
    )


def _is_person_described(tokens: TokenArrays, token: int) -> bool:
    """Whether a description of a person begins at a token: an article, modifiers, and a noun for a person."""
    if tokens.lower[token : token + 1] not in (["a"], ["an"]):
        return False
    for place in range(token + 1, min(token + 2 + MAX_MODIFIERS, len(tokens))):
        after = tokens.pos[place + 1 : place + 2]
        if tokens.pos[place] == "NOUN" and after != ["NOUN"]:
            entry = load_nominal_heads().get(tokens.lower[place])
            kinds = load_anaphoric_nouns().get(tokens.lower[place], ())
            return (entry is not None and entry.entity_type == "person") or any(
                kind.entity_type == "person" for kind in kinds
            )
        if tokens.pos[place] not in INNER_POS and tokens.text[place] != "-":
            return False
    return False


def _can_be_person(tokens: TokenArrays, first: int, last: int) -> bool:
    """Whether capitalised words can be a person's name: no place, body or title, not behind a preposition of place."""
    before = tokens.lower[first - 1 : first]
    if before and (before[0] in load_word_set("locative") or before[0] in load_word_set("leading")):
        return False
    if is_known_place(" ".join(tokens.text[first:last])) or load_titles().match(tokens.lower, first) is not None:
        return False
    return not any(load_name_type_words().get(tokens.lower[token]) for token in range(first, last))


def _is_surname(tokens: TokenArrays, name: NameSpan, surnames: dict[str, int]) -> bool:
    """Whether the lone name of a place is the surname of a person named in full before, and nothing is in the place."""
    if name.last - name.first != 1 or name.entity_type == "person":
        return False
    full = surnames.get(tokens.text[name.first])
    if full is None or full > name.first or (name.registry_name is not None and name.registry_name.form != "name"):
        return False
    return tokens.relation[name.first] in {Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.POSSESSOR}


def _is_common_modifier(tokens: TokenArrays, name: NameSpan) -> bool:
    """Whether a lone name is only a common word that opens a sentence and qualifies a noun: `Riot police`."""
    if name.last - name.first != 1 or name.registry_name is not None or name.title is not None:
        return False
    head = tokens.head[name.first]
    return (
        tokens.is_sentence_start[name.first]
        and tokens.relation[name.first] in {Relation.COMPOUND, Relation.ADJECTIVE}
        and head == name.last
        and tokens.text[head].islower()
        and load_nominal_heads().get(tokens.lower[head]) is not None
        and tokens.text.count(tokens.text[name.first]) == 1
        and not tokens.text[name.first].isupper()
    )
