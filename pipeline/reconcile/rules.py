"""The rules of likeness, as written in the lexicons: event types, acts, and what each evidence weighs."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.reconcile.names import WORD

LEXICONS = Path(__file__).with_name("lexicons")

# Days by which two exact dates of a deed may differ and be a dispute about its day rather than two deeds.
CLOSE_DAYS = 3
# Endings of English inflection, the longest first; what is left must still be a word of three letters.
ENDINGS = ("ing", "ed", "es", "s", "e")


class EventType(Entry):
    """How tellings of one type are compared; see `types.yml`."""

    meets: frozenset[str]
    lasts: int
    mutual: bool
    body: bool
    placed: bool
    outcomes: frozenset[str] = frozenset()


class Act(Entry):
    """Words that tell one act within a type; see `acts.yml`."""

    type: str
    words: tuple[str, ...]
    modes: tuple[str, ...] = ()
    kind: str | None = None
    holder: Literal["actor", "recipient"] = "recipient"
    outcome: bool = False
    wide: bool = False
    shared: bool = False
    national: bool = False
    lasts: int | None = None


class Weight(Entry):
    """What one kind of evidence adds; see `weights.yml`."""

    weight: float


@cache
def types() -> dict[str, EventType]:
    """The event types by name, in the order of their file."""
    return {entry.id: entry for entry in _types()}


@cache
def weights() -> dict[str, float]:
    """What each evidence weighs, by its id."""
    return {entry.id: entry.weight for entry in _weights()}


def note_types(met: Iterable[str]) -> None:
    """Count these types as used."""
    for name in met:
        _types().hit(types()[name])


def note_evidence(found: Iterable[str]) -> None:
    """Count these kinds of evidence as used."""
    decided = set(found)
    for entry in _weights():
        if entry.id in decided:
            _weights().hit(entry)


@cache
def _types() -> Lexicon[EventType]:
    return load(LEXICONS / "types.yml", EventType)


@cache
def _weights() -> Lexicon[Weight]:
    return load(LEXICONS / "weights.yml", Weight)


@cache
def _acts() -> tuple[Lexicon[Act], dict[tuple[str, str], Act], dict[tuple[str, str], Act]]:
    lexicon = load(LEXICONS / "acts.yml", Act)
    by_word = {(entry.type, stem(word)): entry for entry in lexicon for word in entry.words}
    return lexicon, by_word, {(entry.type, mode): entry for entry in lexicon for mode in entry.modes}


@cache
def act(event_type: str, trigger: str | None, mode: str | None = None) -> Act | None:
    """The act that a trigger tells: the one of its mode, else of its words the first that is listed for the type."""
    lexicon, by_word, by_mode = _acts()
    found = by_mode.get((event_type, mode)) if mode is not None else None
    listed = (by_word.get((event_type, stem(word))) for word in _words(trigger))
    found = found or next((entry for entry in listed if entry is not None), None)
    if found is not None:
        lexicon.hit(found)
    return found


@cache
def wording(trigger: str | None) -> str | None:
    """The trigger's words without inflection, in order."""
    return " ".join(stem(word) for word in _words(trigger)) or None


def stem(word: str) -> str:
    """A word without its endings and without the doubling before them ("stripped", "stripping": "strip")."""
    if word.endswith("ings") and len(word) > 6:
        word = word[:-1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _words(trigger: str | None) -> list[str]:
    return WORD.findall((trigger or "").casefold())
