"""The commands that read documents and publish nothing: `explain` and `rules`."""

import sys
from pathlib import Path
from typing import Literal

import click

from pipeline.commands.command_checks import check_inputs
from pipeline.commands.command_status import EXIT_FAILED, EXIT_PUBLISHED, PATH_TYPE

# Columns of a page that is explained into a file.
LOG_WIDTH = 200


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=PATH_TYPE)
def explain(inputs: tuple[Path, ...]) -> int:
    """Show how documents are read: their lines with labels, then every statement, figure and event.

    Each line has its label, how sure it is, and what decided it. Each claim has the rule that found it, its sentence
    with the claim's words in brackets, and the columns that it fills.
    """
    check_inputs(inputs)
    from rich.console import Console

    from pipeline.base.reading_settings import Settings
    from pipeline.clean.label_explanations import render_explanation
    from pipeline.commands.claim_explanations import render_claims
    from pipeline.document_processing import prepare_document, process_documents
    from pipeline.intake.input_files import find_documents
    from pipeline.intake.source_document import RawDocument, UnreadableError

    # Where nobody looks, in a file or a pipe, lines are as long as they are.
    console = Console(highlight=False) if sys.stdout.isatty() else Console(width=LOG_WIDTH, highlight=False)
    refused: set[str] = set()
    for found in find_documents(inputs):
        if not isinstance(found, RawDocument):
            click.echo(f"newsledger: {found.external_id}: {found.failure}", err=True)
            refused.add(found.external_id)
            continue
        console.rule(found.external_id)
        try:
            document, page = prepare_document(found, Settings())
            console.print(render_explanation(document.text, page), "")
            (rows,) = process_documents([found], Settings())
            console.print(render_claims(rows.tables))
            refused.discard(found.external_id)  # only a field of it was
        except UnreadableError as error:
            click.echo(f"newsledger: {found.external_id}: {error}", err=True)
            refused.add(found.external_id)
    return EXIT_FAILED if refused else EXIT_PUBLISHED


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=PATH_TYPE)
@click.option("--unused", is_flag=True, help="Only the entries that decided nothing.")
@click.option("--used", is_flag=True, help="Only the entries that decided something.")
@click.option("--file", "word", default="", help="Only the files of rules whose name holds this word.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["rows", "uses", "file"]),
    default="rows",
    show_default=True,
    help="Most rows first, most uses first, or as the files have them.",
)
def rules(inputs: tuple[Path, ...], unused: bool, used: bool, word: str, order: Literal["rows", "uses", "file"]) -> int:
    """Read documents and count what each rule and lexicon entry decided.

    The output is a table with tabs between the columns: rows (mentions, statements, figures and events that cite the
    entry as their rule), uses (how often it was used, in these or otherwise), file (of rules) and entry.
    """
    check_inputs(inputs)
    from pipeline.commands.rule_counts import count_rules, order_counts

    click.echo("rows\tuses\tfile\tentry")
    for count in order_counts(count_rules(inputs), order):
        is_used = bool(count.rows or count.uses)
        if word in count.file and not (unused and is_used) and not (used and not is_used):
            click.echo(f"{count.rows}\t{count.uses}\t{count.file}\t{count.entry}")
    return EXIT_PUBLISHED
