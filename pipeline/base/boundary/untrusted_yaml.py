"""YAML that users wrote: parsed under bounds, so that neither nesting nor aliases nor odd scalars can stop a build.

Values are built from the parser's events directly: that is five times as fast as PyYAML's constructor, and no tag makes
an object. Plain scalars are read as in YAML 1.2 (`yes` is a string); days stay strings too, since whoever reads a field
checks it, and a bad day then costs that field alone.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from pipeline.base.boundary.bounded_streams import open_regular_file
from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds
from pipeline.base.boundary.untrusted_values import make_valid_text

# The C parser where PyYAML has it: it is ten times faster, and does not recurse while it parses.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
# Tags that say what a value is anyway. A scalar that is not of its type stays a string: `!!int abc`.
_KNOWN_TAGS = frozenset(f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))
_MERGE_KEY = object()  # stands for the key `<<`, whose mappings give the fields that are not written out

_WORDS = {"": None, "~": None, "null": None, "Null": None, "true": True, "True": True, "false": False, "False": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18}|[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)


class UntrustedYamlError(ValueError):
    """A YAML file that cannot be used; the message is one line that says why, with the place where that is known."""


def load_yaml_file(path: Path, bounds: InputBounds = DEFAULT_BOUNDS) -> Any:
    """The value of a YAML file of UTF-8, null where it is empty. Raises UntrustedYamlError where it cannot be used."""
    try:
        with open_regular_file(path) as file:
            content = file.read(bounds.max_yaml_bytes + 1)
    except OSError as error:
        raise UntrustedYamlError(f"cannot be read: {error.strerror}") from error
    if len(content) > bounds.max_yaml_bytes:
        raise UntrustedYamlError(f"larger than {bounds.max_yaml_bytes} bytes; part it into several files")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UntrustedYamlError(f"not in UTF-8: byte {error.start} is wrong; save it as UTF-8") from None
    return load_yaml(text, bounds)


def load_yaml(text: str, bounds: InputBounds = DEFAULT_BOUNDS) -> Any:
    """The value of a YAML text; its mappings have strings as keys, and all strings are valid Unicode.

    Raises UntrustedYamlError where it is no YAML, is nested too deeply, holds more values than allowed with its aliases
    written out, a tag that is not YAML's own, two documents, or a key twice.
    """
    try:
        return _ValueBuilder(bounds).build(text)
    except yaml.MarkedYAMLError as error:
        place = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UntrustedYamlError(f"not readable as YAML: {error.problem}{place}") from None
    except yaml.YAMLError as error:
        raise UntrustedYamlError(f"not readable as YAML: {' '.join(str(error).split())[:200]}") from None


class _ValueBuilder:
    """Puts the value of a text together, event by event."""

    def __init__(self, bounds: InputBounds) -> None:
        self.bounds = bounds
        self.root: list[Any] = []
        self.open: list[Any] = [self.root]  # the lists and mappings that are not closed yet, outermost first
        self.keys: list[Any] = [None]  # of each open mapping the key that waits for its value
        self.merged: list[list[Any]] = [[]]  # of each open mapping the values of its merge keys
        self.anchors: list[tuple[str | None, int]] = []  # of each open one its name, and the values before it
        self.named: dict[str, tuple[Any, int]] = {}  # what an anchor names, and how many values it holds
        self.count = 0  # of all values, aliases written out

    def build(self, text: str) -> Any:
        """The value of the text."""
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_tag(event)
                self.count += 1
                value = self._resolve_scalar(event)
                if event.anchor:
                    self.named[event.anchor] = ("<<" if value is _MERGE_KEY else value, 1)
                self._place_value(value)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open_collection(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._close_collection()
            elif isinstance(event, yaml.AliasEvent):
                self._place_alias(event.anchor)
            if self.count > self.bounds.max_yaml_nodes:
                raise UntrustedYamlError(f"more than {self.bounds.max_yaml_nodes} values, with its aliases written out")
        if len(self.root) > 1:
            raise UntrustedYamlError("it holds several documents; take out the lines ---")
        return self.root[0] if self.root else None

    def _refuse_tag(self, event: Any) -> None:
        if event.tag and event.tag not in _KNOWN_TAGS:
            raise UntrustedYamlError(f"it has the tag {event.tag[:100]}; leave tags out")

    def _resolve_scalar(self, event: Any) -> Any:
        text: str = event.value
        is_plain = event.implicit[0] and not event.style
        is_typed = event.tag is not None and event.tag != f"{_TAG}str"
        if not is_plain and not is_typed:
            return make_valid_text(text)
        if text == "<<" and isinstance(self.open[-1], dict) and self.keys[-1] is None:
            return _MERGE_KEY
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in "-+.0123456789":
            if _INTEGER.fullmatch(text):
                return int(text)
            if _NUMBER.fullmatch(text):
                return float(text)
        return make_valid_text(text)

    def _open_collection(self, event: Any) -> None:
        self._refuse_tag(event)
        if len(self.open) > self.bounds.max_nesting:
            raise UntrustedYamlError(f"nested more than {self.bounds.max_nesting} levels deep")
        opened: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._place_value(opened)
        self.anchors.append((event.anchor, self.count))
        self.count += 1
        self.open.append(opened)
        self.keys.append(None)
        self.merged.append([])

    def _close_collection(self) -> None:
        closed = self.open.pop()
        self.keys.pop()
        for source in self.merged.pop():
            for mapping in source if isinstance(source, list) else [source]:
                if not isinstance(mapping, dict):
                    raise UntrustedYamlError("the key << stands before what is no mapping")
                for key, value in mapping.items():
                    closed.setdefault(key, value)
        anchor, before = self.anchors.pop()
        if anchor:
            self.named[anchor] = (closed, self.count - before)

    def _place_alias(self, anchor: str | None) -> None:
        if any(anchor == name for name, _ in self.anchors):
            raise UntrustedYamlError(f"the alias *{anchor} contains itself")
        if anchor not in self.named:
            raise UntrustedYamlError(f"the alias *{anchor} stands for nothing")
        value, size = self.named[anchor]
        self.count += size
        self._place_value(value)

    def _place_value(self, value: Any) -> None:
        """Put a value into the innermost open list or mapping; in a mapping every other one is a key."""
        holder = self.open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif self.keys[-1] is None:
            if value is not _MERGE_KEY and (isinstance(value, dict | list) or str(value) in holder):
                raise UntrustedYamlError(f"the key {str(value)[:50]} stands twice, or is no string")
            self.keys[-1] = value if value is _MERGE_KEY else str(value)
        elif self.keys[-1] is _MERGE_KEY:
            self.merged[-1].append(value)
            self.keys[-1] = None
        else:
            holder[self.keys[-1]] = value
            self.keys[-1] = None
