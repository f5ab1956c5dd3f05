"""YAML files that lie beside the inputs: read whole, under bounds on size, depth and aliases."""

from pathlib import Path
from typing import Any

import yaml

# The C parser where PyYAML has it: ten times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 20_000_000
MAX_DEPTH = 20


class BoundedYamlError(ValueError):
    """A YAML file that cannot be used; the message is one line that says why."""


def load_bounded_yaml(path: Path) -> Any:
    """The value of a file of UTF-8. Raises BoundedYamlError, also where the file cannot be read.

    Aliases are refused: these files need none, and a few lines of them can stand for billions of values.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise BoundedYamlError(f"larger than {MAX_BYTES} bytes; part it into several files")
        text = content.decode("utf-8-sig")
        _check_structure(text)
        return yaml.load(text, Loader=_LOADER)
    except OSError as error:
        raise BoundedYamlError(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BoundedYamlError("not in UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        place = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise BoundedYamlError(f"not readable as YAML: {error.problem}{place}") from error
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        if isinstance(error, BoundedYamlError):
            raise
        raise BoundedYamlError(f"not readable as YAML: {' '.join(str(error).split())[:200]}") from error


def _check_structure(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise BoundedYamlError(f"it has the alias *{event.anchor}; write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise BoundedYamlError(f"nested more than {MAX_DEPTH} levels deep")
