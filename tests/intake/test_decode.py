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
        ("Café “now”".encode("cp1252"), "windows-1252", "Café “now”"),
        (b"", "utf-8", ""),
        (b"one\r\ntwo\rthree", "utf-8", "one\r\ntwo\rthree"),
    ],
)
def test_text_is_decoded_and_nothing_else_is_changed(content: bytes, encoding: str, text: str) -> None:
    assert decode_text(content, "text/plain") == (text, encoding, ())


def test_a_page_is_decoded_by_its_own_declaration() -> None:
    page = '<meta charset="windows-1251"><p>Привет'.encode("cp1251")
    assert decode_text(page, "text/html")[:2] == ('<meta charset="windows-1251"><p>Привет', "windows-1251")


def test_what_the_container_says_comes_first() -> None:
    assert decode_text("Привет".encode("koi8-r"), "text/plain", "koi8-r")[:2] == ("Привет", "koi8-r")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", codecs.BOM_UTF8 + b"\xff\xfe", b"\x81\x8d\x8f", bytes(range(256)) * 9]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode_text(content, "text/plain")
    assert caught.value.check == "binary"


@pytest.mark.parametrize("declared", ["zlib", "base64", "no-such", "idna\x00", ""])
def test_a_false_declaration_is_passed_over(declared: str) -> None:
    assert decode_text(b"plain", "text/plain", declared)[0] == "plain"


def checks(content: bytes, media_type: str = "text/plain", declared: str | None = None) -> tuple[str, str, list[str]]:
    decoded = decode_text(content, media_type, declared)
    return decoded.text, decoded.encoding, [note.check for note in decoded.notes]


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"])
def test_labels_mean_what_browsers_take_them_for(label: str) -> None:
    page = f"<meta charset={label}><p>".encode() + "“We’ll wait – on the quay.”".encode("cp1252")
    text, encoding, notes = checks(page, "text/html")
    assert text.endswith("“We’ll wait – on the quay.”")
    assert (encoding, notes) == ("windows-1252", [])


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (b"Caf\xc3\xa9 \xff Z\xc3\xbcrich", "Café \ufffd Zürich"),  # a stray byte
        (b"Caf\xc3\xa9 Z\xc3\xbcrich \xe2\x80", "Café Zürich \ufffd"),  # cut amid a character
        (b"Caf\xc3\xa9 \xed\xa0\x80 \xc3\xa9", "Café \ufffd\ufffd\ufffd é"),  # half a surrogate pair
    ],
)
def test_a_bad_byte_costs_one_character_and_is_told(bad: bytes, expected: str) -> None:
    assert checks(bad) == (expected, "utf-8", ["bad_bytes"])
    page = b"<meta charset=utf-8>" + bad
    assert checks(page, "text/html")[0].endswith(expected)


def test_one_bad_byte_of_a_page_labelled_utf_8_stays_one() -> None:
    text, encoding, notes = checks(
        b"<meta charset=utf-8><p>The talks \x96 the third round \x97 end today.", "text/html"
    )
    assert (text.count("\ufffd"), encoding, notes) == (2, "utf-8", ["bad_bytes"])


def test_a_label_that_is_plainly_false_is_told() -> None:
    french = "Les élus déplorés à Évian ont été réélus dès février".encode("cp1252")
    assert checks(b"<meta charset=utf-8>" + french, "text/html")[1:] == ("windows-1252", ["false_label"])
    german = "Zürich über Köln – „größer“".encode()
    assert checks(b"<meta charset=iso-8859-1>" + german, "text/html")[1:] == ("utf-8", ["false_label"])


def test_nul_is_dropped_and_told() -> None:
    text = "Six people were hurt\x00 when the roof of a market hall came down on Monday, the mayor said."
    assert checks(text.encode()) == (text.replace("\x00", ""), "utf-8", ["nul_dropped"])


UNMARKED = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize(
    "text",
    ["Twelve boats left the harbour of Edra.\r\nNone came back.", "Двенадцать лодок вышли из порта вчера вечером.\n"],
)
def test_wide_encodings_are_told_without_a_mark(encoding: str, text: str) -> None:
    assert checks(text.encode(encoding)) == (text, encoding, [])


RUSSIAN = "Двенадцать лодок вышли из порта Эдра во вторник, сообщило министерство. Никто из рыбаков не вернулся домой. "
CHINESE = "十二艘渔船星期二离开了港口，交通部说。没有一个渔民回家。救援队在海上搜索了两天，没有发现任何人。"
JAPANESE = "十二隻の漁船が火曜日に港を出たと運輸省は述べた。漁師は誰も帰ってこなかった。救助隊は二日間捜索した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "windows-1251"),
        (CHINESE, "gb18030"),
        (CHINESE * 5, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        ("Zwölf Boote verließen am Dienstag den Hafen – „niemand kam zurück“, sagte die Behörde.", "windows-1252"),
        ("L’hôtel où l’été dernier vingt élèves avaient été logés a brûlé.", "windows-1252"),
    ],
)
def test_what_is_not_labelled_is_told_by_its_bytes(text: str, encoding: str) -> None:
    codec = "cp1252" if encoding == "windows-1252" else encoding
    assert checks(text.encode(codec)) == (text, encoding, [])


def test_certain_mojibake_is_mended_and_told() -> None:
    right = "“We were told in Málaga,” said José Ibáñez of the café “Zur Brücke”."
    wrong = right.encode().decode("cp1252", "replace")
    assert "\ufffd" in wrong  # one byte of the closing mark is in no Windows-1252; so much stays lost
    lossless = right.replace("”", "’")
    text, _, notes = checks(lossless.encode().decode("cp1252").encode())
    assert (text, notes) == (lossless, ["mojibake_mended"])


@pytest.mark.parametrize(
    "text",
    [
        "The sign read “CafÃ©”, which is what a wrong encoding makes of an accent.",  # one place may be meant
        "São Paulo, Malmö, Kraków, Île-de-France, Šibenik, Ångström",
        "L’Âge d’or – « À la française »",
        "PREÇO: R$ 5 €",
    ],
)
def test_what_may_be_meant_is_left(text: str) -> None:
    assert checks(text.encode()) == (text, "utf-8", [])


def test_a_text_of_many_accents_is_still_latin() -> None:
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 3
    assert checks(text.encode())[:2] == (text, "utf-8")
    assert checks(text.encode("cp1250"), declared="windows-1250")[:2] == (text, "windows-1250")
