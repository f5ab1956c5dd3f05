"""Cues with what the grammar lets them govern: a clause, an infinitive, an object, the clause around them."""

from collections.abc import Iterator

from pipeline.extract.attribution import credit_phrases
from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.content_bounds import VERB_POS
from pipeline.extract.attribution.cue_lexicon import find_cue, record_cue_hit
from pipeline.extract.attribution.nominal_cues import find_noun_attribution
from pipeline.extract.attribution.verbal_cues import find_verb_attribution
from pipeline.language.parsed_document import ParsedDocument


def find_grammatical_attributions(parsed: ParsedDocument, quoted: frozenset[int]) -> Iterator[Attribution]:
    """Claims by grammar, of the cues that stand outside quotations; fixed phrases last."""
    for token in parsed.doc:
        if token.i in quoted or token.is_punct:
            continue
        if cue := find_cue(token):
            found = (
                find_verb_attribution(parsed, token, cue)
                if token.pos_ in VERB_POS
                else find_noun_attribution(token, cue)
            )
            if found:
                record_cue_hit(token, cue)
                yield found
    yield from credit_phrases.find_phrase_attributions(parsed, quoted)
