"""Mojibake (`cafÃ©` for `café`): mended by ftfy, line by line, and only where a text leaves no doubt."""

import re
from typing import NamedTuple

# The first character of a sequence of UTF-8 read as Windows-1252, and one that can follow it.
SUSPECT = re.compile("[ÂÃÄÅÎÏÐÑØÙàáâãð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Fewer suspect places may be meant: an article may show what mojibake looks like.
MIN_PLACES = 2
# Longer lines are no prose, and ftfy takes time.
MAX_LINE_CHARS = 50_000
LINE = re.compile(r"[^\n]*\n?")


class MendedText(NamedTuple):
    """A text, and in how many places it was mended."""

    text: str
    place_count: int


def mend_mojibake(text: str) -> MendedText:
    """Mend what is certainly UTF-8 that was decoded as Windows-1252 or Latin-1 before it came here."""
    if text.isascii() or len(SUSPECT.findall(text)) < MIN_PLACES:
        return MendedText(text, 0)
    lines = LINE.findall(text)
    count = 0
    for number, line in enumerate(lines):
        places = len(SUSPECT.findall(line)) if len(line) <= MAX_LINE_CHARS else 0
        if places:
            mended = _mend_encoding(line)
            if mended != line:
                count += places - len(SUSPECT.findall(mended))
                lines[number] = mended
    return MendedText("".join(lines), count) if count >= MIN_PLACES else MendedText(text, 0)


def _mend_encoding(line: str) -> str:
    """Mend the encoding alone: no ligature, quotation mark, width or control character is changed."""
    import ftfy  # here, since few texts need it

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        fix_c1_controls=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return ftfy.fix_encoding(line, config)
