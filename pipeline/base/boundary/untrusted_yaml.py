"""YAML that users wrote: parsed under bounds, so that neither nesting nor aliases nor odd scalars can stop a build."""

from pathlib import Path
from typing import Any

import yaml

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.base.boundary.untrusted_values import MAX_INTEGER_DIGITS, make_valid_text

# The C parser where PyYAML has it: it is ten times faster, and does not recurse while it parses.
YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
YAML_TAG = "tag:yaml.org,2002:"


class LenientLoader(YAML_LOADER):  # type: ignore[misc]
    """A safe loader that keeps a scalar as a string where it is not of its type: `!!int abc`, `2024-02-31`.

    Days stay strings too: whoever reads a field checks it, and a bad day then costs that field alone.
    """

    def construct_number(self, node: yaml.ScalarNode) -> Any:
        """A number, or the scalar's own characters where Python takes them for none."""
        try:
            if len(node.value) > MAX_INTEGER_DIGITS:
                return self.construct_yaml_str(node)
            is_integer = node.tag == f"{YAML_TAG}int"
            return self.construct_yaml_int(node) if is_integer else self.construct_yaml_float(node)
        except (ValueError, OverflowError, LookupError):
            return self.construct_yaml_str(node)


for _tag in ("int", "float"):
    LenientLoader.add_constructor(f"{YAML_TAG}{_tag}", LenientLoader.construct_number)
LenientLoader.add_constructor(f"{YAML_TAG}timestamp", LenientLoader.construct_yaml_str)


class UntrustedYamlError(ValueError):
    """A YAML file that cannot be used; the message is one line that says why, with the place where that is known."""


def load_yaml_file(path: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> Any:
    """The value of a YAML file of UTF-8. Raises UntrustedYamlError, and OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(bounds.max_yaml_bytes + 1)
    if len(content) > bounds.max_yaml_bytes:
        raise UntrustedYamlError(f"larger than {bounds.max_yaml_bytes} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UntrustedYamlError(f"not in UTF-8: byte {error.start} is wrong; save it as UTF-8") from None
    return load_yaml(text, bounds)


def load_yaml(text: str, bounds: InputBounds = DEFAULT_BOUNDS) -> Any:
    """The value of a YAML text; strings in it are valid Unicode. Raises UntrustedYamlError."""
    try:
        _check_events(text, bounds)
        return _make_valid(yaml.load(text, Loader=LenientLoader))
    except yaml.MarkedYAMLError as error:
        place = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UntrustedYamlError(f"not readable as YAML: {error.problem}{place}") from None
    except yaml.YAMLError as error:
        raise UntrustedYamlError(f"not readable as YAML: {' '.join(str(error).split())[:200]}") from None
    except UntrustedYamlError:
        raise
    # Other values that are not of their tag, such as a list as the key of a mapping.
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise UntrustedYamlError(f"a value is not of its type: {' '.join(str(error).split())[:200]}") from None


def _check_events(text: str, bounds: InputBounds) -> None:
    """Refuse a text that is nested too deeply, or that aliases would blow up, before any of it is built."""
    sizes: dict[str, int] = {}
    open_anchors: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        if isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in open_anchors):
                raise UntrustedYamlError(f"the alias *{event.anchor} contains itself")
            total += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append((event.anchor, total))
            total += 1
            if len(open_anchors) > bounds.max_nesting:
                raise UntrustedYamlError(f"nested more than {bounds.max_nesting} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_anchors.pop()
            if anchor:
                sizes[anchor] = total - before
        if total > bounds.max_yaml_nodes:
            raise UntrustedYamlError(f"more than {bounds.max_yaml_nodes} values, with its aliases written out")


def _make_valid(value: Any) -> Any:
    if isinstance(value, str):
        return make_valid_text(value)
    if isinstance(value, list):
        return [_make_valid(item) for item in value]
    if isinstance(value, dict):
        return {_make_valid(key): _make_valid(item) for key, item in value.items()}
    return value
