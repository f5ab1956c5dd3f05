"""The "I" and "we" of quotations: they mean whoever is quoted."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.entities.entity_lexicons import load_word_set
from pipeline.extract.records import EntityIndex, Mention, Statement
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import get_tree

RULE = "coreference/quoted_speaker"


def add_first_persons(parsed: ParsedDocument, index: EntityIndex, statements: Iterable[Statement]) -> EntityIndex:
    """Add to the entity index the first-person pronouns in direct speech, as mentions of their speakers.

    Of quotations inside one another the innermost counts; a speaker who is no entity hides the outer one.
    """
    tree = get_tree(parsed.doc)
    words = load_word_set("first_persons")
    speakers: dict[int, str | None] = {}
    for statement in sorted(statements, key=lambda each: each.content.start - each.content.end):
        if statement.kind != "direct":
            continue
        first, last = parsed.find_token(statement.content.start), parsed.find_token(statement.content.end - 1) + 1
        for token in range(first, last):
            if tree.pos[token] == "PRON" and tree.lower[token] in words:
                speakers[token] = statement.speaker_key
    mentions = [
        Mention(key, parsed.get_span(token, token + 1), token, token + 1, "pronoun", RULE)
        for token, key in sorted(speakers.items())
        if key is not None and index.mention_at(token) is None
    ]
    return replace(index, pronoun_mentions=(*index.pronoun_mentions, *mentions)) if mentions else index
