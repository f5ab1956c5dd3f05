"""How exactly a number is meant: the words before and after it that say so."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.counted_nouns import get_end_position
from pipeline.extract.quantities.lexed_sentence import LexedSentence, split_lexemes
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.grammatical_relations import Relation

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "qualifiers.yml"


class Qualifier(Entry):
    """Phrases that qualify a number, by the side on which they stand."""

    qualifier: Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "almost"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@cache
def get_lexicon() -> Lexicon[Qualifier]:
    """The qualifiers."""
    return load_lexicon(LEXICON_PATH, Qualifier)


@cache
def _index_phrases(side: str) -> dict[tuple[str, ...], Qualifier]:
    phrases = {}
    for entry in get_lexicon():
        for phrase in entry.before if side == "before" else entry.after:
            phrases[tuple(lexeme.lower for lexeme in split_lexemes(phrase, 0, len(phrase)))] = entry
    return phrases


@cache
def _get_max_lengths(side: str) -> dict[str, int]:
    """How long phrases are at most, by the word of theirs that stands next to the number."""
    longest: dict[str, int] = {}
    for phrase in _index_phrases(side):
        word = phrase[-1] if side == "before" else phrase[0]
        longest[word] = max(len(phrase), longest.get(word, 0))
    return longest


def set_qualifier(lexed: LexedSentence, quantity: Quantity) -> None:
    """Set the amount's qualifier and take its words into the amount."""
    if quantity.kind == "ordinal":
        return
    before, behind = (
        _match_before(lexed, quantity.first),
        _match_after(lexed, quantity.last) or _match_after(lexed, get_end_position(lexed, quantity)),
    )
    found = before or behind
    if found is None:
        return
    first, last, entry = found
    last = behind[1] if behind else last  # "some 30 or so"
    quantity.first, quantity.last = min(first, quantity.first), max(last, quantity.last)
    get_lexicon().record_hit(entry)
    quantity.qualifier = entry.qualifier


def _match_before(lexed: LexedSentence, end: int) -> tuple[int, int, Qualifier] | None:
    """The longest phrase that ends at a place, past an article or such between ("nearly a million")."""
    for gap in range(3):
        stop = end - gap
        if gap and not is_in_word_set("between_qualifier_and_number", lexed.lower(stop)):
            return None
        for count in range(_get_max_lengths("before").get(lexed.lower(stop - 1), 0), 0, -1):
            start = stop - count
            if start < 0:
                continue
            entry = _index_phrases("before").get(tuple(lexed.lower(at) for at in range(start, stop)))
            if entry and _is_qualifying(lexed, start, stop):
                return start, end, entry
    return None


def _match_after(lexed: LexedSentence, start: int) -> tuple[int, int, Qualifier] | None:
    for count in range(_get_max_lengths("after").get(lexed.lower(start), 0), 0, -1):
        entry = _index_phrases("after").get(tuple(lexed.lower(at) for at in range(start, start + count)))
        if entry:
            return start, start + count, entry
    return None


def _is_qualifying(lexed: LexedSentence, start: int, stop: int) -> bool:
    """Whether "over", "under" and the like qualify the number and do not tell a place or a span ("over five weeks")."""
    if stop - start > 1 or not is_in_word_set("prepositions_too", lexed.lower(start)):
        return True
    tree, token = lexed.tree, lexed.token_index(start)
    if get_relation(tree, token) is not Relation.PREPOSITION or start == 0:
        return True
    of_verb = tree.pos[tree.head[token]] in {"VERB", "AUX"}
    return not (of_verb and is_in_word_set("time_units", lexed.lower(stop + 1)) and lexed.text(start) == "over")


def is_restatement(lexed: LexedSentence, first: Quantity, second: Quantity) -> bool:
    """Whether the second quantity is the first in another unit: in brackets, after a slash or after `or`."""
    between = [lexed.lower(at) for at in range(get_end_position(lexed, first), second.first)]
    if first.unit is None or second.unit is None or first.unit == second.unit or second.unit_measure is None:
        return False
    return between in (["("], ["/"], [",", "or"], ["or"], ["(", "or"])
