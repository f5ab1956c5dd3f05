"""What text a release may carry: each document's `redistribution`, held for every column that repeats its words.

`full`: all text but readers' comments. `excerpt`: the title, and the sentences that carry a published row (those in
which a mention, a figure or an event stands, and those that a statement, its speaker or its cue touch). `offsets`: no
text at all.

Under `excerpt` a row's own words stay where such sentences hold them. Spans, values, codes of closed lists, units and
lemmas are the dataset's own statements about a text and always stay, as do the facts by which a document is named and
credited: publisher, byline, address, licence. Comments are personal data and are never published, whatever the licence
or the policy.
"""

import json
from collections.abc import Mapping

import polars as pl

from pipeline.publish.facts import TextPolicy

COMMENTS = ("comment", "comment_form")

# Columns that repeat words of the document, by table: quoted as they stand, or (phrases) put together of its words.
QUOTED: dict[str, tuple[str, ...]] = {
    "documents": ("title",),
    "segments": ("text",),
    "sentences": ("text",),
    "mentions": ("text",),
    "statements": ("text", "speaker_text", "cue_text"),
    "figures": ("text",),
    "events": ("text",),
}
PHRASES = {
    "figures": ("unit_text", "concept", "relates_to"),
    "events": ("actor_text", "recipient_text", "location_text", "theme_text", "date_text"),
}
TEXTS = {name: QUOTED[name] + PHRASES.get(name, ()) for name in QUOTED}

DOCUMENTS = 1000  # whose words are held in memory at once

# Where a summary of the timeline quotes the word by which most tellings report the event.
TRIGGER = r"(?s) \(“(.*)”\)"

# Spans of the statements' columns.
SPOKEN = (("char_start", "char_end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end"))


def withhold(tables: Mapping[str, pl.DataFrame], policy: TextPolicy) -> dict[str, pl.DataFrame]:
    """The tables with null for every text that may not be published; spans stay.

    Under the policy `full` (private use) only comments are withheld.
    """
    shown = dict(tables)
    shown["segments"] = _null(shown["segments"], ("text",), pl.col("label").is_in(COMMENTS))
    if policy == "full":
        return shown
    terms = shown["documents"].select("document_id", "redistribution")
    evidence = _evidence(shown, terms)
    shown["sentences"] = shown["sentences"].with_columns(evidence.get_column("text"))
    carried = evidence.filter(pl.col("text").is_not_null()).select("document_id", "sentence_id", "char_start", "text")
    shown["documents"] = _null(shown["documents"], ("title",), pl.col("redistribution") == "offsets")
    shown["segments"] = _segments(shown["segments"], terms)
    for name in ("mentions", "statements", "figures", "events"):
        shown[name] = _claims(name, shown[name], terms, carried)
    shown["figure_series"] = _series(shown["figure_series"], shown["figures"])
    shown["timeline"] = _timeline(shown["timeline"], shown["events"])
    shown["rejects"] = _rejects(shown["rejects"])
    return shown


def _null(rows: pl.DataFrame, columns: tuple[str, ...], where: pl.Expr) -> pl.DataFrame:
    return rows.with_columns(pl.when(~where.fill_null(True)).then(pl.col(name)).alias(name) for name in columns)


def _with(rows: pl.DataFrame, other: pl.DataFrame, on: str = "document_id") -> pl.DataFrame:
    return rows.join(other, on=on, how="left", maintain_order="left")


def _terms(rows: pl.DataFrame, terms: pl.DataFrame) -> pl.Series:
    """The redistribution that holds for each row; `offsets` where its document is unknown."""
    return _with(rows.select("document_id"), terms).get_column("redistribution").fill_null("offsets")


