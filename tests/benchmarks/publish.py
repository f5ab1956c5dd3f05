"""How long publishing a million rows of figures takes, and how much memory.

    python -m tests.benchmarks.publish [--rows N] [--out DIR]

Makes the rows (20 figures in each of 50,000 documents, 4 in a sentence, texts under `excerpt`), publishes them, then
publishes once more with one value in a thousand changed, so that the difference is taken too. Prints one JSON object:
seconds of each, and the peak of resident memory in GiB with the rows themselves in it. Exits 1 where publishing took
60 s or 1.5 GiB or more.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from pipeline.publish.release_writer import publish_release
from pipeline.publish.run_info import RunInfo
from schemas import table_registry

SECONDS, GIBIBYTES = 60.0, 1.5
FIGURES, SENTENCES = 20, 5  # in each document
SENTENCE = "Officials in the port said that about 4,200 travellers waited, 1,300 trucks queued and 97 ferries lay."


def identifiers(prefix: str, numbers: pl.Expr) -> pl.Expr:
    """Identifiers that look as hashes do: numbers spread over 16 digits, each another one."""
    spread = (numbers.cast(pl.UInt64) * 11400714819323198485).cast(pl.String)  # odd, so no two fall together
    return pl.lit(f"{prefix}_") + spread.str.zfill(20).str.slice(4)


def fill(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with null in every column that they do not have."""
    types = table_registry.build_polars_schema(name)
    nulls = [pl.lit(None, types[column]).alias(column) for column in types if column not in rows.columns]
    return rows.with_columns(nulls).select(list(types)).cast({column: types[column] for column in types})


def dataset(count: int) -> dict[str, pl.DataFrame]:
    """Documents, segments, sentences and figures; no other table has rows."""
    length = len(SENTENCE) + 1
    documents = pl.select(n=pl.arange(count // FIGURES)).select(
        document_id=identifiers("doc", pl.col("n")),
        external_id=pl.format("{}.txt", "n"),
        source_path=pl.format("{}.txt", "n"),
        source_sha256=pl.lit("0" * 64),
        source_bytes=length * SENTENCES,
        media_type=pl.lit("text/plain"),
        encoding=pl.lit("utf-8"),
        publisher=pl.format("Gazette {}", pl.col("n") % 500),
        title=pl.format("Story {}", "n"),
        language=pl.lit("en"),
        redistribution=pl.lit("excerpt"),
        char_count=length * SENTENCES,
        body_char_count=length * SENTENCES,
        segment_count=1,
    )
    segments = documents.select(
        segment_id=identifiers("seg", pl.arange(documents.height)),
        document_id="document_id",
        segment_no=0,
        char_start=0,
        char_end=length * SENTENCES,
        label=pl.lit("body"),
        is_body=True,
        score=1.0,
        reason=pl.lit("made"),
        text=pl.lit(f"{SENTENCE} " * SENTENCES),
    )
    numbered = segments.select("segment_id", "document_id").join(
        pl.select(sentence_no=pl.arange(SENTENCES)), how="cross"
    )
    start = pl.col("sentence_no") * length
    sentences = numbered.with_columns(
        sentence_id=identifiers("sen", pl.arange(numbered.height)),
        char_start=start,
        char_end=start + len(SENTENCE),
        text=pl.lit(SENTENCE),
    )
    words = ["about 4,200 travellers", "1,300 trucks", "97 ferries", "travellers waited"]
    places = pl.DataFrame(
        {
            "text": words,
            "at": [SENTENCE.index(word) for word in words],
            "value": [4200.0, 1300.0, 97.0, 1.0],
            "qualifier": ["about", "exact", "exact", "exact"],
            "measure": ["other", "equipment", "equipment", "other"],
            "concept": ["travellers", "trucks", "ferries", "port travellers"],
        }
    )
    numbered = sentences.select("sentence_id", "document_id", "char_start").join(places, how="cross")
    figures = numbered.with_columns(
        figure_id=identifiers("fig", pl.arange(numbered.height)),
        char_start=pl.col("char_start") + pl.col("at"),
        char_end=pl.col("char_start") + pl.col("at") + pl.col("text").str.len_chars(),
        value_low="value",
        value_high="value",
        unit=pl.col("concept").str.head(-1),
        unit_text="concept",
        concept_lemma=pl.col("concept").str.head(-1),
    ).drop("at")
    made = {"documents": documents, "segments": segments, "sentences": sentences, "figures": figures}
    return {name: fill(name, rows) for name, rows in made.items()}


def main() -> int:
    """Run it; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    facts = RunInfo(version="0", fingerprint="00", model="none", model_version="0")
    with tempfile.TemporaryDirectory() as scratch:
        target = given.out or Path(scratch) / "out"
        rows = dataset(given.rows)
        made = peak()
        started, worked = time.perf_counter(), time.process_time()
        publish_release(rows, target, facts)
        first, busy, reached = time.perf_counter() - started, time.process_time() - worked, peak()
        odd = pl.int_range(pl.len()) % 1000 == 0
        changed = pl.when(odd).then(pl.col("value_high") + 1).otherwise("value_high").alias("value_high")
        rows["figures"] = rows["figures"].with_columns(changed)
        started = time.perf_counter()
        publish_release(rows, target, facts)
        second = time.perf_counter() - started
        told = {
            "rows": rows["figures"].height,
            "seconds": round(first, 1),
            "seconds_of_processor": round(busy, 1),  # of all cores; less depends on what else runs
            "seconds_with_difference": round(second, 1),
            "gibibytes_before": round(made, 2),
            "gibibytes": round(reached, 2),
            "gibibytes_with_difference": round(peak(), 2),
        }
    print(json.dumps(told))
    return int(max(first, second) >= SECONDS or peak() >= GIBIBYTES)


def peak() -> float:
    """The most resident memory that this process has had so far, GiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 30 if sys.platform == "darwin" else 1 << 20)


if __name__ == "__main__":
    sys.exit(main())
