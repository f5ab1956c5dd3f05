"""The command that polls feeds and sitemaps."""

from pathlib import Path

import click

from pipeline.commands.command_status import EXIT_PUBLISHED, EXIT_WITH_REJECTS, PATH_TYPE, CommandError


@click.command()
@click.argument("feeds", type=PATH_TYPE)
@click.option("--into", type=PATH_TYPE, default=Path("inbox"), show_default=True, help="Folder that pages land in.")
@click.option("--max-pages", type=click.IntRange(min=1), default=200, show_default=True, help="Pages in one round.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=2.0, show_default=True, help="Seconds between requests to a host."
)
@click.option("--agent", default="newsledger", show_default=True, help="What the program calls itself to servers.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and private networks too.")
def fetch(feeds: Path, into: Path, max_pages: int, delay: float, agent: str, allow_private: bool) -> int:
    """Poll feeds and sitemaps once, and put their new pages into a folder that `build` reads.

    FEEDS is a file of addresses, one a line. robots.txt is obeyed. This is the only command that goes out.

    Exit status: 0 all was fetched; 2 bad arguments; 3 some addresses gave no page, listed a line each.
    """
    from pipeline.fetch.feed_links import read_address_list
    from pipeline.fetch.feed_polling import poll_feeds
    from pipeline.fetch.http_client import PoliteClient

    try:
        result = poll_feeds(
            read_address_list(feeds), into, PoliteClient(agent, delay, allow_private), max_pages=max_pages
        )
    except OSError as error:
        raise CommandError(f"{error.filename or feeds}: {error.strerror or error}") from error
    except ImportError as error:
        raise CommandError("fetch needs an extra: pip install 'newsledger[fetch]'") from error
    for address, reason in result.problems:
        click.echo(f"{address}: {reason}", err=True)
    click.echo(f"{result.page_count} new pages{f' in {result.archive}' if result.archive else ''}")
    return EXIT_WITH_REJECTS if result.problems else EXIT_PUBLISHED
