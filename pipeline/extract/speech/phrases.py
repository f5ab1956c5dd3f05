"""Fixed words that credit a clause to whoever is named after them: `according to`."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.extract.actors.nouns import collectives
from pipeline.extract.speech.claim import Claim
from pipeline.extract.speech.content import clause_after, trim
from pipeline.extract.speech.lexicon import Phrase, cue_of, document_of, phrases
from pipeline.extract.speech.speakers import phrase
from pipeline.extract.speech.verbs import of_verb
from pipeline.language.parsed import Parsed

MODIFIERS = frozenset({"compound", "poss", "nmod", "amod"})
LEAST = 3  # words before the phrase that make a clause of their own


def find(parsed: Parsed, quoted: frozenset[int]) -> Iterator[Claim]:
    """What fixed phrases outside quotations credit to somebody, in the order of the text."""
    lexicon = phrases()
    openers = {entry.words[0] for entry in lexicon}
    for token in parsed.doc:
        if token.text == "In" and token.i not in quoted and (counted := _counted(parsed, token)):
            yield counted
        if token.lower_ in openers and token.i not in quoted:
            entry = next((entry for entry in lexicon if _matches(parsed.doc, token.i, entry)), None)
            if entry and (found := _credited(parsed, token, entry)):
                lexicon.hit(entry)
                yield found


def _counted(parsed: Parsed, token: Token) -> Claim | None:
    """What a sentence tells that opens with a survey: "In a recent poll, most farmers backed the plan"."""
    sentence = parsed.sentence_of(token.i)
    survey = next((child for child in token.rights if child.dep_ == "pobj"), None)
    document = document_of(survey) if survey is not None else None
    if token.i != sentence.first or survey is None or document is None or not document.counts:
        return None
    speaker, named = phrase(survey)
    piece = trim(token.doc, survey.right_edge.i + 1, sentence.last)
    return Claim((token.i, token.i + 1), speaker, named, (piece,), "phrase") if piece[1] - piece[0] > LEAST else None


def _matches(doc: Doc, first: int, entry: Phrase) -> bool:
    return tuple(token.lower_ for token in doc[first : first + len(entry.words)]) == entry.words


def _credited(parsed: Parsed, token: Token, entry: Phrase) -> Claim | None:
    doc, sentence, last = token.doc, parsed.sentence_of(token.i), token.i + len(entry.words)
    nouns = [t for t in doc[last : sentence.last] if t.dep_ in ("pobj", "dobj") or t.pos_ == "PROPN"]
    who = next((t for t in nouns if t.dep_ not in MODIFIERS), None)
    if who is None or (entry.somebody and not _speaks(who)):
        return None
    (first, end), named = phrase(who)
    speaker = (max(first, last), end)
    end = max(who.right_edge.i + 1, end)
    comma = next((t.i for t in doc[end - 1 : sentence.last] if t.text == ","), sentence.last)
    if token.dep_ == "advcl" and (relayed := cue_of(token.head)) and "clause" in relayed.takes:
        # "The agency reported, citing the mayor": what the one relays is what the other says.
        told = of_verb(parsed, token.head, relayed)
        return Claim((token.i, last), speaker, named, told.pieces, "phrase") if told else None
    before = trim(doc, _start(doc, sentence.first, token.i), token.i)
    after = trim(doc, comma, sentence.last)
    pieces = [before] if before[1] - before[0] > LEAST else [after]
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return Claim((token.i, last), speaker, named, tuple(pieces), "phrase") if pieces else None


def _speaks(noun: Token) -> bool:
    """Whether a noun is somebody or a document: "citing the mayor" credits him, "citing the cold" nobody."""
    named = noun.ent_type_ in ("PERSON", "ORG", "NORP") and noun.pos_ == "PROPN"
    return named or document_of(noun) is not None or collectives().get(noun.lower_) is not None


def _start(doc: Doc, first: int, last: int) -> int:
    """Where the credited clause begins: past a colon, and past an opening clause in which somebody else speaks."""
    first = next((t.i + 1 for t in reversed(doc[first:last]) if t.text in (":", ";")), first)
    opener = doc[first]
    if opener.dep_ == "mark" and cue_of(opener.head):
        clause = next((c for c in opener.head.rights if c.dep_ == "ccomp"), None)
        return clause_after(opener.head, clause)[1] if clause is not None else first
    return first
