"""The files of `deploy/` as a team would use them: a run kept in a real PostgreSQL, a unit that systemd would take."""

import configparser
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.orchestration.resources import BuildResource, ParquetIOManager
from pipeline.orchestration.ui_launcher import list_descendants
from tests.dagster.server import wait
from tests.engine.test_faults import is_running
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


UNITS = {
    "newsledger-webserver": ["python", "-m", "pipeline.orchestration.guarded_webserver"],
    "newsledger-daemon": ["dagster-daemon", "run"],
}


def read_unit(name: str) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(ROOT / "deploy" / f"{name}.service")
    return unit


def read_command(name: str, key: str = "ExecStart") -> list[str]:
    """A command of a unit, its program without the folder."""
    program, *arguments = read_unit(name)["Service"][key].split()
    return [Path(program).name, *arguments]


def test_one_unit_makes_the_tables_before_the_other_starts() -> None:
    """Two processes that make Dagster's tables at once leave a database with two heads, which none can open."""
    assert read_command("newsledger-webserver", "ExecStartPre") == ["dagster", "instance", "info"]
    assert "newsledger-webserver.service" in read_unit("newsledger-daemon")["Unit"]["After"].split()


@pytest.mark.parametrize("name", UNITS)
def test_the_units_name_commands_that_exist(name: str) -> None:
    command = read_command(name)
    assert command[: len(UNITS[name])] == UNITS[name]
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [program, *UNITS[name][1:], "--help"], capture_output=True, text=True, cwd=ROOT, env=environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    options = [argument for argument in command if argument.startswith("--")]
    assert all(option in done.stdout for option in options)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "DAGSTER_DISABLE_TELEMETRY": "1"}


def read_logs(folder: Path) -> str:
    """The last words of both services: a test that waits in vain says why."""
    return "\n".join((folder / f"{name}.txt").read_text()[-4000:] for name in UNITS)


def test_webserver_and_daemon_as_services_show_the_pipeline_and_run_it(tmp_path: Path) -> None:
    """Both commands as the units have them, over folders of this test."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("The mayor met farmers in Oslo on Monday.\n")
    shutil.copy(ROOT / "deploy" / "workspace.yaml", home)
    shutil.copy(ROOT / "dagster.yaml", home)  # SQLite: PostgreSQL has a test of its own
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    folders = {f"NEWSLEDGER_{name}": str(tmp_path / path) for name, path in (("INPUT", "in"), ("OUT", "out"))}
    settings = {**environment(), **folders, "NEWSLEDGER_STATE": str(tmp_path / "state"), "DAGSTER_HOME": str(home)}
    program, *arguments = read_command("newsledger-webserver", "ExecStartPre")
    subprocess.run([Path(sys.executable).with_name(program), *arguments], check=True, capture_output=True, env=settings)
    processes = []
    for name in UNITS:
        program, *arguments = read_command(name)
        arguments = [
            {"3000": port}.get(each, each.replace("/srv/newsledger/.dagster", str(home))) for each in arguments
        ]
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        log = (tmp_path / f"{name}.txt").open("wb")
        processes.append(subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log))
    try:

        def published() -> bool | None:
            assert all(process.poll() is None for process in processes), read_logs(tmp_path)
            return (tmp_path / "out" / "SHA256SUMS").is_file() or None

        try:
            wait(published)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{read_logs(tmp_path)}") from error
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            assert answer.url.endswith("/assets")
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=30)
    finally:
        started = [child for process in processes for child in list_descendants(process.pid)]
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)
        wait(lambda: not any(map(is_running, started)) or None)
