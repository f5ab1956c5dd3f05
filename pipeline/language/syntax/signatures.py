"""Implication signatures: what a verb, noun or adjective says of the truth of what it governs, from `signatures.yml`.

After Karttunen (1971) and Nairn, Condoravdi & Karttunen (2006), Computing relative polarity for textual inference.
"""

from enum import StrEnum
from functools import cache
from typing import Literal

from pydantic import Field

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.language.syntax.syntax_words import FOLDER


class Status(StrEnum):
    """How an event is told: as having happened, as to come, as not sure, as not having happened."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


Form = Literal["infinitive", "clause", "question", "gerund", "participle", "noun", "subject"]


class Signature(Entry):
    """What a governing predicate says of its complement where it is itself asserted (positive) or denied (negative)."""

    kind: Literal["verb", "noun", "adjective"]
    words: tuple[str, ...]
    forms: tuple[Form, ...]
    prepositions: tuple[str, ...] = Field(default=(), description="Gerund and noun stand behind one of these.")
    passive: bool = Field(default=False, description="The verb stands in the passive.")
    going: bool = Field(default=False, description="The verb stands in the progressive.")
    bare: bool = Field(default=False, description="The verb has no object.")
    perfect: bool = Field(default=False, description="The verb stands in the past perfect.")
    caused: bool = Field(default=False, description="The doer is the verb's object, or the verb is passive.")
    subjunctive: bool = Field(default=False, description="The verb of the clause is bare or has `should`.")
    governs: tuple[str, ...] = Field(default=(), description="The noun governed is one of these, or an act itself.")
    positive: Status
    negative: Status
    example: str = Field(description="A sentence with the governed word between asterisks, whose status is `positive`.")

    @property
    def is_factive(self) -> bool:
        """Whether the complement is taken for given whatever the predicate's own status."""
        return self.positive is Status.ASSERTED and self.negative is Status.ASSERTED


def load_signatures() -> Lexicon[Signature]:
    """All signatures, in the file's order; the first that fits decides."""
    return load_lexicon(FOLDER / "signatures.yml", Signature)


@cache
def _index_by_word() -> dict[tuple[str, str], tuple[Signature, ...]]:
    found: dict[tuple[str, str], tuple[Signature, ...]] = {}
    special = sorted(
        load_signatures(),
        key=lambda entry: (
            not (entry.passive or entry.perfect or entry.caused or entry.going or entry.bare or entry.governs)
        ),
    )
    for entry in special:
        for word in entry.words:
            found[entry.kind, word] = (*found.get((entry.kind, word), ()), entry)
    return found


def find_signatures(kind: str, lemma: str) -> tuple[Signature, ...]:
    """The signatures of a lemma as a verb, noun or adjective; the special ones (passive, progressive) first."""
    return _index_by_word().get((kind, lemma), ())
