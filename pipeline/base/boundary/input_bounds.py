"""Bounds on what comes from outside, with defaults that no real news article reaches."""

from pydantic import BaseModel, ConfigDict, Field

MIB = 1024 * 1024


class InputBounds(BaseModel):
    """How large, long and deep an input may be. What passes a bound is set aside, and the reason names the bound."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_bytes: int = Field(default=64 * MIB, gt=0, description="Bytes of one document, once it is uncompressed.")
    max_chars: int = Field(default=20_000_000, gt=0, description="Characters of one document's text.")
    max_body_chars: int = Field(
        default=1_000_000, gt=0, description="Characters of a document's body that are read for claims."
    )
    max_body_tokens: int = Field(
        default=250_000, gt=0, description="Words and signs of a document's body that are read for claims."
    )
    max_paragraph_chars: int = Field(
        default=200_000, gt=0, description="Characters of one line or HTML block that is read for claims."
    )
    max_field_chars: int = Field(default=5_000, gt=0, description="Characters of one field, such as a title or URL.")
    max_nesting: int = Field(default=100, gt=0, description="Levels of folders, and of mappings and lists in YAML.")
    max_yaml_bytes: int = Field(default=20_000_000, gt=0, description="Bytes of one YAML file.")
    max_yaml_nodes: int = Field(default=1_000_000, gt=0, description="Values of one YAML file, aliases written out.")
    max_members: int = Field(default=100_000, gt=0, description="Files in one ZIP archive.")
    max_expansion: int = Field(
        default=200, gt=0, description="Bytes out for each byte in, for compressed input beyond the first MiB."
    )

    def is_expansion_allowed(self, compressed: int, expanded: int) -> bool:
        """Whether so many bytes may come out of so many compressed ones."""
        return expanded <= MIB + compressed * self.max_expansion


DEFAULT_BOUNDS = InputBounds()
