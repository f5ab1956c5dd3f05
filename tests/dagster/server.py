"""The real thing for tests: `dagster dev` on a free port, asked over GraphQL."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pipeline.orchestration.ui_launcher import list_descendants
from tests.support import ROOT

T = TypeVar("T")
PATIENCE = 900.0  # of a busy machine; a process that ended is told at once


class Server:
    """A running webserver and daemon over one folder: `in` is read, `out` published, `state` and `home` kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("in", "home"):
            (folder / name).mkdir(exist_ok=True)
        shutil.copy(ROOT / "dagster.yaml", folder / "home")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DAGSTER_HOME": str(folder / "home"),
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "NEWSLEDGER_INPUT": str(folder / "in"),
            "NEWSLEDGER_OUT": str(folder / "out"),
            "NEWSLEDGER_STATE": str(folder / "state"),
        }
        command = [
            sys.executable,
            "-m",
            "pipeline.orchestration.ui_launcher",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self.log = (folder / "log.txt").open("wb")
        self.process = subprocess.Popen(
            [*command, "--module-name", "pipeline.definitions"],
            cwd=ROOT,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        """End it and all that it started; nothing may outlive a test."""
        started = list_descendants(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(30)
        for process in started:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.log.close()

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            told = json.loads(answer.read())
        assert "errors" not in told, told["errors"]
        return dict(told["data"])

    def up(self) -> str:
        def version() -> str | None:
            try:
                return str(self.ask("{version}")["version"])
            except OSError:
                assert self.process.poll() is None, (self.folder / "log.txt").read_text()[-3000:]
                return None

        return wait(version)

    def runs(self) -> list[dict[str, Any]]:
        """Runs of the location, the oldest first."""
        query = "{runsOrError {... on Runs {results {runId status jobName startTime}}}}"
        return list(reversed(self.ask(query)["runsOrError"]["results"]))

    def finished(self, count: int) -> dict[str, Any]:
        """The last run, once there are `count` and all have ended."""

        def last() -> dict[str, Any] | None:
            runs = self.runs()
            ended = [run for run in runs if run["status"] in ("SUCCESS", "FAILURE", "CANCELED")]
            return runs[-1] if len(runs) >= count and len(ended) == len(runs) else None

        return wait(last)

    def find_materialized(self, asset: str) -> dict[str, str]:
        """Texts that the last materialization of an asset tells, by label; empty where there is none."""
        query = """query($key: AssetKeyInput!) {assetNodeOrError(assetKey: $key) {... on AssetNode {
          assetMaterializations(limit: 1) {metadataEntries {label ... on TextMetadataEntry {text}}}}}}"""
        node = self.ask(query, key={"path": [asset]})["assetNodeOrError"]
        found = node.get("assetMaterializations") or [{"metadataEntries": []}]
        return {entry["label"]: entry["text"] for entry in found[0]["metadataEntries"] if "text" in entry}

    def launch(self, job: str) -> str:
        query = """mutation($job: String!) {
          launchRun(executionParams: {mode: "default", selector: {jobName: $job,
            repositoryName: "__repository__", repositoryLocationName: "pipeline.definitions"}}) {
            __typename ... on LaunchRunSuccess {run {runId}} ... on PythonError {message}
            ... on RunConfigValidationInvalid {errors {message}}}}"""
        told = self.ask(query, job=job)["launchRun"]
        assert told["__typename"] == "LaunchRunSuccess", told
        return str(told["run"]["runId"])

    def checks(self, run: str) -> dict[str, dict[str, Any]]:
        """Check evaluations of a run by asset and name."""
        query = """query($run: ID!) {runOrError(runId: $run) {... on Run {assetCheckEvaluations: eventConnection(
          limit: 2000) {events {... on AssetCheckEvaluationEvent {evaluation {
            checkName success severity assetKey {path}}}}}}}}"""
        events = self.ask(query, run=run)["runOrError"]["assetCheckEvaluations"]["events"]
        found = [event["evaluation"] for event in events if event.get("evaluation")]
        return {f"{'/'.join(check['assetKey']['path'])}.{check['checkName']}": check for check in found}


def wait(look: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """What `look` gives as soon as it is not null; fails after a while."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if (found := look()) is not None:
            return found
        time.sleep(0.5)
    raise AssertionError(f"nothing for {patience:.0f} s")