def _segments(segments: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    redistribution = _terms(segments, terms)
    shown = (redistribution == "full") | ((redistribution == "excerpt") & (segments.get_column("label") == "title"))
    return _null(segments, ("text",), ~pl.lit(shown))


def _evidence(tables: Mapping[str, pl.DataFrame], terms: pl.DataFrame) -> pl.DataFrame:
    """The sentences, in their order, with null for the text of those that may not be shown."""
    sentences = tables["sentences"]
    ids = [tables[name].get_column("sentence_id") for name in ("mentions", "figures", "events")]
    ids += [_touched(tables["statements"], sentences, *span) for span in SPOKEN]
    carrying = pl.concat(ids).unique()
    redistribution = _terms(sentences, terms)
    carries = (redistribution == "full") | (
        (redistribution == "excerpt") & sentences.get_column("sentence_id").is_in(carrying.implode())
    )
    return _null(sentences, ("text",), ~pl.lit(carries))


def _touched(statements: pl.DataFrame, sentences: pl.DataFrame, start: str, end: str) -> pl.Series:
    """The sentences that a span of the statements shares a character with.

    Sentences do not overlap, so those of a span follow each other: from the last that begins no later than it to the
    last that begins before its end.
    """
    spans = statements.select("document_id", begin=start, end=pl.col(end) - 1).drop_nulls()
    places = sentences.sort("document_id", "char_start").with_row_index("place")
    begun = places.select("document_id", "char_start", "place").sort("char_start")
    for edge in ("begin", "end"):
        spans = spans.sort(edge).join_asof(
            begun.rename({"char_start": f"at_{edge}", "place": f"{edge}_place"}),
            left_on=edge,
            right_on=f"at_{edge}",
            by="document_id",
            check_sortedness=False,  # polars cannot tell it of groups; both sides were sorted just now
        )
    spans = spans.filter(pl.col("end_place").is_not_null())
    # A span can begin before the first sentence of its document.
    spans = _with(spans, places.group_by("document_id").agg(first_place=pl.col("place").min()))
    first = pl.coalesce("begin_place", "first_place")
    reached = spans.with_columns(place=pl.int_ranges(first, pl.col("end_place") + 1, dtype=pl.UInt32)).explode("place")
    touched = reached.join(places.select("place", "sentence_id", "char_start", "char_end"), on="place")
    shared = (pl.col("begin") < pl.col("char_end")) & (pl.col("char_start") <= pl.col("end"))
    return touched.filter(shared).get_column("sentence_id")


def _claims(name: str, rows: pl.DataFrame, terms: pl.DataFrame, carried: pl.DataFrame) -> pl.DataFrame:
    """Rows of a document under `excerpt` keep what stands in its shown sentences, those under `offsets` nothing."""
    redistribution = _terms(rows, terms)
    excerpt = redistribution == "excerpt"
    own = _with(rows.select("sentence_id"), carried.select("sentence_id", "text"), "sentence_id").get_column("text")
    kept = []
    for column in TEXTS[name]:
        beside = pl.DataFrame({"own": own, "asked": rows.get_column(column)})
        here = beside.select(pl.col("own").str.contains(pl.col("asked"), literal=True).fill_null(False)).to_series()
        astray = ~here & rows.get_column(column).is_not_null() & excerpt
        if astray.any():
            asked = rows.select("document_id", column).with_row_index("row").filter(astray).rename({column: "asked"})
            found = _in_words(asked, carried) if column in PHRASES.get(name, ()) else _in_text(asked, carried)
            here = here | pl.arange(rows.height, eager=True).is_in(found.implode())
        shown = (redistribution == "full") | (excerpt & here)
        kept.append(pl.when(pl.lit(shown)).then(pl.col(column)).alias(column))
    return rows.with_columns(kept)


def _in_text(asked: pl.DataFrame, carried: pl.DataFrame) -> pl.Series:
    """Rows whose text is a stretch of their document's shown sentences, put one after the other.

    Such is a statement that runs over several sentences; white space between sentences does not count.
    """
    bare = pl.col("text").str.replace_all(r"\s", "")
    joined = carried.sort("document_id", "char_start").group_by("document_id").agg(shown=bare.str.join(""))
    asked = asked.with_columns(pl.col("asked").str.replace_all(r"\s", ""))
    return _with(asked, joined).filter(pl.col("shown").str.contains(pl.col("asked"), literal=True)).get_column("row")


def _in_words(asked: pl.DataFrame, carried: pl.DataFrame) -> pl.Series:
    """Rows all of whose words stand in their document's shown sentences."""
    found = [pl.Series(dtype=pl.UInt32)]
    documents = asked.get_column("document_id").unique()
    for start in range(0, documents.len(), DOCUMENTS):
        few = pl.col("document_id").is_in(documents.slice(start, DOCUMENTS).implode())
        wanted = asked.filter(few).with_columns(word=pl.col("asked").str.extract_all(r"\w+"))
        words = carried.filter(few).select("document_id", word=pl.col("text").str.extract_all(r"\w+"))
        known = words.explode("word").unique()
        missing = wanted.explode("word").join(known, on=["document_id", "word"], how="anti").get_column("row")
        rows = wanted.get_column("row")
        found.append(rows.filter(~rows.is_in(missing.unique().implode())))
    return pl.concat(found)


def _series(series: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """A series keeps its concept where one of its figures has it, as words that are shown or as a lemma."""
    named = figures.select("figure_id", "concept", "concept_lemma")
    members = series.select("series_id", "figure_ids", pl.col("concept").alias("common")).explode("figure_ids")
    beside = members.join(named, left_on="figure_ids", right_on="figure_id")
    held = beside.filter((pl.col("common") == pl.col("concept")) | (pl.col("common") == pl.col("concept_lemma")))
    return _null(series, ("concept",), ~pl.col("series_id").is_in(held.get_column("series_id").unique().implode()))


def _timeline(timeline: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """A summary keeps the trigger that it quotes where one of its events shows it."""
    quoted = pl.col("summary").str.extract(TRIGGER)
    members = timeline.select("cluster_id", "event_ids", quoted.alias("quoted")).explode("event_ids")
    beside = members.join(events.select("event_id", "text"), left_on="event_ids", right_on="event_id")
    held = beside.filter(pl.col("quoted") == pl.col("text")).get_column("cluster_id").unique()
    kept = pl.col("cluster_id").is_in(held.implode())
    summary = pl.when(kept).then("summary").otherwise(pl.col("summary").str.replace(TRIGGER, ""))
    return timeline.with_columns(summary=summary)


def _rejects(rejects: pl.DataFrame) -> pl.DataFrame:
    """What was set aside has no row whose terms could be asked, so its records lose every text."""
    texts = {column for columns in TEXTS.values() for column in columns}

    def without(record: str) -> str:
        told = json.loads(record)
        return json.dumps({k: v for k, v in told.items() if k not in texts}, ensure_ascii=False, sort_keys=True)

    return rejects.with_columns(pl.col("record").map_elements(without, return_dtype=pl.String))
