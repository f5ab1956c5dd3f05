"""Cues with what the grammar lets them govern: a clause, an infinitive, an object, the clause around them."""

from collections.abc import Iterator

from pipeline.extract.speech import phrases
from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.content import VERB_TAGS
from pipeline.extract.speech.lexicon import cue_of, hit
from pipeline.extract.speech.nouns import of_noun
from pipeline.extract.speech.verbs import of_verb
from pipeline.language.parsed import Parsed


def find(parsed: Parsed, quoted: frozenset[int]) -> Iterator[Claim]:
    """Claims by grammar, of the cues that stand outside quotations; fixed phrases last."""
    for token in parsed.doc:
        if token.i in quoted or token.is_punct:
            continue
        if cue := cue_of(token):
            found = of_verb(parsed, token, cue) if token.pos_ in VERB_TAGS else of_noun(token, cue)
            if found:
                hit(token, cue)
                yield found
    yield from phrases.find(parsed, quoted)
