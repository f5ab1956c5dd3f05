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
from pipeline.command_checks import check_folders, check_inputs, check_side_files, describe_release
from pipeline.command_status import (
    EXIT_FAILED,
    EXIT_PUBLISHED,
    EXIT_USAGE,
    EXIT_WITH_REJECTS,
    PATH_TYPE,
    CommandError,
)
from pipeline.registry_command import check_registry, make_registry
from pipeline.release_commands import diff, export, review, serve, verify

# Columns of a page that is explained into a file.
LOG_WIDTH = 200
# Tables whose rows the summary counts, in its order; documents, corrections and rejects have lines of their own.
SUMMARISED_TABLES = (
    *("segments", "sentences", "entities", "mentions", "statements", "figures", "events"),
    *("figure_series", "timeline"),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsledger")
def cli() -> None:
    """News articles in, an open dataset out.

    Every event and every figure has its sentence, its speaker and the reports that contradict it.
    """


@cli.command()
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=PATH_TYPE)
@click.option("--out", type=PATH_TYPE, default=Path("output"), show_default=True, help="Folder of the release.")
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
    out: Path,
    assume_clean: bool,
    text: Literal["licensed", "full"],
    excerpt_share: float,
    workers: int | None,
    engine: Literal["local", "ray"],
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
    paths = inputs or (Path("seeds"),)
    check_inputs(paths)
    check_side_files(paths)
    check_folders(paths, out, state)
    if registry is not None:
        check_registry(registry)
    started = time.perf_counter()
    from pipeline.interruption import end_on_signal
    from pipeline.progress_bar import ProgressBar
    from pipeline.publish.release_target import find_release_id

    before = find_release_id(out)

    def describe_interruption() -> str:
        return f"newsledger: interrupted; what was read is kept, and {describe_release(out, before)}"

    with end_on_signal(describe_interruption, EXIT_FAILED), ProgressBar() as bar:
        from pipeline.unchanged_release import BuildRequest, find_unchanged_release

        request = BuildRequest(
            inputs=[str(path) for path in paths],
            out=str(out),
            state=str(state),
            text=text,
            excerpt_share=excerpt_share,
            assume_clean=assume_clean,
            registry=str(registry) if registry is not None else "",
        )
        outcome = find_unchanged_release(request)
        if outcome is None:
            from pipeline import job_runner
            from pipeline.orchestration.resources import BuildResource
            from pipeline.publish.shrinkage import DEFAULT_LEAST_SHARE

            chosen = BuildResource(
                **asdict(request),
                workers=workers or os.cpu_count() or 1,
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
    click.echo(format_summary(outcome.rows, outcome.stale_count, bar.read, out, time.perf_counter() - started))
    return EXIT_WITH_REJECTS if outcome.rejected_count else EXIT_PUBLISHED


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=PATH_TYPE)
def explain(inputs: tuple[Path, ...]) -> int:
    """Print documents line by line, each with its label, how sure it is, and what decided."""
    check_inputs(inputs)
    from rich.console import Console

    from pipeline.base.reading_settings import Settings
    from pipeline.clean.label_explanations import render_explanation
    from pipeline.document_processing import prepare_document
    from pipeline.intake.input_files import find_documents
    from pipeline.intake.source_document import RawDocument, UnreadableError

    # Where nobody looks, in a file or a pipe, lines are as long as they are.
    console = Console() if sys.stdout.isatty() else Console(width=LOG_WIDTH)
    status = EXIT_PUBLISHED
    for found in find_documents(inputs):
        console.rule(found.external_id)
        try:
            if not isinstance(found, RawDocument):
                raise UnreadableError(found.check, found.failure)
            document, page = prepare_document(found, Settings())
            console.print(render_explanation(document.text, page))
        except UnreadableError as error:
            click.echo(f"newsledger: {found.external_id}: {error}", err=True)
            status = EXIT_FAILED
    return status


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=PATH_TYPE)
@click.option("--unused", is_flag=True, help="Only the entries that decided nothing.")
def rules(inputs: tuple[Path, ...], unused: bool) -> int:
    """Read documents and tell what each rule and lexicon entry decided.

    A line has, with tabs between, how many mentions, statements, figures and events cite the entry as their rule, how
    often it was used in any other way or in these, the file of rules, and the entry. Rules without an entry come last.
    """
    check_inputs(inputs)
    from pipeline.rule_counts import count_rules

    for count in count_rules(inputs):
        if not (unused and (count.rows or count.uses)):
            click.echo(f"{count.rows}\t{count.uses}\t{count.file}\t{count.entry}")
    return EXIT_PUBLISHED


@cli.command()
@click.argument("feeds", type=PATH_TYPE)
@click.option("--into", type=PATH_TYPE, default=Path("inbox"), show_default=True, help="Folder that pages land in.")
@click.option("--max-pages", type=click.IntRange(min=1), default=200, show_default=True, help="Pages in one round.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=2.0, show_default=True, help="Seconds between requests to a host."
)
@click.option("--agent", default="newsledger", show_default=True, help="What the program calls itself to servers.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and private networks too.")
def fetch(feeds: Path, into: Path, max_pages: int, delay: float, agent: str, allow_private: bool) -> int:
    """Poll feeds and sitemaps once, and put their new pages into a folder that `build` reads.

    FEEDS is a file of addresses, one a line. robots.txt is obeyed. This is the only command that goes out.

    Exit status: 0 all was fetched; 2 bad arguments; 3 some addresses gave no page, listed a line each.
    """
    from pipeline.fetch.feed_links import read_address_list
    from pipeline.fetch.feed_polling import poll_feeds
    from pipeline.fetch.http_client import PoliteClient

    try:
        result = poll_feeds(
            read_address_list(feeds), into, PoliteClient(agent, delay, allow_private), max_pages=max_pages
        )
    except OSError as error:
        raise CommandError(f"{error.filename or feeds}: {error.strerror or error}") from error
    except ImportError as error:
        raise CommandError("fetch needs an extra: pip install 'newsledger[fetch]'") from error
    for address, reason in result.problems:
        click.echo(f"{address}: {reason}", err=True)
    click.echo(f"{result.page_count} new pages{f' in {result.archive}' if result.archive else ''}")
    return EXIT_WITH_REJECTS if result.problems else EXIT_PUBLISHED


for command in (verify, diff, export, review, serve):
    cli.add_command(command)


def format_summary(rows: dict[str, int], stale: int, read: int, out: Path, seconds: float) -> str:
    """What was published, in four lines, and one more where there are corrections."""
    counts = ", ".join(f"{rows.get(name, 0)} {name}" for name in SUMMARISED_TABLES)
    rejected, corrections = rows.get("rejects", 0), rows.get("corrections", 0)
    stale_note = f", {stale} of them stale: see {out / 'csv' / 'corrections.csv'}" if stale else ""
    return "\n".join(
        [
            f"{rows.get('documents', 0)} documents, {read} of them read now, in {seconds:.1f} s",
            counts,
            *([f"{corrections} corrections{stale_note}"] if corrections else []),
            f"{rejected} set aside" + (f": see {out / 'csv' / 'rejects.csv'}" if rejected else ""),
            f"published in {out}: open {out / 'site' / 'index.html'}, or run: newsledger serve {out}",
        ]
    )


cli.add_command(make_registry)


def main() -> None:
    """Run the command line; whatever is wrong with a call is one line and status 2."""
    collect_rarely()
    try:
        status = cli(standalone_mode=False, prog_name="newsledger")
    except click.ClickException as error:
        click.echo(f"newsledger: {' '.join(error.format_message().split())}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("newsledger: interrupted", err=True)
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
