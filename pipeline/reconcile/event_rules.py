"""Rules by which event mentions are compared, from the lexicons: subtypes of event types."""

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
    """Senses of triggers that tell one kind of act within a type; see `subtypes.yml`."""

    event_type: str
    rules: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    topic_words: tuple[str, ...] = ()
    merged_as: str | None = None
    office_holder: Literal["actor", "recipient"] = "recipient"
    is_outcome: bool = False
    is_generic: bool = False
    has_many_parties: bool = False
    is_national: bool = False
    duration_days: int | None = None


@cache
def _load_subtypes() -> Lexicon[EventSubtype]:
    return load_lexicon(LEXICONS / "en" / "subtypes.yml", EventSubtype)


@cache
def _index_subtypes(field: Literal["rules", "modes", "topic_words"]) -> dict[tuple[str, str], EventSubtype]:
    """Subtypes by event type and one of their rules (as events cite them), modes, or stems of topic words."""
    return {
        (entry.event_type, _normalize_value(field, entry.event_type, value)): entry
        for entry in _load_subtypes()
        for value in getattr(entry, field)
    }


def _normalize_value(field: str, event_type: str, value: str) -> str:
    """A rule as events cite it, a topic word's stem, a mode as it is."""
    if field == "rules":
        return value if "/" in value else f"{event_type.lower()}/{value}"
    return stem_word(value) if field == "topic_words" else value


def find_subtype(event_type: str, rule: str | None, mode: str | None = None) -> EventSubtype | None:
    """The subtype of an event: that of its mode, else that of the rule by which it was found."""
    found = _index_subtypes("modes").get((event_type, mode or "")) or _index_subtypes("rules").get(
        (event_type, rule or "")
    )
    return _count_subtype(found)


def find_topic_subtype(event_type: str, topic: str | None) -> EventSubtype | None:
    """The subtype that an event's topic tells, by the first of its words that is listed for the type."""
    listed = (_index_subtypes("topic_words").get((event_type, stem_word(word))) for word in _split_words(topic))
    return _count_subtype(next((entry for entry in listed if entry is not None), None))


def _count_subtype(found: EventSubtype | None) -> EventSubtype | None:
    if found is not None:
        _load_subtypes().record_hit(found)
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
