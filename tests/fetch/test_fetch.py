"""Fetching against a server of our own on 127.0.0.1: polite, once each, and nowhere that is not public."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.fetch.feed_polling import PollResult, poll_feeds
from pipeline.fetch.http_client import FetchError, PoliteClient
from tests.intake.support import PAGE, STORY, find, texts_of

RSS = "<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</urlset>"


class Site(ThreadingHTTPServer):
    """A small site that notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def add(self, path: str, content: str | bytes = PAGE, status: int = 200, **headers: str) -> None:
        body = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = status, {"Content-Type": "text/html; charset=utf-8"} | named, body


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"none"))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    items = "".join(
        f"<item><link>{server.address}/{name}</link></item>" for name in ("one", "two", "secret/three", "gone")
    )
    server.add("/robots.txt", "User-agent: *\nDisallow: /secret/\n")
    server.add("/feed.rss", RSS.format(items=items), ETag='"v1"')
    server.add("/one")
    server.add("/two", brotli.compress(PAGE.encode()), Content_Encoding="br")
    server.add("/secret/three")
    yield server
    server.shutdown()
    server.server_close()


def poll(site: Site, folder: Path, path: str = "/feed.rss", **options: int) -> PollResult:
    client = PoliteClient("newsledger-test", delay=0, allow_private=True)
    moment = datetime(2024, 6, 4, 18, 0, tzinfo=UTC)
    return poll_feeds([site.address + path], folder, client, max_pages=options.get("max_pages", 99), now=lambda: moment)


def test_pages_of_a_feed_land_in_the_input_with_url_and_time(site: Site, tmp_path: Path) -> None:
    result = poll(site, tmp_path)
    assert result.archive == tmp_path / "fetched-20240604T180000000000Z.warc.gz"
    assert result.page_count == 2
    assert dict(result.problems) == {
        f"{site.address}/secret/three": "robots.txt does not allow it",
        f"{site.address}/gone": "the server answered 404",
    }
    assert "/secret/three" not in site.asked
    items, rejects = find(tmp_path)
    assert [item.supplied.url for item in items] == [f"{site.address}/one", f"{site.address}/two"]
    assert (list(texts_of(tmp_path).values()), rejects) == ([STORY, STORY], [])


def test_what_was_fetched_is_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    poll(site, tmp_path)
    site.asked.clear()
    assert poll(site, tmp_path) == PollResult(None, 0, ())
    assert site.asked == ["/robots.txt", "/feed.rss"]  # the feed answered 304
    assert len(list(tmp_path.glob("*.warc.gz"))) == 1


def test_what_a_round_leaves_is_fetched_in_the_next(site: Site, tmp_path: Path) -> None:
    first = poll(site, tmp_path, max_pages=1)
    (tmp_path / "fetched-20240604T180000000000Z.warc.gz").rename(tmp_path / "first.warc.gz")
    assert [first.page_count, poll(site, tmp_path).page_count] == [1, 1]
    assert len(texts_of(tmp_path)) == 2


def test_sitemaps_are_read_through_their_index(site: Site, tmp_path: Path) -> None:
    site.add("/index.xml", f"<sitemapindex><sitemap><loc>{site.address}/map.xml</loc></sitemap></sitemapindex>")
    site.add(
        "/map.xml",
        SITEMAP.format(items=f"<url><loc>{site.address}/one</loc></url><url><loc>file:///etc/passwd</loc></url>"),
    )
    assert poll(site, tmp_path, "/index.xml").page_count == 1


def test_a_private_address_is_not_asked_unless_allowed(site: Site) -> None:
    for host in (site.address, site.address.replace("127.0.0.1", "localhost"), f"http://[::1]:{site.server_port}"):
        with pytest.raises(FetchError):
            PoliteClient("newsledger-test", delay=0).fetch(host + "/one")
    assert site.asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/x", "data:text/html,x", "http://", "x"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match="no http"):
        PoliteClient("newsledger-test", delay=0, allow_private=True).fetch(address)


def test_redirects_stay_with_http(site: Site) -> None:
    site.add("/away", status=302, Location="file:///etc/passwd")
    site.add("/here", status=301, Location="/one")
    client = PoliteClient("newsledger-test", delay=0, allow_private=True)
    assert client.fetch(site.address + "/here").url == f"{site.address}/one"
    with pytest.raises(FetchError):
        client.fetch(site.address + "/away")


def test_a_host_that_is_busy_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.add("/one", status=429)
    result = poll(site, tmp_path)
    assert result.page_count == 0
    assert "/two" not in site.asked


def test_without_a_readable_robots_file_nothing_is_fetched(site: Site, tmp_path: Path) -> None:
    site.add("/robots.txt", status=503)
    assert poll(site, tmp_path).problems == ((f"{site.address}/feed.rss", "robots.txt does not allow it"),)


def test_two_requests_to_one_host_are_apart(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    PoliteClient("newsledger-test", delay=3, allow_private=True).fetch(site.address + "/one")
    assert [round(pause) for pause in pauses] == [7]


def test_what_expands_without_measure_is_not_kept(site: Site) -> None:
    site.add("/bomb", brotli.compress(b"a" * 50_000_000), Content_Encoding="br")
    with pytest.raises(FetchError, match="expands"):
        PoliteClient("newsledger-test", delay=0, allow_private=True).fetch(site.address + "/bomb")


def test_the_command_line_tells_what_came(site: Site, tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(f"# our feeds\n{site.address}/feed.rss\n")
    call = ["fetch", str(tmp_path / "feeds.txt"), "--into", str(tmp_path / "in"), "--delay", "0"]
    refused = CliRunner().invoke(cli, call)
    assert "no public address" in refused.output
    assert not list((tmp_path / "in").glob("*.warc.gz"))
    allowed = CliRunner().invoke(cli, [*call, "--allow-private"])
    assert "2 new pages" in allowed.output
    assert len(texts_of(tmp_path / "in")) == 2
