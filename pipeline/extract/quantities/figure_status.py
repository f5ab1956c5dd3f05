"""Whether a number is stated as true, and whether it counts one event or sums up several."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.outcome_frames import find_quantity_outcome
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import find_counted, find_root
from pipeline.extract.records import Timex
from pipeline.language.syntax.argument_roles import list_argument_roles
from pipeline.language.syntax.clause_structure import find_clause_head
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_governor,
    find_subject,
    get_relation,
    is_verb,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import find_span_root, list_subtree
from pipeline.language.syntax.shared_time import list_same_time_verbs

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "scope_phrases.yml"
# Roles in which a figure has the factuality of its predicate.
CORE_ROLES = frozenset({"patient", "agent", "predicative"})
# What befalls people is counted by event or summed up; other quantities have no scope.
SUMMED_MEASURES = frozenset(
    {"killed", "wounded", "detained", "missing", "abducted", "displaced", "evacuated", "infected", "rescued"}
)
# Words before a number that deny it.
DENIALS = (("not",), ("rather", "than"), ("instead", "of"))
# Words that a phrase of time or extent is looked for behind, up to its verb.
MAX_CLIMB = 5
# The least days of a period that is summed up, where it is dated.
MIN_DAYS = 27
# After a phrase they make a point in time of it: `a year earlier`.
POINTS_IN_TIME = frozenset({"earlier", "ago", "later", "before", "after", "old", "long"})


class ScopePhrase(Entry):
    """A phrase by which a count sums up several events."""

    words: tuple[str, ...]
    example: str


@cache
def get_lexicon() -> Lexicon[ScopePhrase]:
    """The phrases of running totals."""
    return load_lexicon(LEXICON_PATH, ScopePhrase)


@cache
def _index_phrases() -> dict[str, list[tuple[tuple[str, ...], ScopePhrase]]]:
    phrases: dict[str, list[tuple[tuple[str, ...], ScopePhrase]]] = {}
    for entry in get_lexicon():
        for phrase in entry.words:
            split = tuple(phrase.split())
            phrases.setdefault(split[0], []).append((split, entry))
    return phrases


def read_status(lexed: LexedSentence, quantity: Quantity) -> str:
    """`asserted`, `planned`, `hypothetical` or `denied`: by the words before the number, then by its predicate."""
    if is_denied(lexed, quantity):
        return "denied"
    if _is_contrasted(lexed, quantity):
        return "asserted"
    tree, counted = lexed.tree, find_counted(lexed, quantity)
    outcome = find_quantity_outcome(lexed, quantity)
    if outcome is not None:
        return read_factuality(tree, outcome[1].predicate).status.value
    predicate = find_predicate(lexed, quantity)
    if predicate is None or not is_verb(tree, predicate):
        return "asserted"
    status = read_factuality(tree, predicate).status.value
    # `ninety had no water`: the clause is denied, not how many it is told of
    return "asserted" if status == "denied" and find_subject(tree, predicate) == counted else status


def is_denied(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`not 40 but 14`, `14, not 40`, `12 rather than 200`; the words stand right before the number."""
    before = [lexed.lower(at) for at in range(max(quantity.first - 2, 0), quantity.first)]
    return any(tuple(before[-len(words) :]) == words for words in DENIALS)


def _is_contrasted(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`not 40 but 14`, `have not arrested 60 people but six`: `but` sets the number against what was denied."""
    if lexed.lower(quantity.first - 1) != "but":
        return False
    return any(lexed.lower(at) in {"not", "never"} or lexed.lower(at) == "t" for at in range(quantity.first - 1))


def find_predicate(lexed: LexedSentence, quantity: Quantity) -> int | None:
    """The predicate of which the quantity is an argument, the innermost first; null where it is of a noun alone."""
    tree = lexed.tree
    for token in dict.fromkeys((find_counted(lexed, quantity), find_root(lexed, quantity))):
        for found in list_argument_roles(tree, token):
            if found.role in CORE_ROLES:
                return found.predicate
    governor = find_governor(tree, find_root(lexed, quantity))
    return governor if governor is not None and is_verb(tree, governor) else None


def find_scope(lexed: LexedSentence, quantity: Quantity, measure: str, dates: Sequence[Timex]) -> str | None:
    """`total` where a phrase of the clause sums up (`so far`, `since 2019`), else `event`; null for other measures."""
    if measure not in SUMMED_MEASURES:
        return None
    tree, predicate = lexed.tree, find_predicate(lexed, quantity)
    if predicate is None:
        predicate = find_clause_head(tree, find_root(lexed, quantity))
    together = {predicate, find_counted(lexed, quantity), find_root(lexed, quantity)}
    if is_verb(tree, predicate):
        together |= list_same_time_verbs(tree, predicate)
        thing = find_direct_object(tree, predicate)
        if thing is not None:  # brought to 9 the number of guards killed this month
            together |= {token for token in list_subtree(tree, thing) if is_verb(tree, token)}
    for position, lexeme in enumerate(lexed.lexemes):
        for words, entry in _index_phrases().get(lexeme.lower, ()):
            stands = all(lexed.lower(position + at) == word for at, word in enumerate(words))
            if stands and lexed.lower(position + len(words)) not in POINTS_IN_TIME:
                first, last = lexed.token_index(position), lexed.token_index(position + len(words) - 1) + 1
                if _is_long(dates, first) and _hangs_on(tree, find_span_root(tree, first, last), together):
                    get_lexicon().record_hit(entry)
                    return "total"
    return "event"


def _is_long(dates: Sequence[Timex], token: int) -> bool:
    """Whether the date that holds a token leaves room for several events: `last year`, not `in May last year`."""
    held = [timex.interval for timex in dates if timex.first <= token < timex.last and timex.interval is not None]
    return all((interval.end - interval.start).days >= MIN_DAYS or interval.precision == "range" for interval in held)


def _hangs_on(tree: DependencyTree, token: int, together: set[int]) -> bool:
    """Whether a phrase belongs to one of some tokens: it hangs on it with no other clause between."""
    if get_relation(tree, token) is Relation.MARKER:
        token = tree.head[token]  # since the war began
    for _ in range(MAX_CLIMB):
        token = tree.head[token]
        if token in together:
            return True
        if tree.pos[token] in {"NOUN", "PROPN"} and any(tree.head[one] == token for one in together):
            return True
        if is_verb(tree, token):
            return False
    return False
