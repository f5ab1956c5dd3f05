"""Lists of all articles, and of all people and places that have a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.publish.site.reader_formats import format_code, format_day
from pipeline.publish.site.site_rows import SiteRows, name_entity, title_document
from pipeline.publish.site.site_templates import render_page

PAGE_SIZE = 500

REDISTRIBUTION_WORDS = {"full": "In full", "excerpt": "Excerpts", "offsets": "No words"}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list."""

    name: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list; `link` is where its first cell leads."""

    link: str
    cells: tuple[str, ...]


def render_listings(rows: SiteRows) -> Iterator[tuple[str, bytes]]:
    """The pages of both lists, with their addresses."""
    figures, events, statements = (
        rows.group(view, "document_id") for view in ("flat_figures", "flat_events", "flat_statements")
    )
    articles = [
        ListRow(
            f"articles/{key}.html",
            (
                title_document(document),
                document["publisher"] or "",
                format_day(document["published_on"]) if document["published_on"] else "Not stated",
                REDISTRIBUTION_WORDS[document["redistribution"]],
                *(f"{groups.count(key):,}" for groups in (figures, events, statements)),
            ),
        )
        for key, document in rows.documents.items()
    ]
    columns = [ListColumn(name) for name in ("Title", "Publisher", "Published", "Shown")]
    columns += [ListColumn(name, True) for name in ("Figures", "Events", "Statements")]
    yield from _render_pages("articles", "Articles", "The newest first.", columns, articles)
    entities = [
        ListRow(
            f"entities/{key}.html",
            (
                name_entity(entity),
                format_code(entity["entity_type"]),
                entity["country"] or "",
                f"{entity['mention_count']:,}",
                f"{entity['document_count']:,}",
            ),
        )
        for key, entity in rows.entities.items()
        if key in rows.with_page
    ]
    columns = [ListColumn(name) for name in ("Name", "Kind", "Country")]
    columns += [ListColumn(name, True) for name in ("Mentions", "Articles")]
    note = "Those that take part in an event, a figure or a statement, the most mentioned first."
    yield from _render_pages("entities", "People and places", note, columns, entities)


def _render_pages(
    base: str, title: str, note: str, columns: Sequence[ListColumn], rows: Sequence[ListRow]
) -> Iterator[tuple[str, bytes]]:
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    for page in range(1, pages + 1):
        yield (
            f"{base}.html" if page == 1 else f"{base}-{page}.html",
            render_page(
                "listing.html.j2", title=title, note=note, columns=columns, base=base, page=page, pages=pages, zip=zip,
                rows=rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            ),
        )  # fmt: skip
