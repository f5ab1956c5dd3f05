"""What a build needs to be there: its inputs, engine, parser model and registry. Asked before anything is read."""

from importlib.util import find_spec
from pathlib import Path

from pipeline.engine import EngineError, check_engine_installed
from pipeline.orchestration.resources import BuildResource


class SettingError(ValueError):
    """A setting that names something that is not there; the message is one line that says what to do."""


def check_settings(build: BuildResource) -> None:
    """Raise SettingError where a setting names an input, engine, model or registry that is not there."""
    for name in build.inputs:
        if not Path(name).exists():
            raise SettingError(
                f"no such file or folder: {name} (from {Path.cwd()}); name the input folder in `inputs` of the run's "
                "configuration, or in NEWSLEDGER_INPUT"
            )
    try:
        check_engine_installed(build.engine)
    except EngineError as error:
        raise SettingError(str(error)) from error
    if find_spec(build.model) is None:
        package = build.model.replace("_", "-")
        raise SettingError(
            f"the spaCy model {build.model} is not installed; in the checkout: .venv/bin/pip install {package}"
        )
    if build.registry and not Path(build.registry).is_file():
        raise SettingError(f"no such registry: {build.registry}; make it with `newsledger registry`, or leave it empty")
