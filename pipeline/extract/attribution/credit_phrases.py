"""Fixed words that credit a clause to whoever is named after them: `according to`."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.extract.attribution.attribution_record import Attribution
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

MODIFIER_LABELS = frozenset({"compound", "poss", "nmod", "amod"})
MIN_CLAUSE_LENGTH = 3  # words before the phrase that make a clause of their own


def find_phrase_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """What fixed phrases outside quotations credit to somebody, in the order of the text."""
    lexicon = load_credit_phrases()
    openers = {entry.words[0] for entry in lexicon}
    for token in parsed.doc:
        if token.text == "In" and token.i not in quoted and (counted := _find_survey_attribution(parsed, token)):
            yield counted
        if token.lower_ in openers and token.i not in quoted:
            entry = next((entry for entry in lexicon if _is_phrase_at(parsed.doc, token.i, entry)), None)
            if entry and (found := _find_credited_attribution(parsed, token, entry)):
                lexicon.record_hit(entry)
                yield replace(found, rule=lexicon.make_rule_id(entry))


def _find_survey_attribution(parsed: ParsedDocument, token: Token) -> Attribution | None:
    """What a sentence tells that opens with a survey: "In a recent poll, most farmers backed the plan"."""
    sentence = parsed.find_sentence(token.i)
    survey = next((child for child in token.rights if child.dep_ == "pobj"), None)
    document = find_document_noun(survey) if survey is not None else None
    if token.i != sentence.first or survey is None or document is None or not document.reports_data:
        return None
    speaker, named = find_speaker_phrase(survey)
    piece = trim_range(token.doc, survey.right_edge.i + 1, sentence.last)
    return (
        Attribution((token.i, token.i + 1), speaker, named, (piece,), "phrase", cite_document_noun(document))
        if piece[1] - piece[0] > MIN_CLAUSE_LENGTH
        else None
    )


def _is_phrase_at(doc: Doc, first: int, entry: CreditPhrase) -> bool:
    return tuple(token.lower_ for token in doc[first : first + len(entry.words)]) == entry.words


def _find_credited_attribution(parsed: ParsedDocument, token: Token, entry: CreditPhrase) -> Attribution | None:
    doc, sentence, last = token.doc, parsed.find_sentence(token.i), token.i + len(entry.words)
    nouns = [t for t in doc[last : sentence.last] if t.dep_ in ("pobj", "dobj") or t.pos_ == "PROPN"]
    who = next((t for t in nouns if t.dep_ not in MODIFIER_LABELS), None)
    if who is None or (entry.requires_speaker and not _can_speak(who)):
        return None
    (first, end), named = find_speaker_phrase(who)
    speaker = (max(first, last), end)
    end = max(who.right_edge.i + 1, end)
    comma = next((t.i for t in doc[end - 1 : sentence.last] if t.text == ","), sentence.last)
    if token.dep_ == "advcl" and (relayed := find_cue(token.head)) and "clause" in relayed.frames:
        # "The agency reported, citing the mayor": what the one relays is what the other says.
        told = find_verb_attribution(parsed, token.head, relayed)
        return Attribution((token.i, last), speaker, named, told.content_ranges, "phrase") if told else None
    before = trim_range(doc, _find_credited_start(doc, sentence.first, token.i), token.i)
    after = trim_range(doc, comma, sentence.last)
    pieces = [before] if before[1] - before[0] > MIN_CLAUSE_LENGTH else [after]
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return Attribution((token.i, last), speaker, named, tuple(pieces), "phrase") if pieces else None


def _can_speak(noun: Token) -> bool:
    """Whether a noun is somebody or a document: "citing the mayor" credits him, "citing the cold" nobody."""
    named = noun.ent_type_ in ("PERSON", "ORG", "NORP") and noun.pos_ == "PROPN"
    return named or find_document_noun(noun) is not None or load_nominal_heads().get(noun.lower_) is not None


def _find_credited_start(doc: Doc, first: int, last: int) -> int:
    """Where the credited clause begins: past a colon, and past an opening clause in which somebody else speaks."""
    first = next((t.i + 1 for t in reversed(doc[first:last]) if t.text in (":", ";")), first)
    opener = doc[first]
    if opener.dep_ == "mark" and find_cue(opener.head):
        clause = next((c for c in opener.head.rights if c.dep_ == "ccomp"), None)
        return find_following_clause(opener.head, clause)[1] if clause is not None else first
    return first
