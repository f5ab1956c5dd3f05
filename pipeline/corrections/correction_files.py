"""Files of corrections beside the inputs, read entry by entry; what cannot be used is set aside and stops nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml_file
from pipeline.base.reject_rows import make_reject_row
from pipeline.corrections.correction_entries import Correction, parse_correction
from pipeline.intake.side_files import find_correction_files

MAX_ENTRIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of all files, each once, in the order of files; and rows of `rejects` for what is none."""

    entries: tuple[Correction, ...] = ()
    rejects: tuple[dict[str, Any], ...] = ()


def read_corrections(inputs: Iterable[Path]) -> Corrections:
    """Read `corrections.yml` and the folder `corrections/` beside the inputs; files that did not change only once."""
    stats = [(path, path.stat()) for path in find_correction_files(inputs)]
    return _read_files(tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats))


@lru_cache(maxsize=1)
def _read_files(stamps: tuple[tuple[Path, int, int], ...]) -> Corrections:
    entries: dict[str, Correction] = {}
    rejects = []
    for path, *_ in stamps:
        try:
            raw = load_yaml_file(path) or []
            if not isinstance(raw, list):
                raise UntrustedYamlError("expected a list of corrections")
            if len(raw) > MAX_ENTRIES:
                raise UntrustedYamlError(f"more than {MAX_ENTRIES} corrections; take out those that are stale")
        except UntrustedYamlError as error:
            rejects.append(_make_reject(path, None, f"the file is not used: {error}"))
            continue
        for number, entry in enumerate(raw, 1):
            try:
                correction = parse_correction(entry)
            except ValueError as error:
                rejects.append(_make_reject(path, number, str(error)))
                continue
            entries.setdefault(correction.correction_id, correction)
    return Corrections(tuple(entries.values()), tuple(rejects))


def _make_reject(path: Path, number: int | None, reason: str) -> dict[str, Any]:
    place = f"{path.name}, entry {number}" if number else path.name
    return make_reject_row("corrections", None, "entry" if number else "file", f"{place}: {reason}", {"place": place})
