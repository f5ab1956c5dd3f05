"""Noun phrases by the parse, cut where clauses and other quantities begin."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_words import is_in_word_set

NOUN_POS = frozenset({"NOUN", "PROPN"})
NAME_POS = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
# Links to the left of a head that belong to its phrase, and to the right.
LEFT_DEPS = frozenset({"amod", "compound", "nmod", "nummod", "poss", "det", "case", "quantmod", "npadvmod", "punct"})
EDGE_POS = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "PRON", "SPACE", "PART", "SCONJ"})
NAME_ENTITY_TYPES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
MAX_DEPTH = 6
TokenRange = tuple[int, int]


def split_noun_phrase(
    lexed: LexedSentence, head: Token, without: set[int], *, others: set[int], with_conjuncts: bool
) -> list[TokenRange]:
    """The token ranges `[first, last)` of a noun phrase that hold none of the tokens in `without`.

    What stands beyond one of the `others`, other quantities, is told of that one.
    """
    kept = sorted(set(_collect_members(head, without, with_conjuncts, 0)))
    end = min((at for at in others if at > head.i), default=lexed.sentence.last)
    found: list[list[int]] = []
    for at in kept:
        if not lexed.sentence.first <= at < end:
            continue
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    doc = lexed.parsed.doc
    ranges = []
    for run in found:
        while run and doc[run[0]].pos_ in EDGE_POS:
            run.pop(0)
        while run and doc[run[-1]].pos_ in EDGE_POS:
            run.pop()
        if run:
            first, last = _extend_names(lexed, head, run[0], run[-1] + 1, without)
            ranges.append(_extend_hyphenated(lexed, first, _extend_nouns(lexed, last, without)))
    return ranges


def _extend_names(lexed: LexedSentence, head: Token, first: int, last: int, without: set[int]) -> TokenRange:
    """A range with the rest of the names at its ends, and with a second subject before it: one noun misread as two."""
    doc = lexed.parsed.doc
    while first > lexed.sentence.first and first - 1 not in without:
        before = doc[first - 1]
        tied = first <= before.head.i < last or any(doc[at].head == before for at in range(first, last))
        if tied and doc[first].ent_iob_ == "I" and doc[first].ent_type_ in NAME_ENTITY_TYPES:
            first -= 1
        elif before.dep_ in SUBJECT_DEPS and (before.dep_, before.head) == (head.dep_, head.head):
            edge = range(before.i, before.left_edge.i - 1, -1)
            first = next((at + 1 for at in edge if at in without), before.left_edge.i)
        else:
            break
    while last < lexed.sentence.last and last not in without:
        if doc[last].ent_iob_ != "I" or doc[last].ent_type_ not in NAME_ENTITY_TYPES or doc[last].pos_ == "NUM":
            break
        last += 1
    while doc[first].pos_ in EDGE_POS:
        first += 1
    while doc[last - 1].pos_ in {"PART", "PUNCT"}:
        last -= 1
    return first, last


def _extend_nouns(lexed: LexedSentence, last: int, without: set[int]) -> int:
    """The end of a run with the nouns right after it, where the parse ties the words of one name apart."""
    doc = lexed.parsed.doc
    while last < lexed.sentence.last and last not in without and doc[last].ent_type_ not in {"DATE", "TIME"}:
        following = doc[last + 1] if last + 1 < lexed.sentence.last else None
        adjective = doc[last].pos_ == "ADJ" and following is not None and following.pos_ in NOUN_POS
        if doc[last].pos_ not in NOUN_POS and not (adjective and following is not None and following.i not in without):
            break
        last += 1
    return last


def _extend_hyphenated(lexed: LexedSentence, first: int, last: int) -> TokenRange:
    """A range with the rest of a hyphenated word at its ends."""
    doc = lexed.parsed.doc
    while last + 1 < lexed.sentence.last and doc[last].text == "-" and not doc[last - 1].whitespace_:
        if doc[last].whitespace_:
            break
        last += 2
    while first - 2 >= lexed.sentence.first and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        if doc[first - 2].whitespace_:
            break
        first = doc[first - 2].left_edge.i
    return first, last


def _collect_members(head: Token, without: set[int], with_conjuncts: bool, depth: int) -> Iterator[int]:
    if head.i in without:
        return
    yield head.i
    if depth > MAX_DEPTH:
        return
    for child in head.children:
        if child.i in without or not _is_phrase_member(head, child, with_conjuncts):
            continue
        if child.i > head.i and child.dep_ in {"prep", "acl"} and _has_own_quantity(child, without):
            continue
        yield from _collect_members(child, without, with_conjuncts, depth + 1)


def _is_phrase_member(head: Token, child: Token, with_conjuncts: bool) -> bool:
    if child.i < head.i:
        return child.dep_ in LEFT_DEPS and (child.dep_ != "punct" or child.text in {"-", "/", "&", "–", "'"})
    if child.dep_ in {"conj", "cc"}:
        return with_conjuncts or head.pos_ == "ADJ"
    if child.dep_ == "acl":
        return child.tag_ == "VBN"
    if head.pos_ in {"VERB"}:
        return child.dep_ in {"prep", "advmod"}
    if is_in_word_set("prepositions_apart", child.lower_):
        return False
    return child.dep_ in {"prep", "pobj", "case", "nummod", "pcomp", "compound", "nmod"}


def _has_own_quantity(child: Token, without: set[int]) -> bool:
    """Whether a modifier to the right tells a quantity or a date of its own."""
    if child.dep_ == "acl":
        return any(token.i in without for token in child.subtree)
    inner = [token for token in child.children if token.dep_ in {"pobj", "pcomp", "prep"}]
    if child.lower_ not in {"of", "for"} and any(token.ent_type_ in {"DATE", "TIME"} for token in inner):
        return True
    return any(token.i in without or any(left.i in without for left in token.lefts) for token in inner)
