"""What the commands share: their exit statuses, and how a call that cannot be carried out is told."""

from pathlib import Path

import click

EXIT_PUBLISHED, EXIT_FAILED, EXIT_USAGE, EXIT_WITH_REJECTS = 0, 1, 2, 3

PATH_TYPE = click.Path(path_type=Path)


class CommandError(click.ClickException):
    """A call that cannot be carried out: one line that says why, and status 2."""

    exit_code = EXIT_USAGE
