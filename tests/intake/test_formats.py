"""Formats: each is told by content and name, read whole, or set aside with a reason that helps."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
import zstandard

from tests.intake.support import PAGE, STORY, checks_of, find, texts_of

LONG = "".join(f"<p>{STORY} It was march number {number}.</p>" for number in range(8))
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Holmvik Post</title>
<item><title>March &amp;amp; arrests</title><link>https://post.example/1</link><guid>post-1</guid>
<pubDate>Tue, 04 Jun 2024 18:00:00 GMT</pubDate><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Teaser</title><link>https://post.example/2</link><description>{STORY}</description></item>
<item><title>Long</title><link>https://post.example/3</link><description><![CDATA[{LONG}]]></description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Holmvik Post</title>
<entry><id>tag:post.example,2024:1</id><title>March</title><link href="https://post.example/1"/>
<published>2024-06-04T18:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p>
</div></content></entry></feed>"""
MAIL = f"""From: desk@post.example\r\nSubject: =?utf-8?q?M=C3=A4rsche?= in Holmvik\r
Date: Tue, 4 Jun 2024 20:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r
--b\r\nContent-Type: text/plain; charset=utf-8\r
\r\n{STORY}\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r
<p>{STORY.replace("=", "=3D")} =93Enough=94</p>\r\n--b--\r\n"""
MHTML = f"""From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/1\r\nSubject: March\r
Date: Wed, 5 Jun 2024 09:00:00 -0000\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r
Content-Location: https://post.example/1\r\n\r\n{PAGE}\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"""


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


