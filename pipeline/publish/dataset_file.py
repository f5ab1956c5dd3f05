"""`dataset.yml`: whose dataset it is. Without one the metadata use neutral words and name nobody."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml_file
from pipeline.intake.side_files import DATASET_FILENAME, find_side_files

Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$")]
Address = Annotated[str, Field(max_length=500, pattern=r"^https?://[^\s<>\"]+$")]

TEXT_TERMS = (
    "Words of the articles remain their publishers' and stand here within the terms of each document's "
    "`redistribution`."
)


class DatasetFileError(ValueError):
    """A `dataset.yml` that cannot be used; the message names the file, the field and what is wrong."""


class DatasetDescription(BaseModel):
    """The dataset as its metadata files name it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(default="news-dataset", pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$", description="Name for machines.")
    title: Line = "Events and figures of news articles"
    description: str = Field(
        default="Every event and every figure that the articles report, as rows: each with the characters that state "
        "it, whoever said it, and the other articles that agree or disagree.",
        min_length=1,
        max_length=5000,
    )
    authors: tuple[Line, ...] = Field(default=(), max_length=200)
    contact: Line | None = Field(default=None, description="Where to write to: an address of mail or of a page.")
    homepage: Address | None = None
    licence: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9.+-]{1,100}$", description="Licence of the facts: an SPDX identifier."
    )
    licence_title: Line | None = None
    licence_url: Address | None = None
    version: str | None = Field(default=None, pattern=r"^[0-9A-Za-z.+-]{1,50}$")

    @property
    def licence_address(self) -> str | None:
        """Where the licence can be read; by default its page at SPDX."""
        return self.licence_url or (f"https://spdx.org/licenses/{self.licence}.html" if self.licence else None)

    @property
    def terms(self) -> str:
        """The terms of facts and texts, in two sentences."""
        if self.licence is None:
            facts = "No licence is stated for the dataset's own facts (rows, spans, values, codes)."
        else:
            facts = (
                f"The dataset's own facts (rows, spans, values, codes) are under {self.licence_title or self.licence}."
            )
        return f"{facts} {TEXT_TERMS}"

    @property
    def author_names(self) -> str:
        """The authors in one line."""
        return ", ".join(self.authors) or "The authors of this dataset"


def read_dataset_description(inputs: Iterable[Path]) -> DatasetDescription:
    """What the `dataset.yml` beside the inputs says; neutral words where there is none.

    Raises DatasetFileError where it cannot be used, or where two inputs have one each that differ.
    """
    found = {path: _read_file(path) for path in find_side_files(inputs, DATASET_FILENAME)}
    if len(set(found.values())) > 1:
        first, second, *_ = found
        raise DatasetFileError(f"{first} and {second} differ; keep one, since the release is one dataset")
    return next(iter(found.values()), DatasetDescription())


def _read_file(path: Path) -> DatasetDescription:
    try:
        raw = load_yaml_file(path)
        return DatasetDescription.model_validate({} if raw is None else raw)
    except UntrustedYamlError as error:
        raise DatasetFileError(f"{path}: {error}") from error
    except ValidationError as error:
        what = error.errors()[0]
        where = ".".join(str(part) for part in what["loc"])
        raise DatasetFileError(f"{path}: {where + ': ' if where else ''}{what['msg']}") from error
