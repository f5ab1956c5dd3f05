"""Summary: a plain sentence that says what a row of the timeline says, and nothing more."""

from datetime import date
from functools import cache
from pathlib import Path

from pipeline.base.lexicon import Entry, Lexicon, load

LEXICONS = Path(__file__).with_name("lexicons")


class Phrase(Entry):
    """How one event type is said; see `phrases.yml`."""

    both: str
    actor: str
    recipient: str
    none: str


@cache
def _phrases() -> tuple[Lexicon[Phrase], dict[str, Phrase]]:
    lexicon = load(LEXICONS / "phrases.yml", Phrase)
    return lexicon, {entry.id: entry for entry in lexicon}


def sentence(
    event_type: str,
    words: str | None,
    actor: str | None,
    recipient: str | None,
    place: str | None,
    days: tuple[date | None, date | None],
    status: str,
) -> str:
    """One sentence of the names and days given; `words` are the trigger that most tellings use, put in brackets."""
    lexicon, by_type = _phrases()
    phrase = by_type[event_type]
    lexicon.hit(phrase)
    if actor == recipient:
        recipient = None
    form = "both" if actor and recipient else "actor" if actor else "recipient" if recipient else "none"
    said: str = getattr(phrase, form).format(actor=actor, recipient=recipient)
    if words:
        said += f" (“{words}”)"
    if place:
        said += f" in {place}"
    first, last = days
    if first and last:
        said += f" on {first}" if first == last else f" between {first} and {last}"
    if status != "asserted":
        said += f", {status}"
    return said[0].upper() + said[1:] + "."
