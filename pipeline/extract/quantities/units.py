"""Units of measure and currencies: a registry from YAML, and the reading of simple and compound units in a line."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon
from pipeline.extract.quantities.lexed_sentence import LexedSentence, split_lexemes
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.extract.quantities.unit_lexicon import Currency, get_currencies, get_prefixes, get_units

UnitKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit over the lexemes `[first, last)`."""

    first: int
    last: int
    name: str
    measure: str
    rule: str  # the entry of the unit or currency


@dataclass(frozen=True, slots=True)
class _RegisteredUnit:
    name: str
    measure: str
    entry: Entry
    lexicon: Lexicon[Any]
    factor: float = 1.0

    @property
    def rule(self) -> str:
        """The entry, as a figure cites it."""
        return self.lexicon.make_rule_id(self.entry)


def _split_key(text: str) -> UnitKey:
    return tuple(lexeme.text for lexeme in split_lexemes(text, 0, len(text)))


def _list_inflections(word: str) -> list[str]:
    """Singular and plural: of a phrase either its last word or its first takes the s ("year olds", "years old")."""
    first, _, rest = word.partition(" ")
    return [word, word + "s", *([f"{first}s {rest}"] if rest else [])]


@cache
def _index_words() -> dict[UnitKey, _RegisteredUnit]:
    """Units by their words in lower case."""
    known: dict[UnitKey, _RegisteredUnit] = {}
    for unit in get_units():
        for word in unit.words:
            for prefix in ("", *unit.prefixes):
                name = f"{prefix}{unit.id}"
                found = _RegisteredUnit(name, unit.measure, unit, get_units())
                for form in _list_inflections(prefix + word):
                    known.setdefault(_split_key(form), found)
                    if not unit.has_powers:
                        continue
                    for power, measure in (("square", "area"), ("cubic", "other")):
                        powered = _RegisteredUnit(f"{power} {name}", measure, unit, get_units())
                        short = {"square": ("square", "sq", "sq."), "cubic": ("cubic", "cu", "cu.")}[power]
                        for before in short:
                            known.setdefault(_split_key(f"{before} {form}"), powered)
                        known.setdefault(_split_key(f"{form} {'squared' if power == 'square' else 'cubed'}"), powered)
    for currency in get_currencies():
        for word in currency.words:
            for form in _list_inflections(word):
                known.setdefault(_split_key(form), _RegisteredUnit(currency.id, "money", currency, get_currencies()))
    return known


@cache
def _index_symbols() -> dict[UnitKey, _RegisteredUnit]:
    """Units by their symbols, with their case."""
    known: dict[UnitKey, _RegisteredUnit] = {}
    shorts = {prefix.id: prefix.symbols for prefix in get_prefixes()}
    for unit in get_units():
        for symbol in unit.symbols:
            forms = [(symbol, unit.id)]
            forms += [(short + symbol, prefix + unit.id) for prefix in unit.prefixes for short in shorts[prefix]]
            for form, name in forms:
                known.setdefault(_split_key(form), _RegisteredUnit(name, unit.measure, unit, get_units()))
                if not unit.has_powers:
                    continue
                for power, ends in (("square", ("2", "²", "^2", " squared")), ("cubic", ("3", "³", "^3", " cubed"))):
                    measure = "area" if power == "square" else "other"
                    for end in ends:
                        powered = _RegisteredUnit(f"{power} {name}", measure, unit, get_units())
                        known.setdefault(_split_key(form + end), powered)
    for currency in get_currencies():
        for sign in (*currency.signs, *([currency.id] if currency.code_is_sign else [])):
            known.setdefault(_split_key(sign), _build_currency(currency, sign))
    return known


def _build_currency(currency: Currency, sign: str) -> _RegisteredUnit:
    factor = 1e6 if sign == f"M{currency.id}" else 1.0
    return _RegisteredUnit(currency.id, "money", currency, get_currencies(), factor)


@cache
def _index_signs() -> dict[UnitKey, _RegisteredUnit]:
    """Currency signs and codes that stand before a number, and words that may."""
    signs = {}
    for currency in get_currencies():
        for sign in (*currency.signs, *([currency.id] if currency.code_is_sign else [])):
            signs[_split_key(sign)] = _build_currency(currency, sign)
        if currency.code_is_sign:
            signs[_split_key(currency.id.lower())] = _build_currency(currency, currency.id)
    return signs


@cache
def _get_max_length(table: str) -> int:
    return max(map(len, _get_table(table)))


@cache
def _collect_first_lexemes(table: str) -> frozenset[str]:
    """The lexemes that spellings begin with."""
    return frozenset(key[0] for key in _get_table(table))


def _get_table(name: str) -> dict[UnitKey, _RegisteredUnit]:
    return {"words": _index_words, "symbols": _index_symbols, "signs": _index_signs}[name]()


def find_sign_before(lexed: LexedSentence, position: int) -> Unit | None:
    """The currency sign that ends just before a place."""
    for count in range(_get_max_length("signs"), 0, -1):
        first = position - count
        if first < 0:
            continue
        known = _index_signs().get(tuple(lexed.text(at) for at in range(first, position)))
        if known and not (lexed.kind(first) == "word" and lexed.is_glued(first) and lexed.kind(first - 1) == "word"):
            known.lexicon.record_hit(known.entry)
            return Unit(first, position, known.name, known.measure, known.rule)
    return None


def parse_unit(lexed: LexedSentence, position: int) -> Unit | None:
    """The unit that begins at a place, with what it is divided by: `mile per hour`, `USD per share`."""
    simple = _parse_simple_unit(lexed, position)
    return _add_divisors(lexed, simple) if simple else None


