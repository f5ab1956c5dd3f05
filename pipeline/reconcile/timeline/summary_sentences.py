"""Whether a sentence can stand alone as the summary of an event: whole, running prose, and clear about who is meant."""

import re
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

PRONOUNS = frozenset(["he", "she", "they", "it", "him", "her", "them", "we", "us", "i", "me"])
# Words that send the reader back to an earlier sentence, where one begins with them.
BACK_REFERENCES = PRONOUNS | {"his", "their", "its", "this", "that", "these", "those", "there", "then", "both"}
SENTENCE_END = re.compile(r"[.!…][\"”’'»)\]]*$")
PICTURE_CREDIT = re.compile(r"©|\((?:photo|picture|image|file photo)\b", re.IGNORECASE)
# Words that open a clause on which the sentence's main clause has still to follow.
SUBORDINATOR = re.compile(
    r"^(?:(?:\w+ ){0,2}(?:after|before)|when|while|although|though|as|since|because|if|unless|until|despite|besides|"
    r"by|in|on|at|with|without|following|amid|asked)\b",
    re.IGNORECASE,
)


# What a passage in quotation marks says is not said by the article.
QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
# Words for what an earlier sentence told, anywhere in a sentence: "the owners of these mills".
LOOSE_REFERENCE = re.compile(r"\b(?:these|those)\s+(?!who\b|of\b|in\b|with\b|from\b)\w+", re.IGNORECASE)
# Words after which an event is told by the way: "ahead of the spring fair", "unlike the protest in Oslo".
ASIDE = re.compile(
    r"\b(?:ahead of|after|before|since|during|following|unlike|despite|amid|until|because of|due to)\b[^,;:]{0,25}$",
    re.IGNORECASE,
)
OPENING = re.compile(r"^(?:[-–—•*]\s*|(?:But|And|So|Yet|Also|Meanwhile|However|Still)\b,?\s+)+")


def is_whole(sentence: str) -> bool:
    """Whether a text is no picture's credit, no rest of a sentence and no half of a quotation."""
    plain = sentence.strip()
    if PICTURE_CREDIT.search(plain) or plain[:1].islower():
        return False
    return plain.count("“") == plain.count("”") and plain.count('"') % 2 == 0


def is_headline(sentence: str) -> bool:
    """Whether a text ends as headlines and captions do, without a full stop."""
    return SENTENCE_END.search(sentence.strip()) is None


def is_clear(row: Row) -> bool:
    """Whether the sentence of a mention names whoever it begins with, or its event names the one who is meant."""
    if FIRST_PERSON.search(QUOTATION.sub("", row["sentence"])):
        return False
    first = re.match(r"\w+", row["sentence"])
    if first is None or first.group().casefold() not in BACK_REFERENCES:
        return True
    return any(
        bool(row[f"{role}_name"]) and (row[f"{role}_text"] or "").casefold() == first.group().casefold()
        for role in ("actor", "recipient")
    )


def tells_aside(row: Row) -> bool:
    """Whether the sentence of a mention tells its event by the way alone."""
    before = row["sentence"][: row["char_start"] - row["sentence_start"]]
    return ASIDE.search(before) is not None


def has_loose_reference(sentence: str) -> bool:
    """Whether a sentence speaks of what an earlier one told, without a name."""
    return LOOSE_REFERENCE.search(QUOTATION.sub("", sentence)) is not None


def strip_opening(sentence: str) -> str:
    """A sentence without the dash of a list and without words that tie it to the one before ("But", "Meanwhile,")."""
    return OPENING.sub("", sentence)


def waits_for_main_clause(text: str) -> bool:
    """Whether a text opens with words that put its main clause later, so that it must not be cut short."""
    return SUBORDINATOR.match(text) is not None
