"""Every claim cites the lexicon entry or rule that decided it."""

from functools import cache
from typing import Any

import pytest

from pipeline.base.lexicon_loader import list_loaded_lexicons
from pipeline.base.reading_settings import Settings
from pipeline.document_processing import process_documents
from pipeline.intake.source_document import RawDocument

TEXT = """Gunmen killed two officers near Oslo, the mayor Maria Olsen said on Monday.

According to the harbour board, the ferry cost 30 million euros and was 90 metres long.

"The quay is closed," Olsen said. Norwegian troops were sent to the coast."""


@cache
def claims() -> dict[str, list[dict[str, Any]]]:
    document = RawDocument("a.txt", "a.txt", "text/plain", TEXT.encode(), "utf-8")
    (result,) = process_documents([document], Settings(assume_clean=True))
    return result.tables


@pytest.mark.parametrize(
    ("table", "text", "rule"),
    [
        ("events", "killed", "assault/kill"),
        ("statements", "The quay is closed", "cue_verbs/say"),
        ("figures", "two officers", "outcomes/kill"),
        ("figures", "30 million euros", "currencies/EUR"),
        ("figures", "90 metres", "units/metre"),
        ("mentions", "Norwegian troops", "nominal_heads/troops"),
        ("mentions", "Norwegian", "states/nor"),
        ("mentions", "Maria Olsen", "names/person"),
    ],
)
def test_a_claim_cites_what_decided_it(table: str, text: str, rule: str) -> None:
    assert [row["rule"] for row in claims()[table] if row["text"] == text] == [rule]


def test_a_credit_phrase_is_cited_by_its_entry() -> None:
    assert "cue_phrases/according_to" in {row["rule"] for row in claims()["statements"]}


def test_what_is_cited_as_an_entry_is_one() -> None:
    cited = {row["rule"] for table in ("mentions", "statements", "figures", "events") for row in claims()[table]}
    own = [lexicon for lexicon in list_loaded_lexicons() if lexicon.name.startswith("extract/")]
    lexicons = {lexicon.name.rpartition("/")[2]: lexicon for lexicon in own}
    parts = [rule.partition("/") for rule in cited]
    entries = {file: {entry.id for entry in lexicons[file]} for file, _, _ in parts if file in lexicons}
    assert {"assault", "cue_verbs", "states"} <= set(entries)
    assert [(file, entry) for file, _, entry in parts if file in entries and entry not in entries[file]] == []
