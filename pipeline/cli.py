"""The command line. What is heavy is imported inside the command that needs it, so that `--help` answers at once."""

import os
import sys
import time
from pathlib import Path
from typing import Literal

import click

PUBLISHED, FAILED, USAGE, SET_ASIDE = 0, 1, 2, 3

FOLDER = click.Path(path_type=Path)
# Columns of a page that is explained into a file.
LOG_WIDTH = 200


class Refused(click.ClickException):
    """A call that cannot be carried out: one line that says why, and status 2."""

    exit_code = USAGE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsledger")
def cli() -> None:
    """News articles in, an open dataset out: every event and figure with its sentence, its speaker and its rivals."""


@cli.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=FOLDER)
@click.option("--out", type=FOLDER, default=Path("output"), show_default=True, help="Folder of the release.")
@click.option("--assume-clean", is_flag=True, help="The texts are body text already: strip nothing.")
@click.option(
    "--text",
    type=click.Choice(["licensed", "full"]),
    default="licensed",
    show_default=True,
    help="Publish texts as their licences allow, or all of them (for private use).",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read documents.  [default: one a core]")
@click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who runs the workers."
)
@click.option(
    "--state",
    type=FOLDER,
    default=Path(".newsledger"),
    show_default=True,
    help="Folder in which finished work is kept.",
)
def build(
    inputs: tuple[Path, ...],
    out: Path,
    assume_clean: bool,
    text: Literal["licensed", "full"],
    workers: int | None,
    engine: Literal["local", "ray"],
    state: Path,
) -> int:
    """Read documents and publish the dataset.

    INPUT is a file or a folder, by default seeds/: .txt, .html, .jsonl, .jsonl.gz, .parquet, .warc.gz. The folder of
    the release must be absent, empty, or an earlier release.

    Exit status: 0 published; 1 failed, and nothing was published; 2 bad arguments; 3 published, with documents or rows
    set aside in the table rejects.
    """
    paths = inputs or (Path("seeds"),)
    _check_inputs(paths)
    _check_folders(out, state)
    started = time.perf_counter()
    from pipeline.progress import Bar

    with Bar() as bar:
        from pipeline import build as building
        from pipeline.orchestration.resources import Build

        chosen = Build(
            inputs=[str(path) for path in paths],
            out=str(out),
            state=str(state),
            text=text,
            assume_clean=assume_clean,
            workers=workers or os.cpu_count() or 1,
            engine=engine,
        )
        outcome = building.unchanged(chosen) or building.run(chosen, bar.report)
    if outcome.failure:
        report = state / "failure.txt"
        report.unlink(missing_ok=True)  # never written through a link
        report.write_text(outcome.details, encoding="utf-8")
        click.echo(f"newsledger: nothing published: {outcome.failure} (details in {report})", err=True)
        return FAILED
    click.echo(summary(outcome.rows, bar.read, out, time.perf_counter() - started))
    return SET_ASIDE if outcome.set_aside else PUBLISHED


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--seeds", type=FOLDER, help="The folder that the documents were read from: check every span against it.")
def verify(folder: Path, seeds: Path | None) -> int:
    """Check a release: checksums, schemas, keys, references, and with --seeds every span against its text.

    Exit status: 0 nothing is wrong; 1 something is, listed a line each; 2 bad arguments.
    """
    for path in (folder, seeds):
        if path and not path.is_dir():
            raise Refused(f"no such folder: {path}")
    from pipeline.publish.verify import verify as lies_of

    lies = lies_of(folder, seeds)
    for lie in lies:
        click.echo(lie)
    if not lies:
        click.echo(f"{folder}: all files, rows, references{' and spans' if seeds else ''} are as they should be")
    return FAILED if lies else PUBLISHED


