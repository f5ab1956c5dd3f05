"""What made a row: the code, lexicons and model that read documents, and the settings they read with."""

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

from pipeline.base.reading_settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent

# What the reading half is made of. The rest of the pipeline runs at each build, so it is no part of this.
READING_PATHS = (
    "pipeline/base",
    "pipeline/intake",
    "pipeline/clean",
    "pipeline/language",
    "pipeline/extract",
    "pipeline/document_bounds.py",
    "pipeline/row_identifiers.py",
    "pipeline/document_rows.py",
    "pipeline/extraction_rows.py",
    "pipeline/statement_index.py",
    "pipeline/document_processing.py",
    "pipeline/store/reader.py",
    "schemas",
)
# Libraries whose version can change a row. numpy and thinc do the parser's arithmetic.
LIBRARIES = (
    *("spacy", "thinc", "numpy", "lxml", "trafilatura", "htmldate", "py3langid", "rapidfuzz"),
    *("webencodings", "charset-normalizer", "ftfy", "markdown-it-py", "pypdf", "python-docx", "warcio"),
)


@cache
def fingerprint_reading(settings: Settings) -> str:
    """Fingerprint of everything that can change what reading a document gives; 16 hexadecimal digits.

    Made once a process, which goes on with the code that it has loaded, whatever becomes of the files.
    """
    digest = sha256()
    for part in (*hash_files(READING_PATHS), *list_library_versions(settings.model), settings.model_dump_json()):
        digest.update(part.encode("utf-8") + b"\n")
    return digest.hexdigest()[:16]


@cache
def fingerprint_release() -> str:
    """Fingerprint of all code and data that make a release out of its inputs, for its provenance; 64 digits.

    What only runs it or shows it (the command line, Dagster's side) is no part: it cannot change a row.
    """
    return sha256(
        "\n".join(
            hash_files((*READING_PATHS, "pipeline/reconcile", "pipeline/corrections", "pipeline/publish"))
        ).encode("utf-8")
    ).hexdigest()


def hash_files(parts: tuple[str, ...]) -> list[str]:
    """`path sha256` of each file of the parts, by path. Raises FileNotFoundError for a part that is gone."""
    files: set[Path] = set()
    for part in parts:
        path = ROOT / part
        if not path.exists():
            raise FileNotFoundError(f"{part} is named in the fingerprint but does not exist")
        files |= {path} if path.is_file() else {file for file in path.rglob("*") if file.is_file()}
    kept = sorted(file for file in files if "__pycache__" not in file.parts and file.suffix != ".pyc")
    return [f"{file.relative_to(ROOT).as_posix()} {sha256(file.read_bytes()).hexdigest()}" for file in kept]


def list_library_versions(model: str) -> list[str]:
    """`name version` of the libraries that the reading half stands on, and of the distribution that holds the model."""
    return [f"{name} {_find_version(name)}" for name in LIBRARIES] + [f"{model} {find_model_version(model)}"]


def find_model_version(model: str) -> str:
    """The version of the distribution that holds a spaCy model; `unknown` where there is none."""
    own = _find_version(model.replace("_", "-"))
    if own != "unknown":
        return own
    for distribution in distributions():
        if any(file.parts[:1] == (model,) for file in distribution.files or ()):
            return distribution.version
    return "unknown"


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
