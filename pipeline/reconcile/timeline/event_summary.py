"""Summary: one readable sentence taken from one mention, its own sentence or, where that is withheld, its fields."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.reconcile.timeline.summary_sentences import (
    dates_a_report,
    is_pronoun,
    is_whole,
    strip_half_quotation,
    strip_opening,
    waits_for_main_clause,
)

LEXICONS = Path(__file__).with_name("lexicons")

# A sentence of no more words is given whole; of a longer one the stretch that holds the event.
MAX_SENTENCE_WORDS = 45
# Of days that are known no better than this, the words tell as much.
MAX_TOLD_DAYS = 8
# Where a clause can end or begin.
CLAUSE_BOUNDARY = re.compile(r"[,;:]\s|\s[–—-]+\s")
# Agency and place before the text: "BEIRUT, July 23 (Newswire) - ".
DATELINE = re.compile(r"^(?:[A-Z][^\n(]{0,60}\([^)\n]{2,30}\)|[A-Z]{3,}[^\n–—-]{0,40})\s*[–—-]{1,2}\s+")
# What a last name may be given back: "Ann", "Ann M.".
FIRST_NAMES = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*)?")
ARGUMENT_FIELDS = ("actor", "recipient", "location")
Row = Mapping[str, Any]


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


def write_summary(row: Row) -> str:
    """The sentence of one mention with the names, place and day that its words leave out, in brackets.

    `row` is a row of `events` with `sentence` and `sentence_start`, the names of its entities (`actor_name`), and the
    `speaker`, `speaker_text` and `cue_text` of its statement. Of a mention inside a statement the speaker is told:
    "Ann Berg said: ...". Only without a sentence is the summary made of the fields.
    """
    if row["sentence"] is None:
        actor, recipient, place = (row[f"{role}_name"] for role in ARGUMENT_FIELDS)
        days = (row["date_start"], row["date_end"])
        summary = write_field_summary(
            row["event_type"], row["event_mode"], actor, recipient, place, days, row["status"]
        )
        return summary if row["statement_id"] is None else attribute_summary(summary, row["speaker"])
    clause = _insert_names(_cut_clause(row), row)
    details = _list_details(clause, row)
    clause = clause.rstrip(" .,;:–—-")
    if row["statement_id"] is not None and not names_speaker(clause, row):
        clause = attribute_summary(clause, row["speaker"])
    end = "" if clause.endswith(("?", "!", "”", '"', ".'", ".’")) else "."
    if details:
        return f"{clause} ({', '.join(details)})."
    return f"{clause}{end}"


def attribute_summary(summary: str, speaker: str | None) -> str:
    """A summary of what stands only in a statement, with its speaker in front."""
    return f"{speaker or 'An unnamed source'} said: {summary}"


def write_field_summary(
    event_type: str,
    mode: str | None,
    actor: str | None,
    recipient: str | None,
    place: str | None,
    days: tuple[date | None, date | None],
    status: str,
) -> str:
    """One sentence made of the kind of event, the names and the days alone."""
    lexicon, known = _load_phrases()
    phrase = known.get((event_type, mode)) or known[event_type, None]
    lexicon.record_hit(phrase)
    if actor == recipient:
        recipient = None
    form = "both" if actor and recipient else "actor" if actor else "recipient" if recipient else "none"
    summary: str = getattr(phrase, form).format(actor=actor, recipient=recipient)
    if place:
        summary += f" in {place}"
    first, last = days
    if first and last:
        summary += f" on {first}" if first == last else f" between {first} and {last}"
    if status != "asserted":
        summary += f", {status}"
    return summary[0].upper() + summary[1:] + "."


def _cut_clause(row: Row) -> str:
    """The sentence, without dateline; of a long one no more than the clauses up to the last of the event's words."""
    sentence: str = row["sentence"]
    dateline = DATELINE.match(sentence)
    first = dateline.end() if dateline else 0
    if len(sentence[first:].split()) > MAX_SENTENCE_WORDS and not waits_for_main_clause(sentence[first:]):
        trigger = row["char_start"] - row["sentence_start"]
        ends = [row["char_end"] - row["sentence_start"]]
        for field in ("actor_text", "recipient_text", "location_text", "date_text"):
            place = _find_nearest(sentence, row[field], trigger)
            if place is not None:
                ends.append(place + len(row[field]))
        bounds = [match.start() for match in CLAUSE_BOUNDARY.finditer(sentence)]
        cut = sentence[: min((bound for bound in bounds if bound >= max(ends)), default=len(sentence))]
        sentence = cut if is_whole(cut) else sentence
    whole = strip_half_quotation(strip_opening(" ".join(sentence[first:].split())))
    return whole[:1].upper() + whole[1:]


def _find_nearest(sentence: str, words: str | None, trigger: int) -> int | None:
    """Where words stand in a sentence nearest to the trigger; null where they do not."""
    if not words:
        return None
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)]
    return min(places, key=lambda place: abs(place - trigger), default=None)


def _insert_names(clause: str, row: Row) -> str:
    """The clause with the name of a party that it leaves out: "she [Ann Berg] resigned", "[Ann] Berg resigned"."""
    for role in ("actor", "recipient"):
        name, words = row[f"{role}_name"], row[f"{role}_text"]
        if not name or not words:
            continue
        first = name[: -len(words) - 1] if name.endswith(f" {words}") else ""
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
        found = pattern.search(clause)
        if found is None:
            continue
        if is_pronoun(words) and not _has_name(clause, name):
            clause = f"{clause[: found.end()]} [{name}]{clause[found.end() :]}"
        elif FIRST_NAMES.fullmatch(first) and first not in clause:
            clause = f"{clause[: found.start()]}[{first}] {clause[found.start() :]}"
    return clause


def _has_name(clause: str, name: str) -> bool:
    """Whether the last word of a name stands in the clause: of a person that is enough."""
    words = re.findall(r"\w+", name.casefold())
    return bool(words) and words[-1] in re.findall(r"\w+", clause.casefold())


def _list_details(clause: str, row: Row) -> list[str]:
    """Place, day and doubt, as far as the clause leaves them out."""
    details = []
    told = bool(row["location_text"]) and row["location_text"].casefold() in clause.casefold()
    is_own = row["location_basis"] != "sentence"
    if row["location_name"] and is_own and not told and not _has_name(clause, row["location_name"]):
        details.append(row["location_name"])
    first, last = row["date_start"], row["date_end"]
    is_exact = first is not None and last is not None and (last - first).days < MAX_TOLD_DAYS
    is_exact = is_exact and row["date_basis"] != "sentence"
    trigger = row["char_start"] - row["sentence_start"]
    if is_exact and first.isoformat() not in clause and not dates_a_report(row["sentence"], row["date_text"], trigger):
        details.append(str(first) if first == last else f"{first} to {last}")
    if row["status"] != "asserted":
        details.append(row["status"])
    return details


def names_speaker(clause: str, row: Row) -> bool:
    """Whether the clause itself tells who says it: the words for the speaker, and the cue."""
    found = [bool(row[name]) and row[name].casefold() in clause.casefold() for name in ("speaker_text", "cue_text")]
    return found[1] and (found[0] or row["speaker"] is None or _has_name(clause, row["speaker"]))
