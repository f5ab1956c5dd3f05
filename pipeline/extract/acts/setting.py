"""Where and when an act happened, and the figures that its clause states."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.base.interval import Interval
from pipeline.base.span import Span
from pipeline.extract import dating
from pipeline.extract.acts import grammar
from pipeline.extract.records import Figure, Mention, Reading

AT = frozenset({"in", "at", "near", "into", "to", "across", "throughout", "inside", "outside", "on", "from", "around"})
PLACES = frozenset({"place", "facility"})


def place(reading: Reading, head: Token) -> Mention | None:
    """The place that the act's clause names, else its sentence's only one."""
    chain = _chain(head)
    for token in chain:
        for name, noun in grammar.prepositions(token):
            if name in AT and (found := _place_at(reading, noun)) is not None:
                return found
    sentence = reading.parsed.sentence_of(head.i)
    named = [m for m in reading.cast.mentions if sentence.first <= m.first < sentence.last and _is_place(reading, m)]
    return named[0] if len({mention.key for mention in named}) == 1 else None


def _chain(head: Token) -> list[Token]:
    """The act's word, its object, and what it is part of up to the clause."""
    chain = [head]
    thing = grammar.theme(head) if grammar.is_verb(head) else None
    if thing is not None:
        chain.append(thing)
    token = head
    while token.head.i != token.i and token.dep_ not in ("relcl", "ccomp", "advcl") and len(chain) < 8:
        token = token.head
        chain.append(token)
    return chain


def _place_at(reading: Reading, noun: Token) -> Mention | None:
    mention = reading.cast.mention_at(noun.i)
    return mention if mention is not None and _is_place(reading, mention) else None


def _is_place(reading: Reading, mention: Mention) -> bool:
    return mention.form != "demonym" and reading.cast.actors[mention.key].entity_type in PLACES


def day(reading: Reading, head: Token) -> tuple[Interval | None, Span | None]:
    """The date phrase that dates the act, with the days it means: the days may be open where the words are plain."""
    found = dating.phrase_of(reading.parsed, reading.dates, head.i)
    return (found.interval, found.span) if found is not None else (None, None)


def governed(reading: Reading, head: Token, figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Spans of the figures that hang on the act's word: how many were killed, sent, detained."""
    own = {head.i} | {token.i for token in _close(head)}
    return tuple(figure.span for figure in figures if _attached(reading, figure) & own)


def _close(head: Token) -> list[Token]:
    if grammar.is_verb(head):
        return [noun for noun in (grammar.theme(head), grammar.subject(head)) if noun is not None]
    return [head.head] if head.dep_ in ("dobj", "nsubjpass", "pobj") else []


def _attached(reading: Reading, figure: Figure) -> set[int]:
    parsed = reading.parsed
    first, last = parsed.token_at(figure.span.start), parsed.token_at(figure.span.end - 1)
    return {figure.head} if figure.head is not None else set(range(first, last + 1))
