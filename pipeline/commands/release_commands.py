"""Commands on releases that were published: verify, compare, export, review and serve them."""

from contextlib import suppress
from pathlib import Path

import click

from pipeline.commands.command_status import EXIT_FAILED, EXIT_PUBLISHED, PATH_TYPE, CommandError


@click.command()
@click.argument("folder", type=PATH_TYPE)
@click.option(
    "--seeds", type=PATH_TYPE, help="The folder that the documents were read from: check every span against it."
)
def verify(folder: Path, seeds: Path | None) -> int:
    """Check a release: checksums, schemas, keys, references, and with --seeds every span against its text.

    Exit status: 0 nothing is wrong; 1 something is, listed a line each; 2 bad arguments.
    """
    for path in (folder, seeds):
        if path and not path.is_dir():
            raise CommandError(f"no such folder: {path}")
    from pipeline.publish.verification import verify_release

    violations = verify_release(folder, seeds)
    for violation in violations:
        click.echo(violation)
    if not violations:
        click.echo(f"{folder}: all files, rows, references{' and spans' if seeds else ''} are as they should be")
    return EXIT_FAILED if violations else EXIT_PUBLISHED


@click.command()
@click.argument("before", type=PATH_TYPE)
@click.argument("after", type=PATH_TYPE)
def diff(before: Path, after: Path) -> int:
    """Tell what changed from one release to another: rows added, removed and updated, with values and reasons."""
    for path in (before, after):
        if not path.is_dir():
            raise CommandError(f"no such folder: {path}")
    from pipeline.publish.changelog import render_changelog
    from pipeline.publish.release_diff import diff_releases

    try:
        click.echo(render_changelog(diff_releases(before, after)).rstrip())
    except ValueError as error:
        raise CommandError(str(error)) from error
    return EXIT_PUBLISHED


@click.command()
@click.argument("folder", type=PATH_TYPE)
@click.option("--sample", "target", type=PATH_TYPE, help="Write a sample to read into this CSV file.")
@click.option("--count", type=click.IntRange(1, 100_000), default=50, show_default=True, help="Rows of each table.")
@click.option("--seed", type=int, default=20, show_default=True, help="The same seed draws the same rows.")
@click.option("--read", "filled", type=PATH_TYPE, help="Read the filled file back.")
@click.option("--into", type=PATH_TYPE, help="The input folder that gets the corrections and quality.yml.")
@click.option("--author", help="Who read the rows.")
def review(
    folder: Path,
    target: Path | None,
    count: int,
    seed: int,
    filled: Path | None,
    into: Path | None,
    author: str | None,
) -> int:
    """Draw a sample of a release for people to read, or read their verdicts back.

    In the column verdict write right, wrong or unsure; where only a field is wrong, its name and what is right in the
    columns field and is. Verdicts become corrections and quality.yml beside the articles.
    """
    from pipeline.review.review_command import draw_review, read_review
    from pipeline.review.review_verdicts import ReviewError

    try:
        if target and not filled:
            click.echo(draw_review(folder, target, count, seed))
        elif filled and into and author and not target:
            click.echo(read_review(filled, into, author))
        else:
            raise CommandError("give --sample FILE, or --read FILE with --into FOLDER and --author NAME")
    except ReviewError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    return EXIT_PUBLISHED


@click.command()
@click.argument("folder", type=PATH_TYPE)
@click.option("--duckdb", "database", type=PATH_TYPE, required=True, help="The DuckDB database to write.")
def export(folder: Path, database: Path) -> int:
    """Write a release as one database: tables, flat views (schema flat), views and comments."""
    if not folder.is_dir():
        raise CommandError(f"no such folder: {folder}")
    from pipeline.publish.duckdb_export import ExportError, export_duckdb

    try:
        rows = export_duckdb(folder, database)
    except ExportError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{database} cannot be written: {error.strerror}") from error
    click.echo(f"{len(rows)} tables, {sum(rows.values())} rows, in {database}")
    return EXIT_PUBLISHED


@click.command()
@click.argument("folder", type=PATH_TYPE, default=Path("output"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
def serve(folder: Path, port: int) -> int:
    """Serve a release and its site on 127.0.0.1, until Ctrl-C.

    The site also opens from disk: site/index.html in the folder.
    """
    if not folder.is_dir():
        raise CommandError(f"no such folder: {folder}")
    from pipeline.publish.release_server import ReleaseServer, ServingError

    try:
        server = ReleaseServer(folder, port)
    except ServingError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"port {port} cannot be used: {error.strerror}; name another with --port") from error
    with server, suppress(KeyboardInterrupt):
        click.echo(f"{folder} on {server.address} (Ctrl-C ends it)")
        server.serve_forever()
    return EXIT_PUBLISHED
