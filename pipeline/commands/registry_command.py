"""The command that makes a registry of Wikidata items, and the check of one that a build is given."""

import os
from pathlib import Path

import click

from pipeline.commands.command_status import EXIT_FAILED, EXIT_PUBLISHED, PATH_TYPE, CommandError


@click.command(name="registry")
@click.argument("dump", type=PATH_TYPE)
@click.option("--out", type=PATH_TYPE, required=True, help="File to write: .tsv, or .tsv.gz to compress it.")
@click.option(
    "--min-sitelinks",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Wikimedia sites that must have a page on an item.",
)
def make_registry(dump: Path, out: Path, min_sitelinks: int) -> int:
    """Make a file of persons, bodies and places out of a Wikidata dump, for `newsledger build --registry`.

    DUMP is Wikidata's JSON dump, one item a line: .json, .json.gz or .json.bz2. It is read as a stream.

    Exit status: 0 written; 1 nothing in it was taken; 2 bad arguments.
    """
    if not dump.is_file() or not os.access(dump, os.R_OK):
        raise CommandError(f"no such file, or not readable: {dump}")
    if out.exists() and not out.is_file():
        raise CommandError(f"not a file: {out}; name the file to write")
    from pipeline.extract.entities.wikidata_dump import write_registry

    try:
        counts = write_registry(dump, out, min_sitelinks)
    except (OSError, EOFError) as error:
        raise CommandError(f"not readable as a dump: {dump}: {error}; give a JSON dump of Wikidata") from error
    left = f"{counts['passed over']} passed over, {counts['unreadable']} lines unreadable"
    click.echo(f"{counts['taken']} items in {out}; {left}")
    return EXIT_PUBLISHED if counts["taken"] else EXIT_FAILED


def check_registry(file: Path) -> None:
    """Raise CommandError for a file that is no registry."""
    from pipeline.extract.entities.known_items import find_registry_fault

    if (fault := find_registry_fault(file)) is not None:
        raise CommandError(f"not a registry: {file}: {fault}; make one with `newsledger registry`")
