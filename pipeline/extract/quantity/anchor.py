"""Where a quantity stands in the parse: its tokens, and the one of them by which it hangs."""

from spacy.tokens import Token

from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line

# How many links of the parse are followed upwards from a quantity; real clauses need three or four.
CLIMB = 8


def tokens(line: Line, amount: Amount) -> set[int]:
    """The tokens of a quantity, its counted noun and all before that noun."""
    own = set(range(line.index(amount.first), line.index(amount.last - 1) + 1))
    if amount.noun is not None:
        own.update(range(line.index(amount.first), amount.noun + 1))
    return own


def anchor(line: Line, amount: Amount, own: set[int]) -> Token:
    """The token by which the quantity hangs in the parse."""
    token = line.token(amount.number_at[1] - 1)
    if amount.noun is not None:
        token = line.parsed.doc[amount.noun]
    for _ in range(CLIMB):
        if token.head == token or token.head.i not in own:
            break
        token = token.head
    return token
