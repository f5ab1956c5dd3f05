"""Noun phrases by the parse, cut where clauses and other quantities begin."""

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_words import get_word_set
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import list_phrase_tokens

NOUN_POS = frozenset({"NOUN", "PROPN"})
NAME_POS = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
EDGE_POS = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "PRON", "SPACE", "PART", "SCONJ"})
NAME_ENTITY_TYPES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
SUBJECTS = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT, Relation.EXPLETIVE})
TokenRange = tuple[int, int]


def split_noun_phrase(
    lexed: LexedSentence, head: int, without: set[int], *, others: set[int], with_conjuncts: bool
) -> list[TokenRange]:
    """The token ranges `[first, last)` of a noun phrase that hold none of the tokens in `without`.

    What stands beyond one of the `others`, other quantities, is told of that one.
    """
    kept = list_phrase_tokens(
        lexed.tree, head, without, with_conjuncts=with_conjuncts, apart=get_word_set("prepositions_apart")
    )
    end = min((at for at in others if at > head), default=lexed.sentence.last)
    found: list[list[int]] = []
    for at in kept:
        if not lexed.sentence.first <= at < end:
            continue
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    pos = lexed.tree.pos
    ranges = []
    for run in found:
        while run and pos[run[0]] in EDGE_POS:
            run.pop(0)
        while run and pos[run[-1]] in EDGE_POS:
            run.pop()
        if run:
            first, last = _extend_names(lexed, head, run[0], run[-1] + 1, without)
            ranges.append(_extend_hyphenated(lexed, first, _extend_nouns(lexed, last, without)))
    return ranges


def _extend_names(lexed: LexedSentence, head: int, first: int, last: int, without: set[int]) -> TokenRange:
    """A range with the rest of the names at its ends, and with a second subject before it: one noun misread as two."""
    doc, tree = lexed.parsed.doc, lexed.tree
    while first > lexed.sentence.first and first - 1 not in without:
        before = first - 1
        tied = first <= tree.head[before] < last or any(tree.head[at] == before for at in range(first, last))
        relation = get_relation(tree, before)
        if tied and doc[first].ent_iob_ == "I" and doc[first].ent_type_ in NAME_ENTITY_TYPES:
            first -= 1
        elif relation in SUBJECTS and (relation, tree.head[before]) == (get_relation(tree, head), tree.head[head]):
            edge = range(before, find_phrase_span(tree, before)[0] - 1, -1)
            first = next((at + 1 for at in edge if at in without), edge[-1])
        else:
            break
    while last < lexed.sentence.last and last not in without:
        if doc[last].ent_iob_ != "I" or doc[last].ent_type_ not in NAME_ENTITY_TYPES or tree.pos[last] == "NUM":
            break
        last += 1
    while tree.pos[first] in EDGE_POS:
        first += 1
    while tree.pos[last - 1] in {"PART", "PUNCT"}:
        last -= 1
    return first, last


def _extend_nouns(lexed: LexedSentence, last: int, without: set[int]) -> int:
    """The end of a run with the nouns right after it, where the parse ties the words of one name apart."""
    tree = lexed.tree
    while last < lexed.sentence.last and last not in without and tree.entity[last] not in {"DATE", "TIME"}:
        following = last + 1 if last + 1 < lexed.sentence.last else None
        adjective = tree.pos[last] == "ADJ" and following is not None and tree.pos[following] in NOUN_POS
        if tree.pos[last] not in NOUN_POS and not (adjective and following not in without):
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
        first = find_phrase_span(lexed.tree, first - 2)[0]
    return first, last
