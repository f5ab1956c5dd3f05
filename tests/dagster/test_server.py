"""The pipeline through the real webserver and daemon, as people work with it."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipeline.orchestration.asset_checks import ASSET_CHECKS
from pipeline.orchestration.ui_launcher import list_descendants
from pipeline.publish.release_target import find_release_id
from tests.dagster.server import Server, wait
from tests.engine.test_faults import is_running
from tests.support import ROOT

FIRST = "Harbour strike ends\n\nOSLO -- About 300 dockers in Oslo went back to work on Monday, the union said.\n"
SECOND = "Talks open\n\nBERGEN -- The foreign ministers of Norway and Sweden met in Bergen on Tuesday.\n"


def external_ids(folder: Path, table: str = "documents") -> list[str]:
    return pl.read_parquet(folder / "out" / "parquet" / f"{table}.parquet")["external_id"].to_list()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server"))
    (made.folder / "in" / "first.txt").write_text(FIRST)
    made.up()
    yield made
    made.stop()


def test_the_location_loads(server: Server) -> None:
    query = """{workspaceOrError {... on Workspace {locationEntries {name loadStatus
      locationOrLoadError {__typename}}}}}"""
    entries = server.ask(query)["workspaceOrError"]["locationEntries"]
    assert [(entry["loadStatus"], entry["locationOrLoadError"]["__typename"]) for entry in entries] == [
        ("LOADED", "RepositoryLocation")
    ]


def test_the_sensor_finds_what_was_there_and_publishes_it(server: Server) -> None:
    run = server.finished(1)
    assert (run["status"], run["jobName"]) == ("SUCCESS", "build")
    assert external_ids(server.folder) == ["first.txt"]


def test_a_run_by_hand_lists_every_check(server: Server) -> None:
    server.finished(1)
    count = len(server.runs())
    run = server.launch("build")
    assert server.finished(count + 1)["status"] == "SUCCESS"
    evaluated = server.checks(run)
    expected = {key.to_user_string() for check in ASSET_CHECKS for key in check.check_keys}
    assert {name.replace(".", ":") for name in evaluated} == expected
    assert all(check["success"] for check in evaluated.values())


def test_a_new_file_becomes_one_run_that_adds_its_rows(server: Server) -> None:
    server.finished(1)
    count = len(server.runs())
    before = pl.read_parquet(server.folder / "out" / "parquet" / "segments.parquet")
    (server.folder / "in" / "second.txt").write_text(SECOND)
    assert server.finished(count + 1)["status"] == "SUCCESS"
    after = pl.read_parquet(server.folder / "out" / "parquet" / "segments.parquet")
    assert external_ids(server.folder) == ["first.txt", "second.txt"]
    assert after.join(before, on=before.columns, how="semi", nulls_equal=True).height == before.height
    assert after.height == before.height + len(SECOND.splitlines())


def test_a_file_that_cannot_be_read_is_a_warning(server: Server) -> None:
    server.finished(1)
    count = len(server.runs())
    (server.folder / "in" / "broken.txt").write_bytes(b"\x00\x01\x02")
    run = server.finished(count + 1)
    assert run["status"] == "SUCCESS"
    aside = server.checks(run["runId"])["rejects.nothing_set_aside"]
    assert (aside["success"], aside["severity"]) == (False, "WARN")
    assert pl.read_parquet(server.folder / "out" / "parquet" / "rejects.parquet")["check"].to_list() == ["binary"]


def test_the_schedule_skips_where_nothing_is_new(server: Server) -> None:
    server.finished(1)
    query = """mutation {scheduleDryRun(timestamp: 1700000000, selectorData: {repositoryName: "__repository__",
      repositoryLocationName: "pipeline.definitions", scheduleName: "daily"}) {__typename
      ... on PythonError {message} ... on DryRunInstigationTick {evaluationResult {skipReason}}}}"""

    def skipped() -> str | None:
        told = server.ask(query)["scheduleDryRun"]
        assert told["__typename"] == "DryRunInstigationTick", told
        return told["evaluationResult"]["skipReason"]  # type: ignore[no-any-return]

    assert "nothing new" in wait(skipped)


def test_nothing_fires_twice(server: Server) -> None:
    runs = [run for run in server.runs() if run["status"] == "SUCCESS"]
    assert len(runs) == 4


def test_another_page_can_start_nothing(server: Server) -> None:
    server.up()
    mutation = "mutation%20%7BreloadWorkspace%20%7B__typename%7D%7D"
    foreign = {"Origin": "http://evil.example", "Content-Type": "application/json"}
    for path, data, headers, status in (
        (f"/graphql?query={mutation}", None, {}, 405),
        ("/graphql", b'{"query": "{version}"}', foreign, 403),
        ("/graphql", b"query=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("/", None, {"Host": "evil.example"}, 403),
        ("/", None, {}, 200),
    ):
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                assert answer.status == status, path
                assert answer.headers["X-Frame-Options"] == "DENY"
        except urllib.error.HTTPError as error:
            assert error.code == status, path


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_running_when_it_ends(tmp_path: Path, ending: signal.Signals) -> None:
    made = Server(tmp_path)
    try:
        made.up()
        started = list_descendants(made.process.pid)
        assert len(started) > 3
        made.process.send_signal(ending)
        made.process.wait(30)
        assert [process for process in started if is_running(process)] == []
    finally:
        made.stop()


def test_the_ui_knows_what_the_command_line_published(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "first.txt").write_text(FIRST)
    folders = ["--out", str(tmp_path / "out"), "--state", str(tmp_path / "state"), "--workers", "1"]
    command = [sys.executable, "-m", "pipeline.cli", "build", str(tmp_path / "in"), *folders]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    made = Server(tmp_path)
    try:
        made.up()
        told = wait(lambda: made.find_materialized("release") or None)
        assert told["release"] == find_release_id(tmp_path / "out")
        assert "command line" in told["published"]
        assert made.runs() == []
        log = (tmp_path / "log.txt").read_text()
        assert [line for line in log.splitlines() if "warning" in line.lower()] == []
    finally:
        made.stop()
