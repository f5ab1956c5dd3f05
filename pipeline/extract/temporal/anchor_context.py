"""What the day of a temporal expression depends on: document date, anchors in the text, tense of the verb."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.base.date_interval import Interval

Tense = Literal["past", "future", "prospect", "possible", "unclear", "nearest", "open"]


@dataclass(frozen=True, slots=True)
class AnchorContext:
    """Reference dates for normalizing one temporal expression.

    The day of the reader (null where not known) and the last it can be, the dated phrase of the same paragraph that
    last gave a year, all dated phrases of the document, the phrase placed last, the day of speaking, the verb's tense.
    """

    document_date: date | None
    latest_date: date | None = None
    local_anchor: Interval | None = None
    document_anchors: tuple[Interval, ...] = ()
    previous_interval: Interval | None = None
    speech_date: date | None = None
    tense: Tense = "open"
    is_range: bool = False  # whether the pattern is an end of a range, which two names of days keep from being misread
