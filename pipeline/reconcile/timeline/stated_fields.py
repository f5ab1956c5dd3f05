"""Places and days of events that are evidence of which event it is: those that the text states of the event itself."""

from datetime import date, timedelta

import polars as pl

from pipeline.reconcile.timeline.summary_sentences import dates_a_report, dates_another_noun, stands_in_quotation

# A weekday alone, told on the day before it, is mostly the coming day in the place of the event, not the last one.
DAYS_BACK = timedelta(days=6)


def select_stated_fields(
    events: pl.DataFrame, documents: pl.DataFrame, sentences: pl.DataFrame, entities: pl.DataFrame
) -> pl.DataFrame:
    """The events without places and days that the text does not state of them, or that may well be others.

    Such days are that of a report ("police said on Monday that he was charged") or of another noun ("the May 4 vote
    followed a visit"), and a weekday that would lie six days back, as where a text of Thursday evening tells of Friday
    morning at the other end of the world. Such places stand in a quotation beside the event.
    """
    own = _blank_carried(_blank_scene_words(events, entities))
    return _blank_quoted_places(_blank_doubtful_days(own, documents, sentences), sentences)


def _blank_scene_words(events: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Blank the words of a carried place that stands for its country: it was not in the town of the dateline."""
    countries = entities.filter(place_precision="country")["entity_id"]
    carried = pl.col("location_basis").is_in(["carried", "dateline"]) & pl.col("location_entity_id").is_in(
        countries.implode()
    )
    return events.with_columns(pl.when(~carried.fill_null(False)).then(pl.col("location_text")))


def _blank_quoted_places(events: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Blank places of which only a quotation speaks: in London a crowd chanted "free Oslo"."""
    texts = sentences.select("sentence_id", sentence="text", sentence_start="char_start")
    known = events.join(texts, on="sentence_id", how="left", maintain_order="left")
    is_quoted = [
        sentence is not None and stands_in_quotation(sentence, place, first - start)
        for place, sentence, first, start in known.select(
            "location_text", "sentence", "char_start", "sentence_start"
        ).iter_rows()
    ]
    place = pl.col("location_entity_id")
    return events.with_columns(pl.when(~pl.Series(is_quoted, dtype=pl.Boolean)).then(place))


def _blank_doubtful_days(events: pl.DataFrame, documents: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    days = documents.select("document_id", "published_on")
    texts = sentences.select("sentence_id", sentence="text", sentence_start="char_start")
    known = events.join(days, on="document_id", how="left", maintain_order="left").join(
        texts, on="sentence_id", how="left", maintain_order="left"
    )
    is_doubtful = [
        start is not None
        and start == end
        and date_text is not None
        and (_lies_a_week_back(date_text, start, told) or _dates_other(sentence, date_text, at - (first or 0), text))
        for start, end, date_text, told, sentence, at, first, text in known.select(
            "date_start", "date_end", "date_text", "published_on", "sentence", "char_start", "sentence_start", "text"
        ).iter_rows()
    ]
    return _blank_days(events, pl.Series(is_doubtful, dtype=pl.Boolean))


def _lies_a_week_back(date_text: str, day: date, told: date | None) -> bool:
    words = date_text.split()
    return told is not None and told - day == DAYS_BACK and day.strftime("%A") in words and "last" not in words


def _dates_other(sentence: str | None, date_text: str, trigger: int, text: str | None) -> bool:
    """Whether a day is that of a report or of another noun."""
    return sentence is not None and (
        dates_a_report(sentence, date_text, trigger) or dates_another_noun(sentence, date_text, text or "")
    )


def _blank_carried(events: pl.DataFrame) -> pl.DataFrame:
    """Blank places and days that are not stated of the events themselves: they are no evidence of which event it is."""
    inferred = ["carried", "dateline", "published"]
    place, day = pl.col("location_basis").is_in(inferred), pl.col("date_basis").is_in(inferred)
    return events.with_columns(
        pl.when(~place.fill_null(False)).then(pl.col("location_entity_id")),
        *(pl.when(~day.fill_null(False)).then(pl.col(name)) for name in ("date_start", "date_end")),
        date_precision=pl.when(day.fill_null(False)).then(pl.lit("unknown")).otherwise(pl.col("date_precision")),
    )


def _blank_days(events: pl.DataFrame, chosen: pl.Series) -> pl.DataFrame:
    return events.with_columns(
        *(pl.when(~chosen).then(pl.col(name)).alias(name) for name in ("date_start", "date_end")),
        date_precision=pl.when(chosen).then(pl.lit("unknown")).otherwise(pl.col("date_precision")),
    )
