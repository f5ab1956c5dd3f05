"""How fast quantities are read: sentences a second of CPU time, all threads summed, the parse included, start-up not.

    PYTHONPATH=. python tests/benchmarks/figures.py [FILE.jsonl ...] [--repeat N]

Each line of a file has a `text`. Without files, the benchmark's NewsQuant sentences are read.
"""

import argparse
import json
import time
from pathlib import Path

from pipeline.base.settings import Settings
from pipeline.base.span import Span
from pipeline.extract import dates, figures
from pipeline.extract.publication import infer
from pipeline.extract.records import Cast, Reading
from pipeline.language.parse import parse
from pipeline.language.parsed import Parsed
from tests.support import ROOT

DATA = ROOT.parent / "shared" / "benchmarks" / "data" / "figures" / "newsquant.jsonl"


def _parsed(texts: list[str]) -> list[Parsed]:
    return parse([(text, [(0, Span(0, len(text)))]) for text in texts], Settings().model)


def _read(parsed: Parsed) -> int:
    published = infer(parsed, None)
    reading = Reading(parsed, published, dates.find(parsed, published), Cast({}, ()))
    return len(figures.find(reading, ()))


def main() -> None:
    """Read all texts once to load models and lexicons, then time them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=[DATA])
    parser.add_argument("--repeat", type=int, default=3, help="how often all texts are read")
    args = parser.parse_args()
    lines = [line for file in args.files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [json.loads(line)["text"] for line in lines]
    sentences = sum(len(parsed.sentences) for parsed in _parsed(texts))
    for parsed in _parsed(texts[:20]):
        _read(parsed)
    start = time.process_time()
    for _ in range(args.repeat):
        documents = _parsed(texts)
    middle = time.process_time()
    for _ in range(args.repeat):
        found = sum(_read(parsed) for parsed in documents)
    end = time.process_time()
    count = sentences * args.repeat
    print(f"{len(texts)} texts, {sentences} sentences, {found} figures, {args.repeat} times")
    print(f"parse {count / (middle - start):7.0f} sentences/s")
    print(f"dates and figures {count / (end - middle):7.0f} sentences/s")
    print(f"together {count / (end - start):7.0f} sentences/s")


if __name__ == "__main__":
    main()
