"""Makes the reference pages of the documentation from schemas, vocabulary, command line and settings: a hook of MkDocs.

Nothing of it is kept in the repository, so the pages cannot fall behind the code.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.cli import cli
from pipeline.intake.field_names import load_field_names
from pipeline.intake.sources_file import SourceEntry
from pipeline.orchestration.resources import BuildResource
from pipeline.orchestration.run_description import load_quality
from schemas import controlled_vocabularies, flat_views, table_registry

# What a field of a record or of `sources.yml` is for; which file takes it is read from the code.
FIELD_MEANINGS = {
    "text": "The article as plain text. A record needs `text` or `html`; where it has both, `html` is read.",
    "html": "The page as HTML.",
    "id": "Your own identifier. Without it the place is used: `file.jsonl#3`.",
    "url": "The article's address. An article that comes again under its address is a new version of it.",
    "title": "Headline. Without it the page is asked.",
    "publisher": "Who published it. Two publishers are two witnesses; without it the page is asked.",
    "published": "Day of publication, as `2022-01-10`. *Monday* in the text is counted from it.",
    "licence": "Terms of reuse in the publisher's own words.",
    "redistribution": "How much text a release may carry: `full`, `excerpt` (the default) or `offsets`.",
    "sha256": "Ties the entry to the file's content. If the content changes, only what holds text back still applies.",
    "note": "Where you know it from. Not published.",
}
ENVIRONMENT = {
    "NEWSLEDGER_INPUT": ("seeds", "Folder that runs started in Dagster, the schedule and the sensor read."),
    "NEWSLEDGER_OUT": ("output", "Folder of the release."),
    "NEWSLEDGER_STATE": (".newsledger", "Folder of finished work."),
    "NEWSLEDGER_FOLDERS": ("", "More folders that a run started in the UI may name, with `:` between them."),
    "NEWSLEDGER_FEEDS": ("", "File of feeds that the schedule `hourly_fetch` polls."),
    "NEWSLEDGER_WEBHOOK": ("", "Address that a report of a failed run is posted to."),
    "NEWSLEDGER_UI_HOSTS": (
        "",
        "Host names, with commas between them, under which the UI answers besides this machine.",
    ),
    "NEWSLEDGER_BENCHMARKS": ("", "Folder of annotated data for the quality floors in the tests."),
    "RAY_ADDRESS": ("", "Ray cluster that `--engine ray` uses. Without it Ray starts on this machine."),
}


def format_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    header = list(header)
    lines = [header, ["---"] * len(header), *([_format_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _format_cell(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


def render_input_fields() -> str:
    """The page of fields that records and `sources.yml` may have."""
    from pipeline.intake.field_names import KNOWN_FIELDS

    others: dict[str, list[str]] = {}
    for name, known in load_field_names().items():
        others.setdefault(known, []).append(f"`{name}`")
    listed = SourceEntry.model_fields
    rows = [
        (
            f"`{name}`",
            "yes" if name in KNOWN_FIELDS else "",
            "yes" if name in listed else "",
            meaning,
            ", ".join(others.get(name, [])),
        )
        for name, meaning in FIELD_MEANINGS.items()
    ]
    missing = (set(KNOWN_FIELDS) | set(listed)) - set(FIELD_MEANINGS)
    if missing:
        raise ValueError(f"FIELD_MEANINGS lacks {', '.join(sorted(missing))}")
    return f"""# Input fields

A *record* is a line of a JSONL file, an object of a JSON file, or a row of a Parquet file. `sources.yml` lies beside
the files and has an entry for each, by file name; `newsledger sources FOLDER` writes it.

{format_table(("field", "record", "sources.yml", "meaning", "also read from"), rows)}

All fields are optional, except that a record needs `text` or `html`. A field under a name of the last column is read
where the record has no field of the proper name and only one such other name; `source` is not read where it holds an
address. Each such name, and each field that is not known, is listed in the table `rejects`. A value that does not fit
costs the field alone, never the article.

