"""Hostile inputs in bulk: each of several hundred is read or set aside with a reason, within seconds, and none raises.

Each is made by damaging a sound file of some format in a way that is drawn from a fixed seed.
"""

import gzip
import json
import random
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.intake.source_document import Document, RejectedInput
from tests.intake.support import PAGE, STORY, open_all
from tests.intake.test_formats import ATOM, MAIL, MHTML, RSS, zipped
from tests.intake.test_web_archives import BODY, HTML_TYPE, warc

VARIANTS = 40


def sound_files(folder: Path) -> dict[str, bytes]:
    """One small sound file of each format."""
    table = pa.table({"id": [1, 2], "text": [STORY, STORY], "published": ["2024-06-04", None]})
    pq.write_table(table, folder / "p.parquet")
    warc(folder / "w.warc.gz", *(("response", "200 OK", BODY, [HTML_TYPE]) for _ in range(2)))
    warc(folder / "v.warc", ("response", "200 OK", BODY, [HTML_TYPE]))
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    record = json.dumps({"id": "a", "title": "T", "text": STORY, "published": "2024-06-04"}).encode()
    for path in folder.iterdir():
        path.unlink()
    return made | {
        "a.txt": STORY.encode(),
        "a.html": PAGE.encode(),
        "wide.html": PAGE.encode("utf-16"),
        "a.md": f"# T\n\n{STORY}".encode(),
        "a.jsonl": record + b"\n" + record.replace(b'"a"', b'"b"'),
        "a.jsonl.gz": gzip.compress(record),
        "a.json": b"[" + record + b"]",
        "a.txt.gz": gzip.compress(STORY.encode()),
        "a.zip": zipped({"a.txt": STORY.encode(), "b.html": PAGE.encode()}),
        "a.rss": RSS.encode(),
        "a.atom": ATOM.encode(),
        "a.eml": MAIL.encode(),
        "a.mhtml": MHTML.encode(),
    }


def damage(content: bytes, draw: random.Random) -> bytes:
    """The content cut, overwritten, doubled, or filled with what parsers stumble over."""
    place = draw.randrange(len(content) + 1)
    odd = draw.choice(
        [
            b"\x00",
            b"\xff\xfe",
            b"\xed\xa0\x80",
            b"\\ud800",
            b"<" * 2000,
            b"[" * 5000,
            b"9" * 5000,
            b"&a;",
            b"\r",
            b"%" * 99,
        ]
    )
    kind = draw.randrange(6)
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + odd + content[place:]
    if kind == 2:
        return content[:place] + draw.randbytes(8) + content[place + 8 :]
    if kind == 3:
        return content[place:] + content[:place]
    if kind == 4:
        return content * 2
    return bytes(byte ^ (draw.randrange(256) if draw.random() < 0.02 else 0) for byte in content)


def test_every_damaged_file_is_read_or_set_aside(tmp_path: Path) -> None:
    draw = random.Random(20240604)
    folder = tmp_path / "in"
    folder.mkdir()
    sound = sound_files(folder)
    for name, content in sound.items():
        for number in range(VARIANTS):
            (folder / f"{number:02}-{name}").write_bytes(damage(content, draw))
    (folder / "zz-sound.txt").write_text(STORY)
    assert len(list(folder.iterdir())) > 600
    started = time.process_time()
    found = list(open_all(folder))
    assert time.process_time() - started < 60
    told = {entry.source_path for entry in found}
    assert told == {path.name for path in folder.iterdir()}, "nothing is passed over in silence"
    for entry in found:
        words = (
            [entry.external_id, entry.failure] if isinstance(entry, RejectedInput) else [entry.external_id, entry.text]
        )
        for word in words:
            word.encode("utf-8")
        if isinstance(entry, RejectedInput):
            assert entry.check != "failed", entry.failure
            assert "\n" not in entry.failure
    assert any(
        isinstance(entry, Document) and entry.text == STORY for entry in found if entry.source_path == "zz-sound.txt"
    )


LARGE = {
    "quotes.html": '<p class="' * 10_000,
    "meta.html": "<meta " * 16_000,
    "charset.html": "<meta charset=" * 7_000,
    "comments.txt": "<!--" * 25_000,
    "marks.md": "*" * 100_000,
    "brackets.md": "[" * 100_000,
    "quoted.md": "> " * 50_000,
    "links.md": "[a](" * 25_000,
    "mojibake.txt": "Ã©" * 50_000,
    "mojibake lines.txt": "Ã© Ã¼ â€™\n" * 10_000,
    "spaces.html": "<p>" + " " * 100_000,
    "entities.rss": "<rss><channel>" + "<item>" * 14_000,
    "headers.eml": "A: b\n" * 20_000,
    "parts.eml": "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 25_000,
    "deep.json": '{"a": ' * 16_000,
    "strings.jsonl": '{"text": "' + "\\ud800" * 16_000 + '"}',
    "data.html": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
    "templates.html": "<template>" * 10_000 + "x",
    "noscripts.html": "<noscript>" * 10_000 + "x",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_hundred_thousand_characters_of_anything_take_seconds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LARGE[name])
    started = time.process_time()
    assert list(open_all(tmp_path))
    assert time.process_time() - started < 8
