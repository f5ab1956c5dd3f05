"""Where a quantity stands in the parse: its tokens, and the one of them by which it hangs."""

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


def find_root(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int] | None = None) -> int:
    """The token by which the quantity hangs in the parse."""
    own_tokens = collect_tokens(lexed, quantity) if own_tokens is None else own_tokens
    head, token = lexed.tree.head, lexed.token_index(quantity.number_lexemes[1] - 1)
    if quantity.counted_noun is not None:
        token = quantity.counted_noun
    for _ in range(MAX_HEAD_STEPS):
        if head[token] == token or head[token] not in own_tokens:
            break
        token = head[token]
    return token


def find_counted(lexed: LexedSentence, quantity: Quantity) -> int:
    """The token of what is counted: the noun, one shared with another quantity, or else the number."""
    if quantity.counted_noun is not None:
        return quantity.counted_noun
    return quantity.shared_noun if quantity.shared_noun is not None else find_root(lexed, quantity)


def has_noun(quantity: Quantity) -> bool:
    """Whether a quantity counts a noun of its own or one that it shares."""
    return quantity.counted_noun is not None or quantity.shared_noun is not None
