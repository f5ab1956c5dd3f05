"""A corpus of hostile inputs, all made by code: damaged files of every format, bombs, odd records, prose and names."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

from tests.intake.support import STORY
from tests.intake.test_boundary import BOMBS, LAUGHS
from tests.intake.test_hostile import LARGE, damage, sound_files

VARIANTS = 40
PIECE_CHARS = 20_000

SENTENCE = "Police in Holmvik arrested 12 people on Tuesday, the interior ministry said. "


def repeat(piece: str, size: int = PIECE_CHARS) -> str:
    """A piece over and over, up to a size in characters."""
    return (piece * (size // len(piece) + 1))[:size]


# Text that is body as far as anybody can tell, and the worst that stages of extraction could meet.
PIECES = {
    "spaces": " ",
    "dollars": "$",
    "brackets": "(",
    "angles": "<",
    "quotes": '"',
    "curly quotes": "“",
    "dashes": "-",
    "stops": ".",
    "digits": "9",
    "grouped digits": "1,000,",
    "ranges": "1-2-",
    "percents": "5 % ",
    "sums": "$5 million ",
    "dates": "1 January 2020 ",
    "months": "January ",
    "weekdays": "Monday, ",
    "ordinals": "3rd ",
    "fractions": "1/2 ",
    "number words": "twenty-one ",
    "hundreds": "hundred thousand ",
    "units": "km ",
    "relatives": "killed 5 people who ",
    "speech": "he said she said ",
    "open speech": "“We met, he said. ",
    "names": "John Smith, ",
    "titles": "President ",
    "initials": "A. B. ",
    "places": "Oslo, Norway, ",
    "conjunctions": "police and ",
    "negations": "not un",
    "caps": "NATO ",
    "prepositions": "of the end of ",
    "bylines": "By John ",
    "addresses": "https://a.example/b?c=",
    "mails": "a@b.example ",
    "tags": "#news @desk ",
    "entities": "&amp;amp;",
    "accents": "e\u0301\u0302\u0303",
    "right to left": "\u202eabc ",
    "zero width": "a\u200b",
    "emoji": "\U0001f469\u200d\U0001f692 ",
    "soft hyphens": "har\u00adbour ",
    "tabs": "a\tb\t",
    "line separators": "a\u2028",
    "form feeds": "a\f",
    "mojibake": "Ã© â€™ ",
    "half words": "un- ",
    "ellipses": "… ",
    "no-break": "5\u00a0000 ",
    "fullwidth": "１２３ ",
    "roman": "MCMXC ",
    "braces": "{{x}} ",
    "formulas": "=SUM(A1) ",
}

PROSE = {
    "byline and spaces.txt": "By John" + " " * 20_000 + "x",
    "page of 50 kB.txt": repeat(SENTENCE, 50_000),
    "page of 200 kB.txt": repeat(SENTENCE, 200_000),
    "page of 800 kB.txt": repeat(SENTENCE + "\n", 800_000),
    "line of 5 MB.txt": repeat("word ", 5_000_000),
    "200,000 paragraphs.txt": "a\n\n" * 200_000,
    "one sentence without end.txt": repeat("the minister met the farmers and ", 60_000),
    "nested brackets.txt": "(" * 5_000 + "a" + ")" * 5_000,
    "nested speech.txt": "“" * 2_000 + SENTENCE + "”" * 2_000,
    "number of 5,000 digits.txt": f"The ministry counted {'9' * 5_000} farmers on Tuesday.",
    "a year too far.txt": "Farmers met on 31 February 99999 and on 0 January 0000, and 10^400 came.",
}

ODD_VALUES: dict[str, object] = {
    "null": None,
    "true": True,
    "list": [1, [2]],
    "mapping": {"a": {"b": 1}},
    "zero": 0,
    "less": -1.5,
    "large": 10**30,
    "empty": "",
    "blank": " \n ",
    "long": "x" * 50_000,
    "nul": "a\x00b",
    "formula": "=HYPERLINK(1)",
    "script": "<script>alert(1)</script>",
    "path": "../../etc/passwd",
    "day": "2024-02-31",
    "far": "9999-12-31",
    "direction": "\u202e\u2066",
    "template": "{{ 7 * 7 }}",
}
FIELDS = ("id", "url", "title", "publisher", "published", "licence", "redistribution", "text", "html", "unknown")
# What JSON libraries read though no standard has it.
ODD_JSON = ('"\\ud800"', "9" * 5_000, "NaN", "-Infinity", "1e999", "[" * 500 + "]" * 500)

ODD_NAMES = (
    b"-rf.txt",
    b"=1+1.txt",
    b"<b>.txt",
    b"a\nb.txt",
    b"a'b\"c.txt",
    b"\xff\xfe.txt",
    b"a" * 251 + b".txt",
    b"..txt",
    b"%2e%2e.txt",
    b"\xe2\x80\xae.txt",
    b"a.html.txt.gz.zip.txt",
    b" .txt",
    b"|x.txt",
    b"$(reboot).txt",
    b"*.txt",
)

ODD_SOURCES = (
    LAUGHS,
    "[" * 5_000,
    "a.txt: {published: 2024-02-31}",
    "a.txt: {published: !!int abc}",
    "a.txt: [",
    "a.txt: &a [*a]",
    "a.txt: !!python/object/apply:os.system [id]",
    "? [1]\n: 2",
    "\x00",
    "a.txt: {title: 5}",
    "- a.txt",
    "--- a\n--- b",
    "a.txt: {redistribution: all}",
    f"a.txt: {{title: {'x' * 50_000}}}",
    "a.txt: {sha256: 1}",
    "a.txt: {title: a, title: b}",
)


def write_corpus(folder: Path) -> int:
    """Write the corpus; gives how many inputs there are."""
    draw = random.Random(20240604)
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    sound = sound_files(scratch)
    scratch.rmdir()
    count = 0
    for place, content in [*_list_damaged(sound, draw), *_list_texts(), *_list_records()]:
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(content)
        count += 1
    for number, raw in enumerate(ODD_NAMES):
        (folder / "names").mkdir(exist_ok=True)
        (folder / "names" / os.fsdecode(raw)).write_text(f"{STORY} It was name {number}.")
    for number, text in enumerate(ODD_SOURCES):
        described = folder / f"sources-{number:02}"
        described.mkdir()
        (described / "sources.yml").write_text(text)
        (described / "a.txt").write_text(f"{STORY} It was source {number}.")
    return count + len(ODD_NAMES) + len(ODD_SOURCES) + _make_odd_files(folder / "odd")


def _list_damaged(sound: dict[str, bytes], draw: random.Random) -> Iterator[tuple[str, bytes]]:
    for name, content in sound.items():
        for number in range(VARIANTS):
            yield f"damaged/{number:02}-{name}", damage(content, draw)


def _list_texts() -> Iterator[tuple[str, bytes]]:
    for name, text in LARGE.items():
        yield f"large/{name}", text.encode("utf-8", "surrogatepass")
    for name, piece in PIECES.items():
        yield f"prose/{name}.txt", f"{SENTENCE}\n{repeat(piece)}\n{SENTENCE}".encode()
    for name, text in PROSE.items():
        yield f"prose/{name}", text.encode()
    for name, content in BOMBS.items():
        yield f"bombs/{name}", content


def _list_records() -> Iterator[tuple[str, bytes]]:
    for field in FIELDS:
        for name, value in ODD_VALUES.items():
            record = {"id": f"{field} {name}", "text": f"{STORY} It was {field} {name}."} | {field: value}
            yield f"records/{field}-{name}.jsonl", json.dumps(record).encode() + b"\n"
        for number, value in enumerate(ODD_JSON):
            pairs = {"text": json.dumps(f"{STORY} It was {field} {number}.")} | {field: value}
            line = ", ".join(f'"{key}": {written}' for key, written in pairs.items())
            yield f"records/{field}-json-{number}.jsonl", f"{{{line}}}\n".encode()


def _make_odd_files(folder: Path) -> int:
    """What is no file, each in a folder of its own: a FIFO, links to a device, to nothing, to itself, out of it."""
    targets = {"zero": "/dev/zero", "nothing": "nowhere", "loop": "a.txt", "out": "/etc/passwd"}
    for name in ("fifo", *targets):
        (folder / name).mkdir(parents=True)
        if name in targets:
            (folder / name / "a.txt").symlink_to(targets[name])
        else:
            os.mkfifo(folder / name / "a.txt")
    return len(targets) + 1
