"""Headlines that name their speaker before a colon: "Police: Gang leader held in Sarn"."""

from collections.abc import Iterator

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.content_bounds import trim_range
from pipeline.extract.attribution.cue_lexicon import find_document_noun
from pipeline.extract.attribution.parenthetical_cues import has_finite_verb
from pipeline.extract.entities.entity_lexicons import load_nominal_heads
from pipeline.language.parsed_document import ParsedDocument, Sentence
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree

RULE = "headline_speakers/colon"
MAX_LABEL = 6  # tokens before the colon
LABEL_POS = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART"})


def find_headline_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """Find the clauses that stand alone in a paragraph behind a person, a body of people or a document and a colon."""
    tree = get_tree(parsed.doc)
    for sentence in parsed.sentences:
        label = range(sentence.first, min(sentence.first + MAX_LABEL + 1, sentence.last))
        colon = next((at for at in label if tree.lower[at] == ":"), None)
        if colon is None or colon == sentence.first or not quoted.isdisjoint(range(sentence.first, sentence.last)):
            continue
        if not _stands_alone(parsed, sentence) or not _is_speaker(tree, sentence.first, colon):
            continue
        content = trim_range(tree, colon + 1, sentence.last)
        asked = "?" in tree.lower[colon : sentence.last]
        if not asked and has_finite_verb(tree, *content):
            yield Attribution((colon, colon + 1), (sentence.first, colon), colon - 1, (content,), "phrase", RULE)


def _stands_alone(parsed: ParsedDocument, sentence: Sentence) -> bool:
    """Whether a sentence is the only one of its segment."""
    beside = (sentence.number - 1, sentence.number + 1)
    known = (parsed.sentences[number] for number in beside if 0 <= number < len(parsed.sentences))
    return all(other.segment != sentence.segment for other in known)


def _is_speaker(tree: DependencyTree, first: int, colon: int) -> bool:
    head = colon - 1
    if any(tree.pos[at] not in LABEL_POS for at in range(first, colon)):
        return False
    return (
        tree.entity[head] == "PERSON"
        or find_document_noun(tree, head) is not None
        or load_nominal_heads().get(tree.lower[head]) is not None
    )
