"""What a request must be before the webserver sees it, so that no other web page can start a build.

The webserver listens on this machine alone, but every page in a browser here can send it requests. A request is let
through where it names a host that the server answers to (a foreign name that resolves to 127.0.0.1 is none), where it
comes from the server's own pages or from no page at all, and where anything that changes or asks data is a POST of
JSON: a browser sends that from another page only after asking, and is never given leave.
"""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
READING_METHODS = frozenset({"GET", "HEAD"})
# Paths under which a request does something or gives data, and which no link leads to.
QUERY_PATHS = ("/graphql", "/report_asset")


class RequestGuard:
    """ASGI middleware that answers 403, 405 or 415 to what it does not let through; `hosts` without ports."""

    def __init__(self, app: App, hosts: Collection[str] = LOCAL_HOSTS) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif (refusal := find_refusal(scope, self.hosts)) is None:
            await self.app(scope, receive, _forbid_framing(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, reason = refusal
            body = f"{reason}\n".encode()
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})


def find_refusal(scope: Scope, hosts: Collection[str]) -> tuple[int, str] | None:
    """Status and reason where a request is refused; null where it may pass."""
    named: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        named.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    if any(len(named.get(name, [])) > 1 for name in ("host", "origin", "content-type")):
        return 400, "a header is given twice"
    headers = {name: values[0] for name, values in named.items()}
    host = headers.get("host", "")
    if _get_host_name(host) not in hosts:
        return 403, "the host is not one that this server answers to; set NEWSLEDGER_UI_HOSTS to add it"
    origin = headers.get("origin")
    if origin is not None and not _is_same_origin(origin, host):
        return 403, "the request comes from another page"
    if scope["type"] == "websocket":
        return None
    method, path = scope["method"].upper(), scope["path"]
    is_query = any(part in path for part in QUERY_PATHS)
    if method not in READING_METHODS and method != "POST":
        return 405, "only GET, HEAD and POST are answered"
    fetched_from = headers.get("sec-fetch-site", "none")
    if fetched_from not in ("none", "same-origin") and (is_query or headers.get("sec-fetch-mode") != "navigate"):
        return 403, "the request comes from another page"
    if method in READING_METHODS:
        return (405, "send queries as a POST of JSON") if is_query else None
    is_json = headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    return None if is_json else (415, "send JSON, with the content type application/json")


def _get_host_name(host: str) -> str:
    """The name or address in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "") if host and "@" not in host and "/" not in host else ""
    except ValueError:
        return ""


def _is_same_origin(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _forbid_framing(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), (b"x-frame-options", b"DENY")]
        await send(message)

    return send_guarded
