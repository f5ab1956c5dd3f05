"""Whether there is anything to do: what the inputs hold now, against what the last release was made of."""

import fcntl
import json
import os
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Protocol

from pipeline.base.boundary.bounded_streams import open_regular_file
from pipeline.base.durable_files import replace_file
from pipeline.base.reading_settings import Settings
from pipeline.intake.file_walk import walk_inputs
from pipeline.intake.side_files import list_side_files
from pipeline.intake.source_document import RejectedInput
from pipeline.intake.sources_file import list_sources_above
from pipeline.publish.release_target import read_release_info
from pipeline.store.fingerprints import fingerprint_reading, fingerprint_release

VERSIONS_FILE = "published.json"
# The name under which reading the articles tells Dagster of the inputs as they were when it began.
INPUT_VERSION = "input version"

# Digests of files that this process has looked at, under name, size and time of change: a daemon looks every ten
# seconds, and need not read again what nobody touched.
_FILE_DIGESTS: dict[tuple[str, int, int], str] = {}


class Origin(Protocol):
    """What a release is made of, and where it lies; the resource `build` is one."""

    @property
    def inputs(self) -> list[str]:
        """Files and folders."""

    @property
    def out(self) -> str:
        """Folder of the release."""

    @property
    def state(self) -> str:
        """Folder of finished work."""

    @property
    def text(self) -> str:
        """`licensed` or `full`."""

    @property
    def excerpt_share(self) -> float:
        """Share of its body that a document gives at most."""

    @property
    def min_confidence(self) -> float | None:
        """Least confidence of a published event, where it is not the taught one."""

    @property
    def settings(self) -> Settings:
        """How documents are read."""


def compute_input_version(build: Origin) -> str:
    """A digest of what documents are read from: code and settings of reading, names and contents of the input files."""
    digest = sha256(fingerprint_reading(build.settings).encode())
    roots: set[Path] = set()
    for found in walk_inputs([Path(entry) for entry in build.inputs], build.settings.bounds):
        if isinstance(found, RejectedInput):
            digest.update(f"{found.source_path}\0{found.failure}\n".encode())
            continue
        digest.update(f"{found.name}\0{_hash_content(found.path)}\n".encode())
        roots.add(found.root)
    for sources in sorted({sources for root in roots for sources in list_sources_above(root)}):
        digest.update(f"{sources.name}\0{_hash_content(sources)}\n".encode())
    for path in list_side_files(Path(entry) for entry in build.inputs):
        digest.update(f"{path.name}\0{_hash_content(path)}\n".encode())
    return digest.hexdigest()


def compute_data_version(build: Origin, input_version: str | None = None) -> str:
    """A digest of all that a release is made of: inputs (as they are now, or were), code and text policy."""
    parts = (
        input_version or compute_input_version(build),
        fingerprint_release(),
        build.text,
        str(build.excerpt_share),
        str(build.min_confidence),
    )
    return sha256(" ".join(parts).encode()).hexdigest()


def find_pending_version(build: Origin) -> str | None:
    """The version of the data that the release at `out` was not made of; null where there is nothing to do."""
    now = compute_data_version(build)
    return None if read_published_version(build) == now else now


def read_published_version(build: Origin) -> str | None:
    """The version that the release at `out` was made of; null where no release of this state folder lies there.

    The mark names the release, so that one which another state folder put in its place is not taken for it.
    """
    mark = _read_marks(build).get(_resolve_target(build))
    info = read_release_info(Path(build.out))
    return mark["version"] if mark and info and info["release"] == mark["release"] else None


def record_publication(build: Origin, input_version: str, release: str) -> None:
    """Note which release lies at `out`, and that it was made of the inputs as they were when reading began."""
    mark = {"version": compute_data_version(build, input_version), "release": release}
    root = Path(build.state)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # a file system without locks: a mark that is lost costs a build that changes nothing
            fcntl.flock(handle, fcntl.LOCK_EX)
        marks = _read_marks(build) | {_resolve_target(build): mark}
        content = json.dumps(marks, indent=1, sort_keys=True).encode("utf-8")
        replace_file(root / VERSIONS_FILE, content, part=root / f"published.{os.getpid()}.part")
    finally:
        os.close(handle)


def _resolve_target(build: Origin) -> str:
    return str(Path(build.out).resolve())


def _read_marks(build: Origin) -> dict[str, dict[str, str]]:
    """The mark of each target, less what is damaged: a lost mark costs a build that changes nothing."""
    try:
        marks = json.loads(Path(build.state, VERSIONS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {target: mark for target, mark in marks.items() if _is_mark(mark)} if isinstance(marks, dict) else {}


def _is_mark(mark: object) -> bool:
    return isinstance(mark, dict) and all(isinstance(mark.get(name), str) for name in ("version", "release"))


def _hash_content(path: Path) -> str:
    """The SHA-256 of a file; of one that cannot be read, the reason, since reading sets it aside with that."""
    try:
        stat = path.stat()
        key = (str(path.resolve()), stat.st_size, stat.st_mtime_ns)
        if key not in _FILE_DIGESTS:
            with open_regular_file(path) as file:
                _FILE_DIGESTS[key] = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror or error}"
    return _FILE_DIGESTS[key]
