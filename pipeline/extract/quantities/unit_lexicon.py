"""The units of measure and currencies that the pipeline knows, as their files have them. Needs no parser."""

from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICON_FOLDER = Path(__file__).parent / "lexicons" / "en"


class UnitDefinition(Entry):
    """A unit of measure; `measure` is what it measures."""

    measure: str
    words: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    has_powers: bool = False


class Prefix(Entry):
    """An SI prefix."""

    symbols: list[str]


class Currency(Entry):
    """A currency under its ISO 4217 code."""

    code_is_sign: bool = True
    signs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@cache
def get_units() -> Lexicon[UnitDefinition]:
    """The units of measure."""
    return load_lexicon(LEXICON_FOLDER / "units.yml", UnitDefinition)


@cache
def get_currencies() -> Lexicon[Currency]:
    """The currencies."""
    return load_lexicon(LEXICON_FOLDER / "currencies.yml", Currency)


@cache
def get_prefixes() -> Lexicon[Prefix]:
    """The SI prefixes."""
    return load_lexicon(LEXICON_FOLDER / "prefixes.yml", Prefix)
