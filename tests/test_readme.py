"""The README, the tutorial and the notebook do what they say: their commands run, and their results are those shown."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake.field_names import KNOWN_FIELDS
from pipeline.intake.sources_file import SourceEntry
from pipeline.orchestration.run_description import load_quality
from tests.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
EXAMPLE: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "readme_example.py"))
# Exit statuses of a command that did what was asked: published, or published with something set aside.
DONE = (0, 3)


def read_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def read_commands(text: str) -> list[str]:
    """The lines that call newsledger, without their remarks."""
    lines = "\n".join(read_blocks(text, "sh")).splitlines()
    return [line.partition("  #")[0].strip() for line in lines if line.startswith((".venv/bin/newsledger", "cp "))]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    ours = command.replace(".venv/bin/newsledger", f"{sys.executable} -m pipeline.cli")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(ours.split(), cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples in which every command of the README has run, in its order."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for command in read_commands(README):
        done = run(command, folder)
        assert done.returncode in DONE, (command, done.stderr)
        assert "Traceback" not in done.stderr
    return folder


def test_the_commands_run_and_the_example_prints_what_is_shown(checkout: Path) -> None:
    result = EXAMPLE["run_example"](EXAMPLE["read_example"](README), checkout / "dataset")
    assert result in read_blocks(README, "text"), "run scripts/readme_example.py"
    assert "conflict" not in result
    assert result.count("Bergen") >= 2


def test_the_notebook_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads((checkout / "examples" / "first_look.ipynb").read_text(encoding="utf-8"))
    monkeypatch.chdir(checkout / "examples")
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        assert not cell.get("outputs"), "results are not kept in the notebook"
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["disputed"].height >= 2
    assert names["told_twice"].height >= 1


def test_the_tutorial_can_be_followed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    copy, first, *_ = read_commands(TUTORIAL)
    assert run(copy, tmp_path).returncode == 0
    done = run(first, tmp_path)
    assert done.returncode == 3, done.stderr
    assert "1 document has no day of publication" in done.stdout
    assert "`published` is '2021-06-31'" in done.stdout
    records = tmp_path / "strike" / "06-wire.jsonl"
    records.write_text(records.read_text().replace("2021-06-31", "2021-06-04"))
    (correction,) = read_blocks(TUTORIAL, "yaml")
    (tmp_path / "strike" / "corrections.yml").write_text(correction)
    done = run(first, tmp_path)
    assert "no day of publication" not in done.stdout
    assert "\n1 correction\n" in done.stdout, done.stdout
    later = next(command for command in read_commands(TUTORIAL) if "later" in command)
    assert run(later, tmp_path).returncode == 0
    assert run(first, tmp_path).stdout.startswith("11 documents, 1 of them read now")


def test_the_readme_lists_every_input_field() -> None:
    (table,) = re.findall(r"\| field \|.*?\n\n", README, flags=re.DOTALL)
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.strip().splitlines()[2:]]
    told = {name: row for row in rows for name in re.findall(r"`(\w+)`", row[0])}
    assert {name for name, row in told.items() if row[1]} == set(KNOWN_FIELDS)
    assert {name for name, row in told.items() if row[2]} == set(SourceEntry.model_fields)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("body of an article", ["clean: html f1"]),
        ("figures: value", ["figures: newsquant value", "figures: newsquant value unit"]),
        ("statements: content", ["statements: content f1", "statements: content and speaker f1"]),
        ("events: asserted", ["events: types precision"]),
        ("one event once", ["reconcile: seeds timeline f1", "reconcile: seeds published timeline f1"]),
    ],
)
def test_the_readme_tells_the_floors_that_are_pinned(line: str, names: list[str]) -> None:
    (row,) = re.findall(rf"^\| {line}.*$", README, flags=re.MULTILINE)
    floors = load_quality()
    assert [float(value) for value in re.findall(r"\.\d{3}", row.split("|")[3])] == [floors[name] for name in names]


def test_the_documentation_builds_and_its_links_hold(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "reference" / "tables.html").read_text(encoding="utf-8")
    assert "speaker_entity_id" in page
    outside = re.compile(r"""(?:src|href)="https?://(?!squidfunk\.github\.io)[^"]*\.(?:js|css|woff2?|png|svg)""")
    assert [path.name for path in tmp_path.rglob("*.html") if outside.search(path.read_text(encoding="utf-8"))] == []
