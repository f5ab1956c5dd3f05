"""Attributions by grammar: cues with the clause, infinitive, object or surrounding clause that they govern."""

from collections.abc import Iterator

from pipeline.extract.attribution import credit_phrases, headline_speakers
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import find_cue, record_cue_hit
from pipeline.extract.attribution.nominal_cues import find_noun_attribution
from pipeline.extract.attribution.verbal_cues import find_verb_attribution
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_tree import get_tree


def find_grammatical_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """Find the attributions of cues outside quotations, in the order of the text; then fixed phrases and headlines."""
    tree = get_tree(parsed.doc)
    for token in range(len(tree)):
        if token in quoted or not (cue := find_cue(tree, token)):
            continue
        if tree.pos[token] in ("VERB", "AUX"):
            found = find_verb_attribution(parsed, token, cue)
        else:
            found = find_noun_attribution(tree, token, cue)
        if found:
            record_cue_hit(tree, token, cue)
            yield found
    yield from credit_phrases.find_phrase_attributions(parsed, quoted)
    yield from headline_speakers.find_headline_attributions(parsed, quoted)
