"""Find the documents of the inputs: walk the folders, open each file by its format, join what `sources.yml` knows.

The walk is in the order of names, so that it does not depend on the file system. Hidden files are not input; any other
file that no format claims is refused with its name, so that nothing is passed over in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.intake.document import Given, Item, Refusal
from pipeline.intake.formats import FORMATS, open_file
from pipeline.intake.sources import NAME as SOURCES
from pipeline.intake.sources import Source, read_sources


def find(inputs: Sequence[Path]) -> Iterator[Item | Refusal]:
    """The documents of files and folders, each once; what cannot be opened is a `Refusal`.

    A document that repeats another's external id and content is refused too: it would be the same row twice.
    Raises FileNotFoundError where an input does not exist, SourcesError where a `sources.yml` cannot be used.
    """
    seen: set[str] = set()
    for path in inputs:
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
        for found in _folder(path) if path.is_dir() else _file(path, path.name):
            if isinstance(found, Item):
                if found.document_id in seen:
                    found = Refusal(found.external_id, found.source_path, "repeated", "the input holds it already")
                else:
                    seen.add(found.document_id)
            yield found


def _folder(folder: Path) -> Iterator[Item | Refusal]:
    sources = read_sources(folder)
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(name).parts) or not path.is_file() or name == SOURCES:
            continue
        for found in _file(path, name):
            source = sources.get(name)
            if isinstance(found, Item) and source and found.source_path == found.external_id:
                yield from _described(found, source)
            else:
                yield found
    for name in sorted(set(sources) - {path.relative_to(folder).as_posix() for path in folder.rglob("*")}):
        yield Refusal(name, name, "sources.yml: missing", "sources.yml lists it, but there is no such file")


def _file(path: Path, name: str) -> Iterator[Item | Refusal]:
    try:
        yield from open_file(path, name)
    except OSError as error:
        yield Refusal(name, name, "unreadable", f"the file cannot be read: {error.strerror or error}")


def _described(item: Item, source: Source) -> Iterator[Item | Refusal]:
    """The item with what its entry knows; where the entry is of another content, the item without it, and why."""
    if source.sha256 != item.source_sha256:
        reason = f"sources.yml is of content {source.sha256[:12]}, the file is {item.source_sha256[:12]}; update it"
        yield Refusal(item.external_id, item.source_path, "sources.yml: sha256", reason)
        yield item
        return
    given = Given(
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        licence=source.licence,
        redistribution=source.redistribution,
    )
    yield replace(item, given=given)


def accepts(path: Path) -> bool:
    """Whether some format claims a file of this name."""
    return any(path.name.lower().endswith(suffix) for suffix in FORMATS)
