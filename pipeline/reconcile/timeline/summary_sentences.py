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
    first = re.match(r"\w+", row["sentence"])
    if first is None or first.group().casefold() not in BACK_REFERENCES:
        return True
    return any(
        bool(row[f"{role}_name"]) and (row[f"{role}_text"] or "").casefold() == first.group().casefold()
        for role in ("actor", "recipient")
    )


def waits_for_main_clause(text: str) -> bool:
    """Whether a text opens with words that put its main clause later, so that it must not be cut short."""
    return SUBORDINATOR.match(text) is not None
