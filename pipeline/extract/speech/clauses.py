"""Cues with what the grammar lets them govern: a clause, an infinitive, an object, the clause around them."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.extract.speech.claim import Claim, Tokens
from pipeline.extract.speech.content import COMPLEMENTS, VERB_TAGS, clause_after, clause_before, interrupted, trim
from pipeline.extract.speech.lexicon import Cue, Phrase, cue_of, hit, phrases
from pipeline.extract.speech.speakers import agent_of, owner_of, phrase, subject_of
from pipeline.language.parsed import Parsed


def find(parsed: Parsed, quoted: frozenset[int]) -> Iterator[Claim]:
    """Claims by grammar, of the cues that stand outside quotations, in the order of the text."""
    for token in parsed.doc:
        if token.i in quoted or token.is_punct:
            continue
        if cue := cue_of(token):
            found = _verb(parsed, token, cue) if token.pos_ in VERB_TAGS else _nominal(token, cue)
            if found:
                hit(token, cue)
                yield found
    yield from _phrases(parsed, quoted)


def _verb(parsed: Parsed, verb: Token, cue: Cue) -> Claim | None:
    if "quote" in cue.takes and "clause" in cue.takes:
        sentence = parsed.sentence_of(verb.i)
        if around := interrupted(verb, sentence.first, sentence.last):
            return claim(verb, subject_of(verb), around, "interrupted")
    frame, pieces = _governed(verb, cue)
    subject = subject_of(verb)
    if subject is not None and subject.dep_ == "nsubjpass" and subject.head.i == verb.i:
        subject = agent_of(verb)
    return claim(verb, subject, pieces, frame)


def claim(cue: Token, who: Token | None, pieces: list[Tokens], frame: str) -> Claim | None:
    """A claim of a cue, a speaker's head and pieces; none where nothing is left of the pieces."""
    kept = [piece for piece in (trim(cue.doc, *piece) for piece in pieces) if piece[0] < piece[1]]
    if not kept:
        return None
    speaker, named = phrase(who) if who is not None else (None, None)
    return Claim((cue.i, cue.i + 1), speaker, named, tuple(kept), frame)


def _governed(verb: Token, cue: Cue) -> tuple[str, list[Tokens]]:
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if clause is not None and "object" in cue.takes and "clause" not in cue.takes and clause.i > verb.i:
        return "object", [(max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1)]
    if clause is not None and ("clause" in cue.takes or "quote" in cue.takes):
        if clause.i > verb.i:
            return "clause", [clause_after(verb, clause)]
        return "clause", clause_before(verb, clause, 0)
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    opened = next((c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ in VERB_TAGS), None)
    direct = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if passive is not None:
        rest = opened or next((c for c in verb.rights if c.dep_ in ("oprd", "prep", "attr")), None)
        if ("object" in cue.takes or "infinitive" in cue.takes) and rest is not None and rest.lower_ != "by":
            whole = [(passive.left_edge.i, passive.right_edge.i + 1), (rest.left_edge.i, rest.right_edge.i + 1)]
            return "passive", whole
        if "object" in cue.takes and agent_of(verb) is not None:
            return "passive", [(passive.left_edge.i, passive.right_edge.i + 1)]
        return "passive", []
    if opened is not None and "infinitive" in cue.takes and (direct is None or "object" not in cue.takes):
        return "infinitive", [(max(opened.left_edge.i, verb.i + 1), opened.right_edge.i + 1)]
    if opened is not None and opened.tag_ == "VBG" and "object" in cue.takes and direct is None:
        return "object", [(opened.left_edge.i, opened.right_edge.i + 1)]
    if direct is not None and "object" in cue.takes:
        last = max(c.right_edge.i + 1 for c in verb.rights if c.dep_ in COMPLEMENTS)
        return "object", [(direct.left_edge.i, last)]
    return "prepositional", _prepositional(verb, cue)


def _prepositional(token: Token, cue: Cue) -> list[Tokens]:
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            return [(child.i + 1, child.right_edge.i + 1)]
    return []


def _nominal(word: Token, cue: Cue) -> Claim | None:
    pieces: list[Tokens] = []
    for child in word.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp") and child.pos_ in VERB_TAGS:
            marks = {grand.lower_ for grand in child.lefts if grand.dep_ in ("mark", "aux")}
            if ("that" in marks and "clause" in cue.takes) or ("to" in marks and "infinitive" in cue.takes):
                pieces = [(child.left_edge.i, child.right_edge.i + 1)]
                break
    if not pieces and "object" in cue.takes:
        pieces = _prepositional(word, cue)
    if not pieces:
        return None
    who = subject_of(word.head) if word.pos_ == "ADJ" else owner_of(word)
    return claim(word, who, pieces, "nominal")


def _phrases(parsed: Parsed, quoted: frozenset[int]) -> Iterator[Claim]:
    doc = parsed.doc
    lexicon = phrases()
    for token in doc:
        for entry in lexicon:
            if token.lower_ == entry.words[0] and token.i not in quoted and _matches(doc, token.i, entry):
                if found := _credited(parsed, token, len(entry.words)):
                    lexicon.hit(entry)
                    yield found
                break


def _matches(doc: Doc, first: int, entry: Phrase) -> bool:
    words = tuple(token.lower_ for token in doc[first : first + len(entry.words)])
    return words == entry.words


def _credited(parsed: Parsed, token: Token, length: int) -> Claim | None:
    doc, sentence = token.doc, parsed.sentence_of(token.i)
    last = token.i + length
    if last >= sentence.last:
        return None
    who = next((t for t in doc[last : sentence.last] if t.dep_ in ("pobj", "dobj")), doc[last])
    speaker, named = phrase(who)
    if speaker[0] < last:
        speaker = (last, speaker[1])
    pieces = []
    # Before the words stands what they credit, from the start of the sentence; else after whoever is named.
    before = trim(doc, sentence.first, token.i)
    after = trim(doc, _past_comma(doc, max(who.right_edge.i + 1, speaker[1]), sentence.last), sentence.last)
    pieces = [before] if before[1] - before[0] > 3 else [after]
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return Claim((token.i, last), speaker, named, tuple(pieces), "phrase") if pieces else None


def _past_comma(doc: Doc, place: int, last: int) -> int:
    return next((t.i + 1 for t in doc[place:last] if t.text == ","), place)
