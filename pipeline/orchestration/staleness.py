"""Whether there is anything to do: what the inputs hold now, against what the last release was made of."""

import json
import os
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from pipeline.base.boundary.bounded_streams import open_regular_file
from pipeline.intake.file_walk import walk_inputs
from pipeline.intake.side_files import list_side_files
from pipeline.intake.source_document import RejectedInput
from pipeline.intake.sources_file import list_sources_above
from pipeline.orchestration.resources import BuildResource
from pipeline.store.fingerprints import fingerprint_reading, fingerprint_release

VERSIONS_FILE = "published.json"

# Digests of files that this process has looked at, under name, size and time of change: a daemon looks every ten
# seconds, and need not read again what nobody touched.
_FILE_DIGESTS: dict[tuple[str, int, int], str] = {}


def compute_data_version(build: BuildResource) -> str:
    """A digest of all that a release is made of: code, settings, and names and contents of the input files."""
    digest = sha256(f"{_compute_code_version()} {fingerprint_reading(build.settings)} {build.text}".encode())
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


def find_pending_version(build: BuildResource) -> str | None:
    """The state of the inputs where the release at `out` was not made of it; null where there is nothing to do."""
    now = compute_data_version(build)
    return None if read_published_version(build) == now else now


def read_published_version(build: BuildResource) -> str | None:
    """The state that the release at `out` was made of, where there is a release."""
    if not Path(build.out, "SHA256SUMS").is_file():
        return None
    return _read_versions(build).get(_resolve_target(build), {}).get("published")


def record_start(build: BuildResource) -> None:
    """Note the state of the inputs as reading begins: what comes later belongs to the next run."""
    _update_versions(build, {"begun": compute_data_version(build)})


def record_publication(build: BuildResource) -> None:
    """Note that the release at `out` was made of the state in which reading began."""
    begun = _read_versions(build).get(_resolve_target(build), {}).get("begun")
    if begun:
        _update_versions(build, {"published": begun})


def _resolve_target(build: BuildResource) -> str:
    return str(Path(build.out).resolve())


def _read_versions(build: BuildResource) -> dict[str, dict[str, str]]:
    try:
        marks: dict[str, dict[str, str]] = json.loads(Path(build.state, VERSIONS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marks


def _update_versions(build: BuildResource, updates: dict[str, str]) -> None:
    marks = _read_versions(build)
    marks[_resolve_target(build)] = marks.get(_resolve_target(build), {}) | updates
    path = Path(build.state, VERSIONS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(marks, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(path)


@cache
def _compute_code_version() -> str:
    return fingerprint_release()


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
