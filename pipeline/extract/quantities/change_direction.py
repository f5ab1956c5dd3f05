"""Which way a quantity changed, by the verb, noun or adverb that governs it."""

from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.counted_nouns import is_person
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.dependency_relations import find_governor, find_preposition, get_relation
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "changes.yml"
# How many words may stand between the word of change and the number ("rose by only about").
MAX_WORDS_BETWEEN = 6
# What is measured by how far it moved; other units count or measure things ("a 3-mile hike").
CHANGE_MEASURES = frozenset({"share", "money", "price"})


class ChangeTerms(Entry):
    """Words that tell one direction."""

    direction: Literal["up", "down"]
    verbs: tuple[str, ...]
    prepositional_verbs: tuple[str, ...]
    measure_verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adverbs: tuple[str, ...]
    degree_words: tuple[str, ...]


@cache
def get_lexicon() -> Lexicon[ChangeTerms]:
    """The words of change."""
    return load_lexicon(LEXICON_PATH, ChangeTerms)


@cache
def _index_terms(kind: str) -> dict[str, ChangeTerms]:
    return {word: entry for entry in get_lexicon() for word in getattr(entry, kind)}


def find_direction(lexed: LexedSentence, quantity: Quantity) -> str | None:
    """`up`, `down` or null, for by how much something changed, or, where that is not told, for what it came to.

    A share with a sign is up or down by itself ("shares: -2%", "oil +3%").
    """
    if quantity.direction:
        return quantity.direction
    entry = (
        _find_term_before(lexed, quantity)
        or _find_governing_verb(lexed, quantity)
        or _find_modified_term(lexed, quantity)
    )
    if entry is None:
        return _read_sign(lexed, quantity) if quantity.unit == "percent" else None
    get_lexicon().record_hit(entry)
    return entry.direction


def _read_sign(lexed: LexedSentence, quantity: Quantity) -> str | None:
    if (quantity.value or 0) < 0:
        return "down"
    return "up" if lexed.text(quantity.first - 1) == "+" and lexed.is_glued(quantity.first) else None


def _find_term_before(lexed: LexedSentence, quantity: Quantity) -> ChangeTerms | None:
    linked: set[str] = set()
    for position in range(quantity.first - 1, max(quantity.first - 1 - MAX_WORDS_BETWEEN, -1), -1):
        word, token = lexed.lower(position), lexed.token(position)
        lemma = token.lemma_.lower()
        if "from" in linked:
            return None  # the value before the change
        moved = bool(linked & {"by", "to", "from"})
        if word in _index_terms("adverbs") and token.pos_ != "ADJ":
            return None if _is_phrasal(lexed, position, quantity) else _index_terms("adverbs")[word]
        if token.pos_ == "NOUN" and (entry := _index_terms("nouns").get(lemma)):
            return entry if linked & {"of", "by", "to"} else None
        if token.tag_.startswith("VB") or lemma in _index_terms("verbs"):
            entry = _index_terms("verbs").get(lemma)
            if entry is None and (moved or quantity.unit in {"percent", "point"}):
                entry = _index_terms("prepositional_verbs").get(lemma)
            if (entry is None and quantity.unit_measure in {"share", "money", "price"}) or quantity.unit == "point":
                entry = entry or _index_terms("measure_verbs").get(lemma)
            return entry
        if not is_in_word_set("between_change_and_number", word) and token.pos_ != "ADV":
            return None
        linked.add(word)
    return None


def _is_phrasal(lexed: LexedSentence, position: int, quantity: Quantity) -> bool:
    """`rounded up 300 youths`, `blew up two trucks`: a particle of a verb that acts on what is counted."""
    tree, token = lexed.tree, lexed.token_index(position)
    if quantity.counted_noun is None or get_relation(tree, token) is not Relation.PARTICLE:
        return False
    return not is_in_word_set("moving_verbs", tree.lemma[tree.head[token]])


def _find_governing_verb(lexed: LexedSentence, quantity: Quantity) -> ChangeTerms | None:
    """The verb that moves something by or to a quantity: `cut its staff by 40`, `raised the fare to $3`."""
    doc, tree, token = lexed.parsed.doc, lexed.tree, find_root(lexed, quantity)
    word, verb = find_preposition(tree, token) or tree.lower[token], find_governor(tree, token)
    if word not in {"by", "to", "from"} or verb is None or tree.pos[verb] != "VERB":
        return None
    if word != "by":
        has_earlier_value = any(
            doc[number].like_num and not _is_start_value(tree, number)
            for number in range(verb, lexed.token_index(quantity.first))
        )
        is_start_value = word == "from" and not quantity.is_range
        if has_earlier_value or is_start_value or (quantity.counted_noun is not None and quantity.unit != "point"):
            return None  # "rose 3% to 70" tells the change before; "extended the offer to 40 schools" tells none
    elif quantity.counted_noun is not None and is_person(tree, quantity.counted_noun):
        return None  # "cut by 40 workers"
    lemma = tree.lemma[verb]
    return _index_terms("verbs").get(lemma) or _index_terms("prepositional_verbs").get(lemma)


def _is_start_value(tree: DependencyTree, number: int) -> bool:
    """Whether a number is what something changed from."""
    for above in tree.iterate_ancestors(number):
        if tree.pos[above] in {"ADP", "VERB"}:
            return tree.lower[above] == "from"
    return False


def _find_modified_term(lexed: LexedSentence, quantity: Quantity) -> ChangeTerms | None:
    """The noun of change that a quantity modifies (`saw a 3% drop`) or the degree it measures (`closed 3% lower`)."""
    tree = lexed.tree
    if quantity.unit_measure not in CHANGE_MEASURES and quantity.unit != "point":
        return None
    if entry := _index_terms("degree_words").get(lexed.lower(quantity.last)):
        quoted = tree.lemma[tree.head[lexed.token_index(quantity.last)]]
        return entry if is_in_word_set("quoted_verbs", quoted) else None
    noun = tree.head[find_root(lexed, quantity)]
    noted = is_in_word_set("noting_verbs", tree.lemma[tree.head[noun]])
    if get_relation(tree, noun) is not Relation.OBJECT or not noted:
        return None  # "demanded a 3% rise" tells of none
    return _index_terms("nouns").get(tree.lemma[noun])
