"""The noun phrases that a clause ties a quantity to: what it modifies or is of, and the subject of its clause."""

from collections.abc import Sequence
from functools import partial

from pipeline.extract.quantities import clause_subjects
from pipeline.extract.quantities.concept_phrases import NAME_POS, NOUN_POS, TokenRange, split_noun_phrase
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import MAX_HEAD_STEPS, collect_tokens, find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.clause_structure import find_clause_head
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_possessor,
    find_prepositional_object,
    get_relation,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import is_premodifier

# How a verb hangs on the verb whose object its own pronoun stands for (`bought the mill and sold it for $3m`).
LEANING = frozenset({Relation.ADVERBIAL_CLAUSE, Relation.CONJUNCT, Relation.OPEN_CLAUSE})
# Prepositions that tie what follows a quantity to it.
LINKING_PREPOSITIONS = frozenset({"of", "for", "from", "on", "off", "in"})


def find_related_phrases(
    lexed: LexedSentence, quantity: Quantity, others: set[int], counted_tokens: set[int]
) -> list[TokenRange]:
    """Token ranges `[first, last)` of the phrases, the closest first; `others` are the tokens of all quantities.

    `counted` are the nouns that other quantities count: a quantity may be of them ("8 boys under the age of 5").
    """
    own_tokens = collect_tokens(lexed, quantity)
    without = own_tokens | others
    phrases = partial(_collect_phrases, lexed, without=without, others=others - own_tokens)
    near, subject = (
        _find_near_noun(lexed, quantity, own_tokens, others - counted_tokens),
        clause_subjects.find_governing_subject(lexed, quantity, own_tokens, others),
    )
    beside = near is not None and near < min(own_tokens) and _is_aside(lexed.tree, near)
    apart = near is not None and near > max(own_tokens) and _is_in_dependent_clause(lexed, quantity, own_tokens)
    if subject is not None and (subject == near or beside or apart):
        subject = None
    elif subject is not None and subject in others - counted_tokens:
        subject = _find_partitive_noun(lexed.tree, subject)
    found = phrases(near)
    if near is not None and _is_modified_noun(lexed.tree, max(own_tokens), near):
        found += _collect_left_modifiers(lexed, quantity, others)
    found += phrases(subject, with_conjuncts=True, apart=near)
    if not found:
        instead = clause_subjects.find_noun_before_verb(lexed, quantity, own_tokens, without)
        if instead is None:
            instead = clause_subjects.find_clause_object(lexed, quantity, own_tokens, without)
        found = phrases(instead, with_conjuncts=True)
    if not found and (quantity.counted_noun is None or lexed.text(quantity.first - 1) == "("):
        found = _find_left_phrase(lexed, quantity, without)
    return list(dict.fromkeys(found))


def _collect_phrases(
    lexed: LexedSentence,
    head: int | None,
    *,
    without: set[int],
    others: set[int],
    with_conjuncts: bool = False,
    apart: int | None = None,
) -> list[TokenRange]:
    """The phrases of a noun, the one that holds it first; `apart` is a noun with phrases of its own."""
    if head is None:
        return []
    outside = (without | {apart} if apart is not None else without) - {head}
    found = split_noun_phrase(lexed, head, outside, others=others, with_conjuncts=with_conjuncts)
    return sorted(found, key=lambda run: not run[0] <= head < run[1])


def find_gapped_subject(
    lexed: LexedSentence, quantity: Quantity, earlier: Sequence[Quantity], others: set[int]
) -> TokenRange | None:
    """Who has a quantity whose verb is left out: `A won 53 percent, B 39 percent`, `A won by 8 points and B by 6`."""
    doc, last, start = lexed.parsed.doc, lexed.token_index(quantity.first), lexed.sentence.first
    if not earlier or earlier[-1].unit != quantity.unit or quantity.counted_noun is not None:
        return None
    last -= doc[last - 1].lower_ in {"by", "to", "at"}
    first = last
    while first > start and first - 1 not in others and doc[first - 1].pos_ in NAME_POS:
        first -= 1
        joined = first - 1 > start and doc[first - 1].lower_ == "and"
        if joined and first - 2 not in others and doc[first - 2].pos_ in NOUN_POS:
            first -= 1
    joint = doc[first - 1] if first > start else None
    if joint is None or not (joint.text in {",", ";"} or joint.lower_ in {"and", "but", "while"}):
        return None
    if any(token.pos_ in {"VERB", "AUX"} for token in doc[lexed.token_index(earlier[-1].last - 1) : first]):
        return None
    while first < last and doc[first].pos_ == "DET":
        first += 1
    return (first, last) if first < last and doc[last - 1].pos_ in NOUN_POS else None


