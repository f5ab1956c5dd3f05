"""The graph: each asset a call of a pure function. `articles` reads documents one by one; all others take frames."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import dagster as dg
import polars as pl

from pipeline.base.rejects import reject
from pipeline.engine import EngineError
from pipeline.intake.sources import SourcesError
from pipeline.orchestration import changes
from pipeline.orchestration.columns import OWNERS, table, table_out
from pipeline.orchestration.resources import Build, Report
from pipeline.orchestration.run_facts import facts
from pipeline.orchestration.story import longest_course
from pipeline.orchestration.story import table as markdown
from pipeline.progress import told
from pipeline.publish import release as releases
from pipeline.reconcile import entities as joining
from pipeline.reconcile import references, repeats
from pipeline.reconcile import series as quantities
from pipeline.reconcile import timeline as happenings
from pipeline.store.collect import Progress, collect
from schemas import tables

# Seconds before the first new try; the second waits twice as long.
PAUSE = 5
# A release is late when a day has passed at 07:00 UTC, two hours after the daily run, without one.
FRESHNESS = dg.FreshnessPolicy.cron(deadline_cron="0 7 * * *", lower_bound_delta=timedelta(hours=24), timezone="UTC")


@contextmanager
def attempt(context: dg.AssetExecutionContext, hopeless: tuple[type[Exception], ...]) -> Iterator[None]:
    """Try again, up to twice, where a little later may do better: a worker that died, a full disk, a slow share.

    Errors that are `hopeless`, and all others, end the run at once.
    """
    try:
        yield
    except hopeless as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    except (OSError, EngineError) as error:
        pause = PAUSE * 2**context.retry_number
        raise dg.RetryRequested(max_retries=2, seconds_to_wait=pause) from error


@dg.asset(group_name="intake", io_manager_key="tables", kinds={"python"}, owners=OWNERS)
def articles(context: dg.AssetExecutionContext, build: Build, report: dg.ResourceParam[Report]) -> pl.DataFrame:
    """Every item of the input: read now or before, into the store of finished work, or refused with the reason."""
    started = time.monotonic()

    def tell(progress: Progress) -> None:
        context.log.info(told(progress, time.monotonic() - started))
        report(progress)

    changes.note_begun(build)
    store = build.store()
    if build.rebuild:
        store.forget()
    with attempt(context, (SourcesError, FileNotFoundError)):
        inputs = [Path(path) for path in build.inputs]
        return collect(inputs, build.settings, store, workers=build.workers, engine=build.engine, report=tell)


def _read(build: Build, articles: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows of a table that reading the articles gave, in the table's order."""
    keys = articles.get_column("key").drop_nulls()
    return tables.sort(name, build.store().scan(name, keys).collect())


@table("documents", group="intake")
def documents(build: Build, articles: pl.DataFrame) -> pl.DataFrame:
    """Documents, each with the one that it repeats."""
    read = _read(build, articles, "documents")
    copies = repeats.find(read, _read(build, articles, "signatures"))
    return read.drop("duplicate_of").join(copies, on="document_id", how="left").select(read.columns)


@table("segments", group="clean", after="documents")
def segments(build: Build, articles: pl.DataFrame) -> pl.DataFrame:
    """Lines and blocks, each with what it was on the page."""
    return _read(build, articles, "segments")


@table("sentences", group="language", after="segments")
def sentences(build: Build, articles: pl.DataFrame) -> pl.DataFrame:
    """Sentences of the articles' own prose."""
    return _read(build, articles, "sentences")


@dg.multi_asset(
    group_name="extract",
    deps=["sentences"],
    outs={
        "entities": table_out("entities"),
        "entity_links": dg.AssetOut(io_manager_key="tables", description="Which entity each document's actor is."),
    },
)
def joined_entities(build: Build, articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Actors and places of all documents, joined where they are the same."""
    return joining.join(_read(build, articles, "actors"), _read(build, articles, "mentions"))


@table("mentions", group="extract", after="sentences")
def mentions(build: Build, articles: pl.DataFrame, entity_links: pl.DataFrame) -> pl.DataFrame:
    """Where each entity is named or described."""
    return joining.relink("mentions", _read(build, articles, "mentions"), entity_links)


@table("statements", group="extract", after="sentences")
def statements(build: Build, articles: pl.DataFrame, entity_links: pl.DataFrame) -> pl.DataFrame:
    """Who said what."""
    return joining.relink("statements", _read(build, articles, "statements"), entity_links)


@table("figures", group="extract", after="sentences")
def figures(build: Build, articles: pl.DataFrame, entity_links: pl.DataFrame) -> pl.DataFrame:
    """Every number stated as a quantity."""
    return joining.relink("figures", _read(build, articles, "figures"), entity_links)


@dg.multi_asset(
    group_name="reconcile",
    outs={name: table_out(name) for name in ("figure_series", "timeline", "events")},
)
def reconciled(
    context: dg.AssetExecutionContext,
    build: Build,
    articles: pl.DataFrame,
    entity_links: pl.DataFrame,
    documents: pl.DataFrame,
    entities: pl.DataFrame,
    figures: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Every quantity as one series, every mention of an event, and each event once."""
    read = joining.relink("events", _read(build, articles, "events"), entity_links)
    groups = quantities.group(figures, read, documents, entities)
    series = quantities.build(groups)
    if (course := longest_course(series, figures)) is not None:
        context.add_output_metadata({"longest series": course}, output_name="figure_series")
    return series, *happenings.build(read, documents, entities, figures, groups)


# The tables that the last two assets take, all of them by name.
MADE = {name: dg.AssetIn(name) for name in tables.TABLES if name != "rejects"}


@table("rejects", group="publish", ins=MADE)
def rejects(build: Build, articles: pl.DataFrame, **made: pl.DataFrame) -> pl.DataFrame:
    """All that was set aside: inputs that are no document, rows that a schema refused, rows whose parent is gone."""
    _, orphans = references.settle(made)
    refused = articles.filter(pl.col("check").is_not_null()).select("external_id", "source_path", "check", "failure")
    rows = [
        reject("documents", None, row.pop("check"), row.pop("failure"), row) for row in refused.iter_rows(named=True)
    ]
    rows += build.store().rejects(articles.get_column("key").drop_nulls())
    return tables.frame("rejects", rows + orphans).unique("reject_id", keep="first", maintain_order=True)


@dg.asset(
    ins=MADE,
    group_name="publish",
    kinds={"parquet", "csv"},
    owners=OWNERS,
    freshness_policy=FRESHNESS,
)
def release(
    context: dg.AssetExecutionContext,
    build: Build,
    articles: pl.DataFrame,
    rejects: pl.DataFrame,
    **made: pl.DataFrame,
) -> dg.MaterializeResult[None]:
    """The dataset as a folder: Parquet, CSV, metadata and checksums, swapped in whole."""
    settled, _ = references.settle(made)
    with attempt(context, (releases.ReleaseError, releases.TargetError)):
        published = releases.publish({**settled, "rejects": rejects}, Path(build.out), facts(build, articles))
    changes.note_published(build)
    return dg.MaterializeResult(
        metadata={
            "release": published.id,
            "folder": dg.MetadataValue.path(str(published.target)),
            "unchanged": published.unchanged,
            "rows": dg.MetadataValue.md(
                markdown(pl.DataFrame({"table": list(published.rows), "rows": list(published.rows.values())}))
            ),
            "changes": "none: it is the release that was there"
            if published.unchanged
            else "see CHANGES.md in the folder",
        }
    )
