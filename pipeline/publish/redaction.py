"""What text a release may carry: each document's `redistribution`, held for every column that repeats its words.

`full`: all text but readers' comments. `excerpt`: the title, and of the sentences that carry a published row those with
the most claims, as long as they fit a share of the body (see `excerpt_selection`). `offsets`: no words at all.

A row's own words, and lemmas and counted nouns made of them, stay where its sentence is shown. The name of an entity
stays where a document that may be quoted uses it. Spans, values, codes of closed lists and units of measure are the
dataset's own statements about a text and always stay, as do the facts by which a document is named and credited:
publisher, byline, address, licence. Comments are personal data and are never published, whatever the licence or the
policy.
"""

import json
from collections.abc import Mapping
from functools import cache

import polars as pl

from pipeline.extract.quantities.unit_lexicon import get_units
from pipeline.publish.excerpt_selection import select_excerpts
from pipeline.publish.name_redaction import redact_names, redact_summaries
from pipeline.publish.run_info import DEFAULT_EXCERPT_SHARE, TextPolicy
from schemas import table_registry
from schemas.column_types import TextPolicy as ColumnPolicy

COMMENT_LABELS = ("comment", "comment_form")

DOCUMENT_BATCH_SIZE = 1000  # whose words are held in memory at once

# Units that stand in a closed list, by their names and codes; all others are counted nouns.
CURRENCY_PATTERN = r"^[A-Z]{3}$"


def redact_tables(
    tables: Mapping[str, pl.DataFrame], policy: TextPolicy, excerpt_share: float = DEFAULT_EXCERPT_SHARE
) -> dict[str, pl.DataFrame]:
    """The tables with null for every text that may not be published; spans stay.

    `excerpt_share` is the share of its body that a document under `excerpt` gives at most. Under the policy `full`
    (private use) only comments are withheld.
    """
    redacted = dict(tables)
    redacted["segments"] = _nullify_columns(redacted["segments"], ("text",), pl.col("label").is_in(COMMENT_LABELS))
    if policy == "full":
        return redacted
    terms = redacted["documents"].select("document_id", "redistribution")
    redacted_sentences, naming = _redact_sentences(redacted, terms, excerpt_share)
    redacted["sentences"] = redacted["sentences"].with_columns(redacted_sentences.get_column("text"))
    visible_sentences = redacted_sentences.filter(pl.col("text").is_not_null()).select(
        "document_id", "sentence_id", "char_start", "text"
    )
    redacted["documents"] = _nullify_columns(redacted["documents"], ("title",), pl.col("redistribution") == "offsets")
    redacted["segments"] = _redact_segments(redacted["segments"], terms)
    for name in _list_claim_tables():
        redacted[name] = _redact_claims(name, redacted[name], terms, visible_sentences)
    redacted["entities"] = redact_names(
        tables["entities"], tables["mentions"], naming, list_given_names(tables["corrections"])
    )
    redacted["figure_series"] = _redact_series(redacted["figure_series"], redacted["figures"])
    redacted["timeline"] = redact_summaries(
        redacted["timeline"],
        redacted["events"],
        redacted["sentences"],
        redacted["documents"],
        tables["entities"],
        redacted["entities"],
    )
    redacted["rejects"] = _redact_rejects(redacted["rejects"])
    return redacted


def list_given_names(corrections: pl.DataFrame) -> set[str]:
    """The names that corrections gave to entities."""
    naming = (pl.col("table") == "entities") & (pl.col("field") == "name") & (pl.col("state") == "applied")
    return set(corrections.filter(naming).get_column("is"))


