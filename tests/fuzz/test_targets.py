"""What is fuzzed holds for a few inputs of each kind; `make fuzz` tries more."""

import pytest

from tests.fuzz.targets import TARGETS, WORDS

INPUTS = {
    "decoding": [b"", b"\xff\xfea", b"\xed\xa0\x80", b"a\x00b", bytes(range(256)), b"\x1b$B"],
    "html": [
        b"",
        b"<p",
        b"<!DOCTYPE html><table><p>a<b><p>c</table>",
        b"<plaintext></p>&#xD800;&#0;",
        b"<svg><title>a",
    ],
    "numbers and dates": [bytes(range(0, len(WORDS), 3)), bytes([WORDS.index("hundred")] * 40), b""],
    "fields": [b"", b"\xff2024-13-45T", b"99999-1-1", b"[1e999, -0]", b"9" * 400],
    "yaml": [b"", b"{<<: 1}", b"? {a: 1}\n: 2", b"- &a\n- *a", b'"\\ud800"', b"%YAML 9.9\n---\n"],
}


@pytest.mark.parametrize("name", TARGETS)
def test_target(name: str) -> None:
    for data in INPUTS[name]:
        TARGETS[name](data)
