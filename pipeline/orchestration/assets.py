"""The graph: each asset a call of a pure function. `articles` reads documents one by one; all others take frames."""

import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import dagster as dg
import polars as pl

from pipeline.base.passing_faults import describe_system_error, is_passing_fault
from pipeline.base.reject_rows import make_reject_row
from pipeline.corrections.entity_corrections import link_corrected_entities
from pipeline.corrections.outcomes import make_outcome_frame
from pipeline.corrections.row_corrections import CORRECTED_TABLES, apply_row_corrections
from pipeline.corrections.timeline_corrections import mark_needless, resolve_timeline_corrections
from pipeline.engine import EngineError
from pipeline.orchestration import staleness
from pipeline.orchestration.folder_checks import check_folders_apart
from pipeline.orchestration.input_versions import find_input_version
from pipeline.orchestration.materialization_metadata import chart_longest_series, format_markdown_table
from pipeline.orchestration.resources import BuildResource, ProgressReporter
from pipeline.orchestration.run_description import describe_run
from pipeline.orchestration.run_warnings import warn_of_refused
from pipeline.orchestration.setting_checks import check_settings
from pipeline.orchestration.table_assets import ASSET_OWNERS, define_table_asset, define_table_out
from pipeline.progress_bar import format_progress
from pipeline.publish import release_writer
from pipeline.publish.dataset_file import DatasetFileError
from pipeline.publish.review_quality import QualityFileError
from pipeline.publish.shrinkage import ShrunkenError, check_document_count
from pipeline.publish.site.site_files import START_PAGE
from pipeline.reconcile import event_tiers
from pipeline.reconcile.documents import near_copies, table_settlement
from pipeline.reconcile.entities import entity_linkage
from pipeline.reconcile.series import series_rows
from pipeline.reconcile.series.event_series import follow_events
from pipeline.reconcile.timeline import corroboration, timeline_rows
from pipeline.reconcile.timeline.event_joining import find_stories
from pipeline.store.inventory import Progress, collect_inventory, has_passing_faults
from pipeline.store.row_checks import make_valid_frame
from schemas import table_registry

# Seconds before the first new try; the second waits twice as long.
RETRY_DELAY = 5
MAX_RETRIES = 2
# A release is late when a day has passed at 07:00 UTC, two hours after the daily run, without one.
FRESHNESS_POLICY = dg.FreshnessPolicy.cron(
    deadline_cron="0 7 * * *", lower_bound_delta=timedelta(hours=24), timezone="UTC"
)


@contextmanager
def retry_transient(context: dg.AssetExecutionContext, fatal_errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """Try again, up to twice, where a little later may do better: workers that cannot start, a full disk, a slow share.

    Errors of the kinds in `fatal_errors`, and all others, end the run at once. The last error is told as it is.
    """
    try:
        yield
    except fatal_errors as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    except (OSError, MemoryError, EngineError) as error:
        if context.retry_number >= MAX_RETRIES or not (isinstance(error, EngineError) or is_passing_fault(error)):
            raise dg.Failure(describe_system_error(error), allow_retries=False) from error
        delay = RETRY_DELAY * 2**context.retry_number
        raise dg.RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=delay) from error


@dg.asset(group_name="intake", io_manager_key="tables", kinds={"python"}, owners=ASSET_OWNERS)
def articles(
    context: dg.AssetExecutionContext, build: BuildResource, report: dg.ResourceParam[ProgressReporter]
) -> pl.DataFrame:
    """Every item of the input: read now or before, into the store of finished work, or refused with the reason."""
    started = time.monotonic()

    def report_progress(progress: Progress) -> None:
        context.log.info(format_progress(progress, time.monotonic() - started))
        report(progress)

    check_settings(build)
    # As the inputs are now: what comes while they are read belongs to the next run.
    context.add_output_metadata({staleness.INPUT_VERSION: staleness.compute_input_version(build)})
    check_folders_apart([Path(path) for path in build.inputs], Path(build.out), Path(build.state))
    store = build.open_store()
    if build.rebuild:
        store.clear()
    with retry_transient(context, (FileNotFoundError,)):
        inputs = [Path(path) for path in build.inputs]
        found = collect_inventory(
            inputs,
            build.settings,
            store,
            workers=build.workers,
            engine=build.engine,
            seconds=build.document_seconds,
            report=report_progress,
        )
    warn_of_refused(context, found, store)
    return found


