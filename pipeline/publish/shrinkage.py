"""An empty or shrunken input must not empty a release: somebody unplugged a disk, or a feed was down."""

from pathlib import Path

from pyarrow.parquet import read_metadata

from pipeline.publish import parquet_tables
from pipeline.publish.release_target import read_own_release

DEFAULT_LEAST_SHARE = 0.5


class ShrunkenError(ValueError):
    """Too few documents to be published; the message is one line that says why and how to publish all the same."""


def check_document_count(count: int, target: Path, least_share: float = DEFAULT_LEAST_SHARE) -> None:
    """Raise ShrunkenError where a release would have no document, or too few beside the release at `target`.

    `least_share` is the least share of the documents of that release; with 0 anything may be published.
    """
    if not least_share:
        return
    advice = "look at the input, or build with --allow-shrinking"
    before = _count_published(target)
    if not count:
        raise ShrunkenError(f"the input gives no document{f', the release has {before}' if before else ''}; {advice}")
    if count < least_share * before:
        raise ShrunkenError(
            f"the input gives {count} documents, the release has {before}, and less than {least_share:.0%} of them "
            f"look like a fault; {advice}"
        )


def _count_published(target: Path) -> int:
    path = parquet_tables.get_parquet_path(target, "documents")
    return int(read_metadata(path).num_rows) if read_own_release(target) and path.is_file() else 0
