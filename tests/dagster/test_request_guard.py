"""No page but the server's own can make it do anything."""

import asyncio
from typing import Any

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.orchestration import guarded_dev
from pipeline.orchestration.request_guard import RequestGuard

OWN = {"host": "127.0.0.1:3000"}
JSON = {"content-type": "application/json"}


def ask(method: str, path: str, headers: dict[str, str] | list[tuple[str, str]], kind: str = "http") -> int:
    """The status of the answer; 200 from the server behind the guard, 1008 for a web socket that is closed."""
    sent: list[Any] = []

    async def server(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    pairs = list(headers.items() if isinstance(headers, dict) else headers)
    scope = {"type": kind, "method": method, "path": path, "headers": [(k.encode(), v.encode()) for k, v in pairs]}
    asyncio.run(RequestGuard(server)(scope, receive, send))
    return int(sent[0].get("status") or sent[0]["code"])


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", OWN),
        ("GET", "/runs/1", OWN | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),  # a link from a mail
        ("POST", "/graphql", OWN | JSON),  # a program of this machine
        ("POST", "/graphql", OWN | JSON | {"origin": "http://127.0.0.1:3000", "sec-fetch-site": "same-origin"}),
        ("POST", "/graphql", {"host": "localhost:3000", "origin": "http://localhost:3000"} | JSON),
        ("POST", "/graphql", {"host": "[::1]:3000", "content-type": "application/json; charset=utf-8"}),
    ],
)
def test_own_pages_and_programs_pass(method: str, path: str, headers: dict[str, str]) -> None:
    assert ask(method, path, headers) == 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/graphql", OWN, 405),  # a mutation as a picture's address
        ("HEAD", "/graphql", OWN, 405),
        ("GET", "/prefix/graphql/", OWN, 405),
        ("OPTIONS", "/graphql", OWN, 405),
        ("PUT", "/graphql", OWN | JSON, 405),
        ("POST", "/graphql", OWN, 415),
        ("POST", "/graphql", OWN | {"content-type": "text/plain"}, 415),  # what a form can send unasked
        ("POST", "/report_asset_materialization/x", OWN | {"content-type": "multipart/form-data"}, 415),
        ("POST", "/graphql", OWN | JSON | {"origin": "http://evil.example"}, 403),
        ("POST", "/graphql", OWN | JSON | {"origin": "null"}, 403),
        ("POST", "/graphql", OWN | JSON | {"origin": "http://127.0.0.1:8000"}, 403),  # another server of this machine
        ("POST", "/graphql", OWN | JSON | {"origin": "http://127.0.0.1:3000.evil.example"}, 403),
        ("POST", "/graphql", OWN | JSON | {"sec-fetch-site": "cross-site"}, 403),
        ("GET", "/logs/1", OWN | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ("GET", "/", {"host": "evil.example:3000"}, 403),  # a name that was made to resolve to this machine
        ("GET", "/", {"host": "127.0.0.1.evil.example"}, 403),
        ("GET", "/", {"host": "evil.example@127.0.0.1"}, 403),
        ("GET", "/", {"host": "[::1"}, 403),
        ("GET", "/", {}, 403),
        ("POST", "/graphql", [*OWN.items(), *OWN.items(), *JSON.items()], 400),
    ],
)
def test_the_rest_is_refused(method: str, path: str, headers: dict[str, str], status: int) -> None:
    assert ask(method, path, headers) == status


@pytest.mark.parametrize(("origin", "status"), [("http://127.0.0.1:3000", 200), ("http://evil.example", 1008)])
def test_web_sockets_are_of_own_pages(origin: str, status: int) -> None:
    assert ask("GET", "/graphql", OWN | {"origin": origin}, "websocket") == status


def test_no_webserver_is_started_without_its_guard() -> None:
    command = guarded_dev.guard_command(["python", "-m", "dagster_webserver", "--port", "1"])
    assert command == ["python", "-m", guarded_dev.GUARDED, "--port", "1"]
    assert guarded_dev.guard_command(["python", "-m", "dagster._daemon"]) == ["python", "-m", "dagster._daemon"]
    with pytest.raises(RuntimeError, match="cannot be guarded"):
        guarded_dev.guard_command(["dagster-webserver", "--port", "1"])


@pytest.mark.parametrize("name", ["inputs", "out", "state"])
@pytest.mark.parametrize("folder", ["/etc", "..", "seeds/../.."])
def test_a_run_of_the_ui_names_no_folder_outside(name: str, folder: str) -> None:
    config = {"resources": {"build": {"config": {name: [folder] if name == "inputs" else folder}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs().resolve_job_def("build").execute_in_process(config, instance=instance, raise_on_error=False)
    told = [event.event_specific_data.error for event in result.all_events if event.is_failure]
    assert not result.success
    assert "lies outside the folders of the settings" in str(told)
