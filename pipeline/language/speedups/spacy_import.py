"""Import spaCy without its command line, which `import spacy` brings along and which takes a third of its time."""

import sys
from types import ModuleType

CLI_MODULES = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy where it is not imported yet; its command line can still be imported afterwards."""
    if "spacy" in sys.modules:
        return
    for name in CLI_MODULES:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    try:
        import spacy  # noqa: F401
    finally:
        for name in CLI_MODULES:
            del sys.modules[name]
