"""Each hostile input read in a process of its own, so that its seconds, its memory and its end are its alone."""

import multiprocessing
import os
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

PROCESSES = multiprocessing.get_context("forkserver")
LANES = 2
PATIENCE_SECONDS = 300
# A reject of this check means that a stage stumbled, and that its guard caught it.
STUMBLED = "failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one input."""

    name: str
    documents: int = 0
    rejects: tuple[str, ...] = ()  # the checks by which it, or something in it, was set aside
    seconds: float = 0.0
    megabytes: float = 0.0  # beyond what the process had before
    fault: str | None = None


def read_input(path: Path, answers: Connection) -> None:
    """Read one file through all stages up to rows, and answer with what came of it."""
    from pipeline.base.reading_settings import Settings
    from pipeline.document_processing import process_documents
    from pipeline.intake.input_files import find_documents
    from pipeline.intake.source_document import RejectedInput

    before = _measure_memory()
    started = time.process_time()
    documents, rejects, faults = 0, [], []
    try:
        for entry in find_documents([path]):
            if isinstance(entry, RejectedInput):
                rejects.append((entry.check, entry.failure))
                continue
            (rows,) = process_documents([entry], Settings())
            documents += len(rows.tables.get("documents", []))
            rejects += [(row["check"], row["failure"]) for row in rows.tables.get("rejects", [])]
        faults += [failure for check, failure in rejects if check == STUMBLED or "\n" in failure]
        if not documents and not rejects:
            faults.append("it was passed over in silence")
    except BaseException as error:
        faults.append(f"{type(error).__name__}: {error}")
    seconds = time.process_time() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    checks = tuple(sorted({check for check, _ in rejects}))
    answers.send(Reading(path.name, documents, checks, seconds, grown, faults[0][:300] if faults else None))


def _measure_memory() -> int:
    """Resident memory now, in kB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _read_apart(path: Path) -> Reading:
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=read_input, args=(path, theirs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(PATIENCE_SECONDS):
            return Reading(path.name, fault=f"it took more than {PATIENCE_SECONDS} s")
        reading: Reading = ours.recv()
        return reading
    except EOFError:
        process.join()
        return Reading(path.name, fault=f"its process ended with {process.exitcode}")
    finally:
        process.kill()
        process.join()
        ours.close()


def list_inputs(folder: Path) -> list[Path]:
    """The inputs of a corpus: its files but those that describe others; of what is no file, its folder."""
    files = [
        path for path in folder.rglob("*") if path.name != "sources.yml" and (path.is_symlink() or not path.is_dir())
    ]
    return sorted(path if path.is_file() and not path.is_symlink() else path.parent for path in files)


def read_corpus(inputs: Sequence[Path]) -> list[Reading]:
    """Read inputs, each in a process of its own."""
    PROCESSES.set_forkserver_preload(["tests.torture.warm_reader"])
    with ThreadPoolExecutor(LANES) as pool:
        return list(pool.map(_read_apart, inputs))
