"""The noun phrases that a clause ties a quantity to: what it modifies or is of, and the subject of its clause."""

from collections.abc import Sequence
from functools import partial

from spacy.tokens import Token

from pipeline.extract.quantities import clause_subjects
from pipeline.extract.quantities.concept_phrases import NAME_POS, NOUN_POS, TokenRange, split_noun_phrase
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import MAX_HEAD_STEPS, collect_tokens, find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set

MODIFIER_DEPS = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod", "det"})
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
    if subject is not None and (subject == near or (near is not None and near.i < min(own_tokens) and _is_aside(near))):
        subject = None
    elif subject is not None and subject.i in others - counted_tokens:
        subject = _find_partitive_noun(subject) or subject
    found = phrases(near)
    if near is not None and _is_modified_noun(lexed, max(own_tokens), near):
        found += _collect_left_modifiers(lexed, quantity, others)
    found += phrases(subject, with_conjuncts=True, apart=near)
    if not found:
        instead = clause_subjects.find_noun_before_verb(
            lexed, quantity, own_tokens, without
        ) or clause_subjects.find_clause_object(lexed, quantity, own_tokens, without)
        found = phrases(instead, with_conjuncts=True)
    if not found and (quantity.counted_noun is None or lexed.text(quantity.first - 1) == "("):
        found = _find_left_phrase(lexed, quantity, without)
    return list(dict.fromkeys(found))


def _collect_phrases(
    lexed: LexedSentence,
    head: Token | None,
    *,
    without: set[int],
    others: set[int],
    with_conjuncts: bool = False,
    apart: Token | None = None,
) -> list[TokenRange]:
    """The phrases of a noun, the one that holds it first; `apart` is a noun with phrases of its own."""
    if head is None:
        return []
    outside = (without | {apart.i} if apart is not None else without) - {head.i}
    found = split_noun_phrase(lexed, head, outside, others=others, with_conjuncts=with_conjuncts)
    return sorted(found, key=lambda run: not run[0] <= head.i < run[1])


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


def _find_near_noun(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]) -> Token | None:
    """The noun that the quantity modifies, is of, or that hangs on it."""
    token = find_root(lexed, quantity, own_tokens)
    before = lexed.parsed.doc[min(own_tokens) - 1] if min(own_tokens) > lexed.sentence.first else token
    modifies = token.head.i > max(own_tokens) and token.dep_ in MODIFIER_DEPS
    if before.tag_ == "POS" and before.head.pos_ in NOUN_POS and not modifies:
        return before.head  # "the miller's $30"
    if quantity.counted_noun is not None and (
        possessor := _find_possessor(lexed.parsed.doc[quantity.counted_noun], own_tokens)
    ):
        return possessor
    if after := _find_prepositional_object(lexed, quantity, own_tokens, others):
        return after
    for _ in range(MAX_HEAD_STEPS):
        head, dep = token.head, token.dep_
        if head == token or head.i < lexed.sentence.first or head.i >= lexed.sentence.last:
            return None
        if (
            head.pos_ in NOUN_POS
            and head.i not in own_tokens
            and head.i not in others
            and not is_in_word_set("time_units", head.lower_)
        ):
            tied = dep in {"appos", "prep"} and quantity.counted_noun is None and quantity.unit_measure != "duration"
            if dep in MODIFIER_DEPS or tied:
                return head
            if dep == "prep":
                spans = quantity.unit_measure == "duration"
                return (
                    head if token.lower_ == "of" or (token.lower_ in {"between", "from", "to"} and not spans) else None
                )
            if dep != "conj":
                return None
        elif head.pos_ in {"VERB", "AUX"} or (
            quantity.counted_noun is not None and dep == "prep" and head.pos_ not in NOUN_POS
        ):
            moved = token.lower_ in {"to", "from", "by", "at"} and quantity.unit_measure != "duration"
            if dep in {"prep", "npadvmod", "oprd"} and (moved or quantity.unit_measure in {"money", "price"}):
                return _find_moved_object(head, own_tokens | others)
            return None
        token = head
    return None


def _find_moved_object(verb: Token, without: set[int]) -> Token | None:
    """What a verb moves to or by a quantity; `it` and `them` stand for what the verb before acts on."""
    things = [child for child in verb.rights if child.dep_ == "dobj" and child.i not in without]
    if things and things[0].lower_ in {"it", "them"} and verb.dep_ in {"advcl", "conj", "xcomp"}:
        things = [child for child in verb.head.rights if child.dep_ == "dobj" and child.i not in without]
    return next((thing for thing in things if thing.pos_ in NOUN_POS), None)


def _find_prepositional_object(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]
) -> Token | None:
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
    preposition = lexed.parsed.doc[at]
    token = find_root(lexed, quantity, own_tokens)
    of_noun = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in NOUN_POS
    if of_noun and token.head.head.i not in others and preposition.lower_ != "of":
        return None
    if quantity.counted_noun is not None and preposition.lower_ != "for":
        return None
    if preposition.lower_ != "of" and quantity.unit_measure not in {"share", "money", "price", None}:
        return None
    if preposition.lower_ == "on" and quantity.unit_measure != "share":
        return None
    inner = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    dated = inner is not None and (inner.ent_type_ in {"DATE", "TIME"} or inner.i in others)
    if preposition.lower_ == "in" and inner is not None:
        placed = inner.ent_type_ in {"GPE", "LOC", "FAC"} and (quantity.unit_measure is not None)
        dated = dated or placed or is_in_word_set("months", inner.lower_)
    return inner if inner is not None and inner.pos_ in NOUN_POS and not dated else None


def _is_aside(near: Token) -> bool:
    """Whether what a quantity is of stands beside the clause: `deeper than a well of 9 metres`, `, on sales of $9m`."""
    link = near.head
    if near.dep_ != "pobj" or link.i == 0:
        return False
    return is_in_word_set("prepositions_aside", link.lower_) or (link.lower_ == "on" and link.nbor(-1).is_punct)


def _find_partitive_noun(share: Token) -> Token | None:
    """What another quantity is of: `60 percent of the pupils agreed, and 20 percent did not`."""
    of = next((child for child in share.rights if child.lower_ == "of"), share)
    return next((child for child in of.rights if child.dep_ == "pobj" and child.pos_ in NOUN_POS), None)


def _find_possessor(noun: Token, own_tokens: set[int]) -> Token | None:
    """Whose the counted things are."""
    return next(
        (child for child in noun.children if child.dep_ == "poss" and child.pos_ in NOUN_POS and child.i in own_tokens),
        None,
    )


def _is_modified_noun(lexed: LexedSentence, last: int, head: Token) -> bool:
    """Whether a noun after a quantity is modified by it, with no preposition between."""
    between = lexed.parsed.doc[last + 1 : max(head.i, last + 1)]
    return head.i > last and all(token.pos_ not in {"ADP", "PUNCT", "DET"} for token in between)


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
    while at >= lexed.sentence.first and (at in without or doc[at].text in {"(", ":", ",", "-", "–", "up", "down"}):
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
