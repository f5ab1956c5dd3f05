"""Fixed words that credit a clause to whoever is named after them: `according to`."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import find_following_clause, trim_range
from pipeline.extract.attribution.cue_lexicon import (
    CreditPhrase,
    cite_document_noun,
    find_cue,
    find_document_noun,
    load_credit_phrases,
)
from pipeline.extract.attribution.speaker_phrases import find_speaker_phrase
from pipeline.extract.attribution.verbal_cues import find_verb_attribution
from pipeline.extract.entities.entity_lexicons import load_nominal_heads
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import get_relation, is_noun, list_dependents
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation

MODIFIERS = frozenset({Relation.COMPOUND, Relation.POSSESSOR, Relation.ADJECTIVE})
GOVERNED = frozenset({Relation.PREPOSITIONAL_OBJECT, Relation.OBJECT})
MAX_OPENING = 2  # tokens of a clause before a phrase inserted into it: `that,`
MIN_CLAUSE_LENGTH = 3  # words before the phrase that make a clause of their own


def find_phrase_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """Find what fixed phrases outside quotations credit to somebody, in the order of the text."""
    tree, lexicon = get_tree(parsed.doc), load_credit_phrases()
    openers = {entry.words[0] for entry in lexicon} | {"in"}
    for token in (at for at, word in enumerate(tree.lower) if word in openers and at not in quoted):
        if found := _find_survey_attribution(parsed, tree, token):
            yield found
        entry = next((entry for entry in lexicon if _is_phrase_at(tree, token, entry)), None)
        if entry and (credited := _find_credited_attribution(parsed, tree, token, entry)):
            lexicon.record_hit(entry)
            yield replace(credited, rule=lexicon.make_rule_id(entry))


def _find_survey_attribution(parsed: ParsedDocument, tree: DependencyTree, token: int) -> Attribution | None:
    """What a sentence says that opens with a survey: "In a recent poll, most farmers backed the plan"."""
    sentence = parsed.find_sentence(token)
    if tree.lower[token] != "in" or token != sentence.first:
        return None
    survey = next(iter(list_dependents(tree, token, Relation.PREPOSITIONAL_OBJECT)), None)
    document = find_document_noun(tree, survey) if survey is not None else None
    if survey is None or document is None or not document.reports_data:
        return None
    speaker, head = find_speaker_phrase(tree, survey)
    piece = trim_range(tree, find_phrase_span(tree, survey)[1], sentence.last)
    long_enough = piece[1] - piece[0] > MIN_CLAUSE_LENGTH
    if not long_enough:
        return None
    return Attribution((token, token + 1), speaker, head, (piece,), "phrase", cite_document_noun(document))


def _is_phrase_at(tree: DependencyTree, first: int, entry: CreditPhrase) -> bool:
    return tuple(tree.lower[first : first + len(entry.words)]) == entry.words


def _find_credited_attribution(
    parsed: ParsedDocument, tree: DependencyTree, token: int, entry: CreditPhrase
) -> Attribution | None:
    sentence, last = parsed.find_sentence(token), token + len(entry.words)
    who = next((at for at in range(last, sentence.last) if _is_named(tree, at)), None)
    if who is None or (entry.requires_speaker and not _can_speak(tree, who)):
        return None
    (first, end), head = find_speaker_phrase(tree, who)
    speaker = (max(first, last), end)
    end = max(find_phrase_span(tree, who)[1], end)
    comma = next((at for at in range(end - 1, sentence.last) if tree.lower[at] == ","), sentence.last)
    if relayed := _find_relayed_content(parsed, tree, token, comma):
        return Attribution((token, last), speaker, head, relayed, "phrase")
    before = trim_range(tree, _find_credited_start(tree, sentence.first, token), token)
    after = trim_range(tree, comma, sentence.last)
    piece = before if before[1] - before[0] > MIN_CLAUSE_LENGTH else after
    return Attribution((token, last), speaker, head, (piece,), "phrase") if piece[0] < piece[1] else None


def _find_relayed_content(
    parsed: ParsedDocument, tree: DependencyTree, token: int, comma: int
) -> tuple[TokenRange, ...]:
    """What a cue above a phrase relays: "The agency reported, citing the mayor, that the mill burned"."""
    for above in tree.iterate_ancestors(token):
        cue = find_cue(tree, above)
        if above > token or cue is None or "clause" not in cue.frames:
            continue
        relayed = find_verb_attribution(parsed, above, cue)
        if relayed is None:
            return ()
        first, last = relayed.content_ranges[-1]
        if first <= token + 1 and last > comma and first >= token - MAX_OPENING:
            return (trim_range(tree, comma, last),)
        direct = get_relation(tree, token) is Relation.ADVERBIAL_CLAUSE and above == tree.head[token]
        return relayed.content_ranges if first > token or direct else ()
    return ()


def _is_named(tree: DependencyTree, token: int) -> bool:
    """Whether a token heads the noun phrase that a fixed phrase governs."""
    relation = get_relation(tree, token)
    return (relation in GOVERNED and is_noun(tree, token)) or (tree.pos[token] == "PROPN" and relation not in MODIFIERS)


def _can_speak(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun is somebody or a document: "citing the mayor" credits him, "citing the cold" nobody."""
    named = tree.entity[noun] in ("PERSON", "ORG", "NORP") and tree.pos[noun] == "PROPN"
    return named or find_document_noun(tree, noun) is not None or load_nominal_heads().get(tree.lower[noun]) is not None


def _find_credited_start(tree: DependencyTree, first: int, last: int) -> int:
    """Where the credited clause begins: past a colon, and past an opening clause in which somebody else speaks."""
    first = next((at + 1 for at in range(last - 1, first - 1, -1) if tree.lower[at] in (":", ";")), first)
    verb = tree.head[first]
    if get_relation(tree, first) is Relation.MARKER and find_cue(tree, verb):
        clause = next((child for child in list_dependents(tree, verb, Relation.CLAUSE) if child > verb), None)
        return find_following_clause(tree, verb, clause)[1] if clause is not None else first
    return first
