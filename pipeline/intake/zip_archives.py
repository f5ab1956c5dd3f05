"""ZIP archives: each file in one as if it lay in the input folder, never written to disk."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from pipeline.base.boundary.bounded_streams import (
    ExpansionError,
    TooLargeError,
    find_damage,
    limit_expansion,
    read_bounded,
)
from pipeline.intake.file_walk import decode_filename
from pipeline.intake.format_reader import MAX_PACKINGS, InputDocuments, Origin
from pipeline.intake.source_document import DOCX_MEDIA_TYPE, RawDocument

# Members by which a ZIP archive is a document of another kind.
DOCX_MEMBER = "word/document.xml"
OTHER_KINDS = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint file",
    "META-INF/container.xml": "an EPUB book",
    "content.xml": "an OpenDocument file",
}
ENCRYPTED = 0x1

ReadStream = Callable[[io.BufferedReader, Origin], InputDocuments]


def read_zip(stream: io.BufferedReader, origin: Origin, read_stream: ReadStream) -> InputDocuments:
    """The documents of a ZIP archive, in the order of names; `read_stream` reads each member by its format."""
    file_object = stream if stream.seekable() else io.BytesIO(read_bounded(stream, origin.bounds))
    try:
        with zipfile.ZipFile(file_object) as archive:
            yield from _read_members(archive, file_object, origin, read_stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RecursionError) as error:
        if isinstance(error, TooLargeError | ExpansionError):
            raise
        yield origin.reject("corrupt", f"the ZIP archive is damaged: {' '.join(str(error).split())[:200]}")


def _read_members(
    archive: zipfile.ZipFile, file_object: IO[bytes], origin: Origin, read_stream: ReadStream
) -> InputDocuments:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if DOCX_MEMBER in names:
        _check_member_sizes(members, origin)
        file_object.seek(0)
        yield RawDocument(origin.place, origin.source_path, DOCX_MEDIA_TYPE, read_bounded(file_object, origin.bounds))
        return
    if kind := next((kind for name, kind in OTHER_KINDS.items() if name in names), None):
        yield origin.reject("unknown_format", f"it is {kind}; convert it to text or HTML")
        return
    if origin.packings >= MAX_PACKINGS:
        yield origin.reject("nested_too_deeply", f"packed more than {MAX_PACKINGS} times; unpack it")
        return
    if len(members) > origin.bounds.max_members:
        yield origin.reject("too_large", f"{len(members)} files, the limit is {origin.bounds.max_members}; unpack it")
        return
    for member in sorted(members, key=lambda member: member.filename):
        name = decode_filename(member.filename)[: origin.bounds.max_field_chars]
        if any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
            continue  # hidden files are no input, here as in a folder
        yield from _read_member(archive, member, origin.make_inner(f"{origin.place}/{name}", name), read_stream)


def _check_member_sizes(members: list[zipfile.ZipInfo], origin: Origin) -> None:
    expanded, compressed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if not origin.bounds.is_expansion_allowed(compressed, expanded):
        raise ExpansionError(f"its {compressed} bytes expand to {expanded}; that is no honest file")


class _CompressedSize(io.RawIOBase):
    """Stands for the packed bytes of a member, all of which count as read."""

    def __init__(self, size: int) -> None:
        self.size = size

    def tell(self) -> int:
        return self.size


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inner: Origin, read_stream: ReadStream
) -> InputDocuments:
    if member.flag_bits & ENCRYPTED:
        yield inner.reject("encrypted", "the file is encrypted; unpack it first")
        return
    try:
        with archive.open(member) as expanded:
            limited = limit_expansion(expanded, _CompressedSize(member.compress_size), inner.bounds)  # type: ignore[arg-type]
            yield from read_stream(limited, inner)
            if (damage := find_damage(limited)) is not None:
                yield inner.reject("corrupt", f"the file in the archive is damaged: {damage}")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        yield inner.reject("corrupt", f"the file in the archive is damaged: {' '.join(str(error).split())[:200]}")
