"""Import pandera for polars alone.

Where pandas or hypothesis is installed, pandera imports it too, which takes three quarters of the time and serves
nothing here.
"""

import sys
from collections.abc import Sequence
from types import ModuleType

import polars as pl

UNUSED_PACKAGES = ("pandas", "hypothesis")


class _UnusedPackageFinder:
    """Answers for a package that is not to be imported as where it is not installed."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        """Raise ModuleNotFoundError for an unused package, and leave all others to the finders that follow."""
        if name.partition(".")[0] in UNUSED_PACKAGES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def import_pandera() -> None:
    """Import pandera where it is not imported yet; pandas and hypothesis can still be imported afterwards."""
    if "pandera" in sys.modules:
        return
    sys.meta_path.insert(0, _UnusedPackageFinder)
    try:
        import pandera.polars  # noqa: F401
        from pandera.backends.register_checks import register_default_check_backends

        # Else the first check of a frame would look for pandas.
        register_default_check_backends(pl.LazyFrame)
    finally:
        sys.meta_path.remove(_UnusedPackageFinder)
