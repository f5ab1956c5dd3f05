"""The packages that the software stands on: as its lock file pins them, or, where none lies beside it, as installed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# The name under which the software is installed.
DISTRIBUTION = "newsledger"
LOCK_FILE = Path(__file__).resolve().parents[3] / "requirements.lock"
_PIN_PATTERN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)(?: ; ([^\\]+?))? *\\?")
_HASH_PATTERN = re.compile(r" +--hash=sha256:([0-9a-f]{64})(?: \\)?")


class LockFileError(ValueError):
    """A lock file with a line that is neither a pin nor a hash."""


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """One package at one version; `hashes` (SHA-256) are those of all the files in which it is published."""

    name: str
    version: str
    marker: str | None = None  # the platforms that it is for, null for all of them
    hashes: tuple[str, ...] = ()


@cache
def list_packages(lock: Path = LOCK_FILE) -> tuple[LockedPackage, ...]:
    """The packages of a lock file, by name and version; without the file those that are installed, without hashes.

    A package that is installed in a version that the lock does not pin stands there as it is installed.
    """
    if not lock.is_file():
        return tuple(sorted(_find_installed(), key=_make_sort_key))
    pinned = read_lock(lock)
    versions: dict[str, set[str]] = {}
    for package in pinned:
        versions.setdefault(package.name, set()).add(package.version)
    replaced = {name: found for name, known in versions.items() if (found := _find_version(name)) not in (None, *known)}
    kept = [package for package in pinned if package.name not in replaced]
    others = [LockedPackage(name, found) for name, found in replaced.items() if found is not None]
    return tuple(sorted([*kept, *others], key=_make_sort_key))


def read_lock(lock: Path) -> list[LockedPackage]:
    """The pins of a lock file as `uv pip compile --generate-hashes` writes it. Raises LockFileError and OSError."""
    packages: list[LockedPackage] = []
    hashes: list[str] = []
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if packages and (found := _HASH_PATTERN.fullmatch(line)):
            hashes.append(found[1])
        elif found := _PIN_PATTERN.fullmatch(line):
            packages[-1:] = [_add_hashes(package, hashes) for package in packages[-1:]]
            packages.append(LockedPackage(canonicalize_name(found[1]), found[2], found[3]))
            hashes = []
        else:
            raise LockFileError(f"{lock.name}, line {number} is neither a pin nor a hash: {line.strip()[:100]}")
    return [*packages[:-1], *(_add_hashes(package, hashes) for package in packages[-1:])]


def _add_hashes(package: LockedPackage, hashes: list[str]) -> LockedPackage:
    return LockedPackage(package.name, package.version, package.marker, tuple(sorted(hashes)))


def _make_sort_key(package: LockedPackage) -> tuple[str, Version, str]:
    return package.name, Version(package.version), package.marker or ""


def _find_installed() -> Iterator[LockedPackage]:
    """All that the installed software requires, and what that requires; extras that nobody asked for are left out."""
    seen: set[tuple[str, str]] = set()
    told: set[str] = set()
    waiting = [(DISTRIBUTION, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of another platform, or taken out since
            continue
        if name not in told and name != DISTRIBUTION:
            told.add(name)
            yield LockedPackage(name, found.version)
        for requirement in map(Requirement, found.requires or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                needed = canonicalize_name(requirement.name)
                waiting += [(needed, ""), *((needed, each) for each in requirement.extras)]


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