def _find_near_noun(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]) -> int | None:
    """The noun that the quantity modifies, is of, or that hangs on it."""
    tree, token = lexed.tree, find_root(lexed, quantity, own_tokens)
    before = min(own_tokens) - 1
    modifies = tree.head[token] > max(own_tokens) and is_premodifier(tree, token)
    owned = before >= lexed.sentence.first and tree.tag[before] == "POS" and tree.pos[tree.head[before]] in NOUN_POS
    if owned and not modifies:
        return tree.head[before]  # "the miller's $30"
    if quantity.counted_noun is not None:
        owner = find_possessor(tree, quantity.counted_noun)
        if owner is not None and owner in own_tokens and tree.pos[owner] in NOUN_POS:
            return owner
    after = _find_object_behind(lexed, quantity, own_tokens, others)
    if after is not None:
        return after
    spans = quantity.unit_measure == "duration"
    for _ in range(MAX_HEAD_STEPS):
        head, relation, word = tree.head[token], get_relation(tree, token), tree.lower[token]
        if head == token or not lexed.sentence.first <= head < lexed.sentence.last:
            return None
        behind, noun = relation is Relation.PREPOSITION, tree.pos[head] in NOUN_POS
        if noun and head not in own_tokens | others and not is_in_word_set("time_units", tree.lower[head]):
            tied = (behind or relation is Relation.APPOSITION) and quantity.counted_noun is None and not spans
            if is_premodifier(tree, token) or tied:
                return head
            if behind:
                return head if word == "of" or (word in {"between", "from", "to"} and not spans) else None
            if relation is not Relation.CONJUNCT:
                return None
        elif tree.pos[head] in {"VERB", "AUX"} or (quantity.counted_noun is not None and behind and not noun):
            moved = word in {"to", "from", "by", "at"} and not spans
            measured = behind or relation in (Relation.NOUN_ADVERBIAL, Relation.PREDICATIVE)
            if measured and (moved or quantity.unit_measure in {"money", "price"}):
                return _find_moved_object(tree, head, own_tokens | others)
            return None
        token = head
    return None


def _find_moved_object(tree: DependencyTree, verb: int, without: set[int]) -> int | None:
    """What a verb moves to or by a quantity; `it` and `them` stand for what the verb before acts on."""
    thing = find_direct_object(tree, verb)
    if thing is not None and tree.lower[thing] in {"it", "them"} and get_relation(tree, verb) in LEANING:
        thing = find_direct_object(tree, tree.head[verb])
    if thing is None:
        thing = _find_estimated_noun(tree, verb)
    if thing is None or thing in without or thing < tree.head[thing]:
        return None
    return thing if tree.pos[thing] in NOUN_POS else None


def _find_estimated_noun(tree: DependencyTree, gerund: int) -> int | None:
    """The object on which a gerund hangs to which a misparse ties its value: `put the cost of rebuilding at $9m`."""
    link = tree.head[gerund]
    noun = tree.head[link]
    behind = tree.tag[gerund] == "VBG" and tree.lower[link] == "of"
    return noun if behind and get_relation(tree, noun) is Relation.OBJECT else None


