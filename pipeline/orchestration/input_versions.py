"""Which version of the inputs the articles at hand were read from."""

import dagster as dg

from pipeline.orchestration import staleness


def find_input_version(context: dg.AssetExecutionContext) -> str | None:
    """The version of the inputs that the articles at hand were read from, as their last materialization tells it."""
    event = context.instance.get_latest_materialization_event(dg.AssetKey("articles"))
    told = (
        event.asset_materialization.metadata.get(staleness.INPUT_VERSION)
        if event and event.asset_materialization
        else None
    )
    return str(told.value) if told else None
