"""Rules by which event mentions are compared, from the lexicons: subtypes of event types, and weights of evidence."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.folded_names import WORD_PATTERN

LEXICONS = Path(__file__).with_name("lexicons")

# Days by which two exact dates of a deed may differ and be a dispute about its day rather than two deeds.
MAX_DISPUTED_DAYS = 3
# Endings of English inflection, the longest first; what is left must still be a word of three letters.
INFLECTION_ENDINGS = ("ing", "ed", "es", "s", "e")


class EventSubtype(Entry):
    """Words that tell one act within a type; see `subtypes.yml`."""

    event_type: str
    words: tuple[str, ...]
    modes: tuple[str, ...] = ()
    merged_as: str | None = None
    office_holder: Literal["actor", "recipient"] = "recipient"
    is_outcome: bool = False
    is_generic: bool = False
    has_many_parties: bool = False
    is_national: bool = False
    duration_days: int | None = None


class EvidenceWeight(Entry):
    """What one kind of evidence adds; see `evidence_weights.yml`."""

    weight: float


@cache
def load_weights() -> dict[str, float]:
    """What each evidence weighs, by its id."""
    return {entry.id: entry.weight for entry in _load_weight_lexicon()}


def note_evidence(found: Iterable[str]) -> None:
    """Count these kinds of evidence as used."""
    decided = set(found)
    for entry in _load_weight_lexicon():
        if entry.id in decided:
            _load_weight_lexicon().record_hit(entry)


@cache
def _load_weight_lexicon() -> Lexicon[EvidenceWeight]:
    return load_lexicon(LEXICONS / "evidence_weights.yml", EvidenceWeight)


@cache
def _load_subtypes() -> tuple[
    Lexicon[EventSubtype], dict[tuple[str, str], EventSubtype], dict[tuple[str, str], EventSubtype]
]:
    lexicon = load_lexicon(LEXICONS / "en" / "subtypes.yml", EventSubtype)
    by_word = {(entry.event_type, stem_word(word)): entry for entry in lexicon for word in entry.words}
    return lexicon, by_word, {(entry.event_type, mode): entry for entry in lexicon for mode in entry.modes}


@cache
def find_subtype(event_type: str, trigger: str | None, mode: str | None = None) -> EventSubtype | None:
    """The act that a trigger tells: the one of its mode, else of its words the first that is listed for the type."""
    lexicon, by_word, by_mode = _load_subtypes()
    found = by_mode.get((event_type, mode)) if mode is not None else None
    listed = (by_word.get((event_type, stem_word(word))) for word in _split_words(trigger))
    found = found or next((entry for entry in listed if entry is not None), None)
    if found is not None:
        lexicon.record_hit(found)
    return found


@cache
def stem_trigger(trigger: str | None) -> str | None:
    """The trigger's words without inflection, in order."""
    return " ".join(stem_word(word) for word in _split_words(trigger)) or None


def stem_word(word: str) -> str:
    """A word without its endings and without the doubling before them ("stripped", "stripping": "strip")."""
    if word.endswith("ings") and len(word) > 6:
        word = word[:-1]
    for ending in INFLECTION_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _split_words(trigger: str | None) -> list[str]:
    return WORD_PATTERN.findall((trigger or "").casefold())
