"""Whether a sentence can stand alone as the summary of an event: whole, running prose, and clear about who is meant."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICONS = Path(__file__).with_name("lexicons")
SENTENCE_END = re.compile(r"[.!…][\"”’'»)\]]*$")
# What a passage in quotation marks says is not said by the article.
QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
WORD = re.compile(r"[\w’']+")
PLURAL = re.compile(r"\w+[^s]s$")
NAME_OR_NUMBER = re.compile(r"(?<=\s)[A-Z]\w|\d")
QUOTATION_MARKS = '"“”'
# Words after a preposition by which an event may still be told by the way, in characters.
ASIDE_REACH = 25
# Words after a day among which the noun stands that it belongs to.
MODIFIED_WORDS = 3
# An event that is taken to be known is what a sentence is about where it stands among the first words.
TOPIC_REACH = 4

Row = Mapping[str, Any]


class SummaryWords(Entry):
    """Words that tell one thing about a sentence; see `summary_words.yml`."""

    example: str
    words: tuple[str, ...]


@cache
def _load_words() -> tuple[Lexicon[SummaryWords], dict[str, SummaryWords]]:
    lexicon = load_lexicon(LEXICONS / "en" / "summary_words.yml", SummaryWords)
    return lexicon, {entry.id: entry for entry in lexicon}


@cache
def _compile(pattern: str, *names: str) -> re.Pattern[str]:
    """A pattern in which `{0}`, `{1}` stand for any of the words of these entries of the lexicon."""
    lexicon, entries = _load_words()
    for name in names:
        lexicon.record_hit(entries[name])
    words = ("|".join(re.escape(word) for word in entries[name].words) for name in names)
    return re.compile(pattern.format(*words), re.IGNORECASE)


def is_pronoun(words: str) -> bool:
    """Whether the words for a party are a pronoun."""
    return _compile(r"(?:{0})", "pronoun").fullmatch(words) is not None


def is_whole(sentence: str) -> bool:
    """Whether a text is no picture's credit or caption, no rest of a sentence and no half of a quotation."""
    plain = sentence.strip()
    if "©" in plain or _compile(r"\((?:{0})\b", "picture_credit").search(plain) or plain[:1].islower():
        return False
    if _compile(r"^(?:{0})s?\s*:", "caption_opening").match(plain) or _compile(r"\b(?:{0})\.$", "title_at_end").search(
        plain
    ):
        return False
    return plain.count("“") == plain.count("”") and plain.count('"') % 2 == 0


def is_headline(sentence: str) -> bool:
    """Whether a text ends as headlines and captions do, without a full stop."""
    return SENTENCE_END.search(sentence.strip()) is None


def is_clear(row: Row) -> bool:
    """Whether the sentence of a mention names whoever it begins with, or its event names the one who is meant."""
    if _speaks_in_first_person(row["sentence"]):
        return False
    first = re.match(r"\w+", row["sentence"])
    if first is None or not _compile(r"(?:{0}|{1})", "pronoun", "back_reference").fullmatch(first.group()):
        return True
    return any(
        bool(row[f"{role}_name"]) and (row[f"{role}_text"] or "").casefold() == first.group().casefold()
        for role in ("actor", "recipient")
    )


def _speaks_in_first_person(sentence: str) -> bool:
    found = _compile(r"\b(?:{0})\b", "first_person").finditer(QUOTATION.sub("", sentence))
    return any(match.group() not in ("i", "US") for match in found)


def measure_passing(row: Row) -> int:
    """How far the sentence of a mention takes its event to be known: 0 tells it, 1 is about it, 2 tells it by the way.

    "Guards raided the mill" tells a raid, "The raid on Oslo lasted an hour" is about one, as is "Raids followed in
    Oslo"; "She saw the raid" names it only.
    """
    before = row["sentence"][: row["char_start"] - row["sentence_start"]]
    if tells_aside(row) or has_loose_reference(row["sentence"]):
        return 2
    if not _is_definite(before, row):
        return int(PLURAL.match(_find_trigger(row)) is not None)
    says_more = NAME_OR_NUMBER.search(row["sentence"], 1) or _compile(r"\b(?:{0})\b", "number").search(row["sentence"])
    return 1 if says_more and len(WORD.findall(before)) < TOPIC_REACH else 2


