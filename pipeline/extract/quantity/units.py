"""Units of measure and currencies: a registry from YAML, and the reading of simple and compound units in a line."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.extract.quantity.line import Line, lex
from pipeline.extract.quantity.words import among

LEXICONS = Path(__file__).resolve().parent.parent / "lexicons"
Key = tuple[str, ...]


class Measure(Entry):
    """A unit of measure; `measure` is what it measures."""

    measure: str
    words: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    powers: bool = False


class Prefix(Entry):
    """An SI prefix."""

    symbols: list[str]


class Currency(Entry):
    """A currency under its ISO 4217 code."""

    code: bool = True
    signs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit over the lexemes `[first, last)`."""

    first: int
    last: int
    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    measure: str
    entry: Entry
    lexicon: Lexicon[Any]
    factor: float = 1.0


@cache
def measures() -> Lexicon[Measure]:
    """The units of measure."""
    return load(LEXICONS / "units.yml", Measure)


@cache
def currencies() -> Lexicon[Currency]:
    """The currencies."""
    return load(LEXICONS / "currencies.yml", Currency)


@cache
def prefixes() -> Lexicon[Prefix]:
    """The SI prefixes."""
    return load(LEXICONS / "prefixes.yml", Prefix)


def _key(text: str) -> Key:
    return tuple(lexeme.text for lexeme in lex(text, 0, len(text)))


def _forms(word: str) -> list[str]:
    """Singular and plural: of a phrase either its last word or its first takes the s ("year olds", "years old")."""
    first, _, rest = word.partition(" ")
    return [word, word + "s", *([f"{first}s {rest}"] if rest else [])]


@cache
def _words() -> dict[Key, _Known]:
    """Units by their words in lower case."""
    known: dict[Key, _Known] = {}
    for unit in measures():
        for word in unit.words:
            for prefix in ("", *unit.prefixes):
                name = f"{prefix}{unit.id}"
                found = _Known(name, unit.measure, unit, measures())
                for form in _forms(prefix + word):
                    known.setdefault(_key(form), found)
                    if not unit.powers:
                        continue
                    for power, measure in (("square", "area"), ("cubic", "other")):
                        risen = _Known(f"{power} {name}", measure, unit, measures())
                        short = {"square": ("square", "sq", "sq."), "cubic": ("cubic", "cu", "cu.")}[power]
                        for before in short:
                            known.setdefault(_key(f"{before} {form}"), risen)
                        known.setdefault(_key(f"{form} {'squared' if power == 'square' else 'cubed'}"), risen)
    for currency in currencies():
        for word in currency.words:
            for form in _forms(word):
                known.setdefault(_key(form), _Known(currency.id, "money", currency, currencies()))
    return known


@cache
def _symbols() -> dict[Key, _Known]:
    """Units by their symbols, with their case."""
    known: dict[Key, _Known] = {}
    shorts = {prefix.id: prefix.symbols for prefix in prefixes()}
    for unit in measures():
        for symbol in unit.symbols:
            forms = [(symbol, unit.id)]
            forms += [(short + symbol, prefix + unit.id) for prefix in unit.prefixes for short in shorts[prefix]]
            for form, name in forms:
                known.setdefault(_key(form), _Known(name, unit.measure, unit, measures()))
                if not unit.powers:
                    continue
                for power, ends in (("square", ("2", "²", "^2", " squared")), ("cubic", ("3", "³", "^3", " cubed"))):
                    measure = "area" if power == "square" else "other"
                    for end in ends:
                        risen = _Known(f"{power} {name}", measure, unit, measures())
                        known.setdefault(_key(form + end), risen)
    for currency in currencies():
        for sign in (*currency.signs, *([currency.id] if currency.code else [])):
            known.setdefault(_key(sign), _currency(currency, sign))
    return known


def _currency(currency: Currency, sign: str) -> _Known:
    factor = 1e6 if sign == f"M{currency.id}" else 1.0
    return _Known(currency.id, "money", currency, currencies(), factor)


@cache
def _signs() -> dict[Key, _Known]:
    """Currency signs and codes that stand before a number, and words that may."""
    signs = {}
    for currency in currencies():
        for sign in (*currency.signs, *([currency.id] if currency.code else [])):
            signs[_key(sign)] = _currency(currency, sign)
        if currency.code:
            signs[_key(currency.id.lower())] = _currency(currency, currency.id)
    return signs


@cache
def _longest(table: str) -> int:
    return max(map(len, _table(table)))


@cache
def _firsts(table: str) -> frozenset[str]:
    """The lexemes that spellings begin with."""
    return frozenset(key[0] for key in _table(table))


def _table(name: str) -> dict[Key, _Known]:
    return {"words": _words, "symbols": _symbols, "signs": _signs}[name]()


