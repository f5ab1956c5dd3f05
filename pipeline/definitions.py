"""Everything that Dagster loads."""

import dagster as dg

from pipeline.orchestration import assets
from pipeline.orchestration.asset_checks import ASSET_CHECKS
from pipeline.orchestration.automation import (
    build_job,
    daily,
    failures,
    fetch_job,
    hourly_fetch,
    inbox,
    rebuild_job,
)
from pipeline.orchestration.resources import ConfinedBuildResource, ParquetIOManager


@dg.definitions
def defs() -> dg.Definitions:
    """Assets, checks, jobs, the schedule, the sensors and the resources."""
    return dg.Definitions(
        assets=dg.load_assets_from_modules([assets]),
        asset_checks=ASSET_CHECKS,
        jobs=[build_job, rebuild_job, fetch_job],
        schedules=[daily, hourly_fetch],
        sensors=[inbox, failures],
        # One process for all steps: the tables pass by file, and reading documents has a pool of its own.
        executor=dg.in_process_executor,
        resources={
            "build": ConfinedBuildResource.configure_at_launch(),
            "tables": ParquetIOManager(),
            "report": lambda progress: None,
        },
    )
