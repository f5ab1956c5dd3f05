"""The index of a chunk as a file: its items and the checksums of its parts, with a checksum of its own."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

INDEX_FILE = "index.json"


@dataclass(frozen=True, slots=True)
class ChunkIndex:
    """What a chunk holds: by key of each item its document (null if unreadable) and rejects; SHA-256 of each part."""

    items: dict[str, dict[str, Any]]
    parts: dict[str, str]

    @property
    def document_count(self) -> int:
        """Items that are documents."""
        return sum(item["document_id"] is not None for item in self.items.values())


def render_index(index: ChunkIndex) -> bytes:
    """The index as JSON, under the SHA-256 of itself."""
    content = json.dumps(asdict(index), ensure_ascii=True, sort_keys=True)
    return f"{sha256(content.encode()).hexdigest()}\n{content}\n".encode()


def parse_index(data: bytes) -> ChunkIndex | None:
    """The index that a file holds; null where a byte of it is not as it was written."""
    digest, _, content = data.partition(b"\n")
    if sha256(content.removesuffix(b"\n")).hexdigest().encode() != digest:
        return None
    try:
        return ChunkIndex(**json.loads(content))
    except (TypeError, ValueError):  # written by other code
        return None
