"""Say which packages of the lock files an advisory concerns. Asks no network: advisories are files in the OSV format.

`make audit ADVISORIES=PATH`: a JSON file with one advisory or a list of them, or a folder of such files, as
https://ossf.github.io/osv-schema/ describes them. Exit status: 0 none concerned, 1 some are, 2 the advisories or a
lock file cannot be used.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from pipeline.base.boundary.untrusted_values import UntrustedValueError, parse_json
from pipeline.publish.metadata.locked_packages import LockedPackage, LockFileError, read_lock

ROOT = Path(__file__).resolve().parent.parent
LOCK_FILES = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
EXIT_NONE, EXIT_AFFECTED, EXIT_USAGE = 0, 1, 2


class AdvisoryError(ValueError):
    """An advisory file that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An advisory that concerns a locked package; `fixed` are the versions that mend it."""

    package: LockedPackage
    advisory: str
    summary: str
    fixed: tuple[str, ...]


def read_advisories(path: Path) -> list[dict[str, Any]]:
    """All advisories of a file or folder. Raises AdvisoryError where there is none, or one cannot be read."""
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    found: list[dict[str, Any]] = []
    for file in files:
        try:
            content = parse_json(file.read_bytes())
        except (OSError, UntrustedValueError) as error:
            raise AdvisoryError(f"{file} cannot be read as JSON: {' '.join(str(error).split())[:200]}") from error
        entries = content if isinstance(content, list) else [content]
        for number, entry in enumerate(entries, 1):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                raise AdvisoryError(f"{file}, entry {number} is no advisory: it has no `id`")
        found += entries
    if not found:
        raise AdvisoryError(f"{path} holds no advisory; name a file or folder of OSV JSON")
    return found


def find_affected(packages: list[LockedPackage], advisories: list[dict[str, Any]]) -> list[Finding]:
    """What concerns the packages, by name, version and advisory. Raises AdvisoryError for one of another form."""
    findings: set[Finding] = set()
    for advisory in advisories:
        if advisory.get("withdrawn"):
            continue
        try:
            findings.update(_match_advisory(packages, advisory))
        except (AttributeError, KeyError, TypeError, InvalidVersion) as error:
            reason = f"{type(error).__name__}: {error}"
            raise AdvisoryError(f"the advisory {advisory['id']} is not in the OSV format: {reason[:200]}") from error
    return sorted(findings, key=lambda finding: (finding.package.name, finding.package.version, finding.advisory))


def _match_advisory(packages: list[LockedPackage], advisory: dict[str, Any]) -> Iterator[Finding]:
    for affected in advisory.get("affected", []):
        concerned = affected.get("package", {})
        if concerned.get("ecosystem") != "PyPI":
            continue
        name = canonicalize_name(concerned["name"])
        for package in packages:
            if package.name == name and is_affected(package.version, affected):
                yield Finding(package, advisory["id"], str(advisory.get("summary") or ""), _list_fixes(affected))


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Whether a version is named, or lies in a range, as the OSV schema tells to evaluate it."""
    own = Version(version)
    if any(_parse_version(each) == own for each in affected.get("versions", [])):
        return True
    return any(_is_in_range(own, events["events"]) for events in affected.get("ranges", []) if events["type"] != "GIT")


def _is_in_range(own: Version, events: list[dict[str, str]]) -> bool:
    ordered = sorted(
        ((Version(text), kind) for event in events for kind, text in event.items() if kind != "limit"),
        # Of one version, what begins a range comes after what ends the one before.
        key=lambda event: (event[0], event[1] == "introduced"),
    )
    inside = False
    for version, kind in ordered:
        if kind == "introduced" and own >= version:
            inside = True
        elif (kind == "fixed" and own >= version) or (kind == "last_affected" and own > version):
            inside = False
    return inside


def _parse_version(text: str) -> Version | None:
    """A version, null where PyPI could not have it today: it cannot be that of a locked package."""
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _list_fixes(affected: dict[str, Any]) -> tuple[str, ...]:
    events = [event for each in affected.get("ranges", []) if each["type"] != "GIT" for event in each["events"]]
    return tuple(sorted({event["fixed"] for event in events if "fixed" in event}, key=Version))


def main(arguments: list[str], locks: tuple[Path, ...] = LOCK_FILES) -> int:
    """Check the lock files; the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("audit: name a file or folder of OSV advisories: make audit ADVISORIES=PATH\n")
        return EXIT_USAGE
    try:
        packages = [package for lock in locks for package in read_lock(lock)]
        advisories = read_advisories(Path(arguments[0]))
        findings = find_affected(packages, advisories)
    except (AdvisoryError, LockFileError, OSError) as error:
        sys.stderr.write(f"audit: {error}\n")
        return EXIT_USAGE
    for finding in findings:
        remedy = f"fixed in {', '.join(finding.fixed)}" if finding.fixed else "no fixed version is told"
        summary = f": {finding.summary}" if finding.summary else ""
        sys.stdout.write(f"{finding.package.name} {finding.package.version}: {finding.advisory}{summary} ({remedy})\n")
    affected = len({(finding.package.name, finding.package.version) for finding in findings})
    distinct = len({(package.name, package.version) for package in packages})
    sys.stdout.write(f"{affected} of {distinct} locked packages are affected by {len(advisories)} advisories read\n")
    return EXIT_AFFECTED if findings else EXIT_NONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
