"""Poll feeds and sitemaps once: new pages are written as one web archive into the input folder, with URL and time.

What was seen, and the ETag of each feed, is kept in a hidden file of that folder, which is no input.
"""

import io
import json
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.fetch.feed_links import is_sitemap_index, list_links
from pipeline.fetch.http_client import Answer, FetchError, PoliteClient

MEMORY_FILE = ".fetched.json"
MAX_INDEXED_SITEMAPS = 20
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
CONDITIONS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one round of polling gave: the archive (null where nothing was new), pages in it, and what went wrong."""

    archive: Path | None
    page_count: int
    problems: tuple[tuple[str, str], ...]  # (address, reason)


def poll_feeds(
    addresses: Sequence[str],
    folder: Path,
    client: PoliteClient,
    *,
    max_pages: int,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> PollResult:
    """Fetch the pages that feeds and sitemaps list and that were not fetched before, at most `max_pages`.

    Raises OSError where the folder cannot be written, and ImportError without the extra `fetch`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    memory = _read_memory(folder)
    problems: list[tuple[str, str]] = []
    pages: list[tuple[Answer, datetime]] = []
    for address in addresses:
        for link in _list_new_links(address, client, memory, problems):
            if len(pages) >= max_pages:
                memory["feeds"].pop(address, None)  # the rest of it is due in the next round
                break
            try:
                answer = client.fetch(link)
                if not answer.headers.get("content-type", "").lower().startswith(PAGE_TYPES):
                    raise FetchError("it is no page")
            except FetchError as error:
                problems.append((link, str(error)))
                continue
            memory["pages"][link] = sha256(answer.content).hexdigest()
            pages.append((answer, now()))
    archive = _write_archive(pages, folder) if pages else None
    _write_memory(folder, memory)
    return PollResult(archive, len(pages), tuple(problems))


def _list_new_links(
    address: str, client: PoliteClient, memory: dict[str, Any], problems: list[tuple[str, str]]
) -> list[str]:
    known = memory["feeds"].get(address, {})
    conditions = {header: known[name] for name, header in CONDITIONS if name in known}
    try:
        answer = client.fetch(address, conditions)
        if answer.status == 304:
            return []
        memory["feeds"][address] = {name: answer.headers[name] for name, _ in CONDITIONS if name in answer.headers}
        links = list_links(answer.content)
        if is_sitemap_index(answer.content):
            links = [
                link for sitemap in links[:MAX_INDEXED_SITEMAPS] for link in list_links(client.fetch(sitemap).content)
            ]
    except FetchError as error:
        problems.append((address, str(error)))
        return []
    return [link for link in links if link not in memory["pages"]]


def _write_archive(pages: Sequence[tuple[Answer, datetime]], folder: Path) -> Path:
    """Write pages beside their place and rename, so that no build reads half an archive."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    started = pages[0][1].strftime("%Y%m%dT%H%M%S%fZ")
    path, part = folder / f"fetched-{started}.warc.gz", folder / f".fetched-{started}.{os.getpid()}.part"
    with part.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for answer, fetched_at in pages:
            identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{answer.url} {sha256(answer.content).hexdigest()}")
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", answer.headers.get("content-type", "text/html"))], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                answer.url,
                "response",
                payload=io.BytesIO(answer.content),
                http_headers=headers,
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:{identifier}>",
                    "WARC-Date": fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                },
            )
            writer.write_record(record)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    return path


def _read_memory(folder: Path) -> dict[str, Any]:
    try:
        memory = json.loads((folder / MEMORY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        memory = {}
    kept = memory if isinstance(memory, dict) else {}
    return {name: kept[name] if isinstance(kept.get(name), dict) else {} for name in ("feeds", "pages")}


def _write_memory(folder: Path, memory: dict[str, Any]) -> None:
    part = folder / f"{MEMORY_FILE}.{os.getpid()}.part"
    part.write_text(json.dumps(memory, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(folder / MEMORY_FILE)
