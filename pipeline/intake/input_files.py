"""Find the documents of the inputs: walk the folders, open each file by its format, join what `sources.yml` knows.

The walk is in the order of names, so that it does not depend on the file system. Hidden files are not input; any other
file that no format claims is refused with its name, so that nothing is passed over in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.intake.input_formats import FORMATS, open_file
from pipeline.intake.source_document import RawDocument, RejectedInput, SuppliedMetadata
from pipeline.intake.sources_file import SOURCES_FILENAME, SourceEntry, read_sources


def find_documents(inputs: Sequence[Path]) -> Iterator[RawDocument | RejectedInput]:
    """The documents of files and folders, each once; what cannot be opened is a `Refusal`.

    A document that repeats another's external id and content is refused too: it would be the same row twice.
    Raises FileNotFoundError where an input does not exist, SourcesError where a `sources.yml` cannot be used.
    """
    seen: set[str] = set()
    for path in inputs:
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
        for found in _walk_folder(path) if path.is_dir() else _open_documents(path, path.name):
            if isinstance(found, RawDocument):
                if found.document_id in seen:
                    found = RejectedInput(
                        found.external_id, found.source_path, "repeated", "the input holds it already"
                    )
                else:
                    seen.add(found.document_id)
            yield found


def _walk_folder(folder: Path) -> Iterator[RawDocument | RejectedInput]:
    sources = read_sources(folder)
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts) or not path.is_file() or name == SOURCES_FILENAME:
            continue
        for found in _open_documents(path, name):
            source = sources.get(name)
            if isinstance(found, RawDocument) and source and found.source_path == found.external_id:
                yield from _attach_source_entry(found, source)
            else:
                yield found
    for name in sorted(set(sources) - {path.relative_to(folder).as_posix() for path in folder.rglob("*")}):
        yield RejectedInput(name, name, "sources.yml: missing", "sources.yml lists it, but there is no such file")


def _open_documents(path: Path, name: str) -> Iterator[RawDocument | RejectedInput]:
    try:
        yield from open_file(path, name)
    except OSError as error:
        yield RejectedInput(name, name, "unreadable", f"the file cannot be read: {error.strerror or error}")


def _attach_source_entry(item: RawDocument, source: SourceEntry) -> Iterator[RawDocument | RejectedInput]:
    """The item with what its entry knows; where the entry is of another content, the item without it, and why."""
    if source.sha256 != item.source_sha256:
        reason = f"sources.yml is of content {source.sha256[:12]}, the file is {item.source_sha256[:12]}; update it"
        yield RejectedInput(item.external_id, item.source_path, "sources.yml: sha256", reason)
        yield item
        return
    given = SuppliedMetadata(
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        licence=source.licence,
        redistribution=source.redistribution,
    )
    yield replace(item, supplied=given)


def is_supported_file(path: Path) -> bool:
    """Whether some format claims a file of this name."""
    return any(path.name.lower().endswith(suffix) for suffix in FORMATS)
