"""What is checked before a build starts, and what is told of its release where it does not end well."""

import os
from pathlib import Path

from pipeline.commands.command_status import CommandError


def check_inputs(paths: tuple[Path, ...]) -> None:
    """Raise CommandError where an input is absent or cannot be read."""
    for path in paths:
        if not path.exists():
            raise CommandError(f"no such file or folder: {path}")
        if not os.access(path, os.R_OK):
            raise CommandError(f"not readable: {path}")


def check_engine(engine: str) -> None:
    """Raise CommandError where the engine is not installed."""
    from pipeline.engine import EngineError, check_engine_installed

    try:
        check_engine_installed(engine)
    except EngineError as error:
        raise CommandError(str(error)) from error


def check_side_files(paths: tuple[Path, ...]) -> None:
    """Raise CommandError where `dataset.yml` or `quality.yml` beside the inputs cannot be read."""
    from pipeline.publish.dataset_file import DatasetFileError, read_dataset_description
    from pipeline.publish.review_quality import QualityFileError, read_quality

    try:
        read_dataset_description(paths)
        read_quality(paths)
    except (DatasetFileError, QualityFileError) as error:
        raise CommandError(str(error)) from error


def check_folders(inputs: tuple[Path, ...], out: Path, state: Path) -> None:
    """Raise CommandError where a build may not write, or would read what it writes; makes the state folder."""
    from pipeline.orchestration.folder_checks import FolderError, check_folders_apart
    from pipeline.publish.release_target import TargetError, check_target
    from pipeline.store.state_folder import StateError, open_state

    try:
        check_folders_apart(inputs, out, state)
        check_target(out)
        open_state(state)
    except (FolderError, TargetError, StateError) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"the state folder {state} cannot be made: {error.strerror}") from error
    if not os.access(state, os.W_OK):
        raise CommandError(f"the state folder {state} is not writable; name another with --state")


def describe_release(out: Path, before: str | None) -> str:
    """What lies at `out` after a build that did not end well; `before` is the release that was there."""
    from pipeline.publish.release_target import find_release_id

    if find_release_id(out) != before:
        return f"the new release is published in {out}"
    return "nothing was published" if before is None else f"nothing was published; the release in {out} is as it was"
