"""Whether there is anything to do: what the inputs hold now, against what the last release was made of."""

import json
import os
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.orchestration.resources import Build
from pipeline.store.fingerprint import making, reading

MARK = "published.json"

# Digests of files that this process has looked at, under name, size and time of change: a daemon looks every ten
# seconds, and need not read again what nobody touched.
_SEEN: dict[tuple[str, int, int], str] = {}


def state(build: Build) -> str:
    """A digest of all that a release is made of: code, settings, and names and contents of the input files."""
    digest = sha256(f"{_code()} {reading(build.settings)} {build.text}".encode())
    for entry in build.inputs:
        root = Path(entry)
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            name = path.relative_to(root) if root.is_dir() else Path(path.name)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                digest.update(f"{name.as_posix()}\0{_content(path)}\n".encode())
    return digest.hexdigest()


def pending(build: Build) -> str | None:
    """The state of the inputs where the release at `out` was not made of it; null where there is nothing to do."""
    now = state(build)
    return None if published(build) == now else now


def published(build: Build) -> str | None:
    """The state that the release at `out` was made of, where there is a release."""
    if not Path(build.out, "SHA256SUMS").is_file():
        return None
    return _marks(build).get(_name(build), {}).get("published")


def note_begun(build: Build) -> None:
    """Note the state of the inputs as reading begins: what comes later belongs to the next run."""
    _mark(build, {"begun": state(build)})


def note_published(build: Build) -> None:
    """Note that the release at `out` was made of the state in which reading began."""
    begun = _marks(build).get(_name(build), {}).get("begun")
    if begun:
        _mark(build, {"published": begun})


def _name(build: Build) -> str:
    return str(Path(build.out).resolve())


def _marks(build: Build) -> dict[str, dict[str, str]]:
    try:
        marks: dict[str, dict[str, str]] = json.loads(Path(build.state, MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marks


def _mark(build: Build, told: dict[str, str]) -> None:
    marks = _marks(build)
    marks[_name(build)] = marks.get(_name(build), {}) | told
    path = Path(build.state, MARK)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(marks, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(path)


@cache
def _code() -> str:
    return making()


def _content(path: Path) -> str:
    stat = path.stat()
    key = (str(path.resolve()), stat.st_size, stat.st_mtime_ns)
    if key not in _SEEN:
        with path.open("rb") as file:
            _SEEN[key] = file_digest(file, "sha256").hexdigest()
    return _SEEN[key]
