"""How what is to be read is parted among workers."""

from pipeline.intake.source_document import RawDocument
from pipeline.store.inventory import CHUNK_BYTES, CHUNK_ITEMS, MIN_CHUNK_BYTES, _group_items


def make_items(count: int, size: int) -> list[RawDocument]:
    return [RawDocument(f"{number}.txt", "", "text/plain", b"x" * size) for number in range(count)]


def measure_chunks(items: list[RawDocument], workers: int) -> list[int]:
    """The bytes of each chunk, in order."""
    groups = list(_group_items(items, sum(len(item.content) for item in items), workers))
    assert [item for group in groups for item in group] == items
    assert all(len(group) <= CHUNK_ITEMS for group in groups)
    return [sum(len(item.content) for item in group) for group in groups]


def test_one_worker_takes_chunks_of_one_size() -> None:
    assert set(measure_chunks(make_items(64, 16 * 1024), workers=1)) == {CHUNK_BYTES}


def test_for_several_workers_chunks_get_smaller_toward_the_end() -> None:
    sizes = measure_chunks(make_items(400, 8 * 1024), workers=2)
    assert sizes[0] == CHUNK_BYTES
    assert sizes == sorted(sizes, reverse=True)
    assert MIN_CHUNK_BYTES in sizes[-2:]


def test_little_to_read_is_one_chunk() -> None:
    assert len(measure_chunks(make_items(5, 4 * 1024), workers=8)) == 1
    assert measure_chunks([], workers=2) == []
