"""Python's search for circular garbage, run less often: imports, word lists and parses leave hardly any of it."""

import gc

# By default every 700 new objects, which is a seventh of the time of all imports.
NEW_OBJECTS = 100_000


def collect_rarely() -> None:
    """Search for circular garbage after every `NEW_OBJECTS` new objects."""
    gc.set_threshold(NEW_OBJECTS, 20, 50)


def exempt_present_objects() -> None:
    """Leave out of all later searches what is in memory now, such as a model and word lists."""
    gc.freeze()
