"""What CONTRIBUTING.md, the README and the Makefile say is there."""

import re
import subprocess

import pytest

from tests.support import ROOT

DOCUMENTS = ("CONTRIBUTING.md", "README.md", "SECURITY.md")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_that_is_told_of_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    told = [target for line in re.findall(r"\bmake ((?:[a-z-]+ ?)+)(?=[`#\n])", text) for target in line.split()]
    assert told
    assert set(told) <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_told_of_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:pipeline|schemas|tests|scripts|seeds|deploy)/[\w./-]*[\w/])`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_target_has_a_line_of_help() -> None:
    # A make inside a make would tell which folder it enters.
    command = ["make", "--no-print-directory", "help"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in listed.splitlines()} == TARGETS
