"""What a release tells of the run that made it, from the run's own settings and the installed code."""

from importlib.metadata import version
from pathlib import Path

import polars as pl
import yaml

from pipeline import publish
from pipeline.orchestration.resources import Build
from pipeline.publish.facts import Facts, Input
from pipeline.store.fingerprint import making, model_version


def quality() -> dict[str, float]:
    """The pinned floors of quality by name of the measure, as shares."""
    path = Path(publish.__file__).with_name("quality.yml")
    return {str(name): float(value) for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def facts(build: Build, articles: pl.DataFrame) -> Facts:
    """The facts of a run: code, model, settings, text policy and the documents that were read."""
    read = articles.filter(pl.col("document_id").is_not_null()).sort("external_id", "source_sha256")
    return Facts(
        version=version("newsledger"),
        fingerprint=making(),
        model=build.model,
        model_version=model_version(build.model),
        settings=build.settings.model_dump(),
        text_policy=build.text,
        quality=quality(),
        inputs=tuple(
            Input(external_id=row["external_id"], sha256=row["source_sha256"], bytes=row["source_bytes"])
            for row in read.iter_rows(named=True)
        ),
    )
