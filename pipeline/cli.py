"""The command line. What is heavy is imported inside the command that needs it, so that `--help` answers at once."""

import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from pipeline.base.garbage_collection import collect_rarely
from pipeline.base.passing_faults import describe_system_error
from pipeline.commands.command_checks import (
    check_engine,
    check_folders,
    check_inputs,
    check_side_files,
    describe_release,
)
from pipeline.commands.command_status import (
    EXIT_FAILED,
    EXIT_PUBLISHED,
    EXIT_USAGE,
    EXIT_WITH_REJECTS,
    PATH_TYPE,
)
from pipeline.commands.fetch_command import fetch
from pipeline.commands.reading_commands import explain, rules
from pipeline.commands.registry_command import check_registry, make_registry
from pipeline.commands.release_commands import diff, export, review, serve, verify
from pipeline.commands.sources_command import sources

SEEDS, SEEDS_OUT, OWN_OUT = Path("seeds"), Path("output"), Path("release")


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="newsledger")
@click.pass_context
def cli(context: click.Context) -> None:
    """News articles in, an open dataset out.

    Every event and every figure has its sentence, its speaker and the reports that contradict it. Start with
    `newsledger build FOLDER --out DATASET`; each command tells more with --help.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=PATH_TYPE)
@click.option("--out", type=PATH_TYPE, help="Folder of the release.  [default: release; of the seeds, output]")
@click.option("--assume-clean", is_flag=True, help="The texts are body text already: strip nothing.")
@click.option(
    "--text",
    type=click.Choice(["licensed", "full"]),
    default="licensed",
    show_default=True,
    help="Publish texts as their licences allow, or all of them (for private use).",
)
@click.option(
    "--excerpt-share",
    type=click.FloatRange(0, 1),
    default=0.25,
    show_default=True,
    help="Share of its body that an unlicensed document gives at most.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read documents.  [default: one a core]")
@click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Who runs the workers."
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Least confidence of an event that the timeline takes.  [default: as taught]",
)
@click.option(
    "--state",
    type=PATH_TYPE,
    default=Path(".newsledger"),
    show_default=True,
    help="Folder in which finished work is kept.",
)
@click.option("--registry", type=PATH_TYPE, help="Wikidata items of your own, made by `newsledger registry`.")
@click.option(
    "--allow-shrinking",
    is_flag=True,
    help="Publish even where the input gives no document, or less than half of those of the last release.",
)
@click.option(
    "--document-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    help="Seconds that reading one document may take; one that takes longer is set aside.",
)
def build(
    inputs: tuple[Path, ...],
    out: Path | None,
    assume_clean: bool,
    text: Literal["licensed", "full"],
    excerpt_share: float,
    workers: int | None,
    engine: Literal["local", "ray"],
    min_confidence: float | None,
    state: Path,
    registry: Path | None,
    allow_shrinking: bool,
    document_seconds: float,
) -> int:
    """Read documents and publish the dataset.

    INPUT is a file or a folder, by default seeds/: text, HTML, Markdown, JSONL, Parquet, WARC, mail, feeds, ZIP
    archives of these, and any of them compressed. The folder of the release must be absent, empty, or an earlier
    release.

    Exit status: 0 published; 1 failed, and nothing was published; 2 bad arguments; 3 published, with documents or rows
    set aside in the table rejects.
    """
    paths = inputs or (SEEDS,)
    # The release of the seeds is part of the project; other articles must not take its place.
    out = out or (SEEDS_OUT if paths == (SEEDS,) else OWN_OUT)
    check_inputs(paths)
    check_engine(engine)
    check_side_files(paths)
    check_folders(paths, out, state)
    if registry is not None:
        check_registry(registry)
    started = time.perf_counter()
    from pipeline.commands.interruption import end_on_signal
    from pipeline.progress_bar import ProgressBar
    from pipeline.publish.release_target import find_release_id

    before = find_release_id(out)

    def describe_interruption() -> str:
        return f"newsledger: interrupted; what was read is kept, and {describe_release(out, before)}"

    with end_on_signal(describe_interruption, EXIT_FAILED), ProgressBar() as bar:
        from pipeline.commands.build_summary import format_summary
        from pipeline.unchanged_release import BuildRequest, find_unchanged_release

        request = BuildRequest(
            inputs=[str(path) for path in paths],
            out=str(out),
            state=str(state),
            text=text,
            excerpt_share=excerpt_share,
            assume_clean=assume_clean,
            registry=str(registry) if registry is not None else "",
            min_confidence=min_confidence,
        )
        outcome = find_unchanged_release(request)
        if outcome is None:
            workers = workers or os.cpu_count() or 1
            if engine == "local":
                from pipeline.store.chunk_store import Store
                from pipeline.store.fingerprints import fingerprint_reading
                from pipeline.store.inventory import start_readers_ahead

                # They load the parser while this process loads Dagster.
                store = Store(state, fingerprint_reading(request.settings)).open()
                start_readers_ahead(paths, request.settings, store, workers, document_seconds)
            from pipeline import job_runner
            from pipeline.orchestration.resources import BuildResource
            from pipeline.publish.shrinkage import DEFAULT_LEAST_SHARE

            chosen = BuildResource(
                **asdict(request),
                workers=workers,
                engine=engine,
                least_share=0.0 if allow_shrinking else DEFAULT_LEAST_SHARE,
                document_seconds=document_seconds,
            )
            outcome = job_runner.run_build(chosen, bar.report)
    if outcome.failure:
        report = state / "failure.txt"
        report.unlink(missing_ok=True)  # never written through a link
        with suppress(OSError):  # a full disk: the line below says what is wrong
            report.write_text(outcome.details, encoding="utf-8")
        told = describe_release(out, before)
        click.echo(f"newsledger: {told}: {outcome.failure} (details in {report})", err=True)
        return EXIT_FAILED
    click.echo(format_summary(outcome, bar.read, out, time.perf_counter() - started))
    return EXIT_WITH_REJECTS if outcome.rejected_count else EXIT_PUBLISHED


for command in (explain, rules, sources, fetch, verify, diff, export, review, serve, make_registry):
    cli.add_command(command)


def main() -> None:
    """Run the command line; whatever is wrong with a call is one line and status 2, an error of the system status 1."""
    collect_rarely()
    try:
        status = cli(standalone_mode=False, prog_name="newsledger")
    except click.ClickException as error:
        click.echo(f"newsledger: {' '.join(error.format_message().split())}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("newsledger: interrupted", err=True)
        sys.exit(EXIT_FAILED)
    except (OSError, MemoryError) as error:
        click.echo(f"newsledger: {describe_system_error(error)}", err=True)
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
