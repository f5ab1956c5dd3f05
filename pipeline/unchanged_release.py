"""A release that needs no new build. Loads neither Dagster nor frames, so that a run with nothing to do is quick."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyarrow.parquet import ParquetFile, read_metadata

from pipeline.base.reading_settings import Settings, build_settings
from pipeline.orchestration.staleness import Origin, find_pending_version
from pipeline.publish import checksums

PARQUET_FOLDER = "parquet"


@dataclass(frozen=True)
class BuildRequest:
    """What a release is asked to be made of, as far as it shows in it."""

    inputs: list[str]
    out: str
    state: str
    text: str
    excerpt_share: float
    assume_clean: bool
    registry: str
    min_confidence: float | None

    @cached_property
    def settings(self) -> Settings:
        """How documents are read."""
        return build_settings(assume_clean=self.assume_clean, registry=self.registry)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `failure` is null where it published; otherwise which step failed and why, in one line."""

    rows: dict[str, int] = field(default_factory=dict)
    stale_count: int = 0  # corrections that were not applied
    failure: str | None = None
    details: str = ""

    @property
    def rejected_count(self) -> int:
        """Documents and rows in `rejects`."""
        return self.rows.get("rejects", 0)


def find_unchanged_release(origin: Origin) -> BuildResult | None:
    """What the release at `out` holds, where inputs, code and settings are those it was made of and it is whole."""
    out = Path(origin.out)
    if find_pending_version(origin) is not None or checksums.verify_checksums(out):
        return None
    rows = {path.stem: read_metadata(path).num_rows for path in sorted((out / PARQUET_FOLDER).glob("*.parquet"))}
    return BuildResult(rows, count_stale_corrections(out))


def count_stale_corrections(out: Path) -> int:
    """The corrections of a release that were not applied."""
    with ParquetFile(out / PARQUET_FOLDER / "corrections.parquet") as file:
        states = file.read(["state"]).column("state").to_pylist()
    return sum(state == "stale" for state in states)
