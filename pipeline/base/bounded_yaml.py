"""YAML files that lie beside the inputs: read whole, under bounds, and without what such files never need.

Values are built from the parser's events directly: that is five times as fast as PyYAML's constructor, and tags and
aliases, by which a few lines can stand for billions of values, do not come into it. Plain scalars are read as in
YAML 1.2 (`yes` is a string), and days as dates.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

# The C parser where PyYAML has it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 20_000_000
MAX_DEPTH = 20

_WORDS = {"": None, "~": None, "null": None, "Null": None, "true": True, "True": True, "false": False, "False": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18}|[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class BoundedYamlError(ValueError):
    """A YAML file that cannot be used; the message is one line that says why."""


def load_bounded_yaml(path: Path) -> Any:
    """The value of a file of UTF-8, null where it is empty.

    Raises BoundedYamlError where it cannot be read or is no YAML, is larger than `MAX_BYTES`, nested deeper than
    `MAX_DEPTH`, has an alias, a tag, two documents, or a key twice.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise BoundedYamlError(f"larger than {MAX_BYTES} bytes; part it into several files")
        return _build_value(content.decode("utf-8-sig"))
    except OSError as error:
        raise BoundedYamlError(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BoundedYamlError("not in UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        place = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise BoundedYamlError(f"not readable as YAML: {error.problem}{place}") from error
    except yaml.YAMLError as error:
        raise BoundedYamlError(f"not readable as YAML: {' '.join(str(error).split())[:200]}") from error


def _build_value(text: str) -> Any:
    root: list[Any] = []
    stack: list[Any] = [root]
    keys: list[Any] = [None]  # of each open mapping the key that waits for its value
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            _refuse_tag(event)
            value = _resolve_scalar(event.value) if event.implicit[0] and not event.style else event.value
            _place_value(stack, keys, value)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            _refuse_tag(event)
            if len(stack) > MAX_DEPTH:
                raise BoundedYamlError(f"nested more than {MAX_DEPTH} levels deep")
            opened: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            _place_value(stack, keys, opened)
            stack.append(opened)
            keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise BoundedYamlError(f"it has the alias *{event.anchor}; write the value out")
    if len(root) > 1:
        raise BoundedYamlError("it holds several documents; take out the lines ---")
    return root[0] if root else None


def _refuse_tag(event: Any) -> None:
    if event.tag and not str(event.tag).endswith(":str"):
        raise BoundedYamlError(f"it has the tag {event.tag}; leave tags out")


def _place_value(stack: list[Any], keys: list[Any], value: Any) -> None:
    """Put a value into the innermost open list or mapping; in a mapping every other one is a key."""
    holder = stack[-1]
    if isinstance(holder, list):
        holder.append(value)
    elif keys[-1] is None:
        if isinstance(value, dict | list) or str(value) in holder:
            raise BoundedYamlError(f"the key {str(value)[:50]} stands twice, or is no string")
        keys[-1] = str(value)
    else:
        holder[keys[-1]] = value
        keys[-1] = None


def _resolve_scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
