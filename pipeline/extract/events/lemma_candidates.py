"""The word that a token stands for, as a lexicon writes it: hyphenated words whole, the lemmatizer's slips mended.

The tokenizer cuts `sit-in` and `re-imposed` at the hyphen and tags the last part with what the whole word is.
"""

from spacy.tokens import Token

from pipeline.extract.events.trigger_lexicon import load_irregular_forms

HYPHENS = frozenset({"-", "‐", "‑"})


def find_word_start(token: Token) -> int:
    """Where the word begins whose last part a token is: its own place, or that of the first part before a hyphen."""
    doc, start = token.doc, token.i
    while start > 1 and doc[start - 1].text in HYPHENS and not any(doc[i].whitespace_ for i in (start - 2, start - 1)):
        start -= 2
    return start


def list_lemmas(token: Token) -> list[str]:
    """What a token may be in a list of lemmas: a hyphenated word, with hyphens and without, before its last part."""
    own = token.lemma_.lower()
    if token.is_sent_start and token.tag_.startswith("NNP"):
        return [own, own.removesuffix("s"), own.removesuffix("men") + "man"]  # `Guerrillas` is taken for a name
    return _join_hyphenated(token, own)


def list_repaired_lemmas(token: Token) -> list[str]:
    """The lemmas of a token, then what a verb may be where its lemma is none: `stage` for `stag` from `staged`."""
    known = list_lemmas(token)
    if token.tag_ == "JJ" and token.lower_.endswith("ed"):  # a participle taken for an adjective
        return [*known, token.lower_[:-2], token.lower_[:-1]]
    if not token.tag_.startswith("VB"):
        return known
    if token.lower_ in load_irregular_forms():
        return [load_irregular_forms()[token.lower_]]
    guesses = (
        _guess_lemmas(own, text) for own, text in zip(known, _join_hyphenated(token, token.lower_), strict=False)
    )
    return [*known, *(guess for own in guesses for guess in own), token.lower_.removesuffix("ed")]


def _join_hyphenated(token: Token, last: str) -> list[str]:
    start = find_word_start(token)
    if start == token.i:
        return [last]
    before = [token.doc[i].lower_ for i in range(start, token.i)]
    return ["".join(before) + last, "".join(part for part in before if part not in HYPHENS) + last, last]


def _guess_lemmas(own: str, text: str) -> list[str]:
    """Words that the lemmatizer may have cut wrongly: `stag` from `staged`, `extoll`, `unbanne`, `resupplie`."""
    short = own.removesuffix("e")
    doubled = short[-1:] == short[-2:-1]
    silent = [own + "e"] if text in (own + "ed", own + "ing", own + "es") else []  # not `hope` for `hopped`
    return [*silent, own + own[-1:], short, short[:-1] if doubled else short, own.removesuffix("ie") + "y"]
