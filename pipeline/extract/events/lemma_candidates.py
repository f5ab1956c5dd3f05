"""The word that a token stands for, as a lexicon writes it: hyphenated words whole, the lemmatizer's slips mended.

The tokenizer cuts `sit-in` and `re-imposed` at the hyphen and tags the last part with what the whole word is.
"""

from pipeline.extract.events.trigger_lexicon import load_irregular_forms
from pipeline.language.syntax.dependency_tree import DependencyTree

HYPHENS = frozenset({"-", "‐", "‑"})


def find_word_start(tree: DependencyTree, token: int) -> int:
    """Find the first token of the hyphenated word whose last part a token is; the token itself where it is no part."""
    start = token
    while start > 1 and tree.lower[start - 1] in HYPHENS and not (tree.spaced[start - 2] or tree.spaced[start - 1]):
        start -= 2
    return start


def list_lemmas(tree: DependencyTree, token: int) -> list[str]:
    """List what a token may be in a list of lemmas: a hyphenated word, with hyphens and without, then its last part."""
    own = tree.lemma[token]
    if tree.starts[token] and tree.tag[token].startswith("NNP"):
        return [own, own.removesuffix("s"), own.removesuffix("men") + "man"]  # `Guerrillas` is taken for a name
    return _join_hyphenated(tree, token, own)


def list_repaired_lemmas(tree: DependencyTree, token: int) -> list[str]:
    """List the lemmas of a token, then what a verb may be where its lemma is none: `stage` for `stag` from `staged`."""
    known = list_lemmas(tree, token)
    lower, tag = tree.lower[token], tree.tag[token]
    if tag == "JJ" and lower.endswith("ed"):  # a participle taken for an adjective
        return [*known, lower[:-2], lower[:-1]]
    if not tag.startswith("VB"):
        return known
    if lower in load_irregular_forms():
        return [load_irregular_forms()[lower]]
    guesses = (_guess_lemmas(own, text) for own, text in zip(known, _join_hyphenated(tree, token, lower), strict=False))
    return [*known, *(guess for own in guesses for guess in own), lower.removesuffix("ed")]


def _join_hyphenated(tree: DependencyTree, token: int, last: str) -> list[str]:
    start = find_word_start(tree, token)
    if start == token:
        return [last]
    before = tree.lower[start:token]
    return ["".join(before) + last, "".join(part for part in before if part not in HYPHENS) + last, last]


def _guess_lemmas(own: str, text: str) -> list[str]:
    """List words that the lemmatizer may have cut wrongly: `stag` from `staged`, `extoll`, `unbanne`, `resupplie`."""
    short = own.removesuffix("e")
    doubled = short[-1:] == short[-2:-1]
    silent = [own + "e"] if text in (own + "ed", own + "ing", own + "es") else []  # not `hope` for `hopped`
    return [*silent, own + own[-1:], short, short[:-1] if doubled else short, own.removesuffix("ie") + "y"]
