"""What is fuzzed: each target takes bytes of any kind, and raises only where something is wrong with our code."""

import json
from collections.abc import Callable
from pathlib import Path

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.boundary.untrusted_values import (
    UntrustedValueError,
    parse_day,
    parse_identifier,
    parse_json,
    parse_string,
)
from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml
from pipeline.base.reading_settings import Settings
from pipeline.clean.features.day_parsing import find_days, parse_machine_day
from pipeline.document_processing import prepare_document, process_documents
from pipeline.intake.document_text import open_document
from pipeline.intake.source_document import RawDocument, UnreadableError

# Words of the grammars of numbers and dates: each byte chooses one, so that what is made means something.
WORDS = Path(__file__).with_name("number_words.txt").read_text(encoding="utf-8").splitlines()
MAX_MADE_BYTES = 400  # bytes of a made text that are read


def fuzz_decoding(data: bytes) -> None:
    """Plain text of any bytes becomes valid Unicode, or is refused with a reason."""
    _open(data, "text/plain")


def fuzz_html(data: bytes) -> None:
    """A page of any bytes becomes text and labelled lines that cover it, or is refused with a reason."""
    item = RawDocument("a", "a.html", "text/html", data, None)
    try:
        document, page = prepare_document(item, Settings())
    except UnreadableError as error:
        _check_reason(str(error))
        return
    document.text.encode("utf-8")
    ends = [0, *(segment.span.end for segment in page.segments)]
    for before, segment in zip(ends, page.segments, strict=False):
        assert before <= segment.span.start <= segment.span.end <= len(document.text)


def fuzz_numbers_and_dates(data: bytes) -> None:
    """A text of number and date words gives rows whose spans hold, and no stage stumbles over it."""
    text = " ".join(WORDS[byte % len(WORDS)] for byte in data[:MAX_MADE_BYTES])
    item = RawDocument("a", "a.txt", "text/plain", text.encode(), "utf-8")
    (rows,) = process_documents([item], Settings(assume_clean=True))
    assert [row["failure"] for row in rows.tables.get("rejects", []) if row["check"] == "failed"] == []
    for name in ("figures", "events", "statements"):
        for row in rows.tables.get(name, []):
            assert text[row["char_start"] : row["char_end"]] == row["text"]


def fuzz_fields(data: bytes) -> None:
    """Days, identifiers, strings and JSON of any kind are typed, or refused with a reason."""
    text = data.decode("utf-8", "surrogateescape")
    find_days(text)
    parse_machine_day(text)
    for parse in (parse_day, parse_identifier, parse_json, lambda value: parse_string(value, 100)):
        for value in (text, data):
            try:
                found = parse(value)
            except UntrustedValueError as error:
                _check_reason(str(error))
                continue
            if isinstance(found, str) and parse is not parse_json:
                found.encode("utf-8")


def fuzz_yaml(data: bytes) -> None:
    """YAML of any kind becomes plain values with strings as keys, or is refused with a reason."""
    try:
        value = load_yaml(data.decode("utf-8", "replace"), InputBounds(max_yaml_nodes=10_000))
    except UntrustedYamlError as error:
        _check_reason(str(error))
        return
    json.dumps(value, allow_nan=True).encode("utf-8")


def _open(data: bytes, media_type: str) -> None:
    try:
        document = open_document(RawDocument("a", "a.txt", media_type, data, None), InputBounds())
    except UnreadableError as error:
        _check_reason(str(error))
        return
    document.text.encode("utf-8")


def _check_reason(reason: str) -> None:
    assert reason and "\n" not in reason, reason
    reason.encode("utf-8")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": fuzz_decoding,
    "html": fuzz_html,
    "numbers and dates": fuzz_numbers_and_dates,
    "fields": fuzz_fields,
    "yaml": fuzz_yaml,
}
