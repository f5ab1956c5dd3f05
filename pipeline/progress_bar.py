"""Progress of a build on the terminal: one moving line where there is a terminal, a line now and then where not."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.store.inventory import Progress

# Seconds between two lines in a log.
LOG_INTERVAL = 10.0


def format_progress(progress: "Progress", seconds: float) -> str:
    """Documents done, the rate and the time left, in a line; `seconds` since the reading began."""
    line = f"{progress.reused + progress.read} of {progress.total} documents"
    if not progress.read:
        return line
    rate = progress.read / max(seconds, 0.001)
    left = (progress.total - progress.reused - progress.read) / rate
    return f"{line}, {rate:.1f} read a second, {left:.0f} s left"


class ProgressBar:
    """A context that shows on standard error how far the reading is."""

    def __init__(self) -> None:
        self.read = 0
        self._terminal = sys.stderr.isatty()
        self._started = self._shown = time.monotonic()

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal:
            sys.stderr.write("\r\x1b[2K")

    def report(self, progress: "Progress") -> None:
        """Show how far the reading is."""
        self.read = progress.read
        now = time.monotonic()
        if not progress.read:
            self._started = now
        line = format_progress(progress, now - self._started)
        if self._terminal:
            sys.stderr.write(f"\r\x1b[2K{line}")
            sys.stderr.flush()
        elif now - self._shown >= LOG_INTERVAL:
            sys.stderr.write(line + "\n")
            self._shown = now
