"""Summary: a plain sentence that says what a row of the timeline says, and nothing more."""

from datetime import date
from functools import cache
from pathlib import Path

from pipeline.base.lexicon import Entry, Lexicon, load

LEXICONS = Path(__file__).with_name("lexicons")


class Phrase(Entry):
    """How one event type is said, or one of its modes; see `phrases.yml`."""

    type: str
    mode: str | None = None
    both: str
    actor: str
    recipient: str
    none: str


@cache
def _phrases() -> tuple[Lexicon[Phrase], dict[tuple[str, str | None], Phrase]]:
    lexicon = load(LEXICONS / "phrases.yml", Phrase)
    return lexicon, {(entry.type, entry.mode): entry for entry in lexicon}


def sentence(
    event_type: str,
    mode: str | None,
    words: str | None,
    actor: str | None,
    recipient: str | None,
    place: str | None,
    days: tuple[date | None, date | None],
    status: str,
) -> str:
    """One sentence of the names and days given; `words` are the trigger that most tellings use, put in brackets."""
    lexicon, known = _phrases()
    phrase = known.get((event_type, mode)) or known[event_type, None]
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
