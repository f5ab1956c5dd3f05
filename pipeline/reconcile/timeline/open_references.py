"""Open references: what in a summary points back to sentences that its reader does not have."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICON_PATH = Path(__file__).with_name("lexicons") / "en" / "reference_words.yml"
TOKEN = re.compile(r"\d[\d,.]*\w*|\w[\w’'-]*|[^\w\s]")
QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Words that can stand between a determiner and the end of its noun phrase, and letters by which a noun is known again.
MAX_PHRASE_WORDS = 5
STEM_LETTERS = 5
# "West" and "guest" are none.
MAX_SUPERLATIVE_LOOKALIKE = 5
# Of so many words of more letters, such a share has capitals in a headline.
MAX_SMALL_WORD, MIN_TITLE_WORDS, TITLE_SHARE = 3, 4, 0.8


class ReferenceWords(Entry):
    """Words of one use in pointing back or bringing in; see `reference_words.yml`."""

    example: str
    words: frozenset[str]


@cache
def _load_words() -> tuple[Lexicon[ReferenceWords], dict[str, ReferenceWords]]:
    lexicon = load_lexicon(LEXICON_PATH, ReferenceWords)
    return lexicon, {entry.id: entry for entry in lexicon}


def _is_of(name: str, word: str) -> bool:
    """Whether a word is one of an entry of the lexicon."""
    lexicon, entries = _load_words()
    found = word.casefold() in entries[name].words
    if found:
        lexicon.record_hit(entries[name])
    return found


def split_tokens(text: str) -> list[str]:
    """Words, numbers and marks of a text in order."""
    return TOKEN.findall(text)


def find_open_definites(tokens: Sequence[str]) -> list[tuple[int, str]]:
    """Place and last word of each "the ..." that nothing in the text explains.

    Explained are phrases with a name or a number in them, with "of", "who" or the like after them, with a noun that
    the text has used before, and nouns that need no explanation ("the evening").
    """
    found = []
    for at, token in enumerate(tokens):
        if not _is_of("definite", token):
            continue
        phrase = _take_phrase(tokens, at + 1)
        if not phrase or any(_names_one(word) for word in phrase) or any(map(_is_superlative, phrase[:-1])):
            continue
        after = at + 1 + len(phrase)
        is_specified = after < len(tokens) and _is_of("specifier", tokens[after]) and not _is_role(phrase)
        if (
            is_specified
            or _is_of("known_by_itself", phrase[-1])
            or any(_is_named_before(tokens[:at], word) for word in phrase)
        ):
            continue
        found.append((at, phrase[-1].casefold()))
    return found


def _names_one(word: str) -> bool:
    """Whether a word is a name, a number or the like ("first"), so that its phrase says which one is meant."""
    return word[0].isupper() or word[0].isdecimal() or _is_of("singled_out", word)


def _is_superlative(modifier: str) -> bool:
    """Whether a word before a noun is a superlative; nouns end so too ("the arrest")."""
    return modifier.endswith("est") and len(modifier) > MAX_SUPERLATIVE_LOOKALIKE


def _is_role(phrase: Sequence[str]) -> bool:
    return len(phrase) == 1 and _is_of("role_of_the_story", phrase[0])


def _take_phrase(tokens: Sequence[str], start: int) -> list[str]:
    phrase: list[str] = []
    for token in tokens[start : start + MAX_PHRASE_WORDS]:
        is_end = not token[0].isalnum() or _is_of("boundary", token) or _is_of("specifier", token)
        if is_end or (phrase and token.endswith("ed")):
            break
        phrase.append(token)
    return phrase


def _is_named_before(tokens: Sequence[str], noun: str) -> bool:
    stem = noun.casefold()[:STEM_LETTERS]
    return len(stem) > 2 and any(token.casefold().startswith(stem) for token in tokens)


def count_open_pronouns(tokens: Sequence[str]) -> tuple[int, int]:
    """How many pronouns have nothing before them that they could mean: those the text opens with, and others.

    "It" counts where the text opens with it, or calls it something ("called it a riot").
    """
    opening = later = 0
    for at, token in enumerate(tokens):
        is_personal = _is_of("personal", token)
        is_named = at > 0 and _is_of("neuter", token) and _is_of("verb_of_naming", tokens[at - 1])
        if not (is_personal or is_named or (at == 0 and _is_of("neuter", token))):
            continue
        if not is_named and (tokens[at + 1 : at + 2] == ["["] or _is_introduced(tokens[:at])):
            continue
        opening += at == 0
        later += at > 0
    return opening, later


def _is_introduced(tokens: Sequence[str]) -> bool:
    return any(is_name(token) or _is_of("introduction", token) for token in tokens)


def is_name(token: str) -> bool:
    """Whether a word is a name: it has a capital letter, and is no day, month or first word of a sentence."""
    return token[0].isupper() and not _is_of("calendar", token)


def count_names(tokens: Sequence[str]) -> int:
    """How many words with a capital letter stand in a text, beside days, months and its first word alone."""
    names = [at for at, token in enumerate(tokens) if is_name(token)]
    return sum(at > 0 or 1 in names or tokens[0].isupper() for at in names)


def counts_as_shell(noun: str) -> bool:
    """Whether a noun stands for a whole matter: "the incident"."""
    return _is_of("shell_noun", noun)


def tells_day_of_text(tokens: Sequence[str]) -> bool:
    """Whether a text tells a day that only the article it comes from dates: "today"."""
    return any(_is_of("day_of_the_text", token) for token in tokens)


def is_title_case(tokens: Sequence[str]) -> bool:
    """Whether nearly all longer words have a capital letter, as in headlines."""
    words = [token for token in tokens if token[0].isalpha() and len(token) > MAX_SMALL_WORD]
    return len(words) >= MIN_TITLE_WORDS and sum(word[0].isupper() for word in words) >= TITLE_SHARE * len(words)


def count_comparisons(tokens: Sequence[str]) -> int:
    """How many words add to what was told before: "also", "another"."""
    return sum(_is_of("comparison", token) for token in tokens)


def speaks_of_self(text: str) -> bool:
    """Whether "I" or "we" stands outside quotation marks."""
    plain = QUOTATION.sub("", text)
    return any(_is_of("speaker_self", token) and token != "US" for token in split_tokens(plain))
