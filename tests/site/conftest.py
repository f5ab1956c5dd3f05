"""One release of the corpus, and a browser, for all tests of the site."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline import job_runner
from pipeline.orchestration.resources import BuildResource
from pipeline.publish.release_server import ReleaseServer
from tests.site.corpus import write_corpus

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="package")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    source = write_corpus(folder / "in")
    build = BuildResource(
        inputs=[str(source)], out=str(folder / "out"), state=str(folder / "state"), workers=1, min_confidence=0.0
    )
    assert job_runner.run_build(build, lambda progress: None).failure is None
    return folder / "out"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no chromium on the path; `make chromium` installs it")
    with sync_playwright() as player, player.chromium.launch(executable_path=path, args=QUIET) as chromium:
        yield chromium


@pytest.fixture(scope="package")
def served(release: Path) -> Iterator[str]:
    """The address of the site on a server of its own."""
    with ReleaseServer(release, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.address
        server.shutdown()
        thread.join(10)