@cli.command()
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
def diff(before: Path, after: Path) -> int:
    """Tell what changed from one release to another: rows added, removed and changed, by table, with the reason."""
    for path in (before, after):
        if not path.is_dir():
            raise Refused(f"no such folder: {path}")
    from pipeline.publish.changes import summary as told
    from pipeline.publish.diff import diff as changes_of

    try:
        click.echo(told(changes_of(before, after)).rstrip())
    except ValueError as error:
        raise Refused(str(error)) from error
    return PUBLISHED


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FOLDER)
def explain(inputs: tuple[Path, ...]) -> int:
    """Print documents line by line, each with its label, how sure it is, and what decided."""
    _check_inputs(inputs)
    from rich.console import Console

    from pipeline.article import prepare
    from pipeline.base.settings import Settings
    from pipeline.clean.explain import explain as told
    from pipeline.intake.document import Item, UnreadableError
    from pipeline.intake.files import find

    # Where nobody looks, in a file or a pipe, lines are as long as they are.
    console = Console() if sys.stdout.isatty() else Console(width=LOG_WIDTH)
    status = PUBLISHED
    for found in find(inputs):
        console.rule(found.external_id)
        try:
            if not isinstance(found, Item):
                raise UnreadableError(found.check, found.failure)
            document, page = prepare(found, Settings())
            console.print(told(document.text, page))
        except UnreadableError as error:
            click.echo(f"newsledger: {found.external_id}: {error}", err=True)
            status = FAILED
    return status


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FOLDER)
@click.option("--unused", is_flag=True, help="Only the entries that decided nothing.")
def rules(inputs: tuple[Path, ...], unused: bool) -> int:
    """Read documents and tell how often each rule and lexicon entry decided something."""
    _check_inputs(inputs)
    from pipeline import article
    from pipeline.base.lexicon import loaded
    from pipeline.base.settings import Settings
    from pipeline.intake.document import Item
    from pipeline.intake.files import find

    for item in find(inputs):
        if isinstance(item, Item):
            article.read([item], Settings())
    for lexicon in loaded():
        for entry in lexicon:
            if not (unused and lexicon.hits[entry.id]):
                click.echo(f"{lexicon.hits[entry.id]}\t{lexicon.name}\t{entry.id}")
    return PUBLISHED


def _check_inputs(paths: tuple[Path, ...]) -> None:
    from pipeline.intake.sources import SourcesError, read_sources

    for path in paths:
        if not path.exists():
            raise Refused(f"no such file or folder: {path}")
        if not os.access(path, os.R_OK):
            raise Refused(f"not readable: {path}")
        if path.is_dir():
            try:
                read_sources(path)
            except SourcesError as error:
                raise Refused(str(error)) from error


def _check_folders(out: Path, state: Path) -> None:
    from pipeline.publish.target import TargetError, check_target
    from pipeline.store.state_folder import StateError, open_state

    if out.resolve().is_relative_to(state.resolve()) or state.resolve().is_relative_to(out.resolve()):
        raise Refused(f"the release {out} and the state folder {state} lie one in the other; name two apart")
    try:
        check_target(out)
        open_state(state)
    except (TargetError, StateError) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"the state folder {state} cannot be made: {error.strerror}") from error
    if not os.access(state, os.W_OK):
        raise Refused(f"the state folder {state} is not writable; name another with --state")


def summary(rows: dict[str, int], read: int, out: Path, seconds: float) -> str:
    """What was published, in four lines."""
    from schemas.tables import TABLES

    counted = ", ".join(f"{rows.get(name, 0)} {name}" for name in TABLES if name not in ("documents", "rejects"))
    aside = rows.get("rejects", 0)
    return "\n".join(
        [
            f"{rows.get('documents', 0)} documents, {read} of them read now, in {seconds:.1f} s",
            counted,
            f"{aside} set aside" + (f": see {out / 'csv' / 'rejects.csv'}" if aside else ""),
            f"published in {out}",
        ]
    )


def main() -> None:
    """Run the command line; whatever is wrong with a call is one line and status 2."""
    try:
        status = cli(standalone_mode=False, prog_name="newsledger")
    except click.ClickException as error:
        click.echo(f"newsledger: {' '.join(error.format_message().split())}", err=True)
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("newsledger: interrupted; what was read is kept, and nothing was published", err=True)
        sys.exit(FAILED)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
