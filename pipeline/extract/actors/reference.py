"""One walk through the text that takes up descriptions and pronouns where they stand."""

from collections.abc import Sequence

from pipeline.extract.actors import nominals, pronouns
from pipeline.extract.actors.bodies import Seat, settle
from pipeline.extract.actors.descriptions import describe
from pipeline.extract.actors.history import History
from pipeline.extract.actors.stage import Found, Stage
from pipeline.extract.actors.words import NOUNS

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def refer(stage: Stage, institutions: Sequence[Seat]) -> None:
    """Note descriptions, pronouns and the institutions that go without a country, each with what is in mind there."""
    words = stage.words
    told = _told(institutions)
    open_seats = {seat.last - 1: seat for seat in institutions if seat.country is None}
    waiting = {token for seat in open_seats.values() for token in range(seat.first, seat.last)}
    ends: dict[int, list[Found]] = {}
    for found in stage.found:
        ends.setdefault(found.last - 1, []).append(found)
    history = History(stage)
    for token, pos in enumerate(words.pos):
        if token in ends:
            for found in sorted(ends[token], key=lambda each: each.last - each.first):
                history.mention(found)
        elif token in open_seats:
            _seat(stage, history, open_seats[token], told)
        elif pos in NOUNS and token not in stage.at and token not in waiting:
            _noun(stage, history, token)
        elif pos == "PRON":
            spoken = pronouns.resolve(stage, history, token)
            if spoken is not None:
                stage.spoken[token] = spoken
                history.mention(spoken)


def _told(institutions: Sequence[Seat]) -> dict[str, str]:
    """The country of each kind of institution, where the document tells just one."""
    countries: dict[str, set[str]] = {}
    for seat in institutions:
        if seat.country is not None:
            countries.setdefault(seat.entry.id, set()).add(seat.country)
    return {kind: next(iter(told)) for kind, told in countries.items() if len(told) == 1}


def _seat(stage: Stage, history: History, seat: Seat, told: dict[str, str]) -> None:
    owner = stage.spoken_at(seat.first - 1)
    country = owner.country if owner is not None else told.get(seat.entry.id)
    if country is None and owner is None:
        state = nominals.state_in_mind(stage, history, stage.words.sentence[seat.first])
        country = state.country if state else None
    found = settle(stage, seat, country)
    if found is not None:
        history.mention(found)


def _noun(stage: Stage, history: History, token: int) -> None:
    meant = nominals.resolve(stage, history, token)
    if meant is not None:
        stage.note(stage.drafts[meant.key], meant.first, meant.last, "nominal")
    meant = meant or describe(stage, token)
    if meant is not None:
        history.mention(meant)
    elif stage.words.dep[token] in ARGUMENTS:
        history.noun(token)
