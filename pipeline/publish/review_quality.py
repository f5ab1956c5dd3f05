"""`quality.yml`: precision of the dataset as people read it in a review; the card shows it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml_file
from pipeline.intake.side_files import QUALITY_FILENAME, find_side_files

Share = Annotated[float, Field(ge=0, le=1)]


class QualityFileError(ValueError):
    """A `quality.yml` that cannot be used; the message names the file and what is wrong."""


class ReadPrecision(BaseModel):
    """Share of right rows among those that were read, with its 95 % interval."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    precision: Share
    low: Share
    high: Share
    read: int = Field(ge=1)


_ENTRIES = TypeAdapter(dict[Annotated[str, Field(max_length=200)], ReadPrecision])


def read_quality(inputs: Iterable[Path]) -> dict[str, ReadPrecision]:
    """Precision by table, and by `table: field`, from the `quality.yml` beside the inputs. Raises QualityFileError."""
    found: dict[str, ReadPrecision] = {}
    for path in find_side_files(inputs, QUALITY_FILENAME):
        try:
            found |= _ENTRIES.validate_python(load_yaml_file(path) or {})
        except UntrustedYamlError as error:
            raise QualityFileError(f"{path}: {error}") from error
        except ValidationError as error:
            what = error.errors()[0]
            raise QualityFileError(f"{path}: {'.'.join(map(str, what['loc']))}: {what['msg']}") from error
    return found
