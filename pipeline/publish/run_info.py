"""What a release tells of the run that made it. Nothing here depends on the hour or the machine."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.publish.dataset_file import DatasetDescription
from pipeline.publish.review_quality import ReadPrecision
from schemas import table_registry

TextPolicy = Literal["licensed", "full"]
# Of the body of a document whose terms allow excerpts alone.
DEFAULT_EXCERPT_SHARE = 0.25


class InputDocument(BaseModel):
    """One document as it lay in the input."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    external_id: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)


class RunInfo(BaseModel):
    """The run as the metadata files tell it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = Field(description="Version of the code.")
    fingerprint: str = Field(pattern=r"^[0-9a-f]+$", description="Hash of the code and lexicons that made the rows.")
    model: str = Field(description="Package name of the parser's model.")
    model_version: str
    settings: dict[str, Any] = Field(default_factory=dict, description="How documents were read; JSON values.")
    text_policy: TextPolicy = "licensed"
    excerpt_share: float = Field(
        default=DEFAULT_EXCERPT_SHARE, ge=0, le=1, description="Share of a body that excerpts may give."
    )
    inputs: tuple[InputDocument, ...] = ()
    review: dict[str, ReadPrecision] = Field(default_factory=dict, description="Precision as people read it.")
    dataset: DatasetDescription = Field(default_factory=DatasetDescription, description="Whose dataset it is.")
    schema_version: str = table_registry.SCHEMA_VERSION
    quality: dict[str, float] = Field(
        default_factory=dict, description="Measured quality by name of the measure, as pinned beside the code."
    )

    def to_properties(self) -> dict[str, Any]:
        """What two releases are compared by, to tell why a row of an unchanged document changed."""
        return {
            "code": {"version": self.version, "fingerprint": self.fingerprint},
            "model": {"name": self.model, "version": self.model_version},
            "settings": self.settings,
            "schema": self.schema_version,
            "text": self.text_policy,
            "excerpt share": self.excerpt_share,
        }
