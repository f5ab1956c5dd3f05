"""The YAML files of this package compiled into one file of JSON, which loads a hundred times as fast.

For each YAML file it holds the SHA-256 of the bytes that it was compiled from; what changed since is compiled anew. The
file lies in the user's cache folder, never in the installation, which may be read-only; where it cannot be written, the
YAML is parsed each time.
"""

import json
from contextlib import suppress
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from pipeline.base.derived_files import find_cache_folder, place_derived

# Stands before a day, which JSON has no form for.
_DAY_KEY = "!day"
PACKAGE = Path(__file__).resolve().parent.parent


def load_own_yaml(path: Path) -> Any:
    """The value of a YAML file, from its compiled form where it is one of this package's. Raises yaml.YAMLError,
    UnicodeDecodeError and OSError.
    """
    content = path.read_bytes()
    if not path.is_relative_to(PACKAGE):
        return _parse_yaml(content)
    name, digest = path.relative_to(PACKAGE).as_posix(), sha256(content).hexdigest()
    for compiled in (_read_compiled, _compile_all):
        if (entry := compiled().get(name)) and entry[0] == digest:
            return _decode(entry[1])
    return _parse_yaml(content)


def find_compiled_file() -> Path:
    """The compiled file of this installation, in the folder that XDG_CACHE_HOME names or `~/.cache`."""
    return find_cache_folder() / f"yaml-{sha256(str(PACKAGE).encode()).hexdigest()[:16]}.json"


def _parse_yaml(content: bytes) -> Any:
    # The C parser where PyYAML has it: ten times as fast.
    return yaml.load(content.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def _read_compiled() -> dict[str, tuple[str, str]]:
    """By path the SHA-256 of each YAML file and its value as JSON; nothing where the file is absent or damaged."""
    with suppress(OSError, ValueError, RuntimeError):
        digest, _, body = find_compiled_file().read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() == digest:
            return {name: (source, value) for name, (source, value) in json.loads(body).items()}
    return {}


@cache
def _compile_all() -> dict[str, tuple[str, str]]:
    """Compile all YAML files of the package that changed since they were last compiled, and keep the result."""
    known = _read_compiled()
    compiled: dict[str, tuple[str, str]] = {}
    for path in sorted(PACKAGE.rglob("*.yml")):
        content = path.read_bytes()
        name, digest = path.relative_to(PACKAGE).as_posix(), sha256(content).hexdigest()
        if name in known and known[name][0] == digest:
            compiled[name] = known[name]
            continue
        with suppress(yaml.YAMLError, ValueError, TypeError):  # told when the file itself is loaded
            value = _parse_yaml(content)
            rendered = json.dumps(value, ensure_ascii=False, default=_encode_day)
            if _decode(rendered) == value:  # keys that are no strings stay in YAML
                compiled[name] = (digest, rendered)
    _keep_compiled(compiled)
    return compiled


def _encode_day(value: object) -> dict[str, str]:
    """A day as JSON can have it. Raises TypeError for what is no day."""
    if type(value) is not date:
        raise TypeError(f"no form in JSON for {value!r}")
    return {_DAY_KEY: value.isoformat()}


def _decode(rendered: str) -> Any:
    # Few files hold days, and looking at each object takes time.
    return json.loads(rendered, object_hook=_decode_day if _DAY_KEY in rendered else None)


def _decode_day(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found[_DAY_KEY]) if _DAY_KEY in found else found


def _keep_compiled(compiled: dict[str, tuple[str, str]]) -> None:
    body = json.dumps(compiled, ensure_ascii=False).encode("utf-8")
    with suppress(OSError, RuntimeError):  # no folder of the user's, or none that can be written
        place_derived(find_compiled_file(), [sha256(body).hexdigest().encode(), body])
