"""`newsledger serve`: the listed files of a release, to this machine alone."""

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.publish.release_server import ReleaseServer, ServingError
from tests.site.pages import find_document


def ask(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port or 0, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/site/", "text/html; charset=utf-8"),
        ("/site/assets/site.css", "text/css; charset=utf-8"),
        ("/site/assets/explorer.js", "text/javascript; charset=utf-8"),
        ("/flat/events.csv", "text/csv; charset=utf-8"),
        ("/parquet/events.parquet", "application/vnd.apache.parquet"),
        ("/README.md", "text/markdown; charset=utf-8"),
        ("/SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_types(served: str, path: str, kind: str) -> None:
    status, headers, body = ask(served, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert len(body) == int(headers["content-length"]) > 0


def test_a_file_that_did_not_change_is_not_sent_again(served: str) -> None:
    _, headers, _ = ask(served, "/flat/events.csv")
    assert headers["cache-control"] == "no-cache"
    assert ask(served, "/flat/events.csv", **{"If-None-Match": headers["etag"]})[::2] == (304, b"")
    assert ask(served, "/flat/events.csv", **{"If-None-Match": '"other"'})[0] == 200


def test_only_files_of_the_release_are_served(served: str, release: Path) -> None:
    assert (release.parent / "in" / "full.txt").is_file()
    for path in ("/../in/full.txt", "/%2e%2e/in/full.txt", "/in/full.txt", "//etc/passwd", "/site/none.html"):
        assert ask(served, path)[0] == 404, path


def test_other_names_of_this_machine_are_refused(served: str) -> None:
    assert ask(served, "/site/", Host="evil.example")[0] == 403
    assert ask(served, "/", Host="localhost")[0] == 302


def test_answers_carry_the_policy_of_the_pages(served: str, release: Path) -> None:
    _, headers, _ = ask(served, f"/site/articles/{find_document(release, 'attack')}.html")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ServingError, match="no release of newsledger"):
        ReleaseServer(tmp_path, 0)
