"""A release: written beside its target, checked as a reader would, and swapped in whole."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.publish import atomic_swap, changelog, checksums, csv_tables, parquet_tables, redaction
from pipeline.publish.flat.flat_rows import build_flat_views
from pipeline.publish.history import release_history
from pipeline.publish.metadata import (
    bill_of_materials,
    citation,
    codebook,
    croissant,
    datapackage,
    dataset_card,
    provenance,
)
from pipeline.publish.metadata.dataset_info import FileStats, ReleaseContent
from pipeline.publish.release_diff import ReleaseDiff, diff_releases
from pipeline.publish.release_target import TargetError, check_target, read_own_release
from pipeline.publish.run_info import RunInfo
from pipeline.publish.site.site_files import START_PAGE, render_site, write_site_file
from pipeline.publish.verification import find_schema_violations, verify_release
from schemas import table_registry

RENDERERS = {
    "CITATION.cff": citation.render_citation,
    "CODEBOOK.md": codebook.render_codebook,
    "README.md": dataset_card.render_card,
    "croissant.json": croissant.render_croissant,
    "datapackage.json": datapackage.render_datapackage,
    "provenance.json": provenance.render_provenance,
    "sbom.cdx.json": bill_of_materials.render_bill_of_materials,
}


class ReleaseError(ValueError):
    """Tables that cannot be published: nothing was. `violations` says what is wrong, a line each."""

    def __init__(self, violations: list[str]) -> None:
        super().__init__(f"{violations[0]}{f' (and {len(violations) - 1} more)' if len(violations) > 1 else ''}")
        self.violations = violations


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it lies at its target."""

    id: str
    target: Path
    predecessor: str | None  # the release that it replaced
    unchanged: bool  # it was there already, and no file was touched
    rows: dict[str, int]
    changelog: ReleaseDiff | None  # null where unchanged


def publish_release(tables: Mapping[str, pl.DataFrame], target: Path, facts: RunInfo) -> Release:
    """Publish tables, less what their licences keep back, as the release at `target`.

    A table that is not given is published with zero rows. Where the target holds the same release already, its files
    are left as they are. Raises TargetError where `target` is neither absent nor empty nor a release of ours (see
    `check_target`) and ReleaseError where the tables do not fit the schemas or refer to rows that are not there; the
    target then stays as it was.
    """
    check_target(target)
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic_swap.lock_target(target):
        atomic_swap.recover_target(target)
        check_target(target)
        try:
            release = _publish_locked(tables, target, facts)
        except BaseException:
            with suppress(OSError, TargetError):  # the error that counts is the one at hand
                atomic_swap.recover_target(target)
            raise
        with suppress(OSError, TargetError):  # what cannot be cleared away now, the next build clears away
            atomic_swap.recover_target(target)
        return release


def _publish_locked(tables: Mapping[str, pl.DataFrame], target: Path, facts: RunInfo) -> Release:
    staging = atomic_swap.make_staging_folder(target)
    identifier, rows = _write_release(_prepare_tables(tables, facts), staging, facts)
    before, sound = read_own_release(target), not checksums.verify_checksums(target)
    if before and before["release"] == identifier and sound:
        return Release(identifier, target, None, True, rows, None)
    difference = diff_releases(target if before and sound else None, staging)
    release_history.write_history(difference, target if before and sound else None, staging)
    changelog.write_changelog(difference, staging, before["release"] if before and not sound else None)
    (staging / checksums.CHECKSUMS_FILE).write_bytes(checksums.render_checksums(staging))
    if violations := verify_release(staging):
        raise ReleaseError(violations)
    atomic_swap.swap_release(target)
    return Release(identifier, target, difference.before, False, rows, difference)


def _prepare_tables(tables: Mapping[str, pl.DataFrame], facts: RunInfo) -> dict[str, pl.DataFrame]:
    """All tables and flat views, checked, sorted, without the texts that may not be published."""
    violations = [f"{name}: no such table" for name in sorted(set(tables) - set(table_registry.TABLES))]
    frames = {
        name: tables[name] if name in tables else table_registry.make_empty_frame(name)
        for name in table_registry.TABLES
    }
    for name, frame in frames.items():
        parts = [frame] if frame.height == 0 else parquet_tables.iterate_slices(frame)
        violations += [f"{name}: {fault}" for part in parts for fault in find_schema_violations(name, part)]
    if violations:
        raise ReleaseError(violations)
    redacted = redaction.redact_tables(
        {name: _sort_if_needed(name, frame) for name, frame in frames.items()}, facts.text_policy, facts.excerpt_share
    )
    return redacted | build_flat_views(redacted)


def _sort_if_needed(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in the table's order; no copy where they are in it already."""
    order = rows.select(
        pl.arg_sort_by(*table_registry.get_info(name).sort, nulls_last=True, maintain_order=True)
    ).to_series()
    return rows if order.is_sorted() else rows[order]


def _write_release(frames: Mapping[str, pl.DataFrame], staging: Path, facts: RunInfo) -> tuple[str, dict[str, int]]:
    """Write tables, metadata and site; the release's identifier, and the rows by table."""
    data = {}
    for name, frame in frames.items():
        for path, write in (
            (parquet_tables.get_parquet_path(staging, name), parquet_tables.write_parquet),
            (csv_tables.get_csv_path(staging, name), csv_tables.write_csv),
        ):
            path.parent.mkdir(exist_ok=True)
            write(name, frame, path)
            data[path.relative_to(staging).as_posix()] = checksums.hash_file(path)
    stats = {name: FileStats(digest, (staging / name).stat().st_size) for name, digest in data.items()}
    content = ReleaseContent(checksums.PLACEHOLDER_ID, facts, frames, stats)
    unnamed = {name: render(content) for name, render in RENDERERS.items()}
    for name, page in render_site(content):
        if name == START_PAGE:
            unnamed[name] = page
        else:
            write_site_file(staging, name, page)
            data[name] = checksums.hash_bytes(page)
    identifier = checksums.compute_release_id(data, unnamed)
    for name, text in unnamed.items():
        (staging / name).parent.mkdir(exist_ok=True)
        (staging / name).write_bytes(text.replace(checksums.PLACEHOLDER_ID.encode(), identifier.encode()))
    return identifier, {name: frame.height for name, frame in frames.items()}


__all__ = ["Release", "ReleaseError", "TargetError", "check_target", "publish_release"]
