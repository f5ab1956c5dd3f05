"""Persons whom a title announces and the model missed: `Mr Strong soon agreed`."""

from pipeline.extract.entities.entity_lexicons import load_titles, load_word_set
from pipeline.extract.entities.name_spans import NameSpan, find_title_before, is_month_in_name
from pipeline.extract.entities.token_arrays import TokenArrays

# A person's name has no more tokens than this after its title.
MAX_NAME_TOKENS = 6


def find_titled_persons(tokens: TokenArrays, taken: list[bool]) -> list[NameSpan]:
    """Persons whom a title announces and the model missed: a title and the capitalised words after it."""
    found: list[NameSpan] = []
    index, size = 0, len(tokens)
    while index < size:
        match = load_titles().match(tokens.lower, index)
        if match is None:
            index += 1
            continue
        end, entry = match
        last = end
        while (
            last < size
            and last - end < MAX_NAME_TOKENS
            and not taken[last]
            and tokens.sentence[last] == tokens.sentence[end]
        ):
            is_addressed = last == end and entry.gender is not None and not entry.is_office
            if not _can_be_in_name(tokens, last, last == end) and not (is_addressed and _is_surname(tokens, last)):
                break
            last += 1
        capital = tokens.is_capitalised(index) or not entry.is_office or entry.gender
        if last > end and capital and not (tokens.is_sentence_start[index] and not tokens.is_capitalised(index)):
            title, widest = find_title_before(tokens, end)
            found.append(NameSpan(end, last, "person", title=title or (index, end), title_entry=widest or entry))
        index = max(last, end)
    return found


def _is_surname(tokens: TokenArrays, token: int) -> bool:
    """Whether a word behind a form of address is a name, whatever it is elsewhere: `Mr Strong soon agreed`."""
    return (
        tokens.is_capitalised(token)
        and tokens.text[token].isalpha()
        and tokens.lower[token] not in load_word_set("never")
    )


def _can_be_in_name(tokens: TokenArrays, token: int, opening: bool) -> bool:
    """Whether a token can belong to a person's name that a title announces."""
    if tokens.is_capitalised(token):
        is_calendar = tokens.lower[token] in load_word_set("calendar")
        is_given_name = is_calendar and opening and is_month_in_name(tokens, token, token + 1, "person")
        return tokens.pos[token] == "PROPN" and (not is_calendar or is_given_name)
    particles = load_word_set("opening_particles") if opening else load_word_set("particles")
    return tokens.lower[token] in particles and token + 1 < len(tokens) and tokens.is_capitalised(token + 1)
