"""Marks as slow what needs a server, kills processes, publishes whole releases or measures quality; runs that first."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# Files and folders under tests/ that `make test-fast` leaves out.
SLOW = (
    "clean/test_linear_patterns.py",
    "corrections/test_corrections.py",
    "dagster/test_build.py",
    "dagster/test_deploy.py",
    "dagster/test_server.py",
    "engine",
    "extract/test_events_lexicon.py",
    "floors",
    "publish/test_dataset_file.py",
    "publish/test_diff.py",
    "publish/test_export.py",
    "publish/test_history.py",
    "publish/test_kill_points.py",
    "publish/test_licences.py",
    "publish/test_metadata.py",
    "publish/test_owners_texts.py",
    "publish/test_release.py",
    "publish/test_review.py",
    "publish/test_shrinkage.py",
    "publish/test_standards.py",
    "publish/test_swap.py",
    "publish/test_verify.py",
    "site",
    "store/test_healing.py",
    "store/test_store.py",
    "torture",
    "test_cli.py",
    "test_interruption.py",
    "test_place.py",
    "test_reading_commands.py",
    "test_readme.py",
    "test_release.py",
    "test_round_of_life.py",
    "test_spans.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests, by the place of their file; the longest go first, so that no core idles at the end."""
    for item in items:
        if any(item.path.is_relative_to(TESTS / place) for place in SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(
        key=lambda item: (item.get_closest_marker("slow") is None, not item.path.is_relative_to(TESTS / "torture"))
    )
