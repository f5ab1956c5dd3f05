"""What is made of a file of an installed package, kept in the user's cache folder so that it is made once.

Beside its content a derived file holds the SHA-256 of the file that it was made of, and its own: what does not fit is
made again. Where the folder cannot be written, it is made each time.
"""

import mmap
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

# The line before the content, of such a length that numbers in the content can be used where they lie.
HEADER_BYTES = 192


def find_cache_folder() -> Path:
    """The folder of this program's derived files, in the one that XDG_CACHE_HOME names or `~/.cache`.

    Raises RuntimeError where the user has no home.
    """
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "newsledger")


def read_derived(name: str, source: Path, derive: Callable[[bytes], bytes]) -> bytes | memoryview:
    """What `derive` makes of the content of `source`; kept under `name`, and mapped into memory where it is kept.

    Raises OSError where `source` cannot be read, and what `derive` raises.
    """
    content = source.read_bytes()
    origin = sha256(content).hexdigest()
    with suppress(OSError, RuntimeError, ValueError):
        with (find_cache_folder() / name).open("rb") as file:
            kept = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        derived = kept[HEADER_BYTES:]
        if kept[:HEADER_BYTES] == _render_header(origin, derived):
            return derived
    made = derive(content)
    with suppress(OSError, RuntimeError):
        place_derived(find_cache_folder() / name, [_render_header(origin, made).rstrip(b"\n"), made])
    return made


def _render_header(origin: str, derived: bytes | memoryview) -> bytes:
    return f"{origin} {sha256(derived).hexdigest()}".encode().ljust(HEADER_BYTES - 1) + b"\n"


def place_derived(path: Path, lines: list[bytes]) -> None:
    """Write a file of lines beside its place and rename it, so that no reader sees half of it. Raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(b"\n".join(lines))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