Where a file holds several documents (JSONL, Parquet, WARC, ZIP), its entry in `sources.yml` gives all of them
publisher, licence and redistribution; `url`, `title` and `published` hold for a file that is one document. Where a
record and `sources.yml` disagree, `sources.yml` wins, except that the stricter `redistribution` holds.
"""


def _describe_type(column: table_registry.Column) -> str:
    kind = str(column.dtype).split("(")[0].lower()
    return {"string": "text", "categorical": "text", "enum": "text", "boolean": "yes/no"}.get(kind, kind)


def _render_columns(name: str) -> str:
    rows = []
    for column in table_registry.list_columns(name):
        description = column.description
        if column.vocabulary:
            description += f" One of [{column.vocabulary}](vocabulary.md#{column.vocabulary})."
        if column.references:
            target = column.references
            description += f" Refers to [{target}](tables.md#{target})."
        rows.append((f"`{column.name}`", _describe_type(column), "yes" if column.nullable else "", description))
    return format_table(("column", "type", "empty?", "meaning"), rows)


def _render_tables(names: Iterable[str]) -> str:
    return "\n\n".join(f"## {name}\n\n{table_registry.describe(name)}\n\n{_render_columns(name)}" for name in names)


def render_tables() -> str:
    """The page of tables."""
    return f"""# Tables

Each is written as `parquet/<table>.parquet` and `csv/<table>.csv`, even with no rows. The schema's version is
{table_registry.SCHEMA_VERSION}. Offsets count Unicode characters of the document's text, from `char_start` up to, but
not including, `char_end`.

{_render_tables(table_registry.TABLES)}
"""


def render_flat_files() -> str:
    """The page of flat views."""
    sections = _render_tables(flat_views.FLAT_VIEWS).replace("## flat_", "## flat/")
    return f"""# Flat files

For reading by eye, in a spreadsheet or in one line of code: names in place of identifiers, and sentence, source and
speaker in each row. Each is written as Parquet and CSV in the folder `flat`.

{sections}
"""


def render_vocabulary() -> str:
    """The page of closed lists."""
    parts = [
        f"## {name}\n\n{entry.description}\n\n"
        + format_table(("value", "meaning"), ((f"`{value}`", told) for value, told in entry.values.items()))
        for name, entry in controlled_vocabularies.load_vocabularies().items()
    ]
    return "# Vocabulary\n\nThe closed lists of the dataset.\n\n" + "\n\n".join(parts)


def render_command_line() -> str:
    """The page of commands, as click prints their help."""
    parts = ["# Command line", "", "Run commands as `.venv/bin/newsledger ...`, or activate the environment first.", ""]
    for name, command in sorted(cli.commands.items()):
        context = click.Context(command, info_name=f"newsledger {name}", max_content_width=88)
        parts += [f"## newsledger {name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(parts)


def render_settings() -> str:
    """The page of settings: of a run, and of the environment."""
    rows = []
    for name, field in BuildResource.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "one a core" if name == "workers" else f"`{default}`" if default not in ("", {}) else ""
        rows.append((f"`{name}`", shown, field.description))
    environment = [
        (f"`{name}`", f"`{default}`" if default else "", told) for name, (default, told) in ENVIRONMENT.items()
    ]
    return f"""# Settings

## Of a run

In Dagster's launchpad they stand under `resources`, `build`, `config`. The command line has most of them as options.

{format_table(("setting", "default", "meaning"), rows)}

## Of the environment

{format_table(("variable", "default", "meaning"), environment)}
"""


PAGES: dict[str, Callable[[], str]] = {
    "reference/input-fields.md": render_input_fields,
    "reference/tables.md": render_tables,
    "reference/flat-files.md": render_flat_files,
    "reference/vocabulary.md": render_vocabulary,
    "reference/command-line.md": render_command_line,
    "reference/settings.md": render_settings,
}


def render_floors() -> str:
    """The project's own floors as a table."""
    rows = ((*name.split(": ", 1), f"{value:.3f}") for name, value in load_quality().items())
    return format_table(("stage", "measure", "not below"), rows)


def on_page_markdown(markdown: str, **others: Any) -> str:
    """Put the floors where a page asks for them; MkDocs calls this."""
    return markdown.replace("<!-- floors -->", render_floors()) if "<!-- floors -->" in markdown else markdown


def on_files(files: Any, config: Any) -> Any:
    """Add the pages to those of the folder; MkDocs calls this."""
    from mkdocs.structure.files import File

    for path, render in PAGES.items():
        files.append(File.generated(config, path, content=render()))
    return files
