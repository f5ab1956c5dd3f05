import codecs

import pytest

from pipeline.intake.source_document import UnreadableError
from pipeline.intake.text_decoding import decode_text


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        ("Café".encode(), "utf-8", "Café"),
        (codecs.BOM_UTF8 + "Café".encode(), "utf-8", "Café"),
        (codecs.BOM_UTF16_LE + "Café".encode("utf-16-le"), "utf-16-le", "Café"),
        (codecs.BOM_UTF32_LE + "Café".encode("utf-32-le"), "utf-32-le", "Café"),
        ("Café “now”".encode("cp1252"), "cp1252", "Café “now”"),
        (b"", "utf-8", ""),
        (b"one\r\ntwo\rthree", "utf-8", "one\r\ntwo\rthree"),
    ],
)
def test_text_is_decoded_and_nothing_else_is_changed(content: bytes, encoding: str, text: str) -> None:
    assert decode_text(content, "text/plain") == (text, encoding)


def test_a_page_is_decoded_by_its_own_declaration() -> None:
    page = '<meta charset="windows-1251"><p>Привет'.encode("cp1251")
    assert decode_text(page, "text/html") == ('<meta charset="windows-1251"><p>Привет', "cp1251")


def test_what_the_container_says_comes_first() -> None:
    assert decode_text("Привет".encode("koi8-r"), "text/plain", "koi8-r") == ("Привет", "koi8-r")


@pytest.mark.parametrize(
    ("content", "check"),
    [
        (b"PK\x03\x04\x00\x00", "binary"),
        (codecs.BOM_UTF8 + b"\xff\xfe", "undecodable"),
        (b"\x81\x8d\x8f", "undecodable"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, check: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode_text(content, "text/plain")
    assert caught.value.check == check


@pytest.mark.parametrize("declared", ["zlib", "base64", "no-such", "idna\x00", ""])
def test_a_false_declaration_is_passed_over(declared: str) -> None:
    assert decode_text(b"plain", "text/plain", declared)[0] == "plain"