def _read_rows(build: BuildResource, articles: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows of a table that reading the articles gave, in the table's order."""
    keys = articles.get_column("key").drop_nulls()
    return table_registry.sort_rows(name, build.open_store().scan_table(name, keys).collect())


@define_table_asset("documents", group="intake")
def documents(build: BuildResource, articles: pl.DataFrame) -> pl.DataFrame:
    """Documents, each with the one that it repeats."""
    paths = articles.select("document_id", "source_path").drop_nulls().unique("document_id", keep="first")
    rows = _read_rows(build, articles, "documents").update(paths, on="document_id")  # files may have been renamed since
    copies = near_copies.find_near_copies(rows, _read_rows(build, articles, "signatures"))
    return rows.drop("duplicate_of").join(copies, on="document_id", how="left").select(rows.columns)


@define_table_asset("segments", group="clean", after="documents")
def segments(build: BuildResource, articles: pl.DataFrame) -> pl.DataFrame:
    """Lines and blocks, each with what it was on the page."""
    return _read_rows(build, articles, "segments")


@define_table_asset("sentences", group="language", after="segments")
def sentences(build: BuildResource, articles: pl.DataFrame) -> pl.DataFrame:
    """Sentences of the articles' own prose."""
    return _read_rows(build, articles, "sentences")


def _define_passed_out(description: str) -> dg.AssetOut:
    """An output that is no table of the dataset."""
    return dg.AssetOut(io_manager_key="tables", description=description, kinds={"polars"})


@dg.multi_asset(
    group_name="reconcile",
    deps=["sentences"],
    outs={
        "entities": define_table_out("entities"),
        "entity_links": _define_passed_out("Which entity each document's actor is."),
        "entity_corrections": _define_passed_out("What became of corrections of entities."),
    },
)
def joined_entities(
    build: BuildResource, articles: pl.DataFrame, documents: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Actors and places of all documents, joined where they are the same, as far as nobody corrected it."""
    actors, mentions = _read_rows(build, articles, "actors"), _read_rows(build, articles, "mentions")
    linked = link_corrected_entities(actors, mentions, documents, build.read_corrections().entries)
    return linked.entities, linked.links, make_outcome_frame(linked.outcomes)


@dg.multi_asset(
    group_name="extract",
    deps=["sentences"],
    outs={
        "mentions": define_table_out("mentions"),
        "statements": define_table_out("statements"),
        "figures": define_table_out("figures"),
        "linked_events": _define_passed_out("Mentions of events before they are put together."),
        "row_corrections": _define_passed_out("What became of corrections of single rows."),
    },
)
def corrected_rows(
    build: BuildResource,
    articles: pl.DataFrame,
    entity_links: pl.DataFrame,
    entities: pl.DataFrame,
    documents: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What the articles say, with the entities of the whole build, and corrected where people did."""
    found = {
        name: entity_linkage.replace_local_ids(name, _read_rows(build, articles, name), entity_links)
        for name in CORRECTED_TABLES
    }
    rows, outcomes = apply_row_corrections(found, documents, entities, build.read_corrections().entries)
    told = make_outcome_frame(outcomes)
    return rows["mentions"], rows["statements"], rows["figures"], rows["events"], told


@dg.multi_asset(
    group_name="reconcile",
    outs={
        **{name: define_table_out(name) for name in ("figure_series", "timeline", "events")},
        "timeline_corrections": _define_passed_out("What became of corrections of the timeline."),
    },
)
def reconciled(
    context: dg.AssetExecutionContext,
    build: BuildResource,
    linked_events: pl.DataFrame,
    documents: pl.DataFrame,
    entities: pl.DataFrame,
    figures: pl.DataFrame,
    sentences: pl.DataFrame,
    mentions: pl.DataFrame,
    statements: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Every quantity as one series, every mention of an event, and each event once."""
    linked_events = event_tiers.assign_tiers(linked_events, build.confidence_threshold)
    tables = {
        "documents": documents, "sentences": sentences, "entities": entities, "mentions": mentions,
        "statements": statements, "figures": figures, "events": linked_events,
    }  # fmt: skip
    groups = series_rows.group_figures(figures, linked_events, documents, entities)
    stories = find_stories(tables)
    tables["events"] = corroboration.publish_corroborated(tables, groups, stories, build.confidence_threshold)
    timeline, events = timeline_rows.build_timeline(tables, groups, stories)
    corrections = build.read_corrections().entries
    together, apart, outcomes = resolve_timeline_corrections(linked_events, documents, corrections)
    if outcomes:
        found = events
        timeline, events = timeline_rows.build_timeline(tables, groups, stories, together=together, apart=apart)
        outcomes = mark_needless(outcomes, found, timeline)
    series = series_rows.build_figure_series(follow_events(groups, figures, timeline))
    if (course := chart_longest_series(series, figures)) is not None:
        context.add_output_metadata({"longest series": course}, output_name="figure_series")
    return series, timeline, events, make_outcome_frame(outcomes)


@define_table_asset("corrections", group="reconcile")
def corrections(
    entity_corrections: pl.DataFrame, row_corrections: pl.DataFrame, timeline_corrections: pl.DataFrame
) -> pl.DataFrame:
    """What became of every correction that people made."""
    return table_registry.sort_rows(
        "corrections", pl.concat([entity_corrections, row_corrections, timeline_corrections])
    )


# The tables that the last two assets take, all of them by name.
TABLE_INS = {name: dg.AssetIn(name) for name in table_registry.TABLES if name != "rejects"}


@define_table_asset("rejects", group="publish", ins=TABLE_INS)
def rejects(build: BuildResource, articles: pl.DataFrame, **frames: pl.DataFrame) -> pl.DataFrame:
    """All that was set aside: inputs that are no document, rows that a check refused, rows whose parent is gone."""
    _, set_aside = table_settlement.settle_tables(frames)
    refused = articles.filter(pl.col("check").is_not_null()).select("external_id", "source_path", "check", "failure")
    rows = [
        make_reject_row("documents", None, row.pop("check"), row.pop("failure"), row)
        for row in refused.iter_rows(named=True)
    ]
    rows += build.open_store().list_rejects(dict(articles.select("key", "source_path").drop_nulls().iter_rows()))
    rows += build.read_corrections().rejects
    frame, _ = make_valid_frame("rejects", rows + set_aside)
    return frame.unique("reject_id", keep="first", maintain_order=True)


@dg.asset(
    ins=TABLE_INS,
    group_name="publish",
    kinds={"parquet", "csv", "html"},
    owners=ASSET_OWNERS,
    freshness_policy=FRESHNESS_POLICY,
)
def release(
    context: dg.AssetExecutionContext,
    build: BuildResource,
    articles: pl.DataFrame,
    rejects: pl.DataFrame,
    **frames: pl.DataFrame,
) -> dg.MaterializeResult[None]:
    """The dataset as a folder: Parquet, CSV, metadata, site and checksums, swapped in whole."""
    # Whatever settling takes out of a table is in `rejects`.
    settled = frames if rejects.is_empty() else table_settlement.settle_tables(frames)[0]
    own_errors = (DatasetFileError, QualityFileError, ShrunkenError)
    fatal_errors = (release_writer.ReleaseError, release_writer.TargetError, *own_errors)
    with retry_transient(context, fatal_errors):
        check_document_count(settled["documents"].height, Path(build.out), build.least_share)
        published = release_writer.publish_release(
            {**settled, "rejects": rejects}, Path(build.out), describe_run(build, articles)
        )
    # What a later build may be able to read is left open, so that it is asked for again.
    if not has_passing_faults(articles) and (input_version := find_input_version(context)):
        try:
            staleness.record_publication(build, input_version, published.id)
        except OSError as error:  # it is published all the same; the next build only does not know that
            context.log.warning(f"the release is published, but not noted: {describe_system_error(error)}")
    return dg.MaterializeResult(
        metadata={
            "release": published.id,
            "folder": dg.MetadataValue.path(str(published.target)),
            "site": dg.MetadataValue.url((published.target / START_PAGE).as_uri()),
            "to serve it": f"newsledger serve {shlex.quote(str(published.target))}",
            "unchanged": published.unchanged,
            "rows": dg.MetadataValue.md(
                format_markdown_table(
                    pl.DataFrame({"table": list(published.rows), "rows": list(published.rows.values())})
                )
            ),
            "changes": "none: it is the release that was there"
            if published.unchanged
            else "see CHANGES.md in the folder",
        }
    )
