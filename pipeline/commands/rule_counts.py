"""How often each rule and lexicon entry decided something in some documents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import document_processing
from pipeline.base.lexicon_loader import list_loaded_lexicons
from pipeline.base.reading_settings import Settings
from pipeline.intake.input_files import find_documents
from pipeline.intake.source_document import RawDocument

CLAIM_TABLES = ("mentions", "statements", "figures", "events")


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule: how many rows cite it in their column `rule`, and how often it was used at all."""

    rows: int
    uses: int
    file: str
    entry: str


def count_rules(inputs: Sequence[Path]) -> list[RuleCount]:
    """Read documents; counts of every lexicon entry by file, then of the rules that are no lexicon entry."""
    # A process may have read other documents before.
    before = {lexicon.name: lexicon.hits.copy() for lexicon in list_loaded_lexicons()}
    cited: Counter[str] = Counter()
    for item in find_documents(inputs):
        if isinstance(item, RawDocument):
            for result in document_processing.process_documents([item], Settings()):
                cited.update(row["rule"] for name in CLAIM_TABLES for row in result.tables.get(name, ()))
    counts = []
    for lexicon in list_loaded_lexicons():
        hits = lexicon.hits - before.get(lexicon.name, Counter())
        for entry in lexicon:
            rows = cited.pop(lexicon.make_rule_id(entry), 0)
            counts.append(RuleCount(rows, max(rows, hits[entry.id]), lexicon.name, entry.id))
    others = ((rule.partition("/"), rows) for rule, rows in sorted(cited.items()))
    return counts + [RuleCount(rows, rows, file, entry) for (file, _, entry), rows in others]


def order_counts(counts: Sequence[RuleCount], order: Literal["rows", "uses", "file"]) -> list[RuleCount]:
    """The counts with the most rows or uses first; within the same number, and by `file`, as they came.

    >>> counts = [RuleCount(0, 2, "units", "metre"), RuleCount(1, 1, "units", "mile")]
    >>> [count.entry for count in order_counts(counts, "rows")]
    ['mile', 'metre']
    """
    if order == "file":
        return list(counts)
    return sorted(counts, key=lambda each: (each.rows, each.uses) if order == "rows" else (each.uses,), reverse=True)
