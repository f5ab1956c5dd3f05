"""Faults of the moment, not of a document: no memory, no free file, a disk that does not answer."""

import errno
import re

# How Python and the libraries in Rust write the number of an error into its message.
_ERROR_NUMBER = re.compile(r"(?:\[Errno |\(os error )(\d{1,5})[\])]")


def is_passing_fault(error: BaseException) -> bool:
    """Whether the same work may succeed a little later. Errors of libraries that only borrow OSError have no number."""
    if isinstance(error, OSError):
        return error.errno is not None or _ERROR_NUMBER.search(str(error)) is not None
    return isinstance(error, MemoryError)


def describe_passing_fault(error: BaseException) -> str:
    """Why the work failed, as the end of the sentence "reading it ...".

    >>> describe_passing_fault(OSError(24, "Too many open files"))
    'met an error of the system: Too many open files'
    """
    if isinstance(error, OSError):
        return f"met an error of the system: {error.strerror or error}"
    return "needed more memory than there was"


# What to do about the errors of the system that a build meets most.
_ADVICE = {
    errno.ENOSPC: "free some space on its disk",
    errno.EDQUOT: "free some space of your quota",
    errno.EROFS: "name a folder that can be written",
    errno.EACCES: "change its permissions, or name another folder",
    errno.EPERM: "change its permissions, or name another folder",
    errno.EMFILE: "raise the limit of open files (ulimit -n), or try fewer --workers",
    errno.ENFILE: "close some programs, or try fewer --workers",
    errno.ENOMEM: "close some programs, or try fewer --workers",
}


def describe_system_error(error: BaseException) -> str:
    """An error of the system in one line: what, with which file, and what to do.

    >>> describe_system_error(OSError(28, "No space left on device", "out/a.parquet"))
    'out/a.parquet: No space left on device; free some space on its disk'
    """
    if isinstance(error, MemoryError):
        return "there is not enough memory; close some programs, or try fewer --workers"
    if not isinstance(error, OSError) or error.errno is None:
        return add_advice(" ".join(str(error).split()))
    place = f"{error.filename}: " if error.filename else ""
    advice = f"; {_ADVICE[error.errno]}" if error.errno in _ADVICE else ""
    return f"{place}{error.strerror}{advice}"


def add_advice(message: str) -> str:
    """A message with what to do, where it gives the number of an error of the system and does not say so yet.

    >>> add_advice("No space left on device (os error 28)")
    'No space left on device (os error 28); free some space on its disk'
    """
    number = _ERROR_NUMBER.search(message)
    advice = _ADVICE.get(int(number[1])) if number else None
    return message if advice is None or advice in message else f"{message}; {advice}"
