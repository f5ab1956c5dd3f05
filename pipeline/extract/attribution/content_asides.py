"""What closes the words of an object and is no part of it: more about a name, and where something was said."""

from spacy.tokens import Doc, Token

from pipeline.extract.attribution.cue_lexicon import find_document_noun

ELABORATION_LABELS = frozenset({"appos", "relcl"})
NAME_POS = frozenset({"PROPN", "PRON"})


def find_end_before_aside(doc: Doc, first: int, last: int) -> int:
    """The end of an object `[first, last)` before what closes it as an aside.

    An apposition or a relative clause tells more of a name ("praised Ana Silva, who leads the council"), and a document
    tells where something was said ("repeated the claim in an interview").
    """
    for place in range(first + 1, last - 1):
        if _is_at_end(doc[place].right_edge, last) and _is_setting(doc[place]):
            return place
        if doc[place].text == "," and any(
            _is_elaboration(hung, place + 1, last) for hung in _list_heads(doc[place + 1])
        ):
            return place
    return last


def _list_heads(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _is_elaboration(hung: Token, first: int, last: int) -> bool:
    if hung.left_edge.i != first or hung.dep_ not in ELABORATION_LABELS or hung.head.pos_ not in NAME_POS:
        return False
    return _is_at_end(hung.right_edge, last)


def _is_setting(word: Token) -> bool:
    inside = (child for child in word.rights if child.dep_ == "pobj")
    return word.lower_ == "in" and any(find_document_noun(child) is not None for child in inside)


def _is_at_end(token: Token, last: int) -> bool:
    return token.i + 1 >= last - 1
