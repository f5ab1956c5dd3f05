"""What a release tells of the run that made it, from the run's own settings and the installed code."""

from importlib.metadata import version
from pathlib import Path

import polars as pl
import yaml

from pipeline import publish
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.dataset_file import read_dataset_description
from pipeline.publish.review_quality import read_quality
from pipeline.publish.run_info import InputDocument, RunInfo
from pipeline.store.fingerprints import find_model_version, fingerprint_release


def load_quality() -> dict[str, float]:
    """The pinned floors of quality by name of the measure, as shares."""
    path = Path(publish.__file__).with_name("quality.yml")
    return {str(name): float(value) for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def describe_run(build: BuildResource, articles: pl.DataFrame) -> RunInfo:
    """The facts of a run: code, model, settings, text policy and the documents that were read."""
    documents = articles.filter(pl.col("document_id").is_not_null()).sort("external_id", "source_sha256")
    return RunInfo(
        version=version("newsledger"),
        fingerprint=fingerprint_release(),
        model=build.model,
        model_version=find_model_version(build.model),
        settings=build.settings.model_dump() | {"min_confidence": build.confidence_threshold},
        text_policy=build.text,
        excerpt_share=build.excerpt_share,
        quality=load_quality(),
        review=read_quality(Path(path) for path in build.inputs),
        dataset=read_dataset_description(Path(path) for path in build.inputs),
        inputs=tuple(
            InputDocument(external_id=row["external_id"], sha256=row["source_sha256"], bytes=row["source_bytes"])
            for row in documents.iter_rows(named=True)
        ),
    )
