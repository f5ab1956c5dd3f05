"""The start page: what the dataset holds, when and where it happened, the numbers, the files, and how it was made."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.publish import csv_tables, parquet_tables
from pipeline.publish.metadata.dataset_info import FileStats, ReleaseContent
from pipeline.publish.site.series_chart import draw_main_series
from pipeline.publish.site.site_rows import SiteRows
from pipeline.publish.site.site_templates import render_page
from pipeline.publish.site.timeline_chart import draw_timeline, list_main_events
from pipeline.publish.site.world_map import MAX_LISTED, draw_map
from schemas import table_registry
from schemas.flat_views import FLAT_VIEWS

NUMBERS = (
    ("Articles", "documents", "articles.html"),
    ("Events told", "flat_events", "explore.html#table=events"),
    ("Events, each once", "flat_timeline", "explore.html#table=timeline"),
    ("Figures", "flat_figures", "explore.html#table=figures"),
    ("Statements", "flat_statements", "explore.html#table=statements"),
    ("People and places", "entities", "explore.html#table=entities"),
)


def render_start(content: ReleaseContent, rows: SiteRows) -> bytes:
    """The start page; it alone names the release."""
    tables = content.tables
    return render_page(
        "start.html.j2",
        dataset=content.facts.dataset,
        facts=content.facts,
        release=content.release,
        text_policy=content.text_policy,
        numbers=[{"label": label, "count": tables[name].height, "link": link} for label, name, link in NUMBERS],
        chart=draw_timeline(tables["timeline"]),
        events=list_main_events(rows),
        timeline_count=tables["timeline"].height,
        map=draw_map(rows),
        listed=MAX_LISTED,
        with_page=rows.with_page,
        series=draw_main_series(rows),
        series_count=tables["figure_series"].height,
        files=list_downloads(content),
        linked_data=describe_dataset(content),
    )


def list_downloads(content: ReleaseContent) -> list[dict[str, Any]]:
    """The table files with rows, size and hash, the flat views first."""
    names = [*FLAT_VIEWS, *table_registry.TABLES]
    paths = [
        (name, path.as_posix())
        for name in names
        for path in (csv_tables.get_csv_path(Path(), name), parquet_tables.get_parquet_path(Path(), name))
    ]
    return [_describe_file(name, path, content.tables[name].height, content.files) for name, path in paths]


def _describe_file(name: str, path: str, rows: int, files: Mapping[str, FileStats]) -> dict[str, Any]:
    title = f"{FLAT_VIEWS[name].table}, with names" if name in FLAT_VIEWS else name.replace("_", " ")
    return {"title": title, "path": path, "rows": rows, "bytes": files[path].bytes, "sha256": files[path].sha256}


def describe_dataset(content: ReleaseContent) -> dict[str, Any]:
    """The dataset in the terms of schema.org (https://schema.org/Dataset), as search engines for data read it."""
    dataset = content.facts.dataset
    days = sorted(content.tables["documents"].get_column("published_on").drop_nulls().to_list())
    optional = {
        "license": dataset.licence_address,
        "url": dataset.homepage,
        "version": dataset.version,
        "creator": [{"@type": "Organization", "name": name} for name in dataset.authors],
        "temporalCoverage": f"{days[0]}/{days[-1]}" if days else None,
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description,
        "identifier": content.release,
        "isAccessibleForFree": True,
        "keywords": ["news", "events", "figures", "attribution", "provenance"],
        **{name: value for name, value in optional.items() if value},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file["path"],
                "contentUrl": f"../{file['path']}",
                "contentSize": f"{file['bytes']} B",
                "encodingFormat": "text/csv" if file["path"].endswith(".csv") else "application/vnd.apache.parquet",
                "sha256": file["sha256"],
            }
            for file in list_downloads(content)
        ],
    }
