"""What closes the words of an object and is no part of it: more about a name, and where something was said."""

from spacy.tokens import Doc, Token

from pipeline.extract.speech.lexicon import document_of

HUNG = frozenset({"appos", "relcl"})
NAMES = frozenset({"PROPN", "PRON"})


def without(doc: Doc, first: int, last: int) -> int:
    """The end of an object `[first, last)` before what closes it as an aside.

    An apposition or a relative clause tells more of a name ("praised Ana Silva, who leads the council"), and a document
    tells where something was said ("repeated the claim in an interview").
    """
    for place in range(first + 1, last - 1):
        if _ends(doc[place].right_edge, last) and _is_setting(doc[place]):
            return place
        if doc[place].text == "," and any(_tells_more(hung, place + 1, last) for hung in _heads(doc[place + 1])):
            return place
    return last


def _heads(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _tells_more(hung: Token, first: int, last: int) -> bool:
    if hung.left_edge.i != first or hung.dep_ not in HUNG or hung.head.pos_ not in NAMES:
        return False
    return _ends(hung.right_edge, last)


def _is_setting(word: Token) -> bool:
    inside = (child for child in word.rights if child.dep_ == "pobj")
    return word.lower_ == "in" and any(document_of(child) is not None for child in inside)


def _ends(token: Token, last: int) -> bool:
    return token.i + 1 >= last - 1
