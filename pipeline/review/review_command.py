"""The two steps of a review: write a sample of a release, and put what the filled sample says beside the articles."""

from datetime import date
from pathlib import Path

from pipeline.intake.side_files import CORRECTIONS_FOLDER, QUALITY_FILENAME
from pipeline.publish.release_target import read_own_release
from pipeline.review.review_sample import draw_sample, write_sample
from pipeline.review.review_verdicts import ReviewError, read_verdicts, write_yaml


def draw_review(release: Path, target: Path, count: int, seed: int) -> str:
    """Write a sample; one line that says what to do with it. Raises ReviewError where it cannot be."""
    if read_own_release(release) is None:
        raise ReviewError(f"{release} is no release of newsledger; name the folder that `build` made")
    if target.exists():
        raise ReviewError(f"{target} exists; name a new file, so that no verdict is lost")
    sample = draw_sample(release, count, seed)
    write_sample(sample, target)
    return f"{sample.height} rows in {target}: fill in the column verdict (right, wrong or unsure)"


def read_review(filled: Path, folder: Path, author: str) -> str:
    """Put corrections and quality of a filled sample into an input folder; one line that says what was written."""
    if not filled.is_file():
        raise ReviewError(f"no such file: {filled}")
    if not folder.is_dir():
        raise ReviewError(f"no such folder: {folder}")
    target = folder / CORRECTIONS_FOLDER / f"{filled.stem}.yml"
    if target.exists():
        raise ReviewError(f"{target} exists; this sample was read already, or give it another name")
    outcome = read_verdicts(filled, author, date.today())
    if outcome.corrections:
        write_yaml(outcome.corrections, target, f"Verdicts of {filled.name}.")
    if outcome.quality:
        write_yaml(outcome.quality, folder / QUALITY_FILENAME, "Precision by table and field, as people read it.")
    left = f", {outcome.unread} rows not read yet" if outcome.unread else ""
    told = f"{len(outcome.corrections)} corrections, quality of {len(outcome.quality)} tables and fields"
    return f"{told}{left}, in {folder}"
