"""The parser's model is loaded only where its files are those that are pinned."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.base.reading_settings import Settings
from pipeline.language.model_integrity import ModelError, check_model, hash_model, load_pins
from tests.support import ROOT

MODEL = Settings().model
INSTALLED = Path(str(getattr(find_spec(MODEL), "origin", ""))).parent


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model's package in a folder that is asked before the installed one."""
    found = shutil.copytree(INSTALLED, tmp_path / "site" / MODEL, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.delitem(sys.modules, MODEL, raising=False)  # other tests may have loaded the installed one
    return found


def test_the_installed_model_is_the_one_that_is_pinned() -> None:
    assert hash_model(INSTALLED) == load_pins()[MODEL]
    check_model(MODEL)


def test_a_changed_byte_an_absent_file_and_changed_code_are_told(copy: Path) -> None:
    check_model(MODEL)
    (weights,) = copy.glob("*/ner/model")
    content = weights.read_bytes()
    weights.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    with pytest.raises(ModelError, match=r"ner/model is not the file that is pinned; install it anew: pip install"):
        check_model(MODEL)
    weights.unlink()
    with pytest.raises(ModelError, match="ner/model"):
        check_model(MODEL)
    weights.write_bytes(content)
    (copy / "__init__.py").write_text("raise SystemExit('this code must not run')")
    with pytest.raises(ModelError, match="__init__"):
        check_model(MODEL)


def test_a_model_of_the_users_own_is_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own_model_of_mine").mkdir()
    (tmp_path / "own_model_of_mine" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    check_model("own_model_of_mine")


def test_a_command_tells_a_damaged_model_in_one_line(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("OSLO -- About 300 dockers in Oslo stopped work on Monday, the union said.\n")
    (copy / "meta.json").write_text("{}")
    environment = os.environ | {"PYTHONPATH": f"{copy.parent}:{ROOT}"}
    command = [sys.executable, "-m", "pipeline.cli", "explain", str(tmp_path / "a.txt")]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"newsledger: the model {MODEL} is damaged or of another version: ")
