"""JSON: one document a line, or one JSON value (an object or a list of them) over many lines."""

import io
import json
import re

from pipeline.base.boundary.bounded_streams import STEP_BYTES, find_damage, format_size_limit, read_bounded
from pipeline.base.boundary.untrusted_values import UntrustedValueError, parse_json
from pipeline.intake.encoding_detection import detect_unmarked_utf, is_valid_utf8
from pipeline.intake.field_names import UnknownFields
from pipeline.intake.format_reader import InputDocuments, Origin, peek_bytes
from pipeline.intake.record_fields import parse_record
from pipeline.intake.source_document import UnreadableError
from pipeline.intake.text_decoding import BYTE_ORDER_MARKS, decode_text

UTF8_MARK = b"\xef\xbb\xbf"
WHITE_SPACE = re.compile(r"\s*")


def read_json_lines(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The documents of a JSONL file; a file that is one JSON value is read whole."""
    head = peek_bytes(stream)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if (marked or detect_unmarked_utf(head[: len(head) // 4 * 4]) or "utf-8") != "utf-8":
        try:
            decoded = decode_text(read_bounded(stream, origin.bounds), "text/plain")
        except UnreadableError as error:
            yield origin.reject(error.check, str(error))
            return
        stream = io.BufferedReader(io.BytesIO(decoded.text.encode("utf-8")))
        head = peek_bytes(stream)
    if _is_one_value(head.removeprefix(UTF8_MARK)):
        yield from _read_values(stream, origin)
    else:
        yield from _read_lines(stream, origin)


def _is_one_value(head: bytes) -> bool:
    """Whether a file holds a list, or an object that goes on over lines."""
    start = head.lstrip()
    if start[:1] == b"[":
        line, _, rest = start.partition(b"\n")
        return line.strip() in (b"[", b"[{") or line.startswith(b'[{"') or not rest.lstrip().startswith((b"{", b"["))
    return start.partition(b"\n")[0].strip() == b"{"


def _read_lines(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    number, limit, unknown = 0, origin.bounds.max_bytes, UnknownFields()
    while line := stream.readline(limit + 1):
        number += 1
        place = f"{origin.place}#{number}"
        if len(line) > limit:
            yield origin.reject("too_large", format_size_limit(origin.bounds), place)
            while line and not line.endswith(b"\n"):
                line = stream.readline(STEP_BYTES)
            continue
        line = line.removeprefix(UTF8_MARK) if number == 1 else line
        if not line.strip():
            continue
        if not is_valid_utf8(line):
            try:
                decoded = decode_text(line, "text/plain")
            except UnreadableError as error:
                yield origin.reject(error.check, str(error), place)
                continue
            for note in decoded.notes:
                yield origin.reject(note.check, note.failure, place)
            line = decoded.text.encode("utf-8")
        try:
            fields = parse_json(line)
        except UntrustedValueError as error:
            if find_damage(stream) is not None:
                return  # the line is cut; whoever opened the compressed stream tells of it
            yield origin.reject("not_json", f"the line is no JSON: {error}", place)
            continue
        yield from parse_record(fields, origin, place, unknown)


def _read_values(stream: io.BufferedReader, origin: Origin) -> InputDocuments:
    """The documents of JSON values that follow one another, each an object or a list of objects."""
    content = read_bounded(stream, origin.bounds).removeprefix(UTF8_MARK)
    try:
        text = decode_text(content, "text/plain").text
    except UnreadableError as error:
        yield origin.reject(error.check, str(error))
        return
    decoder, position, number, unknown = json.JSONDecoder(strict=False), 0, 0, UnknownFields()
    while position < len(text):
        try:
            _, end = decoder.raw_decode(text, position)
            value = parse_json(text[position:end])
        except (ValueError, RecursionError) as error:
            if number == 0:
                yield from _read_lines(io.BufferedReader(io.BytesIO(content)), origin)
                return
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            yield origin.reject("not_json", f"no JSON from character {position} on: {reason}")
            return
        for fields in value if isinstance(value, list) else [value]:
            number += 1
            yield from parse_record(fields, origin, f"{origin.place}#{number}", unknown)
        spaces = WHITE_SPACE.match(text, end)
        position = spaces.end() if spaces else end
