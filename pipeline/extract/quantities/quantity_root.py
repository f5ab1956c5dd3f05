"""Where a quantity stands in the parse: its tokens, and the one of them by which it hangs."""

from spacy.tokens import Token

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity

# How many links of the parse are followed upwards from a quantity; real clauses need three or four.
MAX_HEAD_STEPS = 8


def collect_tokens(lexed: LexedSentence, quantity: Quantity) -> set[int]:
    """The tokens of a quantity, its counted noun and all before that noun."""
    own_tokens = set(range(lexed.token_index(quantity.first), lexed.token_index(quantity.last - 1) + 1))
    if quantity.counted_noun is not None:
        own_tokens.update(range(lexed.token_index(quantity.first), quantity.counted_noun + 1))
    return own_tokens


def find_root(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int]) -> Token:
    """The token by which the quantity hangs in the parse."""
    token = lexed.token(quantity.number_lexemes[1] - 1)
    if quantity.counted_noun is not None:
        token = lexed.parsed.doc[quantity.counted_noun]
    for _ in range(MAX_HEAD_STEPS):
        if token.head == token or token.head.i not in own_tokens:
            break
        token = token.head
    return token
