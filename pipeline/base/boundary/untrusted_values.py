"""Values from outside to typed values: strings, days, identifiers, JSON. What does not fit raises a one-line reason."""

import json
import math
from datetime import date, datetime
from typing import Any

# A day outside these years is a mistake: newspapers began in the 17th century.
MIN_YEAR, MAX_YEAR = 1600, 2200
# Python refuses to convert longer whole numbers; no number of a metadata field is as long.
MAX_INTEGER_DIGITS = 300
MAX_IDENTIFIER_CHARS = 1000
REPLACEMENT_CHAR = "\ufffd"


class UntrustedValueError(ValueError):
    """A value that does not fit; the message says what it is and what was expected."""


def make_valid_text(value: str) -> str:
    """Replace each half of a surrogate pair by U+FFFD and drop NUL, so that the string can be stored anywhere."""
    if "\x00" in value:
        value = value.replace("\x00", "")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def is_missing(value: object) -> bool:
    """Whether a value stands for nothing: null, or text without a visible character."""
    return value is None or (isinstance(value, str | bytes) and not value.strip())


def parse_string(value: object, max_chars: int) -> str | None:
    """A string field, null where nothing is given. Raises UntrustedValueError for another type or one too long."""
    if is_missing(value):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        raise UntrustedValueError(f"is {describe_value(value)}, expected a string")
    if len(value) > max_chars:
        raise UntrustedValueError(f"has {len(value)} characters, the limit is {max_chars}")
    return make_valid_text(value).strip() or None


def parse_day(value: object) -> date | None:
    """A day, from a date or an ISO 8601 string, null where nothing is given. Raises UntrustedValueError."""
    if is_missing(value):
        return None
    try:
        day = _convert_to_day(value)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise UntrustedValueError(f"is {describe_value(value)}, expected an ISO date such as 2022-01-10")
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise UntrustedValueError(f"is {day}, expected a year from {MIN_YEAR} to {MAX_YEAR}")
    return day


def _convert_to_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    if len(text) > 10 and text[10] not in "T ":
        return None
    return date.fromisoformat(text[:10])


def parse_identifier(value: object) -> str | None:
    """An identifier of any type as a string, null where nothing is given. Raises UntrustedValueError if too long."""
    if is_missing(value):
        return None
    if isinstance(value, float) and math.isnan(value):
        raise UntrustedValueError("is NaN, expected a string or a number")
    if isinstance(value, bytes):
        text = value.decode("utf-8") if _is_utf8(value) else value.hex()
    elif isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        text = str(int(value))
    elif isinstance(value, list | dict):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    else:
        text = str(value)
    if len(text) > MAX_IDENTIFIER_CHARS:
        raise UntrustedValueError(f"has {len(text)} characters, the limit is {MAX_IDENTIFIER_CHARS}")
    return make_valid_text(text) or None


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def describe_value(value: object) -> str:
    """A value for a message: short, on one line, without characters that cannot be shown."""
    if isinstance(value, str):
        shown = make_valid_text(value[:40])
        return repr(shown if len(value) <= 40 else shown + "...")
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if isinstance(value, bool | int | float | date):
        return f"{type(value).__name__} {str(value)[:40]}"
    return f"a {type(value).__name__}"


def parse_json(content: str | bytes) -> Any:
    """A JSON value; whole numbers too long for Python stay strings.

    Raises UntrustedValueError where it is no JSON or nested more deeply than can be read.
    """
    try:
        return json.loads(content, parse_int=_parse_integer, strict=False)
    except RecursionError:
        raise UntrustedValueError("it is nested too deeply") from None
    except ValueError as error:
        raise UntrustedValueError(str(error)) from None


def _parse_integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_INTEGER_DIGITS else digits
