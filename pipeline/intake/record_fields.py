"""The fields of one JSON object or Parquet row to a document; a bad optional field costs the field alone."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pipeline.base.boundary.bounded_streams import format_size_limit
from pipeline.base.boundary.untrusted_values import (
    UntrustedValueError,
    describe_value,
    is_missing,
    parse_day,
    parse_identifier,
    parse_string,
)
from pipeline.intake.field_names import UnknownFields, find_renamed_fields
from pipeline.intake.format_reader import InputDocuments, Origin, looks_like_html
from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata
from pipeline.intake.sources_file import REDISTRIBUTIONS

T = TypeVar("T")

BODY_FIELDS = ("html", "text")
STRING_FIELDS = ("url", "title", "publisher", "licence")
# Of a document whose `redistribution` cannot be read, no text is published.
STRICTEST = REDISTRIBUTIONS[-1]


class UnreadableCell:
    """A value that the container holds but that cannot be read; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def parse_record(fields: Any, origin: Origin, place: str, unknown: UnknownFields) -> InputDocuments:
    """The document of one record, after what is to be told of its fields; `unknown` is shared by a file's records."""
    if not isinstance(fields, Mapping):
        yield origin.reject("no_document", "the line is no JSON object with `text` or `html`", place)
        return
    given = _find_record(fields)
    renamed = find_renamed_fields(given)
    record = given | {known: given[name] for name, known in renamed.items()}
    reader = _FieldReader(record)
    external_id = reader.read("id", parse_identifier) or place
    if message := unknown.describe_new(given, renamed):
        yield origin.reject("unknown_fields", message, external_id)
    body_name = next((name for name in BODY_FIELDS if _is_body(record.get(name))), None)
    if body_name is None:
        yield origin.reject("no_document", _explain_missing_body(record), external_id)
        return
    content, encoding = _encode_body(record[body_name], reader, body_name)
    if len(content) > origin.bounds.max_bytes:
        yield origin.reject("too_large", format_size_limit(origin.bounds), external_id)
        return
    limit = origin.bounds.max_field_chars
    strings = {name: reader.read(name, lambda value: parse_string(value, limit)) for name in STRING_FIELDS}
    supplied = SuppliedMetadata(
        **strings,
        published=reader.read("published", parse_day),
        redistribution=reader.read("redistribution", _parse_redistribution)
        or (STRICTEST if reader.has_failed("redistribution") else None),
    )
    yield from reader.list_problems(origin, external_id)
    is_html = body_name == "html" or looks_like_html(content[:4096])
    yield RawDocument(
        external_id, origin.source_path, "text/html" if is_html else "text/plain", content, encoding, supplied
    )


def _find_record(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields by lower-case name; where the body stands one level down (`article.text`), those beside it too."""
    record = _fold_names(fields)
    if not any(_is_body(record.get(name)) for name in BODY_FIELDS):
        for outer, value in record.items():
            if isinstance(value, Mapping):
                inner = _fold_names(value)
                if any(_is_body(inner.get(name)) for name in BODY_FIELDS):
                    return {name: record[name] for name in record if name != outer} | inner
    return record


def _fold_names(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Fields by lower-case name; of two that differ in case alone, the one in lower case."""
    names = sorted((str(name) for name in fields), key=lambda name: name == name.lower())
    return {name.strip().lower(): fields[name] for name in names if name in fields}


def _is_body(value: object) -> bool:
    return isinstance(value, str | bytes) and not is_missing(value)


def _explain_missing_body(record: Mapping[str, Any]) -> str:
    for name in BODY_FIELDS:
        value = record.get(name)
        if isinstance(value, UnreadableCell):
            return f"`{name}` {value.reason}"
        if value is not None and not isinstance(value, str | bytes):
            return f"`{name}` is {describe_value(value)}, expected a string"
    return "it has neither `text` nor `html` with anything in it"


def _encode_body(value: str | bytes, reader: "_FieldReader", name: str) -> tuple[bytes, str | None]:
    """The body as bytes and their encoding, null where the bytes came as they are."""
    if isinstance(value, bytes):
        return value, None
    try:
        return value.encode("utf-8"), "utf-8"
    except UnicodeEncodeError:
        valid = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        reader.problems.append((name, "holds half of a surrogate pair; it is U+FFFD in the text"))
        return valid.encode("utf-8"), "utf-8"


def _parse_redistribution(value: object) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, str) and value.strip().lower() in REDISTRIBUTIONS:
        return value.strip().lower()
    raise UntrustedValueError(f"is {describe_value(value)}, expected one of {', '.join(REDISTRIBUTIONS)}")


class _FieldReader:
    """Reads the optional fields of a record, and keeps what is wrong with them."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self.problems: list[tuple[str, str]] = []

    def read(self, name: str, parse: Callable[[object], T | None]) -> T | None:
        value = self.record.get(name)
        if isinstance(value, UnreadableCell):
            self.problems.append((name, value.reason))
            return None
        try:
            return parse(value)
        except UntrustedValueError as error:
            self.problems.append((name, str(error)))
            return None

    def has_failed(self, name: str) -> bool:
        return any(failed == name for failed, _ in self.problems)

    def list_problems(self, origin: Origin, external_id: str) -> Iterator[RejectedInput]:
        for name, reason in self.problems:
            yield origin.reject("bad_field", f"`{name}` {reason}; the field is left out, the article read", external_id)
