"""Content encodings of HTTP (gzip, deflate, br, zstd) undone within bounds, also where the header is wrong."""

import io
import zlib
from collections.abc import Callable

import brotli
import zstandard

from pipeline.base.boundary.bounded_streams import ExpansionError, TooLargeError, format_size_limit
from pipeline.base.boundary.input_bounds import InputBounds

STEP_BYTES = 64 * 1024
GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
ZSTD_WINDOW = 128 * 1024 * 1024


class ContentEncodingError(ValueError):
    """Content that its encoding does not undo."""


def decode_content(content: bytes, encodings: str, bounds: InputBounds) -> bytes:
    """Undo the encodings of a `Content-Encoding` header, the last one first.

    Content that is not in the encoding is taken as it is; content that is compressed although no header says so is
    decompressed. Raises ContentEncodingError for damaged content, ExpansionError and TooLargeError beyond the bounds.
    """
    for name in reversed([part.strip().lower() for part in encodings.split(",")]):
        if name == "br":
            content = _collect(content, _step_brotli, bounds)
        elif name in ("gzip", "x-gzip", "deflate", "zstd"):
            content = _undo_by_magic(content, bounds, is_deflate=name == "deflate")
    return _undo_by_magic(content, bounds)


def _undo_by_magic(content: bytes, bounds: InputBounds, *, is_deflate: bool = False) -> bytes:
    if content.startswith(GZIP_MAGIC):
        return _collect(content, _make_zlib_step(zlib.MAX_WBITS | 16), bounds)
    if content.startswith(ZSTD_MAGIC):
        return _collect(content, _step_zstd, bounds)
    if is_deflate:
        # Servers send both what the standard means (zlib) and bare deflate; text in either begins otherwise.
        is_zlib = len(content) > 1 and content[0] & 0x0F == 8 and (content[0] * 256 + content[1]) % 31 == 0
        try:
            return _collect(content, _make_zlib_step(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS), bounds)
        except ContentEncodingError:
            if is_zlib:
                raise
    return content


Step = Callable[[bytes, Callable[[bytes], None]], None]


def _collect(content: bytes, decompress: Step, bounds: InputBounds) -> bytes:
    parts: list[bytes] = []
    size = 0

    def take(part: bytes) -> None:
        nonlocal size
        size += len(part)
        if size > bounds.max_bytes:
            raise TooLargeError(format_size_limit(bounds))
        if not bounds.is_expansion_allowed(len(content), size):
            raise ExpansionError(f"it expands to more than {bounds.max_expansion} times its size")
        parts.append(part)

    try:
        decompress(content, take)
    except (zlib.error, zstandard.ZstdError, brotli.error) as error:
        if not parts and _looks_like_text(content):
            return content
        raise ContentEncodingError(" ".join(f"{type(error).__name__}: {error}".split())[:200]) from error
    return b"".join(parts)


def _looks_like_text(content: bytes) -> bool:
    sample = content[:1000]
    return bool(sample) and sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) == 0


def _make_zlib_step(window: int) -> Step:
    def step(content: bytes, take: Callable[[bytes], None]) -> None:
        decompressor = zlib.decompressobj(window)
        rest = content
        while rest and not decompressor.eof:
            take(decompressor.decompress(rest, STEP_BYTES))
            rest = decompressor.unconsumed_tail
        if not decompressor.eof:
            take(decompressor.flush())
            raise zlib.error("it ends before its end")

    return step


def _step_zstd(content: bytes, take: Callable[[bytes], None]) -> None:
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    with decompressor.stream_reader(io.BytesIO(content), read_across_frames=True) as reader:
        while part := reader.read(STEP_BYTES):
            take(part)


def _step_brotli(content: bytes, take: Callable[[bytes], None]) -> None:
    decompressor = brotli.Decompressor()
    take(decompressor.process(content, output_buffer_limit=STEP_BYTES))
    while not decompressor.is_finished():
        part = decompressor.process(b"", output_buffer_limit=STEP_BYTES)
        if not part and decompressor.can_accept_more_data():
            raise brotli.error("it ends before its end")
        take(part)
