"""Parties of events in which each does the same to the other: a truce, a meeting, a clash."""

from pipeline.extract.events.argument_nouns import Argument, ArgumentNouns
from pipeline.language.syntax.dependency_relations import find_subject, is_verb, list_conjuncts, list_obliques
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words


def find_between_arguments(nouns: ArgumentNouns, head: int) -> tuple[Argument, Argument] | None:
    """Find the two sides of what comes about without a doer: `a truce between Oslo and Bern was signed`.

    `between` may hang on the verb of which the event is the subject: `clashes broke out between Oslo and Bern`.
    """
    tree = nouns.tree
    if is_verb(tree, head):
        predicate = read_predicate(tree, head)
        made = predicate.patient if predicate.passive else None
    else:
        above = tree.head[head]
        made = above if is_verb(tree, above) and find_subject(tree, above) == head and above > head else None
        made = made if made is not None and tree.lemma[made] in get_syntax_words("happening") else None
    if made is None:
        return None
    named = [found.object for found in list_obliques(tree, made) if found.word == "between"]
    sides = list_conjuncts(tree, named[0]) if named else []
    return (nouns.build_argument(sides[0]), nouns.build_argument(sides[1])) if len(sides) > 1 else None


def split_mutual_arguments(
    nouns: ArgumentNouns, head: int, actor: Argument | None
) -> tuple[Argument | None, Argument | None]:
    """Split parties that do the same to one another: the first named is the actor, the next the recipient."""
    tree = nouns.tree
    beside = list(list_obliques(tree, head))
    named = [found.object for found in beside if found.word in ("between", "among")]
    first = named[0] if named else actor.head if actor is not None else None
    sides = list_conjuncts(tree, first) if first is not None else []
    met = read_predicate(tree, head).patient if is_verb(tree, head) else None
    others = met is not None and met not in sides and nouns.is_actor(met)  # the king and the queen met the abbot
    if len(sides) < 2 or others or any(found.word == "with" for found in beside):
        return actor, None
    return nouns.build_argument(sides[0]), nouns.build_argument(sides[1])
