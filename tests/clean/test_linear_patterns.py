"""Every regular expression of the package takes time linear in its input, each on its own worst case of 100 kB."""

import importlib
import pkgutil
import re
import time

import pytest

import pipeline.clean
from pipeline.clean.metadata.document_metadata import load_metadata_patterns
from pipeline.intake import html_parsing, html_rendering, inline_marks, page_styles
from tests.clean.support import cleaned

SIZE = 100_000
MAX_SECONDS = 1.5
PIECES = [
    *(" ", "a", "A", "1", ".", ",", "-", "(", "[", "<", '"', "“", "/", ":", "&", "|"),
    *("By John ", "a ", "A ", "1.", "2024-", "20240519", "May 1, ", "<a", "</", "a, ", "A. ", "By ", "© 2024 A "),
    *("the A of ", "may be reproduced ", "not reflect the views ", "/*", "word. ", "clip: rect(", "A, B and "),
]


def list_patterns():
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(pipeline.clean.__path__, "pipeline.clean.")
        if not found.ispkg and ".training" not in found.name
    ]
    found = {}
    for module in [*modules, html_parsing, html_rendering, inline_marks, page_styles]:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = value
    for entry in load_metadata_patterns():
        found[f"metadata_patterns.{entry.id}"] = entry.pattern
    return found


PATTERNS = list_patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern(name):
    for piece in PIECES:
        text = (piece * (SIZE // len(piece) + 1))[:SIZE]
        worst = f"{text}!"
        start = time.process_time()
        for _ in PATTERNS[name].finditer(worst):
            pass
        assert time.process_time() - start < MAX_SECONDS, piece


HOSTILE = [
    "By John" + " " * 20_000,
    "By John," * 12_000,
    "© " * 50_000,
    "(" * SIZE,
    "2024-05-" * 12_000,
    "May 1, " * 14_000,
]


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_line(line):
    start = time.process_time()
    cleaned(line)
    cleaned(f"<p>{line}</p>", html=True)
    assert time.process_time() - start < 3 * MAX_SECONDS
