"""What is made of a file of an installed package, kept in the user's cache folder so that it is made once.

Beside its content a derived file holds the SHA-256 of the file that it was made of, and its own: what does not fit is
made again. Where the folder cannot be written, it is made each time.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def find_cache_folder() -> Path:
    """The folder of this program's derived files, in the one that XDG_CACHE_HOME names or `~/.cache`.

    Raises RuntimeError where the user has no home.
    """
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "newsledger")


def read_derived(name: str, source: Path, derive: Callable[[bytes], bytes]) -> bytes:
    """What `derive` makes of the content of `source`; kept under `name`. Raises OSError where `source` cannot be read,
    and what `derive` raises.
    """
    content = source.read_bytes()
    origin = sha256(content).hexdigest().encode()
    with suppress(OSError, RuntimeError):
        with (find_cache_folder() / name).open("rb") as file:
            kept_origin, digest = file.readline().strip(), file.readline().strip()
            derived = file.read() if kept_origin == origin else b""
        if kept_origin == origin and sha256(derived).hexdigest().encode() == digest:
            return derived
    derived = derive(content)
    with suppress(OSError, RuntimeError):
        place_derived(find_cache_folder() / name, [origin, sha256(derived).hexdigest().encode(), derived])
    return derived


def place_derived(path: Path, lines: list[bytes]) -> None:
    """Write a file of lines beside its place and rename it, so that no reader sees half of it. Raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(b"\n".join(lines))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
