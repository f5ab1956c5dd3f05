"""Whether a temporal expression stands in a clause about what has been or about what is to come."""

from pipeline.extract.temporal.anchor_context import Tense
from pipeline.extract.temporal.timex_words import is_of_kind
from pipeline.language.syntax.dependency_relations import (
    find_first_conjunct,
    get_relation,
    is_infinitive,
    list_adjectives,
    list_auxiliaries,
    list_predicatives,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import find_span_root, is_attributive

# A date hangs a few words below its verb; beyond that the tree tells nothing about it.
MAX_CLIMB = 8
VERB_POS = frozenset({"VERB", "AUX"})


def find_governing_verb(tree: DependencyTree, first: int, last: int) -> int | None:
    """The verb on which an expression hangs, at once or behind a preposition; null where it belongs to a noun.

    Behind the verb's object (`arrested two men on Monday`) it is the verb's, although the parse often has it otherwise.
    """
    head = tree.head[find_span_root(tree, first, last)]
    above = tree.head[head] if tree.pos[head] == "ADP" else head
    if tree.pos[above] in ("NOUN", "PROPN"):
        above = find_first_conjunct(tree, above)
    verb = tree.head[above] if get_relation(tree, above) is Relation.OBJECT and tree.lower[head] == "on" else above
    return verb if tree.pos[verb] in VERB_POS else None


def find_clause_tense(tree: DependencyTree, first: int, last: int) -> Tense:
    """The time of the clause around an expression: past, future, ahead of the past (`would`), or open.

    Before a noun (`the November vote`) a date is the noun's: past verbs tell of things to come as well as of things
    gone.
    """
    word = find_span_root(tree, first, last)
    subject = get_relation(tree, tree.head[word]) in (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
    attribute = is_attributive(tree, word) and not subject
    for _ in range(MAX_CLIMB):
        if is_of_kind(tree.lower[word], "planning") and tree.pos[word] in ("ADV", "ADJ"):
            return "nearest" if tree.lower[word] == "ahead" and _hangs_on_past(tree, word) else "future"
        if tree.pos[word] in VERB_POS:
            found = _classify_verb(tree, word)
            if found == "unclear" and last <= word and _is_done(tree, word):
                return "past"  # on Sunday they agreed on a plan
            return "open" if attribute and found in ("past", "possible") else found
        if tree.head[word] == word:
            return "open"
        if tree.pos[word] in ("NOUN", "PROPN") and any(
            is_of_kind(tree.lower[child], "planning") for child in list_adjectives(tree, word)
        ):
            return "future"
        word = tree.head[word]
    return "open"


def _classify_verb(tree: DependencyTree, verb: int) -> Tense:
    helpers = list_auxiliaries(tree, verb)
    lows = [tree.lower[helper].replace("\u2019", "'") for helper in helpers]
    if any(is_of_kind(low, "modal") for low in lows):
        return "future"
    if any(is_of_kind(low, "prospect") for low in lows):
        return "open" if "have" in lows else "prospect"
    if any(is_of_kind(low, "possible") for low in lows) and "have" not in lows:
        return "possible"
    past = _is_past(tree, verb)
    behind = [child for child in tree.children[verb] if get_relation(tree, child) is Relation.PREPOSITION]
    predicates = [tree.lower[child] for child in (*list_predicatives(tree, verb), *behind)]
    known = is_of_kind(tree.lemma[verb], "planning")
    if known and not past and tree.tag[verb] in ("VBZ", "VBP", "VBG") and tree.lemma[verb] != "set":
        return "future"  # expects a loss in the autumn
    planned = known and tree.tag[verb] == "VBN" and helpers
    if planned or any(is_of_kind(word, "planning") for word in predicates):
        return "unclear" if past else "future"
    if is_infinitive(tree, verb):
        return _classify_infinitive(tree, verb)
    if past or tree.tag[verb] == "VBN" or any(tree.lemma[helper] == "have" for helper in helpers):
        return "past"
    above = tree.head[verb]
    if tree.tag[verb] == "VBG" and not helpers and above != verb and tree.pos[above] in VERB_POS:
        return _classify_verb(tree, above) if tree.tag[above] != "VBG" else "open"
    return "open"


def _is_past(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb or one of its auxiliaries stands in the past tense."""
    return tree.tag[verb] == "VBD" or any(tree.tag[helper] == "VBD" for helper in list_auxiliaries(tree, verb))


def _hangs_on_past(tree: DependencyTree, word: int) -> bool:
    """Whether a word hangs on a verb in the past: `ahead of Friday's vote, the party split` is told before or after."""
    above = tree.head[word]
    return tree.pos[above] in VERB_POS and _is_past(tree, above)


def _is_done(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb of planning tells of itself alone: in the active, with nothing that is planned behind it."""
    passive = any(get_relation(tree, helper) is Relation.PASSIVE_AUXILIARY for helper in list_auxiliaries(tree, verb))
    planned = any(get_relation(tree, child) is Relation.OPEN_CLAUSE for child in tree.children[verb])
    return not passive and not planned and tree.tag[verb] in ("VBD", "VBN")


def _classify_infinitive(tree: DependencyTree, verb: int) -> Tense:
    governor = tree.head[verb]
    if governor == verb:
        return "open"
    if tree.lemma[governor] == "be":  # is to be signed
        return "prospect" if _is_past(tree, governor) else "future"
    if is_of_kind(tree.lemma[governor], "planning") or is_of_kind(tree.lower[governor], "planning"):
        return "unclear" if _is_past(tree, governor) else "future"
    return "open"
