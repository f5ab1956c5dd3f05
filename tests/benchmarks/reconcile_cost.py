"""What the joining half costs, in CPU seconds and memory, for 2,000 to 20,000 documents of full length.

    python -m tests.benchmarks.reconcile_cost

The seeds are read once, and their rows are repeated under new ids: ten repetitions, fifty documents, make a story of
their own, with other names and other days, in the same places. Each size is joined in a process of its own, so that
its peak of memory is its own; it takes the rows from parquet files, as a build does. Prints one JSON line per size:
`share` is the CPU time of joining as a part of what reading as many documents takes, `rows_gib` the memory once all
rows are there and before any is joined, `peak_gib` the most at any time, those rows with it.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from pipeline import document_processing
from pipeline.base.reading_settings import Settings
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument
from pipeline.reconcile.documents import foreign_keys
from schemas import table_registry
from tests.benchmarks.reconcile import READ, reconcile
from tests.support import SEEDS

SIZES = (2000, 6000, 20000)
TELLINGS = 10  # repetitions of the seeds that make one story
DAYS_APART = 9  # between one story and the next


def repeated(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The rows of the seeds as those of other documents: ids, days, names and signatures changed."""
    story = number // TELLINGS
    given = ("external_id", "wikidata_id", "geonames_id")
    keys = [name for name in frame.columns if name.endswith("_id") and name not in given]
    changed = [(pl.col(name).str.slice(0, 15) + f"{number:05x}").alias(name) for name in keys]
    changed += [
        (pl.col(name) + pl.duration(days=DAYS_APART * story)).alias(name)
        for name, dtype in frame.schema.items()
        if dtype == pl.Date
    ]
    if "entity_type" in frame.columns:
        called = pl.col("entity_type").is_in(["person", "organisation"]) & pl.col("wikidata_id").is_null()
        letters = "".join(chr(97 + int(digit)) for digit in str(story))
        changed.append(pl.when(called).then(pl.col("name") + letters).otherwise("name").alias("name"))
    if "signature" in frame.columns:
        moved = (pl.element().cast(pl.UInt64) + number * 40_503_001) % 2**32
        changed.append(pl.col("signature").list.eval(moved).cast(pl.List(pl.UInt32)))
    return frame.with_columns(changed)


def write(read: dict[str, pl.DataFrame], documents: int, folder: Path) -> None:
    """Write the rows of so many documents."""
    for name, frame in read.items():
        times = documents // read["documents"].height
        pl.concat([repeated(frame, number) for number in range(times)]).write_parquet(folder / f"{name}.parquet")


def memory(kind: str) -> float:
    """GiB of this process: `VmRSS` now, `VmHWM` at most. The kernel's ru_maxrss would begin with the parent's."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith(kind)) / 2**20, 2)


def measure(folder: Path, documents: int, seconds_each: float) -> dict[str, float]:
    """Join the rows of so many documents."""
    frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in READ}
    before = memory("VmRSS")
    rows = sum(frame.height for frame in frames.values())
    started = time.process_time()
    built = reconcile(frames)
    foreign_keys.remove_orphans({name: frame for name, frame in built.items() if name in table_registry.TABLES})
    spent = time.process_time() - started
    return {
        "documents": documents,
        "rows": rows,
        "clusters": built["timeline"].height,
        "cpu_seconds": round(spent, 1),
        "share": round(spent / (seconds_each * documents), 4),
        "rows_gib": before,
        "peak_gib": memory("VmHWM"),
    }


def main() -> None:
    """Read the seeds, then measure every size in its own process."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
        return
    items = [item for item in find_documents([SEEDS]) if isinstance(item, RawDocument)]
    document_processing.process_documents(items, Settings())
    started = time.process_time()
    results = document_processing.process_documents(items, Settings())
    seconds_each = (time.process_time() - started) / len(items)
    read = {
        name: table_registry.make_frame(name, [row for result in results for row in result.tables.get(name, [])])
        for name in READ
    }
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write(read, size, Path(folder))
            command = [sys.executable, "-m", "tests.benchmarks.reconcile_cost", folder, str(size), str(seconds_each)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
