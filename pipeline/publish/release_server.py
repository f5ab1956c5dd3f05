"""A release over HTTP on this machine: its listed files alone, each with its type and its hash as entity tag."""

import http.server
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.publish import checksums
from pipeline.publish.release_target import read_own_release
from pipeline.publish.site.site_files import START_PAGE
from pipeline.publish.site.site_templates import CONTENT_POLICY

HOST = "127.0.0.1"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    "": "text/plain; charset=utf-8",
}
OTHER_TYPE = "application/octet-stream"


class ServingError(ValueError):
    """A folder that cannot be served; the message says why."""


class ReleaseServer(http.server.ThreadingHTTPServer):
    """Serves the release in a folder, also one that is swapped in while it runs.

    Raises ServingError where the folder holds no release, or one without a site; OSError where the port is taken.
    """

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        if read_own_release(folder) is None:
            raise ServingError(f"{folder} is no release of newsledger; name the folder that `build --out` wrote")
        self.folder = folder
        if START_PAGE not in self.read_listing():
            raise ServingError(f"{folder} has no site; build it again with this version")
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the start page is."""
        return f"http://{HOST}:{self.server_port}/{START_PAGE.removesuffix('index.html')}"

    @cached_property
    def _listings(self) -> dict[tuple[int, int], Mapping[str, str]]:
        return {}

    def read_listing(self) -> Mapping[str, str]:
        """Hash by name of every file of the release that is in the folder now."""
        status = (self.folder / checksums.CHECKSUMS_FILE).stat()
        key = (status.st_ino, status.st_mtime_ns)
        if key not in self._listings:
            self._listings.clear()
            self._listings[key] = checksums.read_checksums(self.folder)
        return self._listings[key]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "newsledger"
    sys_version = ""
    server: ReleaseServer

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head of a file."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        # Another site cannot reach it under a name of its own (DNS rebinding).
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in (HOST, "localhost"):
            self._send_text(403, "Open it as 127.0.0.1.", with_body)
            return
        name = unquote(urlsplit(self.path).path).lstrip("/")
        if name in ("", "site"):
            self._redirect("/site/")
            return
        name = f"{name}index.html" if name.endswith("/") else name
        try:
            digest = self.server.read_listing().get(name)
            path = self.server.folder / name
            if name == checksums.CHECKSUMS_FILE:
                digest = checksums.hash_file(path)
            if digest is None:
                self._send_text(404, "The release has no such file.", with_body)
                return
            self._send_file(path, digest, with_body)
        except (OSError, ValueError):
            self._send_text(503, "The release is being replaced; try again.", with_body)

    def _send_file(self, path: Path, digest: str, with_body: bool) -> None:
        tag = f'"{digest}"'
        if tag in self.headers.get("If-None-Match", ""):
            self.send_response(304)
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", MEDIA_TYPES.get(path.suffix, OTHER_TYPE))
        self.send_header("Content-Length", str(len(body)))
        # Kept, but asked for again each time: the same address has other bytes after the next build.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", tag)
        self._send_guards()
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _send_guards(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", f"{CONTENT_POLICY}; frame-ancestors 'none'")

    def _redirect(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_text(self, status: int, text: str, with_body: bool) -> None:
        body = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", MEDIA_TYPES[".txt"])
        self.send_header("Content-Length", str(len(body)))
        self._send_guards()
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: nobody reads a log of one's own clicks."""
