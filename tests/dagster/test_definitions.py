import subprocess
import sys

import dagster as dg
import pytest

from pipeline.definitions import defs
from schemas import table_registry
from tests.support import ROOT

# Assets that pass from step to step and are no tables of the dataset.
PASSED = ("entity_links", "linked_events", "entity_corrections", "row_corrections", "timeline_corrections")


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return defs()


def test_definitions_load(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_every_table_is_an_asset_with_its_columns(definitions: dg.Definitions) -> None:
    specs = {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}
    assert set(specs) == {*table_registry.TABLES, *PASSED, "articles", "release"}
    for name in table_registry.TABLES:
        shown = specs[name].metadata["dagster/column_schema"]
        assert [column.name for column in shown.columns] == [
            column.name for column in table_registry.list_columns(name)
        ]
        assert all(column.description for column in shown.columns)
        assert specs[name].description


def test_lineage_names_columns_that_exist(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        lineage = spec.metadata.get("dagster/column_lineage")
        if lineage:
            own = spec.key.to_user_string()
            assert set(lineage.deps_by_column) <= {column.name for column in table_registry.list_columns(own)}
            for dep in (dep for deps in lineage.deps_by_column.values() for dep in deps):
                source = dep.asset_key.to_user_string()
                if source in table_registry.TABLES:
                    assert dep.column_name in {column.name for column in table_registry.list_columns(source)}


def test_jobs_schedule_and_sensors(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    assert {"build", "rebuild"} <= {job.name for job in repository.get_all_jobs()}
    schedule = repository.get_schedule_def("daily")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 5 * * *", "UTC")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    for sensor in ("inbox", "failures"):
        assert repository.get_sensor_def(sensor).default_status == dg.DefaultSensorStatus.RUNNING


def test_every_asset_of_the_first_page_says_what_it_holds_and_its_kind(definitions: dg.Definitions) -> None:
    specs = list(definitions.resolve_all_asset_specs())
    assert [spec.key.to_user_string() for spec in specs if not (spec.description and spec.kinds)] == []


def test_they_load_without_a_warning() -> None:
    code = "from pipeline.definitions import defs; defs()"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert not done.stderr
