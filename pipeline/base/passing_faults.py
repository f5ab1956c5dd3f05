"""Faults of the moment, not of a document: no memory, no free file, a disk that does not answer."""


def is_passing_fault(error: BaseException) -> bool:
    """Whether the same work may succeed a little later. Errors of libraries that only borrow OSError have no number."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno is not None)


def describe_passing_fault(error: BaseException) -> str:
    """Why the work failed, as the end of the sentence "reading it ...".

    >>> describe_passing_fault(OSError(24, "Too many open files"))
    'met an error of the system: Too many open files'
    """
    if isinstance(error, OSError):
        return f"met an error of the system: {error.strerror or error}"
    return "needed more memory than there was"
