"""Whether the folders of a build lie apart: what it writes must never be what it reads."""

from collections.abc import Iterable
from pathlib import Path


class FolderError(ValueError):
    """Folders of which one lies in another; the message is one line that says what to do."""


def check_folders_apart(inputs: Iterable[Path], out: Path, state: Path) -> None:
    """Raise FolderError where the release and the state folder lie one in the other, or in what is read.

    Names that begin with a dot are never read, so a folder under one may lie in an input.
    """
    target, root = out.resolve(), state.resolve()
    if target.is_relative_to(root) or root.is_relative_to(target):
        raise FolderError(f"the release {out} and the state folder {state} lie one in the other; name two apart")
    for entry in inputs:
        source = entry.resolve()
        for path, name in ((target, f"the release {out}"), (root, f"the state folder {state}")):
            if source.is_relative_to(path):
                raise FolderError(f"the input {entry} lies in {name}; name another folder for it")
            if path.is_relative_to(source) and not any(part.startswith(".") for part in path.relative_to(source).parts):
                raise FolderError(f"{name} lies in the input {entry}, and would be read by the next build; move it out")
