"""Everything that Dagster loads."""

import dagster as dg

from pipeline.orchestration import assets
from pipeline.orchestration.automation import build_job, daily, failures, inbox, rebuild_job
from pipeline.orchestration.checks import CHECKS
from pipeline.orchestration.resources import Build, ParquetTables


@dg.definitions
def defs() -> dg.Definitions:
    """Assets, checks, jobs, the schedule, the sensors and the resources."""
    return dg.Definitions(
        assets=dg.load_assets_from_modules([assets]),
        asset_checks=CHECKS,
        jobs=[build_job, rebuild_job],
        schedules=[daily],
        sensors=[inbox, failures],
        # One process for all steps: the tables pass by file, and reading documents has a pool of its own.
        executor=dg.in_process_executor,
        resources={
            "build": Build.configure_at_launch(),
            "tables": ParquetTables(),
            "report": lambda progress: None,
        },
    )
