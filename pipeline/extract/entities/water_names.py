"""Seas, gulfs and straits that are called after a state: `the Gulf of Oman` is not in Oman."""

from pipeline.extract.entities.entity_lexicons import load_word_set
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.token_arrays import TokenArrays


def find_water_name(tokens: TokenArrays, name: NameSpan) -> NameSpan | None:
    """Find the water that a registry name is a part of: `Sea of Japan`, `Taiwan Strait`; None elsewhere."""
    registry_name = name.registry_name
    if registry_name is None or registry_name.entity.entity_type != "place" or registry_name.form != "name":
        return None
    before = name.first - 2
    if before >= 0 and tokens.lower[name.first - 1] == "of" and _is_water(tokens, before):
        return _bound_name(tokens, before, name.last) if tokens.is_in_one_sentence(before, name.last) else None
    if (
        name.last < len(tokens)
        and _is_water(tokens, name.last)
        and tokens.is_in_one_sentence(name.first, name.last + 1)
    ):
        return _bound_name(tokens, name.first, name.last + 1)
    return None


def _is_water(tokens: TokenArrays, token: int) -> bool:
    return tokens.lower[token] in load_word_set("waters") and tokens.is_capitalised(token)


def _bound_name(tokens: TokenArrays, first: int, last: int) -> NameSpan:
    """The name with the directions before it: `the South China Sea`."""
    while first > 0 and tokens.lower[first - 1] in load_word_set("directions") and tokens.is_capitalised(first - 1):
        first -= 1
    return NameSpan(first, last, "place")
