"""Bodies that the model passed over, told by their last word: `the Delhi High Court`, `the Tolm Water Authority`."""

from collections.abc import Collection

from pipeline.extract.entities.entity_lexicons import load_institutions, load_titles, load_word_set
from pipeline.extract.entities.name_spans import NameSpan
from pipeline.extract.entities.token_arrays import TokenArrays

# The words of such a name, the last among them.
MIN_WORDS, MAX_WORDS = 2, 5


def find_missed_bodies(tokens: TokenArrays, names: Collection[NameSpan], headings: Collection[int]) -> list[NameSpan]:
    """Find names in capitals that end in a word for a body, where the model found no name; headings tell nothing."""
    taken = {token for name in names for token in range(name.first, name.last)}
    found = []
    for end, lower in enumerate(tokens.lower):
        if lower not in load_word_set("body_ends") or not _is_word_of_name(tokens, end):
            continue
        first = end
        while first > 0 and _is_word_of_name(tokens, first - 1) and tokens.sentence[first - 1] == tokens.sentence[end]:
            first -= 1
        span = range(first, end + 1)
        goes_on = end + 1 < len(tokens) and _is_word_of_name(tokens, end + 1)
        if goes_on or not MIN_WORDS <= len(span) <= MAX_WORDS or tokens.sentence[end] in headings:
            continue
        if any(token in taken or load_institutions().match(tokens.lower, token) for token in span):
            continue
        if not any(load_titles().match(tokens.lower, token) for token in span):
            found.append(NameSpan(first, end + 1, "organisation"))
    return found


def _is_word_of_name(tokens: TokenArrays, token: int) -> bool:
    text = tokens.text[token]
    return tokens.pos[token] == "PROPN" and text[:1].isupper() and not (text.isupper() and len(text) > 1)
