"""Speakers who tell nothing: `denied that`, `refused to say`, `did not comment on reports that`."""

from collections.abc import Iterable, Sequence

from pipeline.base.text_span import Span
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.records import Statement
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.content_holders import is_withheld_by, list_withholders
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree

VERB_TAGS = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG"})


def is_withheld(tree: DependencyTree, attribution: Attribution) -> bool:
    """Whether the content has a clause that the subject of the cue does not tell."""
    cue = attribution.cue[0]
    places = (place for first, last in attribution.content_ranges for place in range(first, last))
    return any(is_withheld_by(tree, place, cue) for place in places if tree.tag[place] in VERB_TAGS)


def find_innermost_statement(parsed: ParsedDocument, statements: Sequence[Statement], span: Span) -> Statement | None:
    """Find the shortest statement whose content holds a span and whose speaker tells what the span is part of."""
    holding = [statement for statement in statements if statement.content.contains(span)]
    if not holding:
        return None
    tree = get_tree(parsed.doc)
    heads = list_withholders(tree, parsed.find_token(span.start))
    silent = [parsed.get_span(head, head + 1) for head in heads]
    telling = (statement for statement in holding if not _holds_any(statement, silent))
    return min(telling, key=lambda statement: statement.content.end - statement.content.start, default=None)


def _holds_any(statement: Statement, predicates: Iterable[Span]) -> bool:
    """Whether a predicate is the cue of a statement or stands in its content."""
    return any(predicate == statement.cue or statement.content.contains(predicate) for predicate in predicates)
