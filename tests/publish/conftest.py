"""One release for the tests that only read it."""

from pathlib import Path

import pytest

from pipeline.publish.release_writer import publish_release
from tests.publish.example import dataset, facts, write_sources


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released")
    publish_release(dataset(), folder / "out", facts())
    return folder / "out"


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sources(tmp_path_factory.mktemp("sources"))