def _parse_simple_unit(lexed: LexedSentence, position: int) -> Unit | None:
    for table, words, as_written in (("words", _index_words(), False), ("symbols", _index_symbols(), True)):
        if (lexed.text(position) if as_written else lexed.lower(position)) not in _collect_first_lexemes(table):
            continue
        for count in range(min(_get_max_length(table), len(lexed) - position), 0, -1):
            texts = [lexed.text(at) if as_written else lexed.lower(at) for at in range(position, position + count)]
            known = words.get(tuple(texts)) or words.get(_strip_hyphens(lexed, position, texts))
            if known and _is_complete_match(lexed, position, count, as_written):
                known.lexicon.record_hit(known.entry)
                return Unit(position, position + count, known.name, known.measure, known.rule)
    return None


def _strip_hyphens(lexed: LexedSentence, position: int, texts: list[str]) -> UnitKey:
    """The lexemes without the hyphens within."""
    return tuple(text for at, text in enumerate(texts) if at in {0, len(texts) - 1} or not lexed.is_dash(position + at))


def _is_complete_match(lexed: LexedSentence, position: int, count: int, symbol: bool) -> bool:
    """Whether a spelling is not the beginning of something else ("in" the preposition, "5'" of a quotation)."""
    last = position + count
    if lexed.is_glued(last) and lexed.kind(last) in {"word", "numeral"} and lexed.kind(last - 1) == "word":
        return False
    if symbol and any(lexed.kind(at) == "numeral" and not lexed.is_glued(at) for at in range(position + 1, last)):
        return False
    code = symbol and lexed.kind(position) == "word" and lexed.is_dash(last) and lexed.is_glued(last)
    if code and lexed.kind(last + 1) == "numeral" and lexed.is_glued(last + 1):
        return False  # "24703 L-202"
    if symbol and count == 1 and is_in_word_set("unit_homographs", lexed.text(position)):
        free = lexed.kind(last) not in {"word", "numeral"} or is_in_word_set("after_symbol", lexed.lower(last))
        closed = lexed.text(last) in {"", ".", ",", ";"} and lexed.text(position) == "in"
        word = is_in_word_set("function_words", lexed.text(position))
        return (
            lexed.is_glued(position) or closed or (free and not word) or is_in_word_set("dimension", lexed.lower(last))
        )
    if lexed.text(position) in {"'", '"', "′", "″"}:
        opened = sum(lexed.text(at) == lexed.text(position) for at in range(position)) % 2
        if lexed.kind(position - 1) == "word" or (opened and lexed.text(position) == '"'):
            return False  # the end of a quotation
        quoted = lexed.is_glued(position) and (not lexed.is_glued(position + 1) or lexed.lower(position + 1) == ",")
        return quoted or is_in_word_set("dimension", lexed.lower(position + 1))
    return True


def _add_divisors(lexed: LexedSentence, unit: Unit) -> Unit:
    """The unit with `/h`, `per hour`, `a share`, `-a-share` after it."""
    name, last, measure = unit.name, unit.last, unit.measure
    for _ in range(2):
        divisor = _parse_divisor(lexed, last, name)
        if not divisor:
            break
        name, last = f"{name} per {divisor.name}", divisor.last
        measure = get_rate_measure(measure, divisor.measure)
    return Unit(unit.first, last, name, measure, unit.rule)


def get_rate_measure(numerator: str, denominator: str) -> str:
    """What a rate measures: money a year is money, money a share a price."""
    if numerator in {"money", "price"}:
        return numerator if denominator == "duration" else "price"
    return numerator if numerator in {"share", "temperature"} else "other"


def find_divisor(lexed: LexedSentence, position: int) -> Unit | None:
    """What a quantity is divided by where `per hour`, `a day` or `/month` stands at a place."""
    return _parse_divisor(lexed, position, "")


def _parse_divisor(lexed: LexedSentence, position: int, name: str) -> Unit | None:
    at = position + 1 if lexed.is_dash(position) and lexed.is_glued(position) else position
    word = lexed.lower(at)
    if lexed.text(at) == "/":
        divisor = _parse_simple_unit(lexed, at + 1) if lexed.kind(at + 1) == "word" else None
        return replace(divisor, first=at) if divisor else None
    after = at + 2 if lexed.is_dash(at + 1) and lexed.is_glued(at + 1) else at + 1
    if word == "per":
        if (divisor := _parse_simple_unit(lexed, after)) and lexed.kind(after) == "word":
            return replace(divisor, first=at)
        if lexed.lower(after) == "annum":
            return Unit(at, after + 1, "year", "duration", "units/year")
        if lexed.kind(after) == "word":
            return Unit(at, after + 1, lexed.token(after).lemma_.lower(), "", "quantity_words/per_nouns")
    if word in {"a", "an", "every", "each"} and (
        is_in_word_set("per_nouns", lexed.lower(after)) or _is_time_unit(lexed, after, name)
    ):
        if word in {"a", "an"} and lexed.lower(after + 1) in {"ago", "earlier", "later", "before", "after"}:
            return None
        measure = "duration" if _is_time_unit(lexed, after, name) else ""
        return Unit(at, after + 1, lexed.lower(after), measure, "quantity_words/per_nouns")
    return None


def _is_time_unit(lexed: LexedSentence, position: int, name: str) -> bool:
    divisor = _index_words().get((lexed.lower(position),))
    return divisor is not None and divisor.measure == "duration" and divisor.name == lexed.lower(position) != name
