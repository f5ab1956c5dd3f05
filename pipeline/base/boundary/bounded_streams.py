"""Streams from outside: regular files alone, and compressed ones only as far as they expand within bounds."""

import gzip
import io
import os
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO

import zstandard

from pipeline.base.boundary.input_bounds import InputBounds

STEP_BYTES = 1024 * 1024
# What decompressors raise for input that is cut or damaged.
DAMAGE_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile, zstandard.ZstdError)


class ExpansionError(ValueError):
    """Compressed input that expands more than the bound allows."""


class DamagedStreamError(ValueError):
    """Compressed input that is cut or damaged; only a part of the document could be read."""


class TooLargeError(ValueError):
    """A document of more bytes than the bound allows."""


def open_regular_file(path: Path) -> io.BufferedReader:
    """Open a file that is a file: a FIFO, socket or device raises OSError and never blocks."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(None, "it is no regular file")
    return os.fdopen(descriptor, "rb")


def read_bounded(stream: IO[bytes], bounds: InputBounds) -> bytes:
    """All bytes of a stream, read step by step. Raises TooLargeError beyond the bound of a document, and
    DamagedStreamError where the stream was cut.
    """
    parts: list[bytes] = []
    size = 0
    while part := stream.read(STEP_BYTES):
        size += len(part)
        if size > bounds.max_bytes:
            raise TooLargeError(format_size_limit(bounds))
        parts.append(part)
    if (damage := find_damage(stream)) is not None:
        raise DamagedStreamError(damage)
    return b"".join(parts)


def find_damage(stream: IO[bytes]) -> str | None:
    """What was wrong with the compressed stream that ended so early, null where it ended well."""
    raw = getattr(stream, "raw", None)
    return raw.damage if isinstance(raw, _ExpandingStream) else None


def format_size_limit(bounds: InputBounds) -> str:
    """The reason for which a document that is too large is set aside."""
    return f"larger than {bounds.max_bytes / 1024 / 1024:g} MiB; split it"


class _ExpandingStream(io.RawIOBase):
    """What comes out of a decompressor, counted against what went in."""

    def __init__(self, expanded: IO[bytes], compressed: IO[bytes], bounds: InputBounds) -> None:
        self._expanded, self._compressed, self._bounds = expanded, compressed, bounds
        self._size = 0
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        try:
            part = self._expanded.read1(min(len(buffer), STEP_BYTES)) if self.damage is None else b""  # type: ignore[attr-defined]
        except DAMAGE_ERRORS as error:
            # The stream ends here, so that what came before is read; whoever opened it tells of the damage.
            self.damage, part = " ".join(str(error).split())[:200], b""
        self._size += len(part)
        if not self._bounds.is_expansion_allowed(self._compressed.tell(), self._size):
            raise ExpansionError(
                f"it expands to more than {self._bounds.max_expansion} times its size; if it is honest, unpack it first"
            )
        buffer[: len(part)] = part
        return len(part)


def limit_expansion(expanded: IO[bytes], compressed: IO[bytes], bounds: InputBounds) -> io.BufferedReader:
    """The decompressed stream, which raises ExpansionError once it passes the bound."""
    return io.BufferedReader(_ExpandingStream(expanded, compressed, bounds), buffer_size=STEP_BYTES // 8)
