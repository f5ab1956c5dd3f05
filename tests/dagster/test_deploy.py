"""The files of `deploy/` as a team would use them: a run kept in a real PostgreSQL, a unit that systemd would take."""

import configparser
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.orchestration.resources import BuildResource, ParquetIOManager
from tests.support import ROOT


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs; installed from Debian's packages where that can be."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False, timeout=300)
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], capture_output=True, check=False, timeout=600)
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture
def postgres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PostgreSQL of our own on a free port, addressed as `deploy/dagster.yaml` asks for it."""
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed, and could not be")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    data = tmp_path / "data"
    data.mkdir()
    # PostgreSQL refuses to run as root.
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(data, "postgres", "postgres")
        for parent in data.parents:
            if parent.owner() == "root" and parent != Path("/") and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
    password = tmp_path / "password"
    password.write_text("secret\n")
    password.chmod(0o644)
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "newsledger", "-A", "scram-sha-256"]
    subprocess.run([*as_user, *initdb, f"--pwfile={password}"], check=True, capture_output=True)
    serve = [str(binaries / "postgres"), "-D", str(data), "-p", port, "-c", "listen_addresses=127.0.0.1"]
    server = subprocess.Popen(
        [*as_user, *serve, "-c", f"unix_socket_directories={data}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = {"HOST": "127.0.0.1", "PORT": port, "DB": "postgres", "USER": "newsledger", "PASSWORD": "secret"}
    for name, value in address.items():
        monkeypatch.setenv(f"NEWSLEDGER_PG_{name}", value)
    ready = [str(binaries / "pg_isready"), "-h", "127.0.0.1", "-p", port, "-t", "30"]
    try:
        for _ in range(60):
            if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                break
            try:
                server.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
        yield
    finally:
        server.terminate()
        server.wait(30)


def test_a_run_is_kept_in_postgresql(postgres: None, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(ROOT / "deploy" / "dagster.yaml", home)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("The mayor met farmers in Oslo on Monday.\n")
    folders: dict[str, Any] = {
        "inputs": [str(tmp_path / "in")],
        "out": str(tmp_path / "out"),
        "state": str(tmp_path / "state"),
    }
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert "Postgres" in type(instance.run_storage).__name__ + type(instance.event_log_storage).__name__
        result = (
            defs()
            .resolve_job_def("build")
            .execute_in_process(
                instance=instance,
                resources={
                    "build": BuildResource(**folders, workers=1),
                    "tables": ParquetIOManager(folder=str(tmp_path / "tables")),
                    "report": lambda progress: None,
                },
            )
        )
        assert result.success
    with dg.DagsterInstance.from_config(str(home)) as again:
        assert [run.status for run in again.get_runs()] == [dg.DagsterRunStatus.SUCCESS]


def test_the_unit_names_a_command_that_exists() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(ROOT / "deploy" / "newsledger.service")
    command = unit["Service"]["ExecStart"].split()
    assert command[0].endswith("/.venv/bin/python")
    launcher = ["-m", "pipeline.orchestration.ui_launcher"]
    assert command[1:] == [*launcher, "--host", "127.0.0.1", "--port", "3000", "--module-name", "pipeline.definitions"]
    assert command[1:] == makefile_command()


def makefile_command() -> list[str]:
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "ui_launcher" in line)
    return line.partition("/python ")[2].split()
