"""What a release tells of the run that made it, from the run's own settings and the installed code."""

from importlib.metadata import version

import polars as pl

from pipeline.orchestration.resources import Build
from pipeline.publish.facts import Facts, Input
from pipeline.store.fingerprint import making, model_version


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
        inputs=tuple(
            Input(external_id=row["external_id"], sha256=row["source_sha256"], bytes=row["source_bytes"])
            for row in read.iter_rows(named=True)
        ),
    )
