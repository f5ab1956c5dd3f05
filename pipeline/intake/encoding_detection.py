"""The encoding of bytes that say nothing of it, or say something false."""

import codecs
import re

from charset_normalizer import from_bytes

SAMPLE_BYTES = 64 * 1024
# A multi-byte character of UTF-8, and a byte that can be in none or stands where it must not.
UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# Of the letters of a text in a Latin script so many are accented at the most; more means another script. Czech and
# Vietnamese, the most accented, stay below.
MAX_ACCENTED_SHARE = 0.4
# Encodings of other scripts that still come in, by charset-normalizer's names, and their names in the WHATWG standard.
OTHER_SCRIPTS = {
    "koi8_r": "koi8-r",
    "cp1251": "windows-1251",
    "gb18030": "gb18030",
    "big5": "big5",
    "shift_jis": "shift_jis",
    "euc_jp": "euc-jp",
    "cp949": "euc-kr",
    "cp1253": "windows-1253",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp874": "windows-874",
}
# Fewer bytes that are not ASCII say nothing of the script.
MIN_OTHER_BYTES = 12
MIN_KANA_SHARE, MIN_DECODED_SHARE = 0.15, 0.98
# This many bad bytes without one good character of UTF-8 say that a label of UTF-8 is false.
MIN_BAD_BYTES = 3
# A text without so many spaces, line breaks, digits and Latin letters is too short to tell.
MIN_NULS = 2


def is_valid_utf8(content: bytes) -> bool:
    """Whether bytes decode as UTF-8 without an error."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def detect_unmarked_utf(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where NUL bytes stand: white space and ASCII have them in one place."""
    sample = content[: SAMPLE_BYTES // 4 * 4]
    if len(sample) < 4 or sample.count(0) < MIN_NULS:
        return None
    nuls = [sample[place::4].count(0) for place in range(4)]
    units = len(sample) // 4
    if nuls[2] == nuls[3] == units and nuls[0] == 0:
        return "utf-32-le"
    if nuls[0] == nuls[1] == units and nuls[3] == 0:
        return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    if even and odd:
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    # One NUL in a whole page is a stray one; in UTF-16 each space and line break brings one.
    if (even or odd) * 50 < len(sample) // 2 or not _is_plain_text(sample, encoding):
        return None
    return encoding


def _is_plain_text(sample: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\t\r\n\f\xa0\xad\u200b\u3000" for char in text)


def detect_encoding(content: bytes, *, trusted: bool = False) -> str | None:
    """The likeliest encoding of bytes that are not valid UTF-8; null where UTF-8 with bad bytes is likeliest.

    With `trusted` the bytes are labelled UTF-8, and it takes more to say otherwise.
    """
    good = len(UTF8_CHARACTER.findall(content))
    bad = len(HIGH_BYTE.findall(UTF8_CHARACTER.sub(b"", content)))
    if good >= bad or (trusted and (good or bad < MIN_BAD_BYTES)):
        return None
    sample = _cut_sample(content)
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in sample)
    accented = sum(byte > 0x7F for byte in sample)
    if accented >= MIN_OTHER_BYTES and accented > MAX_ACCENTED_SHARE * letters:
        if (japanese := _detect_japanese(sample)) is not None:
            return japanese
        best = from_bytes(sample, cp_isolation=list(OTHER_SCRIPTS), threshold=0.5).best()
        if best is not None and best.encoding in OTHER_SCRIPTS:
            return OTHER_SCRIPTS[best.encoding]
    return "windows-1252"


def _detect_japanese(sample: bytes) -> str | None:
    """A Japanese encoding, known by hiragana: no other language has any, and every Japanese sentence does."""
    for codec, name in (("euc_jp", "euc-jp"), ("shift_jis", "shift_jis")):
        text = sample.decode(codec, "ignore")
        kana = sum("\u3041" <= char <= "\u3096" for char in text)
        if kana >= MIN_KANA_SHARE * len(text) and len(text.encode(codec)) >= MIN_DECODED_SHARE * len(sample):
            return name
    return None


def _cut_sample(content: bytes) -> bytes:
    """The first bytes that are not ASCII with what is around them, cut at line breaks where there are some."""
    first = HIGH_BYTE.search(content)
    start = max(first.start() - 1000, 0) if first else 0
    start = content.rfind(b"\n", 0, start) + 1
    sample = content[start : start + SAMPLE_BYTES]
    if len(sample) == SAMPLE_BYTES and b"\n" in sample:
        sample = sample[: sample.rfind(b"\n") + 1]
    return sample
