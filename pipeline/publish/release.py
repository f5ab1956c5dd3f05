"""A release: written beside its target, checked as a reader would, and swapped in whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.publish import (
    card,
    changes,
    checksums,
    citation,
    codebook,
    croissant,
    csv,
    datapackage,
    licences,
    provenance,
    swap,
)
from pipeline.publish import tables as files
from pipeline.publish.diff import Changes, diff
from pipeline.publish.facts import Facts
from pipeline.publish.metadata import Content, Stamp
from pipeline.publish.target import TargetError, check_target, own
from pipeline.publish.verify import faults, verify
from schemas import tables as register

RENDERERS = {
    "CITATION.cff": citation.render,
    "CODEBOOK.md": codebook.render,
    "README.md": card.render,
    "croissant.json": croissant.render,
    "datapackage.json": datapackage.render,
    "provenance.json": provenance.render,
}


class ReleaseError(ValueError):
    """Tables that cannot be published: nothing was. `lies` says what is wrong, a line each."""

    def __init__(self, lies: list[str]) -> None:
        super().__init__(f"{lies[0]}{f' (and {len(lies) - 1} more)' if len(lies) > 1 else ''}")
        self.lies = lies


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it lies at its target."""

    id: str
    target: Path
    predecessor: str | None  # the release that it replaced
    unchanged: bool  # it was there already, and no file was touched
    rows: dict[str, int]
    changes: Changes | None  # null where unchanged


def publish(tables: Mapping[str, pl.DataFrame], target: Path, facts: Facts) -> Release:
    """Publish tables, less what their licences keep back, as the release at `target`.

    A table that is not given is published with zero rows. Where the target holds the same release already, its files
    are left as they are. Raises TargetError where `target` is neither absent nor empty nor a release of ours (see
    `check_target`) and ReleaseError where the tables do not fit the schemas or refer to rows that are not there; the
    target then stays as it was.
    """
    check_target(target)
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with swap.lock(target):
        swap.recover(target)
        check_target(target)
        try:
            return _publish(tables, target, facts)
        finally:
            swap.recover(target)


def _publish(tables: Mapping[str, pl.DataFrame], target: Path, facts: Facts) -> Release:
    stage = swap.make_staging(target)
    identifier, rows = _write(_shown(tables, facts), stage, facts)
    before, sound = own(target), not checksums.check(target)
    if before and before["release"] == identifier and sound:
        return Release(identifier, target, None, True, rows, None)
    found = diff(target if before and sound else None, stage)
    changes.write(found, stage, before["release"] if before and not sound else None)
    (stage / checksums.NAME).write_bytes(checksums.render(stage))
    if lies := verify(stage):
        raise ReleaseError(lies)
    swap.swap(target)
    return Release(identifier, target, found.before, False, rows, found)


def _shown(tables: Mapping[str, pl.DataFrame], facts: Facts) -> dict[str, pl.DataFrame]:
    """All tables of the register, checked, sorted, without the texts that may not be published."""
    lies = [f"{name}: no such table" for name in sorted(set(tables) - set(register.TABLES))]
    given = {name: tables[name] if name in tables else register.empty(name) for name in register.TABLES}
    for name, frame in given.items():
        parts = [frame] if frame.height == 0 else files.slices(frame)
        lies += [f"{name}: {fault}" for part in parts for fault in faults(name, part)]
    if lies:
        raise ReleaseError(lies)
    return licences.withhold({name: _sorted(name, frame) for name, frame in given.items()}, facts.text_policy)


def _sorted(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the table's order; no copy where they are in it already."""
    order = rows.select(pl.arg_sort_by(*register.SORT[name], nulls_last=True, maintain_order=True)).to_series()
    return rows if order.is_sorted() else rows[order]


def _write(shown: Mapping[str, pl.DataFrame], stage: Path, facts: Facts) -> tuple[str, dict[str, int]]:
    """Write tables and metadata; the release's identifier, and the rows by table."""
    data = {}
    for name, frame in shown.items():
        for path, write in ((files.path(stage, name), files.write), (csv.path(stage, name), csv.write)):
            path.parent.mkdir(exist_ok=True)
            write(name, frame, path)
            data[path.relative_to(stage).as_posix()] = checksums.digest(path)
    stamps = {name: Stamp(digest, (stage / name).stat().st_size) for name, digest in data.items()}
    content = Content(checksums.UNNAMED, facts, shown, stamps)
    unnamed = {name: render(content) for name, render in RENDERERS.items()}
    identifier = checksums.release_id(data, unnamed)
    for name, text in unnamed.items():
        (stage / name).write_bytes(text.replace(checksums.UNNAMED.encode(), identifier.encode()))
    return identifier, {name: frame.height for name, frame in shown.items()}


__all__ = ["Release", "ReleaseError", "TargetError", "check_target", "publish"]
