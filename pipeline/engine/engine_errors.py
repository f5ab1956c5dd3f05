"""What can be wrong with an engine, and with one item of its work."""


class EngineError(RuntimeError):
    """An engine that cannot be used here; the message says what to do."""


class PassingFaultError(RuntimeError):
    """An item failed for want of what may be there at the next try: memory, open files, a disk that answers."""
