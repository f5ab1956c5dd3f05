"""Dagster's webserver behind `RequestGuard`; started by `guarded_dev`, with the options of the plain one."""

import os
from importlib import import_module
from typing import Any

from dagster_webserver import cli, webserver
from starlette.middleware import Middleware

from pipeline.orchestration.first_page import FirstPage
from pipeline.orchestration.request_guard import LOCAL_HOSTS, RequestGuard


def list_hosts() -> frozenset[str]:
    """The hosts that the server answers to: this machine, and those that NEWSLEDGER_UI_HOSTS names, by commas."""
    named = os.environ.get("NEWSLEDGER_UI_HOSTS", "").lower().split(",")
    return LOCAL_HOSTS | {name.strip() for name in named if name.strip()}


class GuardedWebserver(webserver.DagsterWebserver[Any, Any]):
    """The webserver with the guard before everything else."""

    def build_middleware(self) -> list[Middleware]:
        """Middleware, the outermost first."""
        guard = Middleware(RequestGuard, hosts=list_hosts())
        return [guard, Middleware(FirstPage), *super().build_middleware()]


def main() -> None:
    """Serve."""
    app: Any = import_module("dagster_webserver.app")  # it makes the server, by this name
    app.DagsterWebserver = GuardedWebserver
    command: Any = cli
    command.main()


if __name__ == "__main__":
    main()
