"""`README.md`: the dataset card, with the head that the Hugging Face Hub reads."""

from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipeline.extract.event_confidence.confidence_model import load_weights
from pipeline.publish import parquet_tables
from pipeline.publish.metadata.dataset_info import ReleaseContent, find_threshold, render_template
from schemas import table_registry

# Size classes of the Hub, by the rows of the largest table.
SIZE_CATEGORIES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
MAX_CREDITED = 200  # documents that the card credits one by one; of more it credits the publishers
EXAMPLE_COUNT = 5
EXAMPLE_COLUMNS = {
    "figures": ("text", "value", "value_low", "value_high", "qualifier", "unit", "concept", "measure", "statement_id"),
    "events": ("text", "event_type", "actor_text", "recipient_text", "date_start", "date_end", "status"),
}


def render_card(content: ReleaseContent) -> bytes:
    """The card: what this is, its tables, first rows, how to load, cite and check it, whose the texts are."""
    documents = content.tables["documents"]
    one_by_one = documents.height <= MAX_CREDITED
    threshold = find_threshold(content.facts)
    return render_template(
        "card.md.j2",
        head=_render_front_matter(content),
        dataset=content.facts.dataset,
        content=content,
        facts=content.facts,
        rows={name: content.tables[name].height for name in table_registry.PUBLISHED},
        described={name: table_registry.describe(name) for name in table_registry.PUBLISHED},
        examples={name: _select_examples(content.tables[name], columns) for name, columns in EXAMPLE_COLUMNS.items()},
        threshold=threshold,
        at_threshold=next((tier for tier in load_weights().tiers if tier.threshold == threshold), None),
        one_by_one=one_by_one,
        credits=(_credit_documents if one_by_one else _credit_publishers)(documents),
    )


def _render_front_matter(content: ReleaseContent) -> str:
    languages = content.tables["documents"].get_column("language").drop_nulls().unique().sort().to_list()
    largest = max(frame.height for frame in content.tables.values())
    dataset = content.facts.dataset
    front_matter: dict[str, Any] = {
        "pretty_name": dataset.title,
        "license": (dataset.licence or "unknown").lower(),
        **({"language": languages} if languages else {}),
        "size_categories": [next((name for limit, name in SIZE_CATEGORIES if largest < limit), "n>1M")],
        "tags": ["news", "events", "information-extraction", "attribution", "provenance", "tabular"],
        "configs": [
            {
                "config_name": name,
                "data_files": [{"split": "train", "path": parquet_tables.get_parquet_path(Path(), name).as_posix()}],
                **({"default": True} if name == "documents" else {}),
            }
            for name in table_registry.PUBLISHED
            if content.tables[name].height  # datasets 5.2 refuses to load a split without rows
        ],
    }
    return yaml.safe_dump(front_matter, sort_keys=False, allow_unicode=True)


def _select_examples(rows: pl.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return rows.select(columns).head(EXAMPLE_COUNT).to_dicts()


def _credit_documents(documents: pl.DataFrame) -> list[dict[str, Any]]:
    return documents.to_dicts()


def _credit_publishers(documents: pl.DataFrame) -> list[dict[str, Any]]:
    by = ["publisher", "licence", "redistribution"]
    return documents.group_by(by).agg(documents=pl.len()).sort(by, nulls_last=True).to_dicts()