def _nullify_columns(rows: pl.DataFrame, columns: tuple[str, ...], where: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(pl.when(~where.fill_null(True)).then(pl.col(name)).alias(name) for name in columns)


def _left_join(rows: pl.DataFrame, other: pl.DataFrame, on: str = "document_id") -> pl.DataFrame:
    return rows.join(other, on=on, how="left", maintain_order="left")


def _look_up_redistribution(rows: pl.DataFrame, terms: pl.DataFrame) -> pl.Series:
    """The redistribution that holds for each row; `offsets` where its document is unknown."""
    return _left_join(rows.select("document_id"), terms).get_column("redistribution").fill_null("offsets")


def _redact_segments(segments: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    redistribution = _look_up_redistribution(segments, terms)
    shown = (redistribution == "full") | ((redistribution == "excerpt") & (segments.get_column("label") == "title"))
    return _nullify_columns(segments, ("text",), ~pl.lit(shown))


def _redact_sentences(
    tables: Mapping[str, pl.DataFrame], terms: pl.DataFrame, share: float
) -> tuple[pl.DataFrame, set[str]]:
    """The sentences, in their order, with null for those that may not be shown; and the documents that may name."""
    sentences = tables["sentences"]
    ids = []
    for name in _list_claim_tables():
        for column in table_registry.list_quotations(name):
            if column.within == "sentences":
                ids.append(tables[name].get_column("sentence_id"))
            elif column.span:
                ids.append(_find_overlapped_sentences(tables[name], sentences, *column.span))
    carrying = pl.concat(ids).unique()
    chosen, naming = select_excerpts(tables, carrying, share)
    redistribution = _look_up_redistribution(sentences, terms)
    shown = (redistribution == "full") | sentences.get_column("sentence_id").is_in(list(chosen))
    full = terms.filter(pl.col("redistribution") == "full").get_column("document_id")
    return _nullify_columns(sentences, ("text",), ~pl.lit(shown)), naming | set(full)


def _list_claim_tables() -> list[str]:
    """The tables whose rows repeat words of a sentence to which they refer."""
    return [
        name
        for name in table_registry.TABLES
        if table_registry.list_text_columns(name)
        and any(column.references == "sentences" for column in table_registry.list_columns(name))
    ]


def _find_overlapped_sentences(statements: pl.DataFrame, sentences: pl.DataFrame, start: str, end: str) -> pl.Series:
    """The sentences that a span of the statements shares a character with.

    Sentences do not overlap, so those of a span follow each other: from the last that begins no later than it to the
    last that begins before its end.
    """
    spans = statements.select("document_id", begin=start, end=pl.col(end) - 1).drop_nulls()
    positions = sentences.sort("document_id", "char_start").with_row_index("place")
    starts = positions.select("document_id", "char_start", "place").sort("char_start")
    for edge in ("begin", "end"):
        spans = spans.sort(edge).join_asof(
            starts.rename({"char_start": f"at_{edge}", "place": f"{edge}_place"}),
            left_on=edge,
            right_on=f"at_{edge}",
            by="document_id",
            check_sortedness=False,  # polars cannot tell it of groups; both sides were sorted just now
        )
    spans = spans.filter(pl.col("end_place").is_not_null())
    # A span can begin before the first sentence of its document.
    spans = _left_join(spans, positions.group_by("document_id").agg(first_place=pl.col("place").min()))
    first = pl.coalesce("begin_place", "first_place")
    covered = spans.with_columns(place=pl.int_ranges(first, pl.col("end_place") + 1, dtype=pl.UInt32)).explode("place")
    touched = covered.join(positions.select("place", "sentence_id", "char_start", "char_end"), on="place")
    shared = (pl.col("begin") < pl.col("char_end")) & (pl.col("char_start") <= pl.col("end"))
    return touched.filter(shared).get_column("sentence_id")


def _redact_claims(name: str, rows: pl.DataFrame, terms: pl.DataFrame, visible_sentences: pl.DataFrame) -> pl.DataFrame:
    """Rows of a document under `excerpt` keep what stands in their shown sentence, those under `offsets` nothing."""
    redistribution = _look_up_redistribution(rows, terms)
    excerpt = redistribution == "excerpt"
    sentence_texts = _left_join(
        rows.select("sentence_id"), visible_sentences.select("sentence_id", "text"), "sentence_id"
    ).get_column("text")
    in_shown = sentence_texts.is_not_null()
    covered = (redistribution == "full") | (excerpt & in_shown)
    kept = [_keep_lemma(column.name, covered) for column in table_registry.list_text_columns(name, "lemma")]
    for text_column in table_registry.list_text_columns(name):
        column = text_column.name
        compared = pl.DataFrame({"own": sentence_texts, "asked": rows.get_column(column)})
        visible = compared.select(
            pl.col("own").str.contains(pl.col("asked"), literal=True).fill_null(False)
        ).to_series()
        unmatched = ~visible & rows.get_column(column).is_not_null() & excerpt & in_shown
        if unmatched.any():
            queries = (
                rows.select("document_id", column).with_row_index("row").filter(unmatched).rename({column: "asked"})
            )
            found = (
                _find_rows_in_words(queries, visible_sentences)
                if text_column.text == "phrase"
                else _find_rows_in_text(queries, visible_sentences)
            )
            visible = visible | pl.arange(rows.height, eager=True).is_in(found.implode())
        shown = (redistribution == "full") | (excerpt & in_shown & visible)
        kept.append(pl.when(pl.lit(shown)).then(pl.col(column)).alias(column))
    return rows.with_columns(kept)


def _keep_lemma(column: str, covered: pl.Series) -> pl.Expr:
    """Null where the words that a lemma is made of are not shown; a unit of a closed list is no word of the text."""
    value = pl.col(column)
    is_own = (
        value.str.contains(CURRENCY_PATTERN) | value.is_in(list_unit_names()) if column == "unit" else pl.lit(False)
    )
    return pl.when(pl.lit(covered) | is_own).then(value).alias(column)


@cache
def list_unit_names() -> list[str]:
    """Names of the units of measure that the pipeline knows, with their prefixes and powers."""
    names = [prefix + unit.id for unit in get_units() for prefix in ("", *unit.prefixes)]
    return [power + name for power in ("", "square ", "cubic ") for name in names]


def _find_rows_in_text(queries: pl.DataFrame, visible_sentences: pl.DataFrame) -> pl.Series:
    """Rows whose text is a stretch of their document's shown sentences, put one after the other.

    Such is a statement that runs over several sentences; white space between sentences does not count.
    """
    bare = pl.col("text").str.replace_all(r"\s", "")
    joined = visible_sentences.sort("document_id", "char_start").group_by("document_id").agg(shown=bare.str.join(""))
    queries = queries.with_columns(pl.col("asked").str.replace_all(r"\s", ""))
    return (
        _left_join(queries, joined)
        .filter(pl.col("shown").str.contains(pl.col("asked"), literal=True))
        .get_column("row")
    )


def _find_rows_in_words(queries: pl.DataFrame, visible_sentences: pl.DataFrame) -> pl.Series:
    """Rows all of whose words stand in their document's shown sentences."""
    found = [pl.Series(dtype=pl.UInt32)]
    documents = queries.get_column("document_id").unique()
    for start in range(0, documents.len(), DOCUMENT_BATCH_SIZE):
        in_batch = pl.col("document_id").is_in(documents.slice(start, DOCUMENT_BATCH_SIZE).implode())
        query_words = queries.filter(in_batch).with_columns(word=pl.col("asked").str.extract_all(r"\w+"))
        words = visible_sentences.filter(in_batch).select("document_id", word=pl.col("text").str.extract_all(r"\w+"))
        known = words.explode("word").unique()
        missing = query_words.explode("word").join(known, on=["document_id", "word"], how="anti").get_column("row")
        rows = query_words.get_column("row")
        found.append(rows.filter(~rows.is_in(missing.unique().implode())))
    return pl.concat(found)


def _redact_series(series: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """A series keeps its concept where one of its figures has it, as words that are shown or as a lemma."""
    named = figures.select("figure_id", "concept", "concept_lemma")
    members = series.select("series_id", "figure_ids", pl.col("concept").alias("common")).explode("figure_ids")
    joined = members.join(named, left_on="figure_ids", right_on="figure_id")
    matching = joined.filter((pl.col("common") == pl.col("concept")) | (pl.col("common") == pl.col("concept_lemma")))
    return _nullify_columns(
        series, ("concept",), ~pl.col("series_id").is_in(matching.get_column("series_id").unique().implode())
    )


def _redact_rejects(rejects: pl.DataFrame) -> pl.DataFrame:
    """What was set aside has no row whose terms could be asked, so its records lose every text."""
    policies: tuple[ColumnPolicy, ...] = ("quoted", "phrase", "lemma", "name")
    texts = {
        column.name for name in table_registry.TABLES for column in table_registry.list_text_columns(name, *policies)
    }

    def strip_texts(record: str) -> str:
        fields = json.loads(record)
        return json.dumps({k: v for k, v in fields.items() if k not in texts}, ensure_ascii=False, sort_keys=True)

    return rejects.with_columns(pl.col("record").map_elements(strip_texts, return_dtype=pl.String))
