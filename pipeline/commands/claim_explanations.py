"""Statements, figures and events of a document for a terminal: each with its rule, its sentence and its columns."""

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from pipeline.clean.label_explanations import replace_control_characters

Row = Mapping[str, Any]

CLAIM_STYLES = {"statements": "magenta", "figures": "cyan", "events": "green"}
# What one row of each table is called.
CLAIM_NAMES = {"statements": "statement", "figures": "figure", "events": "event"}
# Columns that are shown in another way, or that say nothing to a reader of one document.
HIDDEN_COLUMNS = frozenset({"document_id", "sentence_id", "text", "rule", "cluster_id"})
MAX_QUOTED_CHARS = 60
SPAN_SUFFIXES = ("char_start", "char_end", "speaker_start", "speaker_end", "cue_start", "cue_end")


def render_claims(tables: Mapping[str, list[dict[str, Any]]]) -> Group:
    """The claims of one document, in the order of its text; `tables` are the document's rows by table."""
    sentences = {row["sentence_id"]: row for row in tables.get("sentences", ())}
    names = {row["entity_id"]: row["name"] for row in tables.get("actors", ())}
    claims = [(name, row) for name in CLAIM_STYLES for row in tables.get(name, ())]
    claims.sort(key=lambda claim: (claim[1]["char_start"], claim[1]["char_end"], claim[0]))
    quoted = {row[f"{CLAIM_NAMES[name]}_id"]: shorten(_name_claim(row), MAX_QUOTED_CHARS) for name, row in claims}
    blocks: list[Any] = [Text("no statement, figure or event was found", style="dim")] if not claims else []
    for name, row in claims:
        heading = Text(CLAIM_NAMES[name], style=f"bold {CLAIM_STYLES[name]}").append(f"  {row['rule']}", style="dim")
        arguments = Text("; ").join(
            Text(f"{column}: ", style="dim").append(replace_control_characters(value), style="default")
            for column, value in _list_arguments(f"{CLAIM_NAMES[name]}_id", row, names, quoted)
        )
        sentence = _mark_sentence(sentences[row["sentence_id"]], row, CLAIM_STYLES[name])
        blocks += [
            heading,
            Padding(sentence, (0, 0, 0, 2), expand=False),
            Padding(arguments, (0, 0, 0, 2), expand=False),
            "",
        ]
    return Group(*blocks)


def _name_claim(row: Row) -> str:
    """A claim in few words, where another refers to it: a statement by its speaker, others by their own."""
    return str(row.get("speaker_text") or row["text"])


def _mark_sentence(sentence: Row, claim: Row, style: str) -> Text:
    """The sentence with the claim's words in brackets, and in colour where there is any."""
    text, offset = sentence["text"], sentence["char_start"]
    start = min(max(claim["char_start"] - offset, 0), len(text))
    end = min(max(claim["char_end"] - offset, start), len(text))
    before, marked, after = (replace_control_characters(part) for part in (text[:start], text[start:end], text[end:]))
    goes_on = " …" if claim["char_end"] > offset + len(text) else ""
    return Text.assemble(before, (f"[{marked}{goes_on}]", f"bold {style}"), after)


def _list_arguments(
    key: str, row: Row, names: Mapping[str, str], quoted: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The columns of a claim that hold something, with names and quoted words for identifiers.

    A party's words and its name are told as one, and so are the two ends of an interval.
    """
    for column, value in row.items():
        if column == key or column in HIDDEN_COLUMNS or column.endswith(SPAN_SUFFIXES) or value in (None, [], ""):
            continue
        name = column.removesuffix("_entity_id").removesuffix("_id").removesuffix("_text").removesuffix("_start")
        if column.endswith("_entity_id"):
            words, entity = row.get(f"{name}_text"), names.get(value, value)
            yield name, entity if words in (None, entity) else f"{words} (= {entity})"
        elif column.endswith("_start"):
            yield name, str(value) if value == row.get(f"{name}_end") else f"{value} to {row.get(f'{name}_end')}"
        elif isinstance(value, str) and value in quoted:
            yield name, quoted[value]
        elif not (column.endswith("_end") or (column.endswith("_text") and row.get(f"{name}_entity_id"))):
            yield column, _format_value(value)


def _format_value(value: object) -> str:
    """A value as people write it.

    >>> _format_value(4.0), _format_value(1250000.0), _format_value(["a", "b"])
    ('4', '1,250,000', 'a, b')
    """
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
