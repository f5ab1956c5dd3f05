"""Parties of events in which each does the same to the other: a truce, a meeting, a clash."""

from spacy.tokens import Token

from pipeline.extract.events import deep_syntax
from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns


def find_between_arguments(nouns: ArgumentNouns, head: Token) -> tuple[Argument, Argument] | None:
    """The two sides of what comes about without a doer: `a truce between Oslo and Bern was signed`."""
    made = deep_syntax.deep_object(head) if deep_syntax.is_verb(head) and deep_syntax.is_passive(head) else None
    named = (
        [noun for name, noun in deep_syntax.list_prepositions(made) if name == "between"] if made is not None else []
    )
    others = [other for noun in named for other in noun.conjuncts if other.i > noun.i]
    return (nouns.build_argument(named[0]), nouns.build_argument(others[0])) if others else None


def split_mutual_arguments(
    nouns: ArgumentNouns, head: Token, actor: Argument | None
) -> tuple[Argument | None, Argument | None]:
    """Two parties that do the same to one another: the first named is the actor, the next the recipient."""
    named = [noun for name, noun in deep_syntax.list_prepositions(head) if name in ("between", "among")]
    first = named[0] if named else nouns.analysis.parsed.doc[actor.head] if actor is not None else None
    others = [other for other in first.conjuncts if other.i > first.i] if first is not None else []
    if first is None or not others or any(name == "with" for name, _ in deep_syntax.list_prepositions(head)):
        return actor, None
    return nouns.build_argument(first), nouns.build_argument(others[0])
