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
MIN_CONTENT = 3  # words
MAX_LABEL = 6  # tokens before the colon
LABEL_POS = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART"})


def find_headline_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """Find the clauses that stand alone in a paragraph behind a person, a body of people or a survey and a colon."""
    tree = get_tree(parsed.doc)
    for sentence in parsed.sentences:
        label = range(sentence.first, min(sentence.first + MAX_LABEL + 1, sentence.last))
        colon = next((at for at in label if tree.lower[at] == ":"), None)
        if colon is None or colon == sentence.first or colon in quoted or not _stands_alone(parsed, sentence):
            continue
        content = trim_range(tree, colon + 1, sentence.last)
        if content[1] - content[0] < MIN_CONTENT or "?" in tree.lower[colon : sentence.last]:
            continue
        unquoted = any(place not in quoted for place in range(*content))
        if unquoted and has_finite_verb(tree, *content) and _is_speaker(tree, sentence.first, colon):
            yield Attribution((colon, colon + 1), (sentence.first, colon), colon - 1, (content,), "phrase", RULE)


def _stands_alone(parsed: ParsedDocument, sentence: Sentence) -> bool:
    """Whether a sentence is the only one of its segment."""
    beside = (sentence.number - 1, sentence.number + 1)
    known = (parsed.sentences[number] for number in beside if 0 <= number < len(parsed.sentences))
    return all(other.segment != sentence.segment for other in known)


def _is_speaker(tree: DependencyTree, first: int, colon: int) -> bool:
    """Whether a label is somebody: a name that the text knows for a person's, officials or the like, a survey."""
    head = colon - 1
    if any(tree.pos[at] not in LABEL_POS for at in range(first, colon)):
        return False
    if tree.pos[head] == "PROPN" and _is_person(tree, head):
        return True
    document = find_document_noun(tree, head)
    if document is not None:
        return document.reports_data
    return load_nominal_heads().get(tree.lower[head]) is not None


def _is_person(tree: DependencyTree, name: int) -> bool:
    """Whether a word is part of a person's name here or elsewhere: names in headlines are often not recognised."""
    word = tree.lower[name]
    return any(word == other and tree.entity[at] == "PERSON" for at, other in enumerate(tree.lower))
