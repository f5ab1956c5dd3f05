"""What can be wrong with an engine."""


class EngineError(RuntimeError):
    """An engine that cannot be used here; the message says what to do."""
