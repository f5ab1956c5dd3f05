"""Terms of documents and sentences: words and entities, weighed by how rare they are (TF-IDF)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

BACKGROUND_PATH = Path(__file__).with_name("background_terms.csv")

# Words of three letters and more, and numbers of two digits and more.
TERM_PATTERN = r"\p{L}[\p{L}'’]+\p{L}|\d{2,}"
# Terms of a document that are compared, the weightiest first.
MAX_DOCUMENT_TERMS = 60


@dataclass(frozen=True, slots=True)
class TermVectors:
    """Sparse vectors of length one, row after row: `starts` has where each row begins in `terms` and `weights`."""

    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    term_count: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def compute_cosines(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.float32]:
        """The cosine of each pair of rows, given as two columns of row numbers."""
        row = np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))
        keys = row * self.term_count + self.terms
        lengths = np.diff(self.starts)[one]
        pair = np.repeat(np.arange(len(one)), lengths)
        offsets = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        place = self.starts[one][pair] + offsets
        wanted = other[pair].astype(np.int64) * self.term_count + self.terms[place]
        found = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        shared = keys[found] == wanted if len(keys) else np.zeros(len(wanted), dtype=np.bool_)
        products = np.where(shared, self.weights[place] * self.weights[found], 0.0) if len(keys) else np.zeros(0)
        return np.bincount(pair, weights=products, minlength=len(one)).astype(np.float32)


@cache
def load_background() -> tuple[int, dict[str, int]]:
    """How many background documents there are, and in how many of them each common word stands.

    Made by `scripts/train_timeline.py`. It lets a build of a few documents know which of their words are rare.
    """
    with BACKGROUND_PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return int(rows[0][1]), {word: int(count) for word, count in rows[1:]}


def list_terms(sentences: pl.DataFrame, mentions: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Every term of every sentence, as `document_id`, `sentence_id` (null in a title), `term`: words and entity ids."""
    words = pl.concat(
        [
            sentences.select("document_id", "sentence_id", "text"),
            documents.select("document_id", sentence_id=pl.lit(None, dtype=pl.String), text="title"),
        ]
    ).select(
        "document_id",
        "sentence_id",
        term=pl.col("text").str.to_lowercase().str.extract_all(TERM_PATTERN),
    )
    listed = words.explode("term").drop_nulls("term")
    stripped = listed.with_columns(pl.col("term").str.replace(r"['’]s?$", ""))
    named = mentions.drop_nulls("entity_id").select("document_id", "sentence_id", term="entity_id")
    return pl.concat([stripped, named])


def weigh_terms(terms: pl.DataFrame) -> pl.DataFrame:
    """Each `term` with its number `code` and `idf`: rarer in this build and in the background, heavier."""
    background_size, background = load_background()
    counted = terms.group_by("term").agg(found=pl.col("document_id").n_unique()).sort("term")
    known = pl.DataFrame(
        {"term": list(background), "usual": list(background.values())}, schema={"term": pl.String, "usual": pl.Int64}
    )
    size = terms["document_id"].n_unique() + background_size
    weighed = counted.join(known, on="term", how="left", maintain_order="left").with_columns(
        idf=((size + 1) / (pl.col("found") + pl.col("usual").fill_null(0) + 1)).log()
    )
    return weighed.select("term", "idf").with_row_index("code")


def weigh_within(terms: pl.DataFrame, weighed: pl.DataFrame, numbers: dict[str, int]) -> pl.DataFrame:
    """Each document's terms weighed anew within its story (`numbers`): what all its documents have parts none of them.

    Terms of one document alone are left out, since they are compared with nothing.
    """
    story = pl.DataFrame(
        {"document_id": list(numbers), "story": list(numbers.values())},
        schema={"document_id": pl.String, "story": pl.Int64},
    )
    sizes = story.group_by("story").agg(size=pl.len())
    found = terms.select("document_id", "term").unique().join(story, on="document_id")
    shared = found.group_by("story", "term").agg(held=pl.len()).filter(pl.col("held") > 1).join(sizes, on="story")
    local = shared.with_columns(local=((pl.col("size") + 1) / (pl.col("held") + 0.5)).log())
    return (
        found.join(local, on=["story", "term"])
        .join(weighed, on="term")
        .select("document_id", "term", "code", weight=pl.col("local") * pl.col("idf"))
    )


def build_vectors(
    terms: pl.DataFrame, weighed: pl.DataFrame, key: str, row_ids: list[str], max_terms: int | None = None
) -> TermVectors:
    """The vectors of documents or sentences (`key`), in the order of `row_ids`, each of at most `max_terms` terms."""
    counted = terms.group_by(key, "term").len().join(weighed, on="term")
    scaled = counted.with_columns(weight=(1 + pl.col("len").log()) * pl.col("idf"))
    return collect_vectors(scaled, weighed.height, key, row_ids, max_terms)


def collect_vectors(
    scaled: pl.DataFrame, term_count: int, key: str, row_ids: list[str], max_terms: int | None = None
) -> TermVectors:
    """Vectors of length one from rows of `key`, `code` and `weight`."""
    rows = pl.DataFrame({key: row_ids}, schema={key: pl.String}).with_row_index("row")
    scaled = scaled.join(rows, on=key).sort("row", "weight", "code", descending=[False, True, False])
    if max_terms is not None:
        scaled = scaled.filter(pl.int_range(pl.len()).over("row") < max_terms)
    norm = (pl.col("weight") ** 2).sum().over("row").sqrt()
    scaled = scaled.with_columns(weight=(pl.col("weight") / norm).fill_nan(0.0)).sort("row", "code")
    counts = np.bincount(scaled["row"].to_numpy(), minlength=len(row_ids))
    return TermVectors(
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        terms=scaled["code"].to_numpy().astype(np.int32),
        weights=scaled["weight"].to_numpy().astype(np.float32),
        term_count=max(term_count, 1),
    )
