"""Polite HTTP: one request at a time, robots.txt obeyed, a pause for each host, and no address that is not public."""

import http.client
import io
import ipaddress
import socket
import time
import urllib.error
import urllib.request
import urllib.robotparser
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pipeline.base.boundary.bounded_streams import ExpansionError, TooLargeError, read_bounded
from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.intake.content_decoding import ContentEncodingError, decode_content

TIMEOUT_SECONDS = 20
MAX_DELAY_SECONDS = 60
MAX_ROBOTS_BYTES = 512 * 1024
# After these answers a host is left alone for the rest of the run.
BUSY_STATUSES = frozenset({429, 503})


class FetchError(Exception):
    """An address that was not fetched; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address after redirects, the status, the headers, the body without its encoding."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes


def _check_peer(connection: http.client.HTTPConnection, allow_private: bool) -> None:
    """Close a connection to an address that is not public, after the name was resolved and before anything is sent."""
    address = ipaddress.ip_address(connection.sock.getpeername()[0].partition("%")[0])
    if not allow_private and not address.is_global:
        connection.close()
        raise FetchError(f"{connection.host} is {address}, which is no public address")


def _build_opener(allow_private: bool) -> urllib.request.OpenerDirector:
    class PlainConnection(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _check_peer(self, allow_private)

    class SecureConnection(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _check_peer(self, allow_private)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> Any:
            return self.do_open(PlainConnection, request)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> Any:
            return self.do_open(SecureConnection, request)

    opener = urllib.request.OpenerDirector()
    for handler in (PlainHandler(), SecureHandler(), urllib.request.HTTPRedirectHandler()):
        opener.add_handler(handler)
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    opener.add_handler(urllib.request.UnknownHandler())
    return opener


@dataclass
class PoliteClient:
    """Fetches addresses one after another. `delay` is the pause in seconds between two requests to one host."""

    agent: str
    delay: float
    allow_private: bool = False
    bounds: InputBounds = DEFAULT_BOUNDS
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _last_request: dict[str, float] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """The answer of an address, 304 included. Raises FetchError for anything that gives no content."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError("no http or https address")
        host = f"{parts.scheme}://{parts.netloc}"
        if host in self._busy:
            raise FetchError(f"{parts.netloc} asked to be left alone; it is tried again in the next run")
        robots = self._read_robots(host)
        if not robots.can_fetch(self.agent, url):
            raise FetchError("robots.txt does not allow it")
        answer = self._request(url, headers or {}, host, float(robots.crawl_delay(self.agent) or 0))
        if answer.status in BUSY_STATUSES:
            self._busy.add(host)
        if answer.status not in (200, 304):
            raise FetchError(f"the server answered {answer.status}")
        return answer

    def _read_robots(self, host: str) -> urllib.robotparser.RobotFileParser:
        if host not in self._robots:
            robots = urllib.robotparser.RobotFileParser()
            answer = self._request(f"{host}/robots.txt", {}, host, 0)
            if answer.status == 200:
                robots.parse(answer.content[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
            elif answer.status in (401, 403) or answer.status >= 500:
                robots.parse(["User-agent: *", "Disallow: /"])  # as RFC 9309 has it: in doubt, nothing
            else:
                robots.parse([])
            self._robots[host] = robots
        return self._robots[host]

    def _request(self, url: str, headers: dict[str, str], host: str, crawl_delay: float) -> Answer:
        pause = min(max(self.delay, crawl_delay), MAX_DELAY_SECONDS)
        waited = time.monotonic() - self._last_request.get(host, -MAX_DELAY_SECONDS)
        if waited < pause:
            time.sleep(pause - waited)
        sent = {"User-Agent": self.agent, "Accept-Encoding": "gzip, br, zstd", "Connection": "close"} | headers
        try:
            request = urllib.request.Request(url, headers=sent)
            try:
                response = _build_opener(self.allow_private).open(request, timeout=TIMEOUT_SECONDS)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                raw = read_bounded(io.BufferedReader(response), self.bounds)
                found = {name.lower(): value for name, value in response.headers.items()}
                content = decode_content(raw, found.get("content-encoding", ""), self.bounds) if raw else raw
                return Answer(response.geturl(), int(response.status or response.code), found, content)
        except (TooLargeError, ExpansionError, ContentEncodingError) as error:
            raise FetchError(str(error)) from error
        except (OSError, http.client.HTTPException, ValueError, socket.gaierror) as error:
            raise FetchError(" ".join(str(error).split())[:200] or type(error).__name__) from error
        finally:
            self._last_request[host] = time.monotonic()
