"""Summary: a plain sentence that says what a row of the timeline says, and nothing more."""

from datetime import date
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

LEXICONS = Path(__file__).with_name("lexicons")


class SummaryPhrase(Entry):
    """How one event type is said, or one of its modes; see `phrases.yml`."""

    event_type: str
    mode: str | None = None
    both: str
    actor: str
    recipient: str
    none: str


@cache
def _load_phrases() -> tuple[Lexicon[SummaryPhrase], dict[tuple[str, str | None], SummaryPhrase]]:
    lexicon = load_lexicon(LEXICONS / "en" / "phrases.yml", SummaryPhrase)
    return lexicon, {(entry.event_type, entry.mode): entry for entry in lexicon}


def write_summary(
    event_type: str,
    mode: str | None,
    trigger: str | None,
    actor: str | None,
    recipient: str | None,
    place: str | None,
    days: tuple[date | None, date | None],
    status: str,
) -> str:
    """One sentence of the names and days given; `words` are the trigger that most mentions use, put in brackets."""
    lexicon, known = _load_phrases()
    phrase = known.get((event_type, mode)) or known[event_type, None]
    lexicon.record_hit(phrase)
    if actor == recipient:
        recipient = None
    form = "both" if actor and recipient else "actor" if actor else "recipient" if recipient else "none"
    summary: str = getattr(phrase, form).format(actor=actor, recipient=recipient)
    if trigger:
        summary += f" (“{trigger}”)"
    if place:
        summary += f" in {place}"
    first, last = days
    if first and last:
        summary += f" on {first}" if first == last else f" between {first} and {last}"
    if status != "asserted":
        summary += f", {status}"
    return summary[0].upper() + summary[1:] + "."
