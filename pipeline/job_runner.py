"""One build: the job run in this process, and what came of it."""

from pathlib import Path

import dagster as dg

from pipeline.orchestration.failure_reports import summarise_error
from pipeline.orchestration.resources import BuildResource, ParquetIOManager, ProgressReporter
from pipeline.store.state_folder import open_run_folder, open_state
from pipeline.unchanged_release import BuildResult, count_stale_corrections


def run_build(build: BuildResource, report: ProgressReporter) -> BuildResult:
    """Run the job `build` in this process, without a trace in Dagster's history, and count what it published."""
    from pipeline.definitions import defs  # the whole graph: not needed where nothing changed

    open_state(Path(build.state))
    # A folder of its own for the tables between the steps, so that two builds at once do not mix theirs.
    # Dagster's own files lie there too: in the system's temporary folder a killed run would leave them for ever.
    with open_run_folder(Path(build.state)) as folder, _open_instance(folder / "dagster") as instance:
        result = (
            defs()
            .resolve_job_def("build")
            .execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                resources={
                    "build": build,
                    "tables": ParquetIOManager(folder=str(folder), told=False),
                    "report": report,
                },
            )
        )
    rows: dict[str, int] = {}
    for event in result.get_asset_materialization_events():
        materialization = event.step_materialization_data.materialization
        if "dagster/row_count" in materialization.metadata:
            rows[materialization.asset_key.to_user_string()] = int(
                str(materialization.metadata["dagster/row_count"].value)
            )
    if result.success:
        build.open_store().prune()
        return BuildResult(rows, count_stale_corrections(Path(build.out)))
    failure, details = _describe_failure(result)
    return BuildResult(rows, failure=failure, details=details)


def _open_instance(folder: Path) -> dg.DagsterInstance:
    """An instance that keeps, of the events of its run, what the steps themselves ask for: the materialisations.

    Each event is some milliseconds of SQL, and nobody looks at this history; the result of the run has them all.
    """
    folder.mkdir()
    instance = dg.DagsterInstance.ephemeral(tempdir=str(folder))
    storage = instance.event_log_storage
    store_event = storage.store_event

    def store_materialization(event: dg.EventLogEntry) -> None:
        if event.dagster_event_type == dg.DagsterEventType.ASSET_MATERIALIZATION:
            store_event(event)

    storage.store_event = store_materialization  # type: ignore[method-assign]
    return instance


def _describe_failure(result: dg.ExecuteInProcessResult) -> tuple[str, str]:
    """The first failure in one line, and all that is known of it."""
    for evaluation in result.get_asset_check_evaluations():
        if not evaluation.passed and evaluation.severity == dg.AssetCheckSeverity.ERROR:
            name = evaluation.check_name.replace("_", " ")
            shown = {key: str(value.value) for key, value in evaluation.metadata.items()}
            asset = evaluation.asset_key.to_user_string()
            return f"the check “{name}” of {asset} did not hold, so nothing was published", str(shown)
    for event in result.all_events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            return f"step {event.step_key}: {summarise_error(error)}", error.to_string()
    return "the job failed", ""
