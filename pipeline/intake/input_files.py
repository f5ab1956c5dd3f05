"""Find the documents of the inputs: walk the folders, open each file by its format, join what `sources.yml` knows.

Nothing is passed over in silence: whatever gives no document is a `RejectedInput` with the reason.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import file_digest
from pathlib import Path

from pipeline.base.boundary.bounded_streams import open_regular_file
from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.intake.file_walk import InputFile, walk_input
from pipeline.intake.input_formats import read_file
from pipeline.intake.side_files import is_side_file
from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata
from pipeline.intake.sources_file import (
    SOURCES_FILENAME,
    SourceEntry,
    SourcesFile,
    choose_stricter,
    find_source,
    read_sources,
)

DEFAULT_STRICTNESS = "excerpt"


def find_documents(
    inputs: Sequence[Path], bounds: InputBounds = DEFAULT_BOUNDS
) -> Iterator[RawDocument | RejectedInput]:
    """The documents of files and folders, each once; what gives none is a `RejectedInput`.

    A document that repeats another's external id and content is set aside too: it would be the same row twice. Of
    documents that share an address or external id and differ in content, the first keeps the plain identifier.
    Raises FileNotFoundError where an input does not exist, and nothing for what the inputs hold.
    """
    contents: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for path in sorted(inputs):
        for found in _read_input(path, bounds):
            if isinstance(found, RawDocument):
                content = (found.external_id, found.source_sha256)
                if content in contents:
                    found = RejectedInput(
                        found.external_id, found.source_path, "repeated", "the input holds it already"
                    )
                else:
                    contents.add(content)
                    found = _tell_apart(found, seen)
                    seen.add(found.document_id)
            yield found


def _tell_apart(item: RawDocument, seen: set[str]) -> RawDocument:
    """The document, as a variant where its identifier is taken."""
    variants = (item.variant, item.external_id, f"{item.external_id} {item.source_sha256}")
    tried = (replace(item, variant=variant) for variant in variants)
    return next((each for each in tried if each.document_id not in seen), item)


def _read_input(path: Path, bounds: InputBounds) -> Iterator[RawDocument | RejectedInput]:
    sources_files: list[tuple[str, SourcesFile]] = []
    names: set[str] = set()
    for found in walk_input(path, bounds):
        names.add(found.name if isinstance(found, InputFile) else found.external_id)
        if isinstance(found, RejectedInput):
            yield found
        elif found.path.name == SOURCES_FILENAME and path.is_dir():
            if (sources := read_sources(found.path.parent, bounds)) is not None:
                sources_files.append((found.name.removesuffix(SOURCES_FILENAME), sources))
        elif not (path.is_dir() and is_side_file(found.name)):
            yield from _read_described_file(found, bounds)
    for prefix, sources in sources_files:
        yield from sources.list_problems(prefix)
        for name in sorted(f"{prefix}{listed}" for listed in sources.entries):
            if name not in names:
                yield RejectedInput(
                    name, name, "sources.yml: missing", "sources.yml lists it, but there is no such file"
                )


def _read_described_file(file: InputFile, bounds: InputBounds) -> Iterator[RawDocument | RejectedInput]:
    """The documents of one file, each with what the `sources.yml` around it knows of it."""
    source = find_source(file.path, file.root, bounds)
    has_told = False
    for found in _guard_reading(file, partial(read_file, file.path, file.name, bounds)):
        if isinstance(found, RejectedInput):
            yield found
        elif source.entry is not None:
            described, mismatch = _apply_entry(found, source.entry, file.path)
            if mismatch is not None and not has_told:
                has_told = True
                yield mismatch
            yield described
        else:
            yield _restrict(found, "offsets") if source.is_doubtful else found


def _guard_reading(
    file: InputFile, read: Callable[[], Iterator[RawDocument | RejectedInput]]
) -> Iterator[RawDocument | RejectedInput]:
    """What a file gives, whatever goes wrong while it is read: the file is then set aside from there on."""
    is_silent = True
    try:
        for found in read():
            is_silent = False
            yield found
        if is_silent:
            yield RejectedInput(file.name, file.name, "no_document", "nothing in the file is an article")
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        yield RejectedInput(file.name, file.name, "unreadable", reason)
    except Exception as error:  # any fault of ours or of a library: told with its place, so that it can be mended
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(place.filename).stem}.{place.name}, line {place.lineno}"
        reason = f"the file could not be read on: {where}; please report it"
        yield RejectedInput(file.name, file.name, "failed", reason)


def _apply_entry(item: RawDocument, entry: SourceEntry, path: Path) -> tuple[RawDocument, RejectedInput | None]:
    """The document with what its entry knows; where the entry is of other content, only with what it keeps back."""
    if entry.sha256 is not None and entry.sha256 != item.source_sha256:
        file_sha256 = _hash_file(path)  # of a file that holds documents, or that is compressed
        if entry.sha256 != file_sha256:
            reason = f"sources.yml is of content {entry.sha256[:12]}, the file is {file_sha256[:12]}; update it"
            mismatch = RejectedInput(item.external_id, item.source_path, "sources.yml: sha256", reason)
            return _restrict(item, choose_stricter(entry.redistribution, DEFAULT_STRICTNESS)), mismatch
    supplied = item.supplied
    if item.source_path == item.external_id:  # the file is the document; of a container these tell nothing
        supplied = SuppliedMetadata(
            url=entry.url or supplied.url,
            title=entry.title or supplied.title,
            published=entry.published or supplied.published,
        )
    described = replace(
        supplied,
        publisher=entry.publisher or item.supplied.publisher,
        licence=entry.licence or item.supplied.licence,
        redistribution=choose_stricter(entry.redistribution, item.supplied.redistribution),
    )
    return replace(item, supplied=described), None


def _restrict(item: RawDocument, redistribution: str | None) -> RawDocument:
    stricter = choose_stricter(item.supplied.redistribution, redistribution)
    return replace(item, supplied=replace(item.supplied, redistribution=stricter))


def _hash_file(path: Path) -> str:
    with open_regular_file(path) as file:
        return file_digest(file, "sha256").hexdigest()
