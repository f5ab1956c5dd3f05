"""When the pipeline runs: by hand, once a day, when the input folder changes; and what happens when a run fails."""

import json
import os
from pathlib import Path

import dagster as dg

from pipeline.orchestration.failure_reports import post_message, write_report
from pipeline.orchestration.published_release import list_unknown_materializations
from pipeline.orchestration.resources import BuildResource
from pipeline.orchestration.staleness import find_pending_version

CRON_SCHEDULE = "0 5 * * *"
TIME_ZONE = "UTC"
# Polling: when, how many seconds between two requests to a host, and how many pages in one round at the most.
FETCH_CRON_SCHEDULE, FETCH_DELAY, MAX_FETCHED_PAGES = "30 * * * *", 2.0, 200

build_job = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all(),
    description="Read what is new, reconcile all of it, publish the release.",
    executor_def=dg.in_process_executor,
)

rebuild_job = dg.define_asset_job(
    "rebuild",
    selection=dg.AssetSelection.all(),
    description="The same, reading every document again whatever the state folder holds.",
    config={"resources": {"build": {"config": {"rebuild": True}}}},
    executor_def=dg.in_process_executor,
)


@dg.op(description="Polls the feeds that NEWSLEDGER_FEEDS lists; new pages land in the first input folder.")
def poll(context: dg.OpExecutionContext) -> None:
    """Fetch what is new; the sensor of the input folder then asks for a build."""
    from pipeline.fetch.feed_links import read_address_list
    from pipeline.fetch.feed_polling import poll_feeds
    from pipeline.fetch.http_client import PoliteClient

    feeds = os.environ.get("NEWSLEDGER_FEEDS")
    if not feeds:
        raise dg.Failure("NEWSLEDGER_FEEDS names no file of feeds, so there is nothing to poll", allow_retries=False)
    client = PoliteClient(agent="newsledger", delay=FETCH_DELAY)
    result = poll_feeds(
        read_address_list(Path(feeds)), Path(BuildResource().inputs[0]), client, max_pages=MAX_FETCHED_PAGES
    )
    for address, reason in result.problems:
        context.log.warning(f"{address}: {reason}")
    context.log.info(f"{result.page_count} new pages")


@dg.job(description="Poll feeds and sitemaps once: the only job that goes out.", executor_def=dg.in_process_executor)
def fetch_job() -> None:
    """One round of polling."""
    poll()


@dg.schedule(
    job=fetch_job,
    cron_schedule=FETCH_CRON_SCHEDULE,
    execution_timezone=TIME_ZONE,
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour, once it is switched on: polls the feeds that NEWSLEDGER_FEEDS lists.",
)
def hourly_fetch() -> dg.RunRequest:
    """Ask for a round of polling."""
    return dg.RunRequest()


@dg.schedule(
    job=build_job,
    cron_schedule=CRON_SCHEDULE,
    execution_timezone=TIME_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every day at 05:00 UTC; skipped where the release holds all there is.",
)
def daily(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where inputs, code or settings changed since the release was made."""
    if find_pending_version(BuildResource()) is None:
        return dg.SkipReason("nothing new: inputs, code and settings are those of the release")
    return dg.RunRequest()


@dg.sensor(
    job=build_job,
    minimum_interval_seconds=10,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Runs the job when files of the input folder are new, changed or gone, judged by content.",
)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """Ask for one run for each new state of the inputs, however many files changed.

    The cursor holds the state last asked for and how many were: a state that comes back later (a file taken away and
    put back) is asked for again, under another run key. A release that the command line published is told to Dagster.
    """
    build = BuildResource()
    version = find_pending_version(build)
    last_version, request_count = json.loads(context.cursor) if context.cursor else (None, 0)
    published = list_unknown_materializations(context.instance, build)
    if version is None or version == last_version:
        reason = "the release holds all that the input folder does"
        if version is not None:
            reason = "a run for these files has been asked for already"
        elif published:
            reason += "; it was published by the command line"
        return dg.SensorResult(skip_reason=reason, asset_events=published)
    return dg.SensorResult(
        run_requests=[dg.RunRequest(run_key=f"{request_count + 1}-{version}")],
        cursor=json.dumps([version, request_count + 1]),
        asset_events=published,
    )


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Writes a report of each failed run; posts it to NEWSLEDGER_WEBHOOK where that is set.",
)
def failures(context: dg.RunFailureSensorContext) -> None:
    """Tell of a failed run where people will see it."""
    errors = [(event.step_key or "", event.step_failure_data.error) for event in context.get_step_failure_events()]
    report = write_report(Path(BuildResource().state), context.dagster_run, context.failure_event.message or "", errors)
    context.log.info(f"report: {report}")
    if address := os.environ.get("NEWSLEDGER_WEBHOOK"):
        post_message(address, report.read_text(encoding="utf-8"))
