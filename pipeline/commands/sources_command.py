"""The command that writes `sources.yml`: an entry for each file of a folder, to be filled in by hand."""

import os
from hashlib import file_digest
from pathlib import Path

import click

from pipeline.commands.command_status import EXIT_PUBLISHED, PATH_TYPE, CommandError

HEADER = """\
# What is known of each file. Fill in what you know and leave the rest empty; nothing is guessed.
#   publisher       who published it
#   published       the day, as 2022-01-10
#   url, title      where it was, and its headline, if the page does not tell
#   licence         terms of reuse in the publisher's own words
#   redistribution  full (its text may be published), excerpt (sentences that carry a row), offsets (no text)
"""


@click.command()
@click.argument("folder", type=PATH_TYPE)
def sources(folder: Path) -> int:
    """Write FOLDER/sources.yml, or add the files that it does not list yet.

    What stands in the file is kept as it is. An entry whose file has other content than its sha256 says is told, and
    not changed: look whether what it says still holds.
    """
    if not folder.is_dir():
        raise CommandError(f"no such folder: {folder}")
    from pipeline.intake.file_walk import InputFile, walk_input
    from pipeline.intake.side_files import is_side_file
    from pipeline.intake.sources_file import SOURCES_FILENAME, read_sources

    target = folder / SOURCES_FILENAME
    known = read_sources(folder)
    if known is not None and not known.is_usable:
        raise CommandError(f"{target}: {known.problems[0][1]}")
    entries = known.entries if known is not None else {}
    added, changed = [], []
    for found in walk_input(folder):
        if not isinstance(found, InputFile) or found.path.name == SOURCES_FILENAME or is_side_file(found.name):
            continue
        try:
            with found.path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise CommandError(f"{found.path}: {error.strerror}") from error
        entry = entries.get(found.name)
        if entry is None:
            added.append(_format_entry(found.name, digest))
        elif entry.sha256 not in (None, digest):
            changed.append(found.name)
    if added or known is None:
        _append(target, added, is_new=known is None)
    for name in changed:
        click.echo(f"{name}: its content is not that of its sha256; look at its entry", err=True)
    click.echo(f"{target}: {len(added)} added, {len(entries)} there before")
    return EXIT_PUBLISHED


def _format_entry(name: str, digest: str) -> str:
    import yaml

    key = yaml.safe_dump(name, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
    return f"{key}:\n  sha256: {digest}\n  publisher:\n  published:\n  licence:\n  redistribution:\n"


def _append(target: Path, entries: list[str], *, is_new: bool) -> None:
    """Write the file anew with the entries at its end, beside its place and renamed: it is never half there."""
    before = HEADER if is_new else target.read_text(encoding="utf-8")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_text(before.rstrip("\n") + "\n" + "".join(entries), encoding="utf-8")
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{target} cannot be written: {error.strerror}") from error
