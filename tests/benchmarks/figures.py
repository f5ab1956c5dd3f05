"""How fast quantities are read: sentences a second of CPU time, all threads summed, the parse included, start-up not.

    PYTHONPATH=. python tests/benchmarks/figures.py [FILE.jsonl ...] [--repeat N]

Each line of a file has a `text`. Without files, the benchmark's NewsQuant sentences are read.
"""

import argparse
import json
import time
from pathlib import Path

from pipeline.base.reading_settings import Settings
from pipeline.base.text_span import Span
from pipeline.extract.quantities import figures
from pipeline.extract.records import DocumentAnalysis, EntityIndex
from pipeline.extract.temporal import timex_extraction
from pipeline.extract.temporal.publication_dating import infer_publication_date
from pipeline.language.document_parser import parse_documents
from pipeline.language.parsed_document import ParsedDocument
from tests.support import ROOT

DATA = ROOT.parent / "shared" / "benchmarks" / "data" / "figures" / "newsquant.jsonl"


def _parsed(texts: list[str]) -> list[ParsedDocument]:
    return parse_documents([(text, [(0, Span(0, len(text)))]) for text in texts], Settings().model)


def _read(parsed: ParsedDocument) -> int:
    published = infer_publication_date(parsed, None)
    reading = DocumentAnalysis(
        parsed, published, timex_extraction.extract_timexes(parsed, published), EntityIndex({}, ())
    )
    return len(figures.extract_figures(reading, ()))


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
