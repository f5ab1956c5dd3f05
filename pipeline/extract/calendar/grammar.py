"""The phrases of a document that tell dates, read from its words alone: where they stand and what form they have."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.base.span import Span
from pipeline.extract.calendar import absolute, days, relative
from pipeline.extract.calendar.forms import Between, Fixed, Form, Since, Until
from pipeline.extract.calendar.words import Line, dated
from pipeline.language.parsed import Parsed, Sentence

Found = tuple[Form, int] | None


@dataclass(frozen=True, slots=True)
class Expression:
    """A date phrase not yet placed: its characters, its tokens `[first, last)`, its form, its sentence."""

    span: Span
    first: int
    last: int
    form: Form
    sentence: Sentence


@lru_cache(maxsize=1)
def read(parsed: Parsed) -> tuple[Expression, ...]:
    """The date phrases of a document in the order of the text; they do not overlap.

    Those of the last document are kept, for its day of publication is read from them before they are placed by it.
    """
    return tuple(found for sentence in parsed.sentences for found in _sentence(parsed, sentence))


def _sentence(parsed: Parsed, sentence: Sentence) -> list[Expression]:
    if not dated(sentence.span.of(parsed.text)):
        return []
    line = Line(parsed, sentence)
    found, i = [], 0
    while i < len(line):
        match = _phrase(line, i) if line.opens(i) else None
        if match is None:
            i += 1
            continue
        form, end = match
        first, last = line.atoms[i], line.atoms[end - 1]
        found.append(Expression(Span(first.start, last.end), first.token, last.token + 1, form, sentence))
        line.note(i, end)
        i = end
    return found


def _phrase(line: Line, i: int) -> Found:
    return _bound(line, i) or _range(line, i) or _single(line, i)


def _single(line: Line, i: int) -> Found:
    return relative.read(line, i) or absolute.read(line, i)


def _bound(line: Line, i: int) -> Found:
    """`since Thursday`, `until May`; `after January 6`, `before 2019` where they govern the date itself."""
    since, until, bound = line.at(i, "since"), line.at(i, "until"), line.at(i, "bound")
    if not (since or until or bound):
        return None
    found = _single(line, i + 1)
    if not found:
        return None
    form, end = found
    if bound:
        follower = line.token(end)
        if line.low(end) in ("'s", "'") or (follower is not None and follower.pos_ in ("NOUN", "PROPN", "ADJ")):
            return None
    if until:
        return Until(form), end
    return (Since(form) if since or (bound and bound.value > 0) else Fixed(None)), end


def _range(line: Line, i: int) -> Found:
    """`from Monday to Friday`, `between March and May 2019`, `2014-2018`, `28 May to 3 June`."""
    opened = line.at(i, "range_open")
    start = i + 1 if opened else i
    first = _single(line, start)
    if first is None:
        return None
    join = line.low(first[1])
    if join not in absolute.JOINS or (join in ("and", "&") and not (opened and opened.id == "between")):
        return first if opened and isinstance(first[0], Between) else None
    last = _short_year(line, first[1] + 1, first[0]) or _single(line, first[1] + 1)
    return (Between(first[0], last[0]), last[1]) if last else None


def _short_year(line: Line, i: int, first: Form) -> Found:
    """The second year of `2014-18`."""
    number, whole = line.number(i), first.interval if isinstance(first, Fixed) else None
    if number is None or whole is None or whole.precision != "year" or line.low(i - 1) not in absolute.DASHES:
        return None
    year = whole.start.year // 100 * 100 + number
    return (Fixed(days.years(year)), i + 1) if year > whole.start.year else None