def _find_object_behind(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]) -> int | None:
    """The object of a preposition right after a quantity: `20% of the vote`, `$30 (£24) for a shirt`."""
    at = max(own_tokens) + 1
    while (
        at < lexed.sentence.last
        and (lexed.parsed.doc[at].text in {"(", ")"} or at in others)
        and at - max(own_tokens) < 9
    ):
        at += 1
    if (
        at >= lexed.sentence.last
        or lexed.parsed.doc[at].lower_ not in LINKING_PREPOSITIONS
        or quantity.unit_measure == "duration"
    ):
        return None
    tree, word = lexed.tree, lexed.tree.lower[at]
    token = find_root(lexed, quantity, own_tokens)
    above = tree.head[tree.head[token]]
    part = get_relation(tree, token) is Relation.PREPOSITIONAL_OBJECT and tree.lower[tree.head[token]] == "of"
    if part and tree.pos[above] in NOUN_POS and above not in others and word != "of":
        return None
    if quantity.counted_noun is not None and word != "for":
        return None
    if word != "of" and quantity.unit_measure not in {"share", "money", "price", None}:
        return None
    spent = quantity.unit_measure == "money" and is_in_word_set("spending_verbs", tree.lemma[tree.head[token]])
    if word == "on" and quantity.unit_measure != "share" and not spent:
        return None
    inner = next(
        (child for child in tree.children[at] if get_relation(tree, child) is Relation.PREPOSITIONAL_OBJECT), None
    )
    if inner is None or tree.pos[inner] not in NOUN_POS or tree.entity[inner] in {"DATE", "TIME"} or inner in others:
        return None
    if word == "in":
        placed = tree.entity[inner] in {"GPE", "LOC", "FAC"} and quantity.unit_measure is not None
        return None if placed or is_in_word_set("months", tree.lower[inner]) else inner
    return inner


def _is_aside(tree: DependencyTree, near: int) -> bool:
    """Whether what a quantity is of stands beside the clause: `deeper than a well of 9 metres`, `, on sales of $9m`."""
    link = tree.head[near]
    if get_relation(tree, near) is not Relation.PREPOSITIONAL_OBJECT or link == 0:
        return False
    apart = tree.lower[link] == "on" and tree.pos[link - 1] == "PUNCT"
    return is_in_word_set("prepositions_aside", tree.lower[link]) or apart


def _is_in_dependent_clause(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int]) -> bool:
    """Whether a quantity belongs to a clause that hangs on another: `shares fell, wiping $9m from its value`."""
    clause = find_clause_head(lexed.tree, find_root(lexed, quantity, own_tokens))
    return get_relation(lexed.tree, clause) in (Relation.ADVERBIAL_CLAUSE, Relation.NOUN_CLAUSE)


def _find_partitive_noun(tree: DependencyTree, share: int) -> int:
    """What another quantity is of: `60 percent of the pupils agreed, and 20 percent did not`; else that quantity."""
    of = find_prepositional_object(tree, share, "of")
    return of if of is not None and tree.pos[of] in NOUN_POS else share


def _is_modified_noun(tree: DependencyTree, last: int, head: int) -> bool:
    """Whether a noun after a quantity is modified by it, with no preposition between."""
    return head > last and not {"ADP", "PUNCT", "DET"} & set(tree.pos[last + 1 : head])


def _collect_left_modifiers(lexed: LexedSentence, quantity: Quantity, others: set[int]) -> list[TokenRange]:
    """Adjectives and nouns right before a quantity that modifies a noun: the `best` of `the best $200 phones`."""
    doc, last = lexed.parsed.doc, lexed.token_index(quantity.first)
    first = last
    while first - 1 >= lexed.sentence.first and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
        if first - 1 in others or quantity.qualifier != "exact":
            break
        first -= 1
    return [(first, last)] if first < last and not is_in_word_set("never_counted", doc[first].lower_) else []


def _find_left_phrase(lexed: LexedSentence, quantity: Quantity, without: set[int]) -> list[TokenRange]:
    """The noun phrase that ends right before a quantity, maybe before a bracket or colon: lists without verbs."""
    doc, at = lexed.parsed.doc, lexed.token_index(quantity.first) - 1
    while at >= lexed.sentence.first and (
        at in without or doc[at].text in {"(", ":", ",", "-", "–", "+", "up", "down"}
    ):
        at -= 1
    if at < lexed.sentence.first or at in without:
        return []
    numbered = at > lexed.sentence.first and doc[at].pos_ == "NUM" and doc[at - 1].pos_ == "PROPN"  # "FTSE 100"
    first = at - numbered
    if doc[first].pos_ not in NOUN_POS:
        return []
    while first > lexed.sentence.first and doc[first - 1].pos_ in {"ADJ", "NOUN", "PROPN"} and first - 1 not in without:
        first -= 1
    return [(first, at + 1)]