READ = {
    "a.txt.gz": gzip.compress(STORY.encode()),
    "a.TXT.GZ": gzip.compress(STORY.encode()),
    "a.html.gz": gzip.compress(PAGE.encode()),
    "a.txt.zst": zstandard.compress(STORY.encode()),
    "a.xhtml": b'<?xml version="1.0" encoding="iso-8859-1"?>' + PAGE.encode(),
    "a.md": f"{STORY}\n".encode(),
    "a.mhtml": MHTML.encode(),
    "gzipped.html": gzip.compress(PAGE.encode()),
    "html-in.txt": b"\n<!-- saved -->\n" + PAGE.encode(),
    "html.md": PAGE.encode(),
    "utf16.html": PAGE.encode("utf-16"),
    "html-not.html.gz": PAGE.encode(),
    "noending": PAGE.encode(),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_by_what_it_holds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(READ[name])
    assert texts_of(tmp_path) == {name: STORY}


INSIDE = {
    "a.zip": zipped({"x/one.txt": STORY.encode(), "x/two.html": PAGE.encode(), "__MACOSX/._x": b"x", ".x.txt": b"x"}),
    "b.zip": zipped({"docs.jsonl": lines({"text": STORY}, {"html": PAGE})}),
    "c.zip": zipped({"a.txt.gz": gzip.compress(STORY.encode()), "inner.zip": zipped({"b.html": PAGE.encode()})}),
    "array.jsonl": json.dumps([{"text": STORY}, {"html": PAGE}]).encode(),
    "pretty.json": json.dumps([{"text": STORY}, {"html": PAGE}], indent=1).encode(),
    "many.jsonl": b"\n".join(json.dumps(record, indent=2).encode() for record in ({"text": STORY}, {"html": PAGE})),
    "utf16.jsonl": (lines({"text": STORY}, {"html": PAGE})).decode().encode("utf-16"),
    "marked.jsonl": b"\xef\xbb\xbf" + lines({"text": STORY}, {"html": PAGE}).replace(b"\n", b"\r\n"),
    "upper.jsonl": lines({"Text": STORY}, {"HTML": PAGE}),
    "nested.jsonl": lines({"article": {"text": STORY}}, {"id": "x", "page": {"html": PAGE}}),
    "pages.jsonl": lines({"text": PAGE}, {"html": "", "text": f"<p>{STORY}</p>"}),
}


@pytest.mark.parametrize("name", INSIDE)
def test_documents_inside_a_file_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(INSIDE[name])
    found = texts_of(tmp_path)
    assert list(found.values()) == [STORY, STORY]
    assert checks_of(tmp_path) == {}


REFUSED = {
    "empty.txt": (b"", "empty"),
    "empty.jsonl": (b"", "empty"),
    "empty.warc.gz": (b"", "empty"),
    "a.pdf": (b"%PDF-1.4 and no more", "corrupt"),
    "pdf.html": (b"%PDF-1.4 and no more", "corrupt"),
    "a.docx": (zipped({"word/document.xml": b"<w/>"}), "corrupt"),
    "a.epub": (zipped({"META-INF/container.xml": b"<x/>"}), "unknown_format"),
    "a.xlsx": (zipped({"xl/workbook.xml": b"<x/>"}), "unknown_format"),
    "a.csv": (b"title,text\na,b\n", "unknown_format"),
    "readme": (b"plain words without an ending", "unknown_format"),
    "wiki.xml": (b"<mediawiki><page/></mediawiki>", "unknown_format"),
    "not.xml": (b"no xml at all", "corrupt"),
    "plain.warc": (b"nothing that an archive begins with", "cut"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "cut.txt.gz": (gzip.compress(STORY.encode() * 99)[:-30], "corrupt"),
    "bare.eml": (b"From: a@b.example\r\n\r\n", "no_document"),
    "bad.zip": (b"PK\x03\x04" + b"x" * 40, "corrupt"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    content, check = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    assert checks_of(tmp_path) == {name: check}
    assert texts_of(tmp_path) == {}


def test_markdown_marks_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# March in *Holmvik*\n\nPolice [arrested](https://x.example) **12** people.\n\n- one\n"
    )
    assert texts_of(tmp_path)["a.md"] == "March in Holmvik\n\nPolice arrested 12 people.\n\none"


def test_a_feed_gives_its_full_texts_and_names_its_teasers(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS)
    items, rejects = find(tmp_path)
    first = items[0].supplied
    assert [item.external_id for item in items] == ["post-1", "https://post.example/3"]
    assert (first.title, first.url, first.published) == ("March & arrests", "https://post.example/1", date(2024, 6, 4))
    assert first.publisher == "The Holmvik Post"
    assert [(reject.external_id, reject.check) for reject in rejects] == [("https://post.example/2", "no_full_text")]


@pytest.mark.parametrize("name", ["feed.atom", "feed.xml"])
def test_atom_is_read_with_its_own_elements(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ATOM)
    ((item,), rejects) = find(tmp_path)
    assert (item.external_id, item.supplied.published) == ("tag:post.example,2024:1", date(2024, 6, 4))
    assert list(texts_of(tmp_path).values()) == [STORY]
    assert rejects == []


def test_a_feed_fetches_and_expands_nothing(tmp_path: Path) -> None:
    entities = "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b 'x'>]>"
    (tmp_path / "feed.rss").write_text(RSS.replace("?>", f"?>{entities}", 1).replace("March &amp;amp;", "&a;&b;"))
    items, _ = find(tmp_path)
    assert items[0].supplied.title == "&a;&b; arrests"


def test_mail_gives_its_page_with_subject_and_day(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL.encode())
    ((item,), _) = find(tmp_path)
    assert (item.supplied.title, item.supplied.published) == ("Märsche in Holmvik", date(2024, 6, 4))
    assert texts_of(tmp_path) == {"a.eml": f"{STORY} “Enough”"}


def test_a_saved_page_keeps_its_address_and_not_the_day_of_saving(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(MHTML.encode())
    ((item,), _) = find(tmp_path)
    assert (item.supplied.url, item.supplied.title, item.supplied.published) == ("https://post.example/1", None, None)


def test_a_docx_and_a_pdf_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(STORY)
    document.add_table(1, 2).rows[0].cells[0].text = "Arrested"
    document.save(str(tmp_path / "a.docx"))
    stream = b"BT /F1 12 Tf 50 700 Td (Police in Holmvik arrested 12 people.) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
    (tmp_path / "a.pdf").write_bytes(body)
    found = texts_of(tmp_path)
    assert found["a.docx"].startswith(f"{STORY}\n\nArrested")
    assert found["a.pdf"] == "Police in Holmvik arrested 12 people."