def sign_before(line: Line, place: int) -> Unit | None:
    """The currency sign that ends just before a place."""
    for count in range(_longest("signs"), 0, -1):
        first = place - count
        if first < 0:
            continue
        known = _signs().get(tuple(line.text(at) for at in range(first, place)))
        if known and not (line.kind(first) == "word" and line.glued(first) and line.kind(first - 1) == "word"):
            known.lexicon.hit(known.entry)
            return Unit(first, place, known.name, known.measure)
    return None


def read(line: Line, place: int) -> Unit | None:
    """The unit that begins at a place, with what it is divided by: `mile per hour`, `USD per share`."""
    simple = _simple(line, place)
    return _divided(line, simple) if simple else None


def _simple(line: Line, place: int) -> Unit | None:
    for table, words, as_written in (("words", _words(), False), ("symbols", _symbols(), True)):
        if (line.text(place) if as_written else line.lower(place)) not in _firsts(table):
            continue
        for count in range(min(_longest(table), len(line) - place), 0, -1):
            texts = [line.text(at) if as_written else line.lower(at) for at in range(place, place + count)]
            known = words.get(tuple(texts)) or words.get(_joined(line, place, texts))
            if known and _fits(line, place, count, as_written):
                known.lexicon.hit(known.entry)
                return Unit(place, place + count, known.name, known.measure)
    return None


def _joined(line: Line, place: int, texts: list[str]) -> Key:
    """The lexemes without the hyphens within."""
    return tuple(text for at, text in enumerate(texts) if at in {0, len(texts) - 1} or not line.dash(place + at))


def _fits(line: Line, place: int, count: int, symbol: bool) -> bool:
    """Whether a spelling is not the beginning of something else ("in" the preposition, "5'" of a quotation)."""
    last = place + count
    if line.glued(last) and line.kind(last) in {"word", "numeral"} and line.kind(last - 1) == "word":
        return False
    if symbol and any(line.kind(at) == "numeral" and not line.glued(at) for at in range(place + 1, last)):
        return False
    code = symbol and line.kind(place) == "word" and line.dash(last) and line.glued(last)
    if code and line.kind(last + 1) == "numeral" and line.glued(last + 1):
        return False  # "24703 L-202"
    if symbol and count == 1 and among("unit_homographs", line.text(place)):
        free = line.kind(last) not in {"word", "numeral"} or among("after_symbol", line.lower(last))
        closed = line.text(last) in {"", ".", ",", ";"} and line.text(place) == "in"
        word = among("function_words", line.text(place))
        return line.glued(place) or closed or (free and not word) or among("dimension", line.lower(last))
    if line.text(place) in {"'", '"', "′", "″"}:
        opened = sum(line.text(at) == line.text(place) for at in range(place)) % 2
        if line.kind(place - 1) == "word" or (opened and line.text(place) == '"'):
            return False  # the end of a quotation
        quoted = line.glued(place) and (not line.glued(place + 1) or line.lower(place + 1) == ",")
        return quoted or among("dimension", line.lower(place + 1))
    return True


def _divided(line: Line, unit: Unit) -> Unit:
    """The unit with `/h`, `per hour`, `a share`, `-a-share` after it."""
    name, last, measure = unit.name, unit.last, unit.measure
    for _ in range(2):
        below = _below(line, last, name)
        if not below:
            break
        name, last = f"{name} per {below.name}", below.last
        measure = rate(measure, below.measure)
    return Unit(unit.first, last, name, measure)


def rate(above: str, below: str) -> str:
    """What a rate measures: money a year is money, money a share a price."""
    if above in {"money", "price"}:
        return above if below == "duration" else "price"
    return above if above in {"share", "temperature"} else "other"


def per_after(line: Line, place: int) -> Unit | None:
    """What a quantity is divided by where `per hour`, `a day` or `/month` stands at a place."""
    return _below(line, place, "")


def _below(line: Line, place: int, name: str) -> Unit | None:
    at = place + 1 if line.dash(place) and line.glued(place) else place
    word = line.lower(at)
    if line.text(at) == "/":
        below = _simple(line, at + 1) if line.kind(at + 1) == "word" else None
        return Unit(at, below.last, below.name, below.measure) if below else None
    after = at + 2 if line.dash(at + 1) and line.glued(at + 1) else at + 1
    if word == "per":
        if (below := _simple(line, after)) and line.kind(after) == "word":
            return Unit(at, below.last, below.name, below.measure)
        if line.lower(after) == "annum":
            return Unit(at, after + 1, "year", "duration")
        if line.kind(after) == "word":
            return Unit(at, after + 1, line.token(after).lemma_.lower(), "")
    if word in {"a", "an", "every", "each"} and (among("per_nouns", line.lower(after)) or _is_time(line, after, name)):
        if word in {"a", "an"} and line.lower(after + 1) in {"ago", "earlier", "later", "before", "after"}:
            return None
        return Unit(at, after + 1, line.lower(after), "duration" if _is_time(line, after, name) else "")
    return None


def _is_time(line: Line, place: int, name: str) -> bool:
    below = _words().get((line.lower(place),))
    return below is not None and below.measure == "duration" and below.name == line.lower(place) != name
