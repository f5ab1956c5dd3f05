"""Files beside the inputs that are no documents: whose dataset it is, corrections, quality read by people."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

DATASET_FILENAME = "dataset.yml"
CORRECTIONS_FILENAME = "corrections.yml"
CORRECTIONS_FOLDER = "corrections"  # of further files of corrections
QUALITY_FILENAME = "quality.yml"
_SINGLE_FILES = frozenset({DATASET_FILENAME, CORRECTIONS_FILENAME, QUALITY_FILENAME})


def is_side_file(name: str) -> bool:
    """Whether a file of an input folder, named relative to it, tells about the dataset and is no document."""
    path = PurePosixPath(name)
    return name in _SINGLE_FILES or (path.parts[0] == CORRECTIONS_FOLDER and path.suffix == ".yml")


def find_side_files(inputs: Iterable[Path], name: str) -> list[Path]:
    """The files of one name beside the inputs: in each input folder, and in the folder of each input file."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in inputs)
    return [folder / name for folder in folders if (folder / name).is_file()]


def find_correction_files(inputs: Iterable[Path]) -> list[Path]:
    """`corrections.yml` and `corrections/**/*.yml` beside the inputs, in the order of names."""
    inputs = list(inputs)
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in inputs)
    found = find_side_files(inputs, CORRECTIONS_FILENAME)
    for folder in folders:
        found += sorted(path for path in (folder / CORRECTIONS_FOLDER).rglob("*.yml") if path.is_file())
    return found


def list_side_files(inputs: Iterable[Path]) -> list[Path]:
    """Every file beside the inputs that can change a release."""
    inputs = list(inputs)
    singles = [path for name in (DATASET_FILENAME, QUALITY_FILENAME) for path in find_side_files(inputs, name)]
    return [*singles, *find_correction_files(inputs)]
