"""Which temporal expression of its sentence dates an event: one on its own word, or on a verb of the same time.

A noun is dated by its own relative clause too (`the riots that shook the town last week`).
"""

from collections.abc import Sequence

from pipeline.extract.records import Timex
from pipeline.extract.temporal.timex_words import index_words
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_relations import list_relative_clauses
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.noun_phrases import find_span_root, is_attributive
from pipeline.language.syntax.shared_time import (
    find_reporting_verb,
    find_verb_above,
    has_verb_time,
    list_same_time_verbs,
)
from pipeline.language.syntax.syntax_words import get_syntax_words

VERB_POS = frozenset({"VERB", "AUX"})
MAX_CLIMB = 12
# Of a sentence that is a list of dates only so many around the event are looked at, so that its length costs no more.
MAX_TIMEXES = 16


def find_event_timex(parsed: ParsedDocument, timexes: Sequence[Timex], head: int) -> Timex | None:
    """The expression that dates the event whose word is the token `head`; null where its sentence has none for it."""
    tree, sentence = get_tree(parsed.doc), parsed.find_sentence(head)
    nearby = [timex for timex in timexes if sentence.first <= timex.first < sentence.last]
    if not nearby:
        return None
    nearby = sorted(nearby, key=lambda timex: abs(timex.first - head))[:MAX_TIMEXES]
    governors = {timex.first: _list_governors(tree, timex) for timex in nearby}
    for time_group in _list_time_groups(tree, head):
        dated = [timex for timex in nearby if any(token in time_group for token in governors[timex.first])]
        if dated:
            return min(dated, key=lambda timex: abs(timex.first - head))
    return None


def _list_governors(tree: DependencyTree, timex: Timex) -> list[int]:
    """The nouns that an expression may belong to, and the verb above them."""
    token = find_span_root(tree, timex.first, timex.last)
    attribute = is_attributive(tree, token)
    inside = frozenset(index_words("inside"))
    found: list[int] = []
    for _ in range(MAX_CLIMB):
        above = tree.lower[tree.head[token]]
        during = not found and above == "over"  # over the weekend
        if tree.head[token] == token or (above in get_syntax_words("parting") and not during):
            break
        token = tree.head[token]
        if tree.pos[token] in VERB_POS:
            return [*found, token]
        if tree.pos[token] != "ADP":
            found.append(token)
            if attribute and not has_verb_time(tree, token, inside):
                break
    return found


def _list_time_groups(tree: DependencyTree, event_token: int) -> list[set[int]]:
    """Sets of tokens whose dates are the event's, the closest first."""
    groups = [{event_token}]
    clauses = {verb for verb in list_relative_clauses(tree, event_token) if tree.pos[verb] in VERB_POS}
    if tree.pos[event_token] not in VERB_POS and clauses:
        groups.append(clauses)
    verb = find_verb_above(tree, event_token)
    if verb is not None:
        groups.append(list_same_time_verbs(tree, verb))
        saying = find_reporting_verb(tree, verb, frozenset(index_words("lasting")))
        if saying is not None:
            groups.append(list_same_time_verbs(tree, saying))
    return groups