def _is_definite(before: str, row: Row) -> bool:
    """Whether the trigger is a noun after "the", "his" or a name with 's, not a verb after its subject."""
    plain = before.rstrip().casefold()
    if plain.endswith(("'s", "’s")) or _compile(r"\b(?:{0})$", "definite_determiner").search(plain):
        return True
    subjects = (row["actor_text"], row["recipient_text"])
    if any(bool(text) and plain.endswith(text.casefold()) for text in subjects):
        return False
    near = _compile(r"\b(?:{0})\s+[\w-]+$", "definite_determiner").search(plain)
    return near is not None and not _find_trigger(row).endswith(("ed", "es"))


def _find_trigger(row: Row) -> str:
    """The first word that tells the event, in lower case."""
    start, end = (row[name] - row["sentence_start"] for name in ("char_start", "char_end"))
    return str(row["sentence"][start:end]).casefold().split(" ")[0]


def tells_aside(row: Row) -> bool:
    """Whether the sentence of a mention tells its event after a preposition: "ahead of the talks"."""
    before = row["sentence"][: row["char_start"] - row["sentence_start"]]
    pattern = rf"\b(?:{{0}})\b[^,;:]{{{{0,{ASIDE_REACH}}}}}$"
    return _compile(pattern, "aside").search(before) is not None


def has_loose_reference(sentence: str) -> bool:
    """Whether a sentence speaks of what an earlier one told, without a name: "the owners of these mills"."""
    pattern = r"\b(?:{0})\s+(?!(?:{1})\b)\w+"
    return _compile(pattern, "loose_determiner", "meant_after").search(QUOTATION.sub("", sentence)) is not None


def count_open_references(sentence: str) -> int:
    """How many pronouns stand in a sentence, which only its text may explain."""
    return len(_compile(r"\b(?:{0}|{1})\b", "pronoun", "possessive").findall(QUOTATION.sub("", sentence)))


def strip_opening(sentence: str) -> str:
    """A sentence without the dash of a list and without words that tie it to the one before ("But", "Meanwhile,")."""
    return _compile(r"^(?:[-–—•*]\s*|(?-i:(?=[A-Z]))(?:{0})\b,?\s+)+", "opening").sub("", sentence)


def strip_half_quotation(sentence: str) -> str:
    """A sentence without the mark of a quotation that begins or ends outside it."""
    if sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0:
        return sentence
    return sentence.strip(QUOTATION_MARKS + " ")


def waits_for_main_clause(text: str) -> bool:
    """Whether a text opens with words that put its main clause later, so that it must not be cut short."""
    pattern = r"(?:(?:\w+ ){{0,2}}(?:{0})|{1})\b"
    return _compile(pattern, "late_subordinator", "subordinator").match(text) is not None


def dates_a_report(sentence: str, date_text: str | None, trigger: int) -> bool:
    """Whether a day is that of a report: it stands before a "that" on which the event follows.

    Right after a verb of saying a pronoun does for "that": "she said on Monday he was charged".
    """
    at = sentence.rfind(date_text, 0, trigger) if date_text else -1
    if date_text is None or at < 0:
        return False
    between = sentence[at + len(date_text) : trigger]
    if _compile(r"^[^,;]{{0,40}}\s(?:{0})\s", "report_complement").search(between):
        return True
    is_said = _compile(r"\b(?:{0})\s+(?:\w+\s+)?$", "report_verb").search(sentence[:at])
    return is_said is not None and _compile(r"^\s+(?:{0})\s", "pronoun").search(between) is not None


def dates_another_noun(sentence: str, date_text: str | None, trigger: str) -> bool:
    """Whether a day only tells which of several things is meant: "the May 4 vote followed a visit" dates no visit."""
    at = sentence.find(date_text) if date_text else -1
    if date_text is None or at < 0:
        return False
    before, after = sentence[:at].rstrip(), sentence[at + len(date_text) :]
    follows = before.endswith(("'s", "’s")) or _compile(r"\b(?:{0})$", "determiner").search(before) is not None
    if not follows and not after.startswith(("'s", "’s")):
        return False
    owner = " ".join(after.lstrip("'’").removeprefix("s ").split()[:MODIFIED_WORDS])
    return trigger.casefold() not in owner.casefold()


def stands_in_quotation(sentence: str, words: str | None, trigger: int) -> bool:
    """Whether words stand only inside quotation marks, and the event outside."""
    if not words:
        return False
    is_inside = [match.start() <= trigger < match.end() for match in QUOTATION.finditer(sentence)]
    plain = QUOTATION.sub(" ", sentence)
    return not any(is_inside) and words not in plain
