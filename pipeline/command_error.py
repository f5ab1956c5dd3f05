"""What a command that cannot be carried out ends with."""

import click


class CommandError(click.ClickException):
    """A call that cannot be carried out: one line that says why, and status 2."""

    exit_code = 2
